"""Which pages are separator sheets, by the codes that were decoded when the page was read."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz, process

from dossier.cover import TITLES, Cover, CoverState, Sheet, is_cover_code, read_code
from dossier.doctype import Catalogue
from dossier.page import Box, PageReading, Symbol, Word
from ocr.fields.field import PageAt
from ocr.fields.labels import plain_label

_ALIKE = 70
"""A worn sheet's words are read with slips."""
_TITLE_ALIKE = 88
_READ = 0.5
"""Confidence below which a word may be a speck, or what was read in a code."""
_MOST_STRANGE = 60
"""Letters of other print that may stand on a sheet: a note by hand, a mark of the copier. A card bears 300."""


def find_cover(reading: PageReading, catalogue: Catalogue, key: bytes) -> Cover | None:
    """The separator sheet that this page is, whole or not to be trusted; None for any other page."""
    codes = [symbol for symbol in reading.symbols if is_cover_code(symbol.content)]
    page = reading.image.page
    if not codes:
        return Cover(page, CoverState.UNREADABLE) if _bears_title(reading.words) else None
    said = {read_code(symbol.content, catalogue, key) for symbol in codes}
    sheet = said.pop() if len(said) == 1 else None
    if sheet is None:
        return Cover(page, CoverState.FOREIGN)
    if len(codes) < len(reading.symbols) or reading.mrz or _strange(reading, sheet, catalogue, codes) > _MOST_STRANGE:
        return Cover(page, CoverState.WRITTEN_ON)
    return Cover(page, CoverState.OWN, sheet.type, sheet.pages)


def with_backs(found: Mapping[PageAt, Cover | None], blank: Container[PageAt]) -> dict[PageAt, Cover | None]:
    """The sheets of consecutive pages, each with its empty back: a blank page right behind it in the same file.

    What shows through on a back is the same sheet's code, not another sheet.
    """
    paired = dict(found)
    for at, back in pairwise(found):
        cover = paired[at]
        if cover and cover.state is CoverState.OWN and back.file == at.file and back in blank:
            paired[at], paired[back] = replace(cover, back=back.page), None
    return paired


def _bears_title(words: Sequence[Word]) -> bool:
    lines: dict[tuple[int, int], list[str]] = {}
    for word in words:
        lines.setdefault((word.block, word.line), []).append(word.text)
    titles = [plain_label(title) for title in TITLES]
    return any(
        fuzz.ratio(title, plain_label(" ".join(line))) >= _TITLE_ALIKE for line in lines.values() for title in titles
    )


def _strange(reading: PageReading, sheet: Sheet, catalogue: Catalogue, codes: Collection[Symbol]) -> int:
    """Letters read with some confidence that are not the sheet's own print."""
    name = catalogue[sheet.type].name_vi if sheet.type else None
    printed = sorted({plain_label(word) for line in sheet.lines(name) for word in line.split()} - {""})
    words = [
        plain_label(word.text)
        for word in reading.words
        if word.confidence >= _READ and not any(_inside(word.box, code.box) for code in codes)
    ]
    others = [
        word for word in words if word and not process.extractOne(word, printed, score_cutoff=_ALIKE, scorer=fuzz.ratio)
    ]
    return sum(map(len, others))


def _inside(box: Box, of: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return of.x0 <= x <= of.x1 and of.y0 <= y <= of.y1
