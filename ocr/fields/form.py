"""Forms: every field stands beside or below a printed label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dossier.doctype import DocumentType, FieldSpec, FieldType
from dossier.page import Box
from dossier.values import parse_date
from ocr.fields.confidence import MISSING, Check
from ocr.fields.field import ExtractedField, PageAt, Reread
from ocr.fields.labels import Found, Stream, find_labels
from ocr.fields.reading import Read, digits_only, in_words, number_agrees, read_value, repair_digits
from ocr.fields.signer import name_below
from ocr.fields.spans import Span, joined, value_span
from ocr.layout import Item, Layout, Take

Readings = dict[str, tuple[Read, PageAt, Box]]


def extract_form(
    stream: Stream, kind: DocumentType, layout: Layout, reread: Reread | None
) -> tuple[ExtractedField, ...]:
    """All fields of the type in its order; those not found have value None."""
    labels = find_labels(stream, layout)
    specs = {spec.key: spec for spec in kind.fields}
    read: Readings = {}
    for number, item in enumerate(layout.items):
        if item.key is None or item.key in read:
            continue
        span = _span(stream, labels, number, item)
        if span:
            score = labels[number].score if number in labels else 0.9
            read[item.key] = (_read(specs[item.key], item, span, score, reread), span.at, span.box)
    _confirm(stream, labels, layout, read)
    _hold_numbers(read)
    return tuple(_field(spec, read) for spec in kind.fields)


def _span(stream: Stream, labels: Mapping[int, Found], number: int, item: Item) -> Span | None:
    if item.take is Take.DATE_LINE:
        return _date_line(stream)
    if number not in labels:
        return None
    if item.take is Take.NAME:
        return name_below(stream, labels[number])
    return value_span(stream, labels, number, item)


_DATED = re.compile(r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", re.IGNORECASE)


def _date_line(stream: Stream) -> Span | None:
    """The run "place, ngày … tháng … năm …" that stands alone on its row."""
    for at, row in stream.rows:
        for run in row.runs():
            text = joined(run.words)
            found = _DATED.search(text)
            if found and found.end() >= len(text) - 2 and found.start() <= 40:
                return Span(at, (run.words,))
    return None


def _read(spec: FieldSpec, item: Item, span: Span, score: float, reread: Reread | None) -> Read:
    text = span.text if spec.type is not FieldType.LIST else "\n".join(joined(line) for line in span.lines)
    if item.pattern:
        found = re.search(item.pattern, text)
        text = (found[1] if found and found.groups() else found[0]) if found else ""
    read = read_value(spec, text, span.words, score)
    if spec.type is FieldType.ID and read.value is None:
        return _read_boxes(spec, span, read, score, reread)
    return read


def _read_boxes(spec: FieldSpec, span: Span, read: Read, score: float, reread: Reread | None) -> Read:
    """A number in a grid of boxes: without the strokes, else read again digit by digit."""
    number = digits_only(repair_digits(span.text))
    if number is None and reread is not None:
        text, confidence = reread(span.at, span.box, "digits")
        number = digits_only(text)
        words = tuple(replace(word, confidence=confidence) for word in span.words)
        return replace(read_value(spec, number or "", words, score), text=text)
    again = read_value(spec, number or "", span.words, score)
    return replace(again, text=read.text)


def _confirm(stream: Stream, labels: Mapping[int, Found], layout: Layout, read: Readings) -> None:
    """Dates that the form repeats in words."""
    for number, item in enumerate(layout.items):
        if item.confirms not in read or number not in labels:
            continue
        span = value_span(stream, labels, number, item)
        first, at, box = read[item.confirms]
        if span and isinstance(first.value, str):
            read[item.confirms] = (first.checked(in_words(span.text, first.value)), at, box)


def _hold_numbers(read: Readings) -> None:
    """Hold each personal number against the sex and the birth date beside it."""
    for key in [key for key in read if key.endswith("id_number")]:
        owner = key.removesuffix("id_number")
        number, at, box = read[key]
        if isinstance(number.value, str):
            check = number_agrees(
                number.value, sex=_text(read, f"{owner}sex"), born=_text(read, f"{owner}date_of_birth")
            )
            read[key] = (number.checked(check), at, box)
            if check is Check.CONFIRMED and f"{owner}sex" in read:
                sex, sex_at, sex_box = read[f"{owner}sex"]
                read[f"{owner}sex"] = (sex.checked(Check.CONFIRMED), sex_at, sex_box)


def _text(read: Readings, key: str) -> str | None:
    value = read[key][0].value if key in read else None
    return value if isinstance(value, str) else None


def _field(spec: FieldSpec, read: Readings) -> ExtractedField:
    if spec.key not in read:
        return ExtractedField(spec.key, None, "", MISSING)
    found, at, box = read[spec.key]
    confidence = found.confidence if found.value is not None else MISSING
    return ExtractedField(spec.key, found.value, found.text, confidence, at, box)


def date_of(text: str) -> str | None:
    """ISO date in a text whose digits may have been read as letters."""
    return parse_date(repair_digits(text))
