"""What we ask a citizen register, and on what ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from dossier.codes import DossierCode, IdNumber, ProcedureCode
from dossier.digest import Digest


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
    """One question put to the register. The digest tells a person's own questions apart; it hides no number by itself,
    for twelve digits can be tried one by one, so the log is as confidential as the numbers are."""

    source: str
    purpose: Purpose
    number_sha256: Digest


AccessLog = Callable[[Access], None]


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

    def lookup(self, number: IdNumber, *, purpose: Purpose) -> Citizen | None:
        """The entry of this number, None when there is none; ``TransientError`` when the register does not answer."""
        ...

    def describe(self) -> RegisterDescription:
        """What register this is; ``TransientError`` when it does not answer."""
        ...


class CitizenStore(Protocol):
    """Where the register's own copy is written."""

    def put(self, citizens: Sequence[Citizen]) -> None:
        """Add these entries or replace those of the same number, all or none; of a number given twice the last stays."""
        ...
