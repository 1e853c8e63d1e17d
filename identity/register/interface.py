"""What we ask a citizen register, and on what ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from dossier.codes import DossierCode, IdNumber, ProcedureCode
from dossier.errors import PermanentError


class CitizenStatus(StrEnum):
    """What the register says of a person and the card that goes with the entry."""

    ACTIVE = "active"
    DECEASED = "deceased"
    CARD_REVOKED = "card_revoked"


@dataclass(frozen=True, slots=True)
class Citizen:
    """An entry. Dates are ISO, that of birth may be a year, or year and month, only; empty text: not known.

    ``card_date_of_expiry`` is empty also for a card that does not run out.
    """

    id_number: IdNumber
    full_name: str
    date_of_birth: str
    sex: str
    nationality: str
    ethnicity: str
    place_of_origin: str
    place_of_residence: str
    card_date_of_issue: str
    card_date_of_expiry: str
    status: CitizenStatus


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody is looked up: no question without a ground (NĐ 13/2023 Art. 3: only for a declared purpose).

    ``dossier`` is None only when an officer looks up an entry by hand.
    """

    officer: str
    dossier: DossierCode | None = None
    procedure: ProcedureCode | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """One question put to the register, about the person of ``number``; None when it names nobody yet.

    The log keeps no number: whoever keeps it makes a keyed token of it.
    """

    source: str
    purpose: Purpose
    number: IdNumber | None


AccessLog = Callable[[Access], None]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the paper says of the person besides the number, as read; the date of birth is ISO, perhaps a year only.

    A register that answers only who can name the person (the national one) is asked with it.
    """

    full_name: str
    date_of_birth: str


class RegisterRefused(PermanentError):  # noqa: N818  an answer of the register, no fault of ours
    """The register may not be asked, or says no: for want of a right, of a procedure, of a name. A person has to look."""


@dataclass(frozen=True, slots=True)
class RegisterDescription:
    """``detail``: which database or service; ``entries``: how many it holds, None when it does not tell."""

    detail: str
    entries: int | None


class CitizenRegister(Protocol):
    """A register of citizens, asked by personal number; it cannot be browsed."""

    @property
    def source(self) -> str:
        """Its kind as the record names it: sql or ndxp."""
        ...

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """The entry of this number, None when there is none; ``TransientError`` when the register does not answer."""
        ...

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """The entries under any of these numbers that were born on the claim's day: which of them the paper may mean.

        One question, however many numbers. A register that may refuse to be asked so answers nothing.
        """
        ...

    def describe(self) -> RegisterDescription:
        """What register this is; ``TransientError`` when it does not answer."""
        ...


@runtime_checkable
class CitizenStore(Protocol):
    """Where the register's own copy is written."""

    def put(self, citizens: Sequence[Citizen]) -> None:
        """Add these entries or replace those of the same number, all or none; of a number given twice the last stays."""
        ...
