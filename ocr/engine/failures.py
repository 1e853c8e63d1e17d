"""What can go wrong with the programs that read, as typed errors."""

from __future__ import annotations

import signal

from dossier.errors import PermanentError, TransientError


class CrashedError(TransientError):
    """It broke down over a picture: another one may be read, this one will not be."""


_CRASHES = frozenset(-each for each in (signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV))


def ended(status: int, program: str = "tesseract") -> PermanentError | TransientError:
    """It ended with this status before it was done; a negative one is that of a signal: a crash, memory, a shutdown."""
    if status in _CRASHES:
        return CrashedError(f"{program} crashed.", remedy="Run again.")
    if status < 0:
        return TransientError(f"{program} was stopped from outside.", remedy="Run again.")
    return PermanentError(f"{program} ended with status {status}.", remedy="See hoso doctor.")


def too_slow(seconds: float, program: str = "tesseract") -> TransientError:
    """It was stopped after that time."""
    return TransientError(f"{program} did not finish within {seconds:g} s.")


def missing() -> PermanentError:
    """It is not installed."""
    return PermanentError(
        "The program tesseract is missing.",
        remedy="Install it: apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng",
    )
