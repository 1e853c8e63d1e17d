"""The numbers by which the administration names things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dossier.errors import UsageError

_UNIT = r"(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3})*)"
_DOSSIER = re.compile(rf"(?P<unit>{_UNIT})-(?P<day>\d{{6}})-(?P<number>\d{{4,}})")
_PROCEDURE = re.compile(r"(\d\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")


def _two_digit_date(text: str) -> date:
    return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))


@dataclass(frozen=True, slots=True, order=True)
class UnitCode:
    """The identifier of a receiving office: ``H29.12`` or, after the older rule, ``000.00.00.H29``."""

    text: str

    @classmethod
    def parse(cls, text: str) -> UnitCode:
        """Check the form of TT 01/2018/TT-VPCP Art. 19 or QĐ 20/2020/QĐ-TTg."""
        if not re.fullmatch(_UNIT, text):
            raise UsageError("An office code looks like H29.12 or 000.00.00.H29.")
        return cls(text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class DossierCode:
    """A dossier's number: office, day of reception, number within that day."""

    text: str

    @classmethod
    def parse(cls, text: str) -> DossierCode:
        """Accept both written forms in use; the six digits must be a calendar day."""
        found = _DOSSIER.fullmatch(text)
        if not found:
            raise UsageError("A dossier code looks like H29.12-261122-0001 or 000.00.00.H29-261122-0001.")
        try:
            _two_digit_date(found["day"])
        except ValueError as error:
            raise UsageError("The six digits in the middle of a dossier code are its day, YYMMDD.") from error
        return cls(text)

    @classmethod
    def build(cls, unit: UnitCode, day: date, number: int) -> DossierCode:
        """Join an office, a day and a number (from 1) within that office's day."""
        return cls.parse(f"{unit}-{day:%y%m%d}-{number:04d}")

    @property
    def series(self) -> str:
        """Office and day: the numbers within one series run from 1."""
        return self.text.rpartition("-")[0]

    @property
    def number(self) -> int:
        """Number within the series."""
        return int(self.text.rpartition("-")[2])

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ProcedureCode:
    """The number of an administrative procedure, such as ``1.001193``."""

    text: str

    @classmethod
    def parse(cls, text: str) -> ProcedureCode:
        """Accept ``1.000656`` and the longer ``1.000656.000.00.00.H29``, whose suffix is dropped."""
        found = _PROCEDURE.fullmatch(text)
        if not found:
            raise UsageError("A procedure code looks like 1.001193.")
        return cls(found[1])

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class IdNumber:
    """A 12-digit personal identification number: place, century and sex, year of birth, six random digits.

    NĐ 137/2015 Art. 13. The number has no check digit; ``sex`` and ``birth_year`` are what can be held against it.
    """

    digits: str

    @classmethod
    def parse(cls, text: str) -> IdNumber:
        """Read twelve digits, spaces and dots between them allowed."""
        digits = re.sub(r"[\s.]", "", text)
        if not re.fullmatch(r"[0-9]{12}", digits):
            raise UsageError("A personal identification number has 12 digits.")
        return cls(digits)

    @property
    def place(self) -> str:
        """Province, or from 100 the country, of birth registration."""
        return self.digits[:3]

    @property
    def sex(self) -> str:
        """``male`` or ``female``."""
        return "male" if int(self.digits[3]) % 2 == 0 else "female"

    @property
    def birth_year(self) -> int:
        """Year of birth in full."""
        return 1900 + 100 * (int(self.digits[3]) // 2) + int(self.digits[4:6])

    @property
    def masked(self) -> str:
        """The number as it is shown by default: ``0790******12``."""
        return f"{self.digits[:4]}******{self.digits[-2:]}"

    def __str__(self) -> str:
        return self.digits
