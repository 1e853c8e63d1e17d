"""Exit statuses (contract: command line) and how outcomes map to them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from dossier.errors import HosoError, InputRefused, UsageError
from dossier.judgement import Verdict
from dossier.record import Status


class Exit(IntEnum):
    """What the shell is told; of several the gravest counts."""

    DONE = 0
    WAITING = 1
    USAGE = 2
    REFUSED = 3
    FAULT = 4


_OF_STATUS = {
    Status.ARCHIVED: Exit.DONE,
    Status.SEALED: Exit.FAULT,
    Status.IN_PROGRESS: Exit.FAULT,
    Status.IN_REVIEW: Exit.WAITING,
    Status.REFUSED: Exit.REFUSED,
    Status.FAILED: Exit.FAULT,
}

_OF_VERDICT = {
    Verdict.VALID: Exit.DONE,
    Verdict.INDETERMINATE: Exit.WAITING,
    Verdict.INVALID: Exit.REFUSED,
    Verdict.NO_SIGNATURE: Exit.REFUSED,
    Verdict.REFUSED: Exit.REFUSED,
}


def of_statuses(statuses: Iterable[Status]) -> Exit:
    """4 before 3 before 1 before 0."""
    return max((_OF_STATUS[status] for status in statuses), default=Exit.DONE)


def of_verdicts(verdicts: Iterable[Verdict]) -> Exit:
    """The gravest verdict of several files."""
    return max((_OF_VERDICT[verdict] for verdict in verdicts), default=Exit.DONE)


def of_error(error: HosoError) -> Exit:
    """Wrong usage, an input that breaks a rule, or a fault of the system."""
    if isinstance(error, InputRefused):
        return Exit.REFUSED
    return Exit.USAGE if isinstance(error, UsageError) else Exit.FAULT
