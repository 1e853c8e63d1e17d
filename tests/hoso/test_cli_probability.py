"""Probabilities on the terminal are cut off, not rounded: nothing is shown as certain that is not."""

from __future__ import annotations

import pytest
from cli_records import document, field, record

from hoso.cli.record import print_record


@pytest.mark.parametrize(("confidence", "shown"), [(0.9976, "0.99"), (0.29, "0.29"), (1.0, "1.00"), (0.985, "0.98")])
def test_a_probability_is_cut_off_after_two_digits(
    confidence: float, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_record(record(document(sex=field("female", confidence))))
    (row,) = (line for line in capsys.readouterr().out.splitlines() if " sex" in line)
    assert shown in row.split()
