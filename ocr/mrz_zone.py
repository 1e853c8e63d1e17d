"""The machine-readable zone of a card or passport: where it lies and which characters stand there.

ICAO Doc 9303: TD1 has three lines of 30 characters, TD3 two of 44. What they mean is for ``identity`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import cv2
import numpy as np

from dossier.page import Box, Word
from dossier.text import fold
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.mrz_cells import lay_grids, without_fillers
from ocr.prepare.geometry import clipped, surrounding
from ocr.prepare.upright import Upright

_FORMATS = {3: 30, 2: 44}
"""Number of lines → characters in each."""
_ZONE_WORD = re.compile(r"(?=.{12}).*<<.*|[A-Z0-9<]{22,}|[I1T]?DVNM[A-Z0-9<]{6,}")
_CARD_WORDS = (
    "left index finger",
    "right index finger",
    "place of birth",
    "date of issue",
    "date, month, year",
    "passport",
)
_READ = 0.95
"""Confidence of a line as a word: what it is worth its check digits say, elsewhere."""
_TALL_ENOUGH = 24
_OTHER_SIZES = (1.25, 0.85, 1.6)
_FILLED = "<<<"
_SLACK = 12
"""Lines are taken whose length is this near to the format's: recognisers miscount runs of fillers."""
_CLOSER = 0.7
"""Heights of the first look from which on a second is none."""
_FEW = 2
_ANOTHER = 5
"""Heights of print between the zone and print of something else, at least."""
_EVEN = 0.08
"""By how much of their width the lines of one zone may differ at either end."""


@dataclass(frozen=True, slots=True)
class MrzZone:
    """The lines as read, fillers at their ends made to fit the format, and the box around them."""

    lines: tuple[str, ...]
    box: Box

    @property
    def words(self) -> tuple[Word, ...]:
        """Each line as a word in its share of the box."""
        height = (self.box.y1 - self.box.y0) / len(self.lines)
        tops = [round(self.box.y0 + number * height) for number in range(len(self.lines) + 1)]
        boxes = (Box(self.box.x0, top, self.box.x1, bottom) for top, bottom in pairwise(tops))
        return tuple(
            Word(line, box, _READ, 0, number) for number, (line, box) in enumerate(zip(self.lines, boxes, strict=True))
        )


def find_mrz(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> MrzZone | None:
    """Read the zone of a page, if its words (boxes on the upright page) suggest that there is one."""
    if not _suggested(words):
        return None
    level, dpi = page.level(), page.image.dpi
    for box in _candidates(level, tuple(replace(word, box=page.level_box(word.box)) for word in words), dpi):
        zone = _read(level, box, engine, dpi)
        if zone:
            return replace(zone, box=page.placed_box(zone.box))
    return None


def words_outside(zone: MrzZone, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a page without those that a recogniser of Vietnamese made of the zone."""
    box = zone.box
    return tuple(
        word for word in words if not (box.x0 <= _middle(word)[0] < box.x1 and box.y0 <= _middle(word)[1] < box.y1)
    )


def _middle(word: Word) -> tuple[float, float]:
    return (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2


def _suggested(words: tuple[Word, ...]) -> bool:
    text = fold(" ".join(word.text for word in words))
    return any(map(_in_zone, words)) or any(hint in text for hint in _CARD_WORDS)


def _in_zone(word: Word) -> bool:
    return _ZONE_WORD.fullmatch(word.text) is not None


def _candidates(grey: Pixels, words: tuple[Word, ...], dpi: int) -> Iterable[Box]:
    seeds = [word.box for word in words if _in_zone(word)]
    if seeds:
        yield _around(seeds, grey)
    yield from _by_shape(grey, dpi)


def _around(seeds: list[Box], grey: Pixels) -> Box:
    """The seeds with two lines' height around them: the zone's other lines may have been read as something else."""
    height = sorted(box.y1 - box.y0 for box in seeds)[len(seeds) // 2]
    x0, x1 = min(b.x0 for b in seeds), max(b.x1 for b in seeds)
    y0, y1 = min(b.y0 for b in seeds), max(b.y1 for b in seeds)
    wide = max(x1 - x0, 20 * height)
    return clipped(x1 - wide - 2 * height, y0 - 4 * height, x0 + wide + 2 * height, y1 + 4 * height, *grey.shape[::-1])


def _by_shape(grey: Pixels, dpi: int) -> list[Box]:
    """Wide dark blocks of evenly set print, lowest first (at most two)."""
    factor = min(1.0, 100 / dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((7, 15), np.uint8))
    _, mask = cv2.threshold(dark, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(mask, dtype=np.uint8))
    found = []
    for x, y, w, h, _ in (tuple(int(v) for v in stats[i]) for i in range(1, count)):
        if w >= 240 and 4 <= w / h <= 16:
            edge = 12
            corners = (x - edge, y - edge, x + w + edge, y + h + edge)
            found.append(clipped(*(round(v / factor) for v in corners), *grey.shape[::-1]))
    return sorted(found, key=lambda box: -box.y1)[:2]


def _read(grey: Pixels, box: Box, engine: OcrEngine, dpi: int, *, closer: bool = True) -> MrzZone | None:
    """The zone in a box; if only a part of it is read among other print, that part is looked at more closely once."""
    crop = grey[box.y0 : box.y1, box.x0 : box.x1]
    if min(crop.shape) < 10:
        return None
    scale = _scale(dpi)
    picture = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC) if scale > 1 else crop
    zone = np.asarray(picture, dtype=np.uint8)
    lines = _lines(engine.read(zone, dpi=round(dpi * scale), mode=Mode.MRZ))
    for count, length in _FORMATS.items():
        start = _run(lines, count, length)
        if start is not None:
            taken = lines[start : start + count]
            texts = _by_cells(zone, taken, length, engine, dpi=round(dpi * scale))
            return MrzZone(texts, _union((b for _, b in taken), box, scale, grey))
    seeds = [_union([place], box, scale, grey) for text, place in lines if closer and _FILLED in text]
    part = _around(seeds, grey) if seeds else box
    return _read(grey, part, engine, dpi, closer=False) if _height(part) < _CLOSER * _height(box) else None


def _height(box: Box) -> int:
    return box.y1 - box.y0


def _by_cells(
    zone: Pixels, lines: list[tuple[str, Box]], length: int, engine: OcrEngine, *, dpi: int
) -> tuple[str, ...]:
    """The lines read once more without their fillers; where that does not come out even, as first read."""
    first = tuple(_fitted(text, length) for text, _ in lines)
    grids = lay_grids(zone, [box for _, box in lines], length)
    if not grids:
        return first
    again = _lines(engine.read(without_fillers(zone, grids), dpi=dpi, mode=Mode.MRZ))
    if len(again) != len(grids):
        return first
    filled = [grid.fill(text) for grid, (text, _) in zip(grids, again, strict=True)]
    return tuple(new or old for new, old in zip(filled, first, strict=True))


def _scale(dpi: int) -> float:
    """OCR-B of the zone is 2.5 mm high; it is enlarged to the 24 pixels that the recogniser wants."""
    height = 2.5 * dpi / 25.4
    return min(3.0, _TALL_ENOUGH / height) if height < _TALL_ENOUGH else 1.0


def _lines(words: tuple[Word, ...]) -> list[tuple[str, Box]]:
    lines = (
        _without_frame(_without_neighbours(list(line)))
        for _, line in groupby(words, key=lambda word: (word.block, word.line))
    )
    return [("".join(word.text for word in line), surrounding([word.box for word in line])) for line in lines]


def _without_neighbours(line: list[Word]) -> list[Word]:
    """A line without what stands far from its longest word: print of the card's other side, copied beside this one."""
    longest = max(range(len(line)), key=lambda at: len(line[at].text))
    gaps = [after.box.x0 - before.box.x1 > _ANOTHER * _height(before.box) for before, after in pairwise(line)]
    start = max((at + 1 for at in range(longest) if gaps[at]), default=0)
    end = min((at + 1 for at in range(longest, len(gaps)) if gaps[at]), default=len(line))
    return line[start:end]


def _without_frame(line: list[Word]) -> list[Word]:
    """A line longer than its format without a sign or two that stand apart at its ends: the frame, the edge of the paper."""
    length = min(_FORMATS.values(), key=lambda each: abs(each - max(len(word.text) for word in line)))
    for end in (0, -1):
        beyond = sum(len(word.text) for word in line) - length
        if len(line) > 1 and 0 < len(line[end].text) <= beyond and len(line[end].text) <= _FEW:
            line.pop(end)
    return line


def _run(lines: list[tuple[str, Box]], count: int, length: int) -> int | None:
    """Index of the first of ``count`` consecutive lines of about ``length`` that start and end together."""
    for start in range(len(lines) - count + 1):
        part = lines[start : start + count]
        long_enough = all(_may_have(length, text) for text, _ in part)
        if long_enough and any("<<" in text for text, _ in part) and _even([box for _, box in part]):
            return start
    return None


def _may_have(length: int, text: str) -> bool:
    """Whether a line may be one of so many characters; of fillers any number may be lost."""
    return abs(len(text) - length) <= _SLACK or (len(text) < length and _FILLED in text)


def _even(boxes: list[Box]) -> bool:
    slack = _EVEN * max(box.x1 - box.x0 for box in boxes)
    return all(max(ends) - min(ends) <= slack for ends in ([b.x0 for b in boxes], [b.x1 for b in boxes]))


def _fitted(text: str, length: int) -> str:
    """Fillers at the end counted anew; characters that carry meaning are not touched."""
    core = text.rstrip("<")
    return core.ljust(length, "<") if len(core) < len(text) and len(core) <= length else text


def _union(boxes: Iterable[Box], crop: Box, scale: float, grey: Pixels) -> Box:
    all_of = list(boxes)
    return clipped(
        crop.x0 + round(min(b.x0 for b in all_of) / scale),
        crop.y0 + round(min(b.y0 for b in all_of) / scale),
        crop.x0 + round(max(b.x1 for b in all_of) / scale),
        crop.y0 + round(max(b.y1 for b in all_of) / scale),
        *grey.shape[::-1],
    )


def zone_again(crop: Pixels, engine: OcrEngine, dpi: int) -> Iterator[tuple[str, ...]]:
    """Further readings of a level grey crop around a zone, for one whose check digits do not come out: other sizes."""
    for factor in _OTHER_SIZES:
        picture = np.asarray(cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)
        zone = _read(picture, _whole(picture), engine, round(dpi * factor))
        if zone:
            yield zone.lines


def _whole(picture: Pixels) -> Box:
    return Box(0, 0, picture.shape[1], picture.shape[0])
