"""What a machine-readable zone says: TD1 identity cards and TD3 passports of Viet Nam (ICAO Doc 9303).

The sex letter, the state codes and the names are covered by no check digit: the sex is given only where the personal
number agrees, and names are there to be compared, not to be taken over. Whatever fails its check is not given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossier.codes import IdNumber
from identity.mrz_lines import Layout, Repair, Zone, find_zone
from identity.mrz_repair import repaired

NO_EXPIRY = "991231"  # seen on cards without expiry; no official text found
_WEIGHTS = (7, 3, 1)
_FILLER_RUN = re.compile(r"[KCLSX<]+")  # misread fillers; no vowel among them, so no syllable of a name either
_FILLER_TAIL = re.compile(r"([KCLSX])\1\1+$")
_SEXES = {"M": "male", "F": "female"}


class Contradiction(StrEnum):
    """What in a zone cannot be, though no check digit says so."""

    NUMBER_NOT_REPEATED = "number_not_repeated"
    SEX = "sex"
    BIRTH_YEAR = "birth_year"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """One of a zone's five check digits: ``document``, ``number``, ``birth``, ``expiry``, ``composite``."""

    name: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Mrz:
    """A zone, read. Dates are ISO; what failed a check or contradicts the number is None.

    ``legible``: every letter but those of names can stand in its place, so a wrong check digit is the card's.
    ``no_expiry``: the zone says that the document does not run out. ``name_cut``: the names fill their line, so they
    may go on; compare as a beginning only.
    """

    layout: Layout
    lines: tuple[str, ...]
    legible: bool
    repairs: tuple[Repair, ...]
    checks: tuple[CheckDigit, ...]
    contradictions: tuple[Contradiction, ...]
    id_number: IdNumber | None
    document_number: str | None
    date_of_birth: str | None
    sex: str | None
    date_of_expiry: str | None
    no_expiry: bool
    nationality: str
    surname: str
    given_names: tuple[str, ...]
    name_cut: bool

    @property
    def foreign(self) -> bool:
        """Whether every state code is another state's while both dates pass their checks: no misreading does that."""
        codes = (self.lines[0][2:5], self.nationality)
        dated = all(each.passed for each in self.checks if each.name in ("birth", "expiry"))
        return dated and all(_foreign(code) and code.strip("<").isalpha() for code in codes)

    @property
    def full_name(self) -> str:
        """Surname first, as it is said; upper case without tones."""
        return " ".join(each for each in (self.surname, *self.given_names) if each)

    @property
    def check_digits(self) -> str:
        """How many check digits pass: ``all``, ``some`` or ``none``."""
        passed = [each.passed for each in self.checks]
        return "all" if all(passed) else ("some" if any(passed) else "none")


def parse_mrz(read: Sequence[str]) -> Mrz | None:
    """Read a zone from lines as recognised; None when no line looks like one."""
    found = find_zone(read)
    if found is None:
        return None
    zone = repaired(found, check_digit)
    return _td1(zone) if zone.layout is Layout.TD1 else _td3(zone)


def check_digit(text: str) -> str:
    """The check digit over ``text`` (Doc 9303 part 3, 4.9): weights 7, 3, 1; ``<`` counts 0, A counts 10."""
    total = sum(_WEIGHTS[index % 3] * _value(letter) for index, letter in enumerate(text))
    return str(total % 10)


def _value(letter: str) -> int:
    return 0 if letter == "<" else int(letter, 36)


def _td1(zone: Zone) -> Mrz:
    one, two, three = zone.lines
    checks = (
        CheckDigit("document", check_digit(one[5:14]) == one[14]),
        CheckDigit("number", check_digit(one[15:29]) == one[29]),
        CheckDigit("birth", check_digit(two[0:6]) == two[6]),
        CheckDigit("expiry", check_digit(two[8:14]) == two[14]),
        CheckDigit("composite", check_digit(one[5:30] + two[0:7] + two[8:15] + two[18:29]) == two[29]),
    )
    repeated = one[5:14] == one[18:27]
    number = _number(one[15:27]) if repeated and _passed(checks, "document", "number") else None
    surname, given, cut = _names(three)
    return _assemble(
        zone,
        checks,
        number=number,
        document_number=one[5:14] if _passed(checks, "document") else None,
        raw=_Raw(two[0:6], two[7], two[8:14], two[15:18]),
        names=(surname, given, cut),
        odd=((Contradiction.NUMBER_NOT_REPEATED, not repeated), (Contradiction.STATE, _foreign(one[2:5], two[15:18]))),
    )


def _td3(zone: Zone) -> Mrz:
    one, two = zone.lines
    checks = (
        CheckDigit("document", check_digit(two[0:9]) == two[9]),
        # Doc 9303 part 4: an empty personal number may carry a filler instead of a check digit.
        CheckDigit("number", check_digit(two[28:42]) == two[42].replace("<", "0")),
        CheckDigit("birth", check_digit(two[13:19]) == two[19]),
        CheckDigit("expiry", check_digit(two[21:27]) == two[27]),
        CheckDigit("composite", check_digit(two[0:10] + two[13:20] + two[21:43]) == two[43]),
    )
    surname, given, cut = _names(one[5:])
    return _assemble(
        zone,
        checks,
        number=_number(two[28:42].rstrip("<")) if _passed(checks, "number") else None,
        document_number=two[0:9].rstrip("<") if _passed(checks, "document") else None,
        raw=_Raw(two[13:19], two[20], two[21:27], two[10:13]),
        names=(surname, given, cut),
        odd=((Contradiction.STATE, _foreign(one[2:5], two[10:13])),),
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """The letters of the fields that both layouts share."""

    birth: str
    sex: str
    expiry: str
    nationality: str


def _assemble(
    zone: Zone,
    checks: tuple[CheckDigit, ...],
    *,
    number: IdNumber | None,
    document_number: str | None,
    raw: _Raw,
    names: tuple[str, tuple[str, ...], bool],
    odd: tuple[tuple[Contradiction, bool], ...],
) -> Mrz:
    sex = _SEXES.get(raw.sex)
    wrong_sex = number is not None and sex is not None and sex != number.sex
    birth_read = _passed(checks, "birth")
    wrong_year = number is not None and birth_read and number.digits[4:6] != raw.birth[:2]
    odd += ((Contradiction.SEX, wrong_sex), (Contradiction.BIRTH_YEAR, wrong_year))
    no_expiry = raw.expiry == NO_EXPIRY and _passed(checks, "expiry")
    return Mrz(
        layout=zone.layout,
        lines=zone.lines,
        legible=zone.legible,
        repairs=zone.repairs,
        checks=checks,
        contradictions=tuple(each for each, found in odd if found),
        id_number=number,
        document_number=document_number,
        date_of_birth=_birth(raw.birth, number) if birth_read else None,
        sex=sex if number is not None and not wrong_sex else None,
        date_of_expiry=_iso(f"20{raw.expiry}") if _passed(checks, "expiry") and not no_expiry else None,
        no_expiry=no_expiry,
        nationality=raw.nationality,
        surname=names[0],
        given_names=names[1],
        name_cut=names[2],
    )


def _passed(checks: tuple[CheckDigit, ...], *names: str) -> bool:
    return all(each.passed for each in checks if each.name in names)


def _foreign(*states: str) -> bool:
    """Whether a state code is not VNM by more than one misread letter, for no check digit covers it."""
    return any(sum(a != b for a, b in zip(state, "VNM", strict=True)) > 1 for state in states)


def _number(text: str) -> IdNumber | None:
    return IdNumber(text) if re.fullmatch(r"[0-9]{12}", text) else None


def _birth(text: str, number: IdNumber | None) -> str | None:
    """Two digits name no century: it is the personal number's, and without one the date is not given."""
    if number is None:
        return None
    return _iso(f"{number.birth_year // 100}{text}")


def _iso(text: str) -> str | None:
    """YYYYMMDD as ISO, None when it is no calendar day."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    except ValueError:
        return None


def _names(line: str) -> tuple[str, tuple[str, ...], bool]:
    """Surname, given names, and whether the line is full. Runs of ``<`` are miscounted, so tokens are what counts."""
    sections = [each for each in re.split("<<+", line.strip("<")) if each]
    while len(sections) > 1 and _FILLER_RUN.fullmatch(sections[-1]):
        sections.pop()
    tokens = [each for each in _FILLER_TAIL.sub("", "<".join(sections)).split("<") if each]
    return (tokens[0] if tokens else ""), tuple(tokens[1:]), not line.endswith("<")
