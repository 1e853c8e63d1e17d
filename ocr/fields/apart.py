"""Values read a second time by the network for lines, apart from the engine: both do not err alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from dossier.page import Box, PageReading, Word
from ocr.fields.agreement import TOLD_APART
from ocr.fields.confidence import Again, Family, probability
from ocr.fields.field import ExtractedField, Look, PageAt, Reread
from ocr.fields.row import surround
from ocr.fields.spans import Span

_LONGEST = 9.0
"""Heights of print over which a run of words is at most long, unless it is one word: of a longer one askew much is lost."""
_BARE_HAT = re.compile(r"[ÂÊÔĂ]")
_TONE = 0.25
"""Height of a tone over a hat, in heights of what the engine has taken for the word."""
_APART = 1.5
"""Heights of print between words over which they are of different runs."""


def looks_apart(span: Span) -> tuple[Look, ...]:
    """The words of a value, a few at a time, in reading order."""
    return tuple(Look(span.at, _place(run), "apart") for line in span.lines for run in _runs(line))


def _place(run: Sequence[Word]) -> Box:
    """Where the words stand; over a capital with a hat alone there may be a tone that the engine has taken for no part of it."""
    box = surround(run)
    more = round(_TONE * (box.y1 - box.y0)) if any(_BARE_HAT.search(word.text) for word in run) else 0
    return Box(box.x0, max(box.y0 - more, 0), box.x1, box.y1)


def _runs(line: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    run: tuple[Word, ...] = ()
    for word in line:
        if run and not _belongs(run, word):
            yield run
            run = ()
        run = (*run, word)
    yield run


def _belongs(run: Sequence[Word], word: Word) -> bool:
    box = surround((*run, word))
    height = max(each.box.y1 - each.box.y0 for each in (*run, word))
    return box.x1 - box.x0 <= _LONGEST * height and word.box.x0 - run[-1].box.x1 < _APART * height


@dataclass(frozen=True, slots=True)
class _Printed:
    """The words of a page that stand in the box of a field."""

    field: ExtractedField
    span: Span


def held_apart(
    fields: Sequence[ExtractedField], pages: Mapping[PageAt, PageReading], reread: Reread
) -> tuple[ExtractedField, ...]:
    """The fields with what the network for lines reads in the words of those that were not held against it before.

    Only what is printed in those words as it was taken is held against it: not what a second look has found in their place.
    """
    asked = [found for field in fields if (found := _printed(field, pages))]
    looks = [looks_apart(each.span) for each in asked]
    wanted = [look for each in looks for look in each]
    answers = iter(reread(wanted) if wanted else ())
    said = {each.field.key: list(islice(answers, len(of_it))) for each, of_it in zip(asked, looks, strict=True)}
    return tuple(_held(field, said[field.key]) if field.key in said else field for field in fields)


_ASKED = (Family.NAME, Family.TEXT, Family.DIGITS, Family.DATE, Family.CHOICE)
_BY_TEXT = (Family.DATE, Family.CHOICE)
"""Families whose values are written otherwise than they are printed."""


def _printed(field: ExtractedField, pages: Mapping[PageAt, PageReading]) -> _Printed | None:
    if field.value is None or field.seen is None or field.at is None or field.family not in _ASKED:
        return None
    if field.seen.apart is not Again.NOT_ASKED or field.seen.weakest >= 1.0:
        return None
    words = [word for word in pages[field.at].words if _stands_in(word, field)]
    lines = tuple(tuple(line) for _, line in groupby(words, key=lambda word: (word.block, word.line)))
    span = Span(field.at, lines)
    own, wanted = not any(word.apart for word in words), _wanted(field)
    return _Printed(field, span) if own and wanted and wanted in _signs(span.text) else None


def _stands_in(word: Word, field: ExtractedField) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    box = field.box
    return box is not None and box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _held(field: ExtractedField, said: Sequence[tuple[str, float]]) -> ExtractedField:
    """The field with what was read in its runs of words; what was read alike by guess says nothing."""
    if field.seen is None or field.family is None:
        return field
    alike = _wanted(field) in _signs(" ".join(text for text, _ in said))
    if alike and min(sure for _, sure in said) < TOLD_APART:
        return field
    seen = replace(field.seen, apart=Again.AGREES if alike else Again.DIFFERS)
    return replace(field, seen=seen, confidence=probability(field.family, seen))


def _wanted(field: ExtractedField) -> str:
    """What must be read apart as well: the value, or the text of one that is written otherwise."""
    return _signs(field.text if field.family in _BY_TEXT else str(field.value))


def _signs(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
