"""Rows of a register file made entries; whatever is wrong with a row is said at once, without its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dossier.codes import IdNumber
from dossier.text import tidy
from identity.register.interface import Citizen, CitizenStatus

REQUIRED = ("id_number", "full_name", "date_of_birth", "sex", "status")
OPTIONAL = (
    "nationality",
    "ethnicity",
    "place_of_origin",
    "place_of_residence",
    "card_date_of_issue",
    "card_date_of_expiry",
)
_WRITTEN = ("full_name", "nationality", "ethnicity", "place_of_origin", "place_of_residence")
_CODED = ("date_of_birth", "sex", "card_date_of_issue", "card_date_of_expiry")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # how "surrogateescape" keeps bytes that are no text
_NUMBER = re.compile(r"[0-9]{12}")
_PARTIAL = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_FULL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STATUSES = {each.value: each for each in CitizenStatus}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: its line in the file (of Parquet: its row, from 1) and the columns that are wrong."""

    line: int
    columns: tuple[str, ...]


def citizen_of(row: Mapping[str, str], line: int) -> Citizen | BadRow:
    """Check a row of texts; a column that is not there counts as empty."""
    if _NOT_UTF8.search("".join(row.values())):
        return BadRow(line, ("encoding",))
    wrong = tuple(column for column, good in _CHECKS.items() if not good(row.get(column, "")))
    if wrong:
        return BadRow(line, wrong)
    written = {column: tidy(row.get(column, "")) for column in _WRITTEN}
    coded = {column: row.get(column, "") for column in _CODED}
    return Citizen(IdNumber(row["id_number"]), **written, **coded, status=_STATUSES[row["status"]])


def _calendar_day(text: str) -> bool:
    if not _FULL.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "id_number": lambda text: _NUMBER.fullmatch(text) is not None,
    "full_name": lambda text: any(letter.isalpha() for letter in text),
    "date_of_birth": lambda text: _calendar_day(text) or _PARTIAL.fullmatch(text) is not None,
    "sex": lambda text: text in ("male", "female"),
    "status": lambda text: text in _STATUSES,
    "card_date_of_issue": lambda text: text == "" or _calendar_day(text),
    "card_date_of_expiry": lambda text: text == "" or _calendar_day(text),
}
