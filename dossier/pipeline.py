"""The path of a dossier as a sequence: the one place that says what follows what.

Steps take and return ids and digests; the record they name lies in the working store. The command line, the tests and
the flows all call ``run``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Protocol, assert_never

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError


class State(StrEnum):
    """How far a dossier has come. ``refused`` and ``failed`` are ends that are not success."""

    RECEIVED = "received"
    READ = "read"
    COPIED = "copied"
    EXTRACTED = "extracted"
    CHECKED = "checked"
    IN_REVIEW = "in_review"
    CONFIRMED = "confirmed"
    SEALED = "sealed"
    ARCHIVED = "archived"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Advanced:
    """The step is done; the record now has this digest."""

    record: Digest


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person has to look before it goes on."""

    record: Digest


@dataclass(frozen=True, slots=True)
class Refused:
    """The content breaks a rule; the record says which."""

    record: Digest


Outcome = Advanced | Waiting | Refused
Run = Callable[[DossierCode, Digest], Outcome]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps after reception, in the order of the law (TT 01/2023/TT-VPCP Art. 7-11).

    Each takes the dossier's code and the digest of its record so far.
    """

    read: Run
    sort: Run
    copy: Run
    sign: Run
    extract: Run
    identify: Run
    decide: Run
    seal: Run
    archive: Run
    release: Run

    def __iter__(self) -> Iterator[tuple[str, Run]]:
        """Names and functions, first to last."""
        return ((each.name, getattr(self, each.name)) for each in fields(self))


# The state a dossier is in once the step is done.
STATE_AFTER = {
    "receive": State.RECEIVED,
    "read": State.READ,
    "sort": State.READ,
    "copy": State.READ,
    "sign": State.COPIED,
    "extract": State.EXTRACTED,
    "identify": State.CHECKED,
    "decide": State.CONFIRMED,
    "seal": State.SEALED,
    "archive": State.ARCHIVED,
    "release": State.ARCHIVED,
}


@dataclass(frozen=True, slots=True)
class Position:
    """The last step done, the state it led to, and the digest of the record then."""

    step: str
    state: State
    record: Digest

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left for the system to do: a person has to look, or the dossier has reached an end."""
        return self.state in (State.IN_REVIEW, State.REFUSED) or self.step == _LAST


_LAST = fields(Steps)[-1].name


class Journal(Protocol):
    """Remembers how far each dossier has come. Every call is one committed transaction."""

    def position(self, code: DossierCode) -> Position:
        """Where the dossier stands; an unknown code is a ``UsageError``."""
        ...

    def advance(self, code: DossierCode, position: Position) -> None:
        """Remember that the dossier stands there now."""
        ...

    def fail(self, code: DossierCode, step: str, error: HosoError) -> None:
        """Remember that the system failed in ``step``; the position stays where it was."""
        ...


def run(steps: Steps, journal: Journal, code: DossierCode, *, entering: Callable[[str], None]) -> Position:
    """Take a dossier from where it stands as far as it goes, and say where that is.

    ``entering`` is told the name of each step before it runs (progress). An error of the system is remembered in the
    journal and raised; the next call goes on from the last step that was done.
    """
    position = journal.position(code)
    for name, step in _steps_after(steps, position):
        entering(name)
        try:
            outcome = step(code, position.record)
        except HosoError as error:
            journal.fail(code, name, error)
            raise
        position = _reached(name, outcome)
        journal.advance(code, position)
        if not isinstance(outcome, Advanced):
            break
    return position


def _steps_after(steps: Steps, position: Position) -> Iterator[tuple[str, Run]]:
    if position.at_rest:
        return
    ahead = position.step == "receive"
    for name, step in steps:
        if ahead:
            yield name, step
        ahead = ahead or name == position.step


def _reached(name: str, outcome: Outcome) -> Position:
    match outcome:
        case Advanced(record):
            return Position(name, STATE_AFTER[name], record)
        case Waiting(record):
            return Position(name, State.IN_REVIEW, record)
        case Refused(record):
            return Position(name, State.REFUSED, record)
    assert_never(outcome)
