"""The payload of the QR code on identity cards.

It bears no signature: anyone can print one. It is an aid to transcription, never a proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossier.codes import IdNumber
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.text import fold, tidy

_SEXES = {"nam": "male", "nu": "female"}
_LEAST_FIELDS = 6
_FIXED_FIELDS = 7


class QrProblem(StrEnum):
    """Why a payload is not taken for that of an identity card."""

    NOT_UTF8 = "not_utf8"
    TOO_FEW_FIELDS = "too_few_fields"
    NUMBER_MALFORMED = "number_malformed"
    OLD_NUMBER_MALFORMED = "old_number_malformed"
    NAME_MISSING = "name_missing"
    BIRTH_MALFORMED = "birth_malformed"
    SEX_UNKNOWN = "sex_unknown"
    ISSUE_MALFORMED = "issue_malformed"


class ExtraKind(StrEnum):
    """What a field after the seventh is, told by its shape (cards since July 2024, TT 16/2024/TT-BCA)."""

    CANCELLED_NUMBER = "cancelled_number"
    FATHER = "father"
    MOTHER = "mother"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Extra:
    """A field after the seventh."""

    kind: ExtraKind
    text: str


@dataclass(frozen=True, slots=True)
class CardQr:
    """What the code says. Dates are ISO; a birth date may be a year, or year and month, only."""

    id_number: IdNumber
    old_number: str | None
    full_name: str
    date_of_birth: str
    sex: str
    place_of_residence: str
    date_of_issue: str | None
    extra: tuple[Extra, ...]
    raw_sha256: Digest


@dataclass(frozen=True, slots=True)
class QrRefused:
    """Not the payload of an identity card, with everything that is wrong about it.

    ``claims_card``: it has a card's fields, so that on a card it is no foreign code but a wrong one.
    """

    problems: tuple[QrProblem, ...]
    raw_sha256: Digest

    @property
    def claims_card(self) -> bool:
        """Whether the fields of a card are there, some of them wrong."""
        return not {QrProblem.NOT_UTF8, QrProblem.TOO_FEW_FIELDS} & set(self.problems)


def parse_qr(payload: bytes) -> CardQr | QrRefused:
    """Read a payload as the decoder gave its bytes: seven fields (six on the earliest cards), then any number more."""
    digest = Digest.of(payload)
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return QrRefused((QrProblem.NOT_UTF8,), digest)
    fields = [tidy(each) for each in text.split("|")]
    if len(fields) < _LEAST_FIELDS:
        return QrRefused((QrProblem.TOO_FEW_FIELDS,), digest)
    return _read(fields, digest)


def _read(fields: list[str], digest: Digest) -> CardQr | QrRefused:
    number, old, name, birth, sex, residence, issue = [*fields, ""][:_FIXED_FIELDS]
    parsed, born, issued = _number(number), _date(birth, partial=True), _date(issue, partial=False)
    problems = [
        problem
        for problem, wrong in (
            (QrProblem.NUMBER_MALFORMED, parsed is None),
            (QrProblem.OLD_NUMBER_MALFORMED, not re.fullmatch(r"|\d{9}|\d{12}", old, re.ASCII)),
            (QrProblem.NAME_MISSING, not any(letter.isalpha() for letter in name)),
            (QrProblem.BIRTH_MALFORMED, born is None),
            (QrProblem.SEX_UNKNOWN, fold(sex) not in _SEXES),
            (QrProblem.ISSUE_MALFORMED, issued is None and issue != ""),
        )
        if wrong
    ]
    if problems or parsed is None or born is None:
        return QrRefused(tuple(problems), digest)
    extra = _classified([each for each in fields[_FIXED_FIELDS:] if each])
    return CardQr(parsed, old or None, name, born, _SEXES[fold(sex)], residence, issued, extra, digest)


def _number(text: str) -> IdNumber | None:
    try:
        return IdNumber.parse(text)
    except UsageError:
        return None


def _date(text: str, *, partial: bool) -> str | None:
    """``ddmmyyyy`` as ISO; zeros stand for a day or month that is not known."""
    found = re.fullmatch(r"(\d\d)(\d\d)(\d{4})", text, re.ASCII)
    if found is None:
        return None
    day, month, year = found.groups()
    known = [year, month, day] if day != "00" else ([year, month] if month != "00" else [year])
    if len(known) < 3 and not partial:
        return None
    try:
        date(int(year), int(known[1]) if len(known) > 1 else 1, int(known[2]) if len(known) > 2 else 1)
    except ValueError:
        return None
    return "-".join(known)


def _classified(texts: list[str]) -> tuple[Extra, ...]:
    parents = iter((ExtraKind.FATHER, ExtraKind.MOTHER))
    return tuple(Extra(_kind(text, parents), text) for text in texts)


def _kind(text: str, parents: Iterator[ExtraKind]) -> ExtraKind:
    if re.fullmatch(r"\d{12}", text, re.ASCII):
        return ExtraKind.CANCELLED_NUMBER
    if any(letter.isdigit() for letter in text):
        return ExtraKind.OTHER
    return next(parents, ExtraKind.OTHER)
