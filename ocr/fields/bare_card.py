"""The fields of an identity card or a passport whose labels a copy has lost: fine print in colour is the first that copiers
leave out.

What is printed in black stays: the number, the name in capitals under it, the date of birth, "Nam" or "Nữ", "Việt Nam" and
the addresses, in this order on all cards (TT 06/2021/TT-BCA, TT 16/2024/TT-BCA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dossier.doctype import FieldSpec
from dossier.page import Word
from dossier.text import fold
from ocr.fields.addresses import ends_in_province
from ocr.fields.card import card_ends, is_card_name
from ocr.fields.confidence import MISSING, Check
from ocr.fields.digit_repair import repair_digits
from ocr.fields.field import ExtractedField, PageAt
from ocr.fields.reading import read_value
from ocr.fields.row import Row, folded
from ocr.fields.spans import joined

BARE = ("identity_card", "passport")
"""Types whose values are told without labels."""
_NUMBER = re.compile(r"\D{0,2}\d{12}\D{0,2}")
_DATE = re.compile(r"\D{0,2}(\d{2}/\d{2}/\d{4})\D{0,2}")
_LABELLED = ("full_name", "date_of_birth", "sex", "nationality", "place_of_origin", "date_of_expiry")
_FEWEST = 2
"""Of these fields, which stand with the portrait, those that the labels have given, at most, on a card without them."""
_TOLD = 0.8
"""Stands for how well a label was recognised where the place of a value is all that tells it."""
_OF_CITIZENS = "cong dan"
"""Cards titled so have place of origin and residence on the front, the others residence and place of birth on the back."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of words: which row, which of the card's pages, and its words."""

    at: PageAt
    row: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return joined(self.words)


def with_unlabelled(
    fields: Sequence[ExtractedField], specs: Sequence[FieldSpec], rows: Sequence[tuple[PageAt, Row]]
) -> tuple[ExtractedField, ...]:
    """The fields of a card, those missing by their order where next to no label was read; all of those are in doubt."""
    given = sum(field.value is not None for field in fields if field.key in _LABELLED)
    if given > _FEWEST:
        return tuple(fields)
    by_key = {spec.key: spec for spec in specs}
    lines = [_Line(at, number, run.words) for number, (at, row) in enumerate(rows) for run in row.runs()]
    order = _of_passport(lines) if "passport_number" in by_key else _of_card(lines)
    found = {key: _read(by_key[key], each) for key, each in order.items() if key in by_key}
    return tuple(found.get(field.key, field) if field.value is None else field for field in fields)


def _read(spec: FieldSpec, lines: Sequence[_Line]) -> ExtractedField:
    words = tuple(word for line in lines for word in line.words)
    read = read_value(spec, " ".join(line.text for line in lines), words, _TOLD).checked(Check.DOUBTFUL)
    if read.value is None:
        return ExtractedField(spec.key, None, read.text, MISSING)
    box = Row(words, 0.0).box
    return ExtractedField(spec.key, read.value, read.text, read.confidence, lines[0].at, box, read.family, read.seen)


def _of_card(lines: Sequence[_Line]) -> Mapping[str, Sequence[_Line]]:
    """The lines of each field, as they follow each other from the number on; empty without a number."""
    start = next((at for at, line in enumerate(lines) if _NUMBER.fullmatch(line.text)), None)
    if start is None:
        return {}
    found: dict[str, Sequence[_Line]] = {"id_number": [lines[start]]}
    after = lines[start + 1 :]
    rest = [line for line in after if line.at == lines[start].at]
    for key, fits in _SINGLE:
        at = next((at for at, line in enumerate(rest) if fits(line.text)), None)
        if at is not None:
            found[key], rest = [rest[at]], rest[at + 1 :]
    of_citizens = any(_OF_CITIZENS in folded(line.words) for line in lines[:start])
    keys = (
        ("place_of_origin", "place_of_residence")
        if of_citizens
        else ("place_of_residence", "place_of_birth_registration")
    )
    found.update(zip(keys, _addresses(rest if of_citizens else after), strict=False))
    if issued := _issue(found.get("date_of_birth", ()), after):
        found["date_of_issue"] = [issued]
    return found


def _issue(birth: Sequence[_Line], rest: Sequence[_Line]) -> _Line | None:
    """The one date that is neither of birth nor one on which a card may run out."""
    born = _day(birth[0].text) if birth else None
    if born is None:
        return None
    others = [line for line in rest if (day := _day(line.text)) and day != born and day not in card_ends(born)]
    return others[0] if len(others) == 1 else None


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(repair_digits(text))
    try:
        return datetime.strptime(found[1], "%d/%m/%Y").date() if found else None
    except ValueError:
        return None


def _of_passport(lines: Sequence[_Line]) -> Mapping[str, Sequence[_Line]]:
    """The lines of each field of the page with the picture; dates are those of birth, of issue and of the end, in order."""
    found: dict[str, Sequence[_Line]] = {}
    for key, pattern in _OF_PASSPORT.items():
        at = next((line for line in lines if re.fullmatch(pattern, fold(line.text))), None)
        if at is not None:
            found[key] = [at]
    dated = sorted((day, number) for number, line in enumerate(lines) if (day := _day(line.text)))
    if len(dated) > 1:
        found["date_of_expiry"] = [lines[dated[-1][1]]]
        if dated[-1][0].year - dated[0][0].year > _LONGEST_VALIDITY:
            found["date_of_birth"] = [lines[dated[0][1]]]
    first, last = (found[key][0].row if key in found else None for key in ("passport_number", "nationality"))
    if first is not None and last is not None:
        names = [
            line for line in lines if first < line.row < last and _NAME.fullmatch(line.text) and line.text.isupper()
        ]
        found.update({"full_name": names} if names else {})
    return found


_LONGEST_VALIDITY = 10
"""Years from the issue of a passport to its end, at most (Law 49/2019/QH14 Art. 7)."""
_OF_PASSPORT = {
    "passport_number": r"[a-z]\d{7,8}",
    "id_number": r"\d{12}",
    "sex": r"(?:nam|nu)\W*[/il1]?\W*[mf]",
    "nationality": r"viet nam\W*[/il1]?\W*vietnamese",
}
_NAME = re.compile(r"[^\W\d_]{2,7}(?: [^\W\d_]{1,7})*")


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None


def _is_sex(text: str) -> bool:
    return fold(text).strip(" .:") in ("nam", "nu")


def _is_nationality(text: str) -> bool:
    return fold(text).strip(" .:") == "viet nam"


def _is_name(text: str) -> bool:
    return is_card_name(text.strip(" .,:;'`"))


_SINGLE = (
    ("full_name", _is_name),
    ("date_of_birth", _is_date),
    ("sex", _is_sex),
    ("nationality", _is_nationality),
)


def _addresses(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """Addresses, each from a line with a comma or a house to the one that ends in a province."""
    open_: list[_Line] = []
    for whole in lines:
        line = replace(whole, words=tuple(word for word in whole.words if not _DATE.fullmatch(word.text)))
        if not any(map(str.isalpha, line.text)):
            continue
        if ":" in line.text:  # a label
            open_ = []
            continue
        begun = bool(open_) and line.row <= open_[-1].row + 2
        if not begun and "," not in line.text:
            continue
        open_ = [*open_, line] if begun else [line]
        if ends_in_province(" ".join(each.text for each in open_)):
            yield open_
            open_ = []
