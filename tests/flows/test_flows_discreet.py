"""Nothing a library says about what it was reading leaves a flow."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from dossier.errors import HosoError, PermanentError, TransientError
from flows.discreet import discreet


def _raised(function: Callable[[], None]) -> tuple[HosoError, str]:
    with pytest.raises(HosoError) as caught:
        discreet(function)()
    return caught.value, "".join(traceback.format_exception(caught.value))


def test_of_a_foreign_error_only_type_and_place_are_told() -> None:
    def fails() -> None:
        raise ValueError("Nguyễn Thị " + "Ánh")

    error, shown = _raised(fails)
    assert isinstance(error, PermanentError)
    assert "Unexpected ValueError (test_flows_discreet.py, line" in str(error)
    assert "Nguyễn Thị Ánh" not in shown


def test_an_error_of_ours_goes_on_without_what_caused_it() -> None:
    def fails() -> None:
        try:
            raise ValueError("Nguyễn Thị " + "Ánh")
        except ValueError as error:
            raise TransientError("The register is busy.") from error

    error, shown = _raised(fails)
    assert type(error) is TransientError
    assert str(error) == "The register is busy."
    assert "Nguyễn Thị Ánh" not in shown


def test_an_interruption_is_none_of_its_business() -> None:
    def fails() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        discreet(fails)()
