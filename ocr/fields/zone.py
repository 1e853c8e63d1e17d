"""What the machine-readable zone on a card or passport says, held against its print (ICAO Doc 9303).

The zone is another channel: it puts no print right and confirms none, it only casts doubt on print that differs from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.text import fold
from ocr.fields.confidence import Check
from ocr.fields.field import ExtractedField

_WEIGHTS = (7, 3, 1)
_DIGITS = str.maketrans("OQDILZSBG", "000112586")
"""Letters that engines read for digits, where only digits stand."""
_LETTERS = str.maketrans("01258", "OIZSB")
NO_EXPIRY = "991231"
_SEXES = {"M": "male", "F": "female"}


@dataclass(frozen=True, slots=True)
class Zone:
    """What was read of a zone; None for what fails its check digit. Dates as YYMMDD, ``names`` as letters."""

    document: str | None
    number: str | None
    birth: str | None
    expiry: str | None
    sex: str | None
    names: str
    full: bool


def read_zone(lines: Sequence[str]) -> Zone | None:
    """The zone of an identity card (three lines of 30) or of a passport (two of 44); None for anything else."""
    if len(lines) == 3 and all(len(line) == 30 for line in lines):
        one, two, three = lines
        return Zone(
            document=None,
            number=_checked(one[15:27], one[15:29], one[29]),
            birth=_checked(two[:6], two[:6], two[6]),
            expiry=_checked(two[8:14], two[8:14], two[14]),
            sex=_SEXES.get(two[7]),
            names=_letters(three),
            full=not three.endswith("<"),
        )
    if len(lines) == 2 and all(len(line) == 44 for line in lines):
        one, two = lines
        return Zone(
            document=_checked(two[:9], two[:9], two[9], digits=two[:1] + two[1:9].translate(_DIGITS)),
            number=_checked(two[28:40], two[28:42], two[42]),
            birth=_checked(two[13:19], two[13:19], two[19]),
            expiry=_checked(two[21:27], two[21:27], two[27]),
            sex=_SEXES.get(two[20]),
            names=_letters(one[5:]),
            full=not one.endswith("<"),
        )
    return None


def _letters(names: str) -> str:
    """The letters of a line of names; what follows its filling is misread filling."""
    return re.sub(r"[^A-Z]", "", re.split(r"<{3,}", names)[0].translate(_LETTERS))


def _checked(part: str, over: str, check: str, *, digits: str | None = None) -> str | None:
    """A part of the zone whose check digit comes out; ``over`` what that is over."""
    text = digits or over.translate(_DIGITS)
    if not re.fullmatch(r"[A-Z]?\d+<*", text) or check_digit(text) != check.translate(_DIGITS):
        return None
    return (digits or part.translate(_DIGITS)).rstrip("<")


def check_digit(text: str) -> str:
    """The check digit over a text of digits, capitals and fillers (Doc 9303 part 3, 4.9)."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return str(sum(_WEIGHTS[at % 3] * value for at, value in enumerate(values)) % 10)


def held_against_zone(fields: Sequence[ExtractedField], zone: Zone) -> tuple[ExtractedField, ...]:
    """The fields, those in doubt that the zone of their paper has otherwise."""
    said = {
        "id_number": zone.number if zone.number and len(zone.number) == 12 else None,
        "passport_number": zone.document,
        "date_of_birth": zone.birth,
        "date_of_expiry": zone.expiry,
        "sex": zone.sex,
    }
    return tuple(in_doubt(field) if _differs(field, zone, said) else field for field in fields)


def _differs(field: ExtractedField, zone: Zone, said: Mapping[str, str | None]) -> bool:
    value = field.value
    if not isinstance(value, str):
        return False
    if field.key == "full_name":
        letters = re.sub(r"[^A-Z]", "", fold(value).upper())
        cut = zone.full and letters.startswith(zone.names)
        return bool(zone.names) and letters != zone.names and not cut
    if field.key.startswith("date_"):
        value = value[2:].replace("-", "") if len(value) == 10 else ""
    if field.key == "date_of_issue":
        return bool(value) and value == zone.expiry  # nothing is issued on the day on which it ends
    told = said.get(field.key)
    return bool(value and told) and re.sub(r"\s", "", value) != told


def in_doubt(field: ExtractedField) -> ExtractedField:
    """A field with its value in doubt."""
    return replace(field, seen=replace(field.seen, check=Check.DOUBTFUL)) if field.seen else field
