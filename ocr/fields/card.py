"""What only cards have: dates that follow from each other, a name whose label may be lost, and no end of validity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from dossier.doctype import FieldSpec
from dossier.page import Box, Word
from dossier.text import fold
from ocr.fields.addresses import ends_in_province
from ocr.fields.confidence import MISSING
from ocr.fields.field import ExtractedField, PageAt
from ocr.fields.labels import Found, plain_label
from ocr.fields.reading import Read, read_value
from ocr.fields.row import Row, upper_share
from ocr.fields.spans import Span
from ocr.fields.stream import Stream
from ocr.fields.vocabulary import is_name
from ocr.fields.zone import Zone, in_doubt
from ocr.layout import Layout

_AGES, _EARLY = (14, 25, 40, 60), 2
"""Cards run to the birthday of exchange, to the next if issued up to two years before one (Law 26/2023/QH15 Art. 21)."""
SAID_SO = 0.95
"""Probability that a card which says so never runs out."""
NEVER = re.compile(r"khong\b.*\bthoi\b.*\bhan.*")
"""What a card says, folded, in place of a date when it does not run out."""
_CAPITALS, _EVEN = 0.9, 2.5
"""Share of capitals in a name, and heights of print by which it begins off the label below it at most."""


class _Dates(NamedTuple):
    birth: date
    issue: date | None
    expiry: date | None


def held_dates(fields: Sequence[ExtractedField], zone: Zone | None) -> tuple[ExtractedField, ...]:
    """The fields of an identity card, those dates in doubt that cannot stand together; what the zone has too is not."""
    by_key = {field.key: field for field in fields}
    doubted = _against_each_other(by_key) - _in_zone(by_key, zone)
    return tuple(in_doubt(field) if field.key in doubted else field for field in fields)


def _against_each_other(fields: Mapping[str, ExtractedField]) -> frozenset[str]:
    """The keys of dates one of which must be wrong."""
    birth, issue, expiry = (_day(fields.get(key)) for key in ("date_of_birth", "date_of_issue", "date_of_expiry"))
    never = _never(fields.get("date_of_expiry"))
    if birth is None or not (expiry or never):
        return frozenset()
    if expiry and expiry not in card_ends(birth):
        return frozenset({"date_of_birth", "date_of_expiry"})
    if issue and not _follows(_Dates(birth, issue, expiry)):
        return frozenset({"date_of_birth", "date_of_issue", "date_of_expiry"})
    return frozenset()


def _day(field: ExtractedField | None) -> date | None:
    whole = field is not None and isinstance(field.value, str) and len(field.value) == 10
    return date.fromisoformat(str(field.value)) if field and whole else None


def _never(field: ExtractedField | None) -> bool:
    return field is not None and field.value is None and field.confidence >= SAID_SO


def card_ends(birth: date) -> frozenset[date]:
    """The days on which the card of somebody born then may run out; of a 29 February both neighbours."""
    return frozenset(end for age in _AGES for end in _birthdays(birth, age))


def _birthdays(birth: date, age: int) -> tuple[date, ...]:
    year = birth.year + age
    if (birth.month, birth.day) == (2, 29):
        return date(year, 2, 28), date(year, 3, 1)
    return (birth.replace(year=year),)


def _follows(dates: _Dates) -> bool:
    """Whether a card issued then runs to that day, or for ever."""
    birth, issue, expiry = dates
    if issue is None:
        return True
    for age in _AGES:
        if issue < _birthdays(birth, age - _EARLY)[-1]:
            return birth < issue and expiry in _birthdays(birth, age)
    return expiry is None


def _in_zone(fields: Mapping[str, ExtractedField], zone: Zone | None) -> frozenset[str]:
    """The keys of dates that the zone has as well."""
    said = {"date_of_birth": zone.birth, "date_of_expiry": zone.expiry} if zone else {}
    days = {key: _day(fields.get(key)) for key in said}
    return frozenset(key for key, day in days.items() if day and said[key] == day.strftime("%y%m%d"))


def with_no_end(fields: Sequence[ExtractedField], rows: Sequence[tuple[PageAt, Row]]) -> tuple[ExtractedField, ...]:
    """The fields with what a card says of its end, wherever that stands: its label in small print may not be read."""
    told = next(((at, run) for at, row in rows for run in row.runs() if _is_never(run)), None)
    return tuple(_ended(field, *told) if told and field.key == "date_of_expiry" else field for field in fields)


def _is_never(run: Row) -> bool:
    return re.fullmatch(r"khong thoi han\W*", fold(run.text)) is not None


def _ended(field: ExtractedField, at: PageAt, run: Row) -> ExtractedField:
    missing = field.value is None and field.confidence <= MISSING
    return replace(field, text=run.text, confidence=SAID_SO, at=at, box=run.box) if missing else field


def with_birthday_of_exchange(
    fields: Sequence[ExtractedField], spec: FieldSpec, rows: Sequence[tuple[PageAt, Row]]
) -> tuple[ExtractedField, ...]:
    """The fields with the one date on the card on which it may run out, where the label before that was not read."""
    by_key = {field.key: field for field in fields}
    missing, birth = by_key.get(spec.key), _day(by_key.get("date_of_birth"))
    if missing is None or missing.value is not None or missing.confidence > MISSING or birth is None:
        return tuple(fields)
    found = {}
    for at, row in rows:
        for word in row.words:
            read = read_value(spec, word.text, (word,), _UNLABELLED)
            if (
                isinstance(read.value, str)
                and len(read.value) == 10
                and date.fromisoformat(read.value) in card_ends(birth)
            ):
                found[read.value] = _as_field(spec, read, at, word.box)
    (end,) = found.values() if len(found) == 1 else (missing,)
    return tuple(end if field.key == spec.key else field for field in fields)


def _as_field(spec: FieldSpec, read: Read, at: PageAt, box: Box) -> ExtractedField:
    return ExtractedField(spec.key, read.value, read.text, read.confidence, at, box, read.family, read.seen)


_UNLABELLED = 0.8
"""Stands for how well a label was recognised that was not read."""
_BETWEEN = {
    "full_name": ("id_number", "date_of_birth"),
    "place_of_origin": ("sex", "place_of_residence"),
}
"""Fields that stand alone between two others on the fronts of cards."""


def without_label(stream: Stream, labels: Mapping[int, Found], layout: Layout, key: str) -> Span | None:
    """The one line that can be a card's name or place of origin between its neighbours, where its label was not read."""
    by_key = {item.key: labels[number] for number, item in enumerate(layout.items) if number in labels}
    if key == "sex":
        return _sex_before(stream, by_key.get("nationality"))
    before, after = (by_key.get(each) for each in _BETWEEN.get(key, (None, None)))
    if before is None or after is None or before.end > after.start:
        return None
    left = stream.tokens[(after if key == "full_name" else before).start].box
    labels_of = tuple(label for item in layout.items if item.key == key for label in item.labels)
    may_be = is_card_name if key == "full_name" else _is_address
    found = [
        Span(at, (words,))
        for at, printed in stream.rows[stream.tokens[before.end - 1].row + 1 : stream.tokens[after.start].row]
        for run in printed.runs(2.5)
        if abs(run.box.x0 - left.x0) <= _EVEN * (left.y1 - left.y0)
        and (words := _behind_label(run.words, labels_of) or (run.words if may_be(run.text) else ()))
    ]
    return found[0] if len(found) == 1 else None


_LIKE = 55
"""Percent of a label's letters that show it between its neighbours: "Họiêa" for "Họ tên"."""


def _behind_label(words: tuple[Word, ...], labels: Sequence[str]) -> tuple[Word, ...]:
    """The name behind what was read of its label on the same line; nothing where there is none."""
    for count in range(1, min(len(words) - 1, _LONGEST_LABEL) + 1):
        read = plain_label(" ".join(word.text for word in words[:count]))
        name = tuple(word for word in words[count:] if word.text != ":")
        text = " ".join(word.text for word in name)
        if len(name) > 1 and is_name(text) and any(fuzz.ratio(read, plain_label(label)) >= _LIKE for label in labels):
            return name
    return ()


_LONGEST_LABEL = 4


def _sex_before(stream: Stream, nationality: Found | None) -> Span | None:
    """ "Nam" or "Nữ" right before the label of the nationality, on its row."""
    if nationality is None or nationality.start == stream.first[stream.tokens[nationality.start].row]:
        return None
    beside = stream.tokens[nationality.start - 1 : nationality.start + 1]
    told = next((token for token in beside if token.plain in ("nam", "nu")), None)
    return Span(told.at, ((told.word,),)) if told else None


def is_card_name(text: str) -> bool:
    """Whether a text is as the name on a card: two words or more in capitals."""
    words = re.fullmatch(r"[^\W\d_]{1,7}'?(?: [^\W\d_]{1,7})+", text)
    return words is not None and upper_share(text) >= _CAPITALS


def _is_address(text: str) -> bool:
    return "," in text and ":" not in text and ends_in_province(text)
