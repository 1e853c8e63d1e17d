"""What can go wrong with the tesseract program, as typed errors."""

from __future__ import annotations

from dossier.errors import PermanentError, TransientError


def ended(status: int) -> PermanentError | TransientError:
    """It ended with this status before it was done; a negative one is that of a signal: memory, a shutdown."""
    if status < 0:
        return TransientError("tesseract was stopped from outside.", remedy="Run again.")
    return PermanentError(f"tesseract ended with status {status}.", remedy="See hoso doctor.")


def too_slow(seconds: float) -> TransientError:
    """It was stopped after that time."""
    return TransientError(f"tesseract did not finish within {seconds:g} s.")


def missing() -> PermanentError:
    """It is not installed."""
    return PermanentError(
        "The program tesseract is missing.",
        remedy="Install it: apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng",
    )
