"""Where PINs and pass phrases come from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dossier.errors import PermanentError

Secret = Callable[[], bytes | None]
"""Fetches a PIN or pass phrase when it is needed; what it gives is neither kept nor logged."""


def file_secret(path: Path) -> Secret:
    """From a file, as orchestrators mount secrets; a line end at its end is none of it."""

    def fetch() -> bytes | None:
        try:
            return path.read_bytes().rstrip(b"\r\n") or None
        except OSError as error:
            message = f"The secret's file {path.name} cannot be read."
            raise PermanentError(message, remedy="Check its path and owner.") from error

    return fetch


def no_secret() -> bytes | None:
    """Where none is set."""
    return None
