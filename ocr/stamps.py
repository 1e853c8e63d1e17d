"""Red stamps: print under them is read a second time without the red."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.features import Sketch, sketch
from ocr.prepare.geometry import clipped, shifted, surrounding
from ocr.prepare.orientation import reading_score, reads_well
from ocr.prepare.red import without_red
from ocr.prepare.unread import unread_letters
from ocr.prepare.upright import Upright
from ocr.running_text import read_print, reading_factor

_DOUBTFUL = 0.88
_LOST = 0.1
"""Share of the black print around a stamp outside every word from which it is read again."""
_UNREAD = 0.3
"""The same of the whole page, from which the layout analysis is taken to have failed."""
_LARGEST_MM = 110.0
_MARGIN_MM = 4.0
_CONTEXT_MM = 8.0

_BESIDE_MM = 25.0
"""Beside a red area, of a line that reaches into it and of which no word was read."""
_WELL = 0.9
_APART = 1.6
"""Heights of a line between two of its words from which on they are in different columns."""


def reread_under_stamps(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """Read again in the red channel where red lies on doubtful or unread print; keep the better reading.

    ``words`` have their boxes on the level picture, and so has the answer. On real stamps the red channel is sometimes
    worse (faint print turns lighter too), hence a second attempt and never the first.
    """
    dpi = page.image.dpi
    regions = tuple(page.level_box(region) for region in page.red)
    if not regions:
        return words
    factor = reading_factor(dpi)
    cleared = page.level_of(without_red(page.pixels), factor)
    drawn = sketch(cleared, round(dpi * factor))
    for area in _areas(regions, replace(drawn, factor=drawn.factor * factor), words, dpi):
        words = _better(words, _read_area(cleared, area, engine, dpi), area, round(_BESIDE_MM * dpi / 25.4))
    return words


def _areas(regions: tuple[Box, ...], drawn: Sketch, words: tuple[Word, ...], dpi: int) -> list[Box]:
    """The whole page when much of its print was left unread, else around red areas whose print is in doubt.

    The sketch's scale is that to the page.
    """
    letters, unread = drawn.letters, unread_letters(drawn.letters, drawn.factor, words)
    height, width = (round(side / drawn.factor) for side in letters.shape)
    if not reads_well(words) and int(unread.sum()) > _UNREAD * int(letters.sum()):
        return [Box(0, 0, width, height)]
    margin = round(_MARGIN_MM * dpi / 25.4)
    runs = [surrounding([word.box for word in run]) for run in _runs(words)]
    areas: list[Box] = []
    for region in regions:
        inside = tuple(slice(round(a * drawn.factor), round(b * drawn.factor)) for a, b in _sides(region))
        lost = not _is_frame(region, dpi) and int(unread[inside].sum()) > _LOST * int(letters[inside].sum())
        if not (lost or _doubtful(region, words)):
            continue
        band = Box(region.x0, max(0, region.y0 - margin), region.x1, min(region.y1 + margin, height))
        area = surrounding([band, *(run._replace(y0=band.y0, y1=band.y1) for run in runs if _meet(band, run))])
        if areas and area.y0 <= areas[-1].y1:
            areas[-1] = surrounding([areas[-1], area])
        else:
            areas.append(area)
    return areas


def _is_frame(region: Box, dpi: int) -> bool:
    """Whether a red area is larger than any stamp: the frame of a certificate, whose ornaments look like letters."""
    return min(region.x1 - region.x0, region.y1 - region.y0) > _LARGEST_MM * dpi / 25.4


def _runs(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    """The lines as the engine has them, parted where columns are."""
    for _, line in groupby(words, key=lambda word: (word.block, word.line)):
        run: list[Word] = []
        for word in line:
            if run and word.box.x0 - run[-1].box.x1 > _APART * (word.box.y1 - word.box.y0):
                yield run
                run = []
            run.append(word)
        yield run


def _sides(box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows and columns of a box."""
    return (max(0, box.y0), box.y1), (max(0, box.x0), box.x1)


def _doubtful(region: Box, words: tuple[Word, ...]) -> bool:
    inside = [word for word in words if _meet(region, word.box)]
    letters = sum(len(word.text) for word in inside)
    return sum(word.confidence * len(word.text) for word in inside) < _DOUBTFUL * letters


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _read_area(cleared: Pixels, area: Box, engine: OcrEngine, dpi: int) -> tuple[Word, ...]:
    """The words of an area, read with a few lines around it so that none is cut; the picture as large as it is read."""
    factor = reading_factor(dpi)
    across, down = (round(margin * dpi / 25.4) for margin in (_BESIDE_MM + _CONTEXT_MM, _CONTEXT_MM))
    x0, y0 = round((area.x0 - across) * factor), round((area.y0 - down) * factor)
    x1, y1 = round((area.x1 + across) * factor), round((area.y1 + down) * factor)
    place = clipped(x0, y0, x1, y1, cleared.shape[1], cleared.shape[0])
    found = read_print(np.ascontiguousarray(cleared[place.y0 : place.y1, place.x0 : place.x1]), dpi, engine)
    moved = (round(place.x0 / factor), round(place.y0 / factor))
    return tuple(replace(word, box=shifted(word.box, *moved)) for word in found)


def _better(words: tuple[Word, ...], again: tuple[Word, ...], area: Box, beside: int) -> tuple[Word, ...]:
    """The words with those read again, where they are better; ``beside`` the area only what no word was read of.

    Of what the network for lines has read well every word stays: it reads a line by itself, whatever covers the next one.
    """
    before = tuple(word for word in words if _in(area, word.box) and not (word.apart and word.confidence >= _WELL))
    gone = frozenset(map(id, before))
    wider = area._replace(x0=area.x0 - beside, x1=area.x1 + beside)
    others = [word.box for word in words if _meet(wider, word.box) and id(word) not in gone]
    near = (word for word in again if _in(wider, word.box) and not any(_meet(word.box, box) for box in others))
    after = tuple(near)
    if reading_score(after) <= reading_score(before):
        return words
    return _spliced(words, gone, after)


def _in(area: Box, box: Box) -> bool:
    """Whether the middle of a box lies in an area."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return area.x0 <= x < area.x1 and area.y0 <= y < area.y1


def _spliced(words: tuple[Word, ...], gone: frozenset[int], new: tuple[Word, ...]) -> tuple[Word, ...]:
    """``new`` in the place of the words that go, with block and line numbers of its own."""
    place = next((i for i, word in enumerate(words) if id(word) in gone), _place_by_height(words, new))
    blocks = 1 + max((word.block for word in words), default=0)
    lines = 1 + max((word.line for word in words), default=0)
    put = tuple(replace(word, block=word.block + blocks, line=word.line + lines) for word in new)
    kept_before = tuple(word for word in words[:place] if id(word) not in gone)
    kept_after = tuple(word for word in words[place:] if id(word) not in gone)
    return renumbered((*kept_before, *put, *kept_after))


def _place_by_height(words: tuple[Word, ...], new: tuple[Word, ...]) -> int:
    top = min((word.box.y0 for word in new), default=0)
    return next((i for i, word in enumerate(words) if word.box.y0 > top), len(words))


def renumbered(words: Iterable[Word]) -> tuple[Word, ...]:
    """Blocks and lines counted from 0 in the order in which they come."""
    blocks: dict[int, int] = {}
    lines: dict[tuple[int, int], int] = {}
    return tuple(
        replace(
            word,
            block=blocks.setdefault(word.block, len(blocks)),
            line=lines.setdefault((word.block, word.line), len(lines)),
        )
        for word in words
    )
