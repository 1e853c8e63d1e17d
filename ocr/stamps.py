"""Red stamps: print under them is read a second time without the red."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dossier.page import Box, Word
from ocr.engine.port import OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.features import Sketch, sketch
from ocr.prepare.geometry import shifted
from ocr.prepare.orientation import reading_score
from ocr.prepare.red import without_red
from ocr.prepare.unread import unread_letters
from ocr.prepare.upright import Upright
from ocr.running_text import read_print, reading_factor

_DOUBTFUL = 0.88
_LOST = 0.1
"""Share of the black print around a stamp outside every word from which it is read again."""
_UNREAD = 0.3
"""The same of the whole page, from which the layout analysis is taken to have failed."""
_MARGIN_MM = 4.0
_CONTEXT_MM = 8.0

Band = tuple[int, int]
"""Rows of the level picture, first and one past the last."""


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
    for band in _bands(regions, replace(drawn, factor=drawn.factor * factor), words, dpi):
        words = _better(words, _read_band(cleared, band, engine, dpi), band)
    return words


def _bands(regions: tuple[Box, ...], drawn: Sketch, words: tuple[Word, ...], dpi: int) -> list[Band]:
    """The whole page when much of its print was left unread, else the rows of red areas whose print is in doubt.

    The sketch's scale is that to the page.
    """
    letters, unread = drawn.letters, unread_letters(drawn.letters, drawn.factor, words)
    height = round(letters.shape[0] / drawn.factor)
    if int(unread.sum()) > _UNREAD * int(letters.sum()):
        return [(0, height)]
    margin = round(_MARGIN_MM * dpi / 25.4)
    bands: list[Band] = []
    for region in regions:
        inside = tuple(slice(round(a * drawn.factor), round(b * drawn.factor)) for a, b in _sides(region))
        lost = int(unread[inside].sum()) > _LOST * int(letters[inside].sum())
        if not (lost or _doubtful(region, words)):
            continue
        top, bottom = max(0, region.y0 - margin), min(region.y1 + margin, height)
        if bands and top <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bottom, bands[-1][1]))
        else:
            bands.append((top, bottom))
    return bands


def _sides(box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows and columns of a box."""
    return (max(0, box.y0), box.y1), (max(0, box.x0), box.x1)


def _doubtful(region: Box, words: tuple[Word, ...]) -> bool:
    inside = [word for word in words if _meet(region, word.box)]
    letters = sum(len(word.text) for word in inside)
    return sum(word.confidence * len(word.text) for word in inside) < _DOUBTFUL * letters


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _read_band(cleared: Pixels, band: Band, engine: OcrEngine, dpi: int) -> tuple[Word, ...]:
    """The words of a band, read with a few lines around it so that none is cut; the picture as large as it is read."""
    factor, context = reading_factor(dpi), round(_CONTEXT_MM * dpi / 25.4)
    top, bottom = (round(row * factor) for row in (max(0, band[0] - context), band[1] + context))
    found = read_print(cleared[top:bottom], dpi, engine)
    return tuple(replace(word, box=shifted(word.box, 0, round(top / factor))) for word in found)


def _better(words: tuple[Word, ...], again: tuple[Word, ...], band: Band) -> tuple[Word, ...]:
    before = tuple(word for word in words if band[0] <= _middle(word) < band[1])
    after = tuple(word for word in again if band[0] <= _middle(word) < band[1])
    if reading_score(after) <= reading_score(before):
        return words
    return _spliced(words, frozenset(map(id, before)), after)


def _middle(word: Word) -> float:
    return (word.box.y0 + word.box.y1) / 2


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
