"""What leaves a flow as an error is told to the server, which keeps it: only texts of ours, which hold no personal data."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from dossier.errors import HosoError, PermanentError

P = ParamSpec("P")
R = TypeVar("R")


def discreet(function: Callable[P, R]) -> Callable[P, R]:
    """The function, its errors told without the foreign ones that caused them.

    An error of ours goes on by itself. Of any other only the type and the place are told: a library's message may quote
    what it was reading. It becomes a ``PermanentError``.
    """

    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  every foreign text is to be kept in
            safe = _without_foreign_text(error)
        raise safe  # outside of the handler: there the foreign error would travel along as its context

    return told


def _without_foreign_text(error: Exception) -> HosoError:
    if isinstance(error, HosoError):
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    return PermanentError(
        f"Unexpected {type(error).__name__} ({place}).", remedy="Report it with the program's version."
    )
