"""Parts of a page read again, by themselves: a line, the digits of a grid, a block under a stamp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine, Pixels
from ocr.fields.field import Look, PageAt
from ocr.fields.strips import strips
from ocr.leaders import without_leaders
from ocr.line_network import trained, with_room
from ocr.words_checked import with_words_checked

Picture = Callable[[PageAt], tuple[Pixels, int]]
"""The upright picture of a page, grey or blue-green-red, and its resolution in dots per inch."""

_MODES = {
    "line": Mode.LINE,
    "date": Mode.LINE,
    "digits": Mode.DIGITS,
    "block": Mode.BLOCK,
    "stamped": Mode.BLOCK,
    "enlarged": Mode.BLOCK,
    "covered": Mode.LINE,
}
_TINY = 16  # pixels of a digit's height below which it is enlarged twice
_FLAT, _FLAT_NUMBER = 4.0, 2.0  # widths over heights from which on a crop is levelled; a number is always one line
_GRAIN = 24  # shades of grey that are paper
_SMALL = 26  # pixels of a line's height below which print is enlarged twice


class CropReader:
    """A ``Reread`` over the pictures of a dossier: crops, levels, takes leaders and rules away, asks the engine."""

    def __init__(self, engine: OcrEngine, picture: Picture) -> None:
        self._engine = engine
        self._picture = picture

    def __call__(self, looks: Sequence[Look]) -> list[tuple[str, float]]:
        """For each its text, one line per line of print, and the lowest word confidence; ``("", 0.0)`` for nothing."""
        if all(look.mode == "apart" for look in looks):
            return [trained().read(_grey(_part(self._picture(look.at)[0], with_room(look.box)))) for look in looks]
        pictures: dict[tuple[int, Mode], list[tuple[int, Pixels]]] = {}
        for index, look in enumerate(looks):
            picture, dpi = self._picture(look.at)
            margin = round(dpi / 40)
            crop = _crop(picture, look.box, margin, before=0 if look.mode == "digits" else margin)
            if crop.size:
                ready = _made_ready(crop, look.mode, dpi)
                pictures.setdefault((dpi, _MODES[look.mode]), []).extend((index, each) for each in ready)
        read: dict[int, list[tuple[Word, ...]]] = {}
        for (dpi, mode), crops in pictures.items():
            answers = self._engine.read_each([crop for _, crop in crops], dpi=dpi, mode=mode)
            for (index, crop), words in zip(crops, answers, strict=True):
                read.setdefault(index, []).append(with_words_checked(words, partial(_part, crop)))
        return [_answer(read.get(index, [])) for index in range(len(looks))]


def _part(crop: Pixels, box: Box) -> Pixels:
    return crop[max(box.y0, 0) : box.y1, max(box.x0, 0) : box.x1]


def _answer(pictures: Sequence[tuple[Word, ...]]) -> tuple[str, float]:
    """What was read in the pictures of one look: of several each on lines of its own, and the lowest of the best words."""
    if len(pictures) == 1:
        return _joined(pictures[0])
    texts = [" ".join(word.text for word in words) for words in pictures]
    return "\n".join(texts), max((_joined(words)[1] for words in pictures), default=0.0)


def _made_ready(crop: Pixels, mode: str, dpi: int) -> list[Pixels]:
    """The pictures in which a look is answered."""
    if mode == "covered":
        return [cut for line in strips(without_pale_ink(_black_only(crop)), dpi) for cut in line]
    crop = without_pale_ink(_black_only(crop)) if mode == "stamped" else _grey(crop)
    crop = levelled(crop, flat=_FLAT_NUMBER if mode == "digits" else _FLAT)
    if mode == "date":
        crop = first_run(crop)
    clean = whitened(without_leaders(crop, dpi))
    if mode == "digits":
        clean = close_up(without_neighbours(clean))
    small = _print_height(clean) < _TINY if mode == "digits" else clean.shape[0] < 2 * _SMALL
    if mode == "enlarged" or (mode in ("line", "date", "digits") and small):
        clean = np.asarray(cv2.resize(clean, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    return [clean]


def _crop(grey: Pixels, box: Box, margin: int, before: int) -> Pixels:
    """The box and a margin around it; ``before``: on its left, where the label of a number ends."""
    return grey[max(box.y0 - margin, 0) : box.y1 + margin, max(box.x0 - before, 0) : box.x1 + margin]


def _grey(picture: Pixels) -> Pixels:
    return picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _black_only(picture: Pixels) -> Pixels:
    """Red seals and blue ink made as bright as the paper: of each pixel the strongest of its three colours."""
    if picture.ndim == 2:
        return picture
    blue, green, red = cv2.split(picture)
    return np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)


def without_pale_ink(grey: Pixels) -> Pixels:
    """A picture without what is paler than its print and stands apart from it: a red seal on a scan without colours.

    The pale edges of the print's own strokes stay; so does everything where little is pale, as on a two-tone scan.
    """
    edge, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = grey <= edge
    if np.count_nonzero(ink) < _FEWEST_INK:
        return grey
    dark, _ = cv2.threshold(grey[ink].reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    print_ = (grey <= dark).astype(np.uint8)
    pale = ink & (cv2.dilate(print_, np.ones((_EDGES, _EDGES), np.uint8)) == 0)
    shades = float(np.median(grey[pale])) - float(np.median(grey[print_ > 0])) if pale.any() else 0.0
    if np.count_nonzero(pale) < _PALE * np.count_nonzero(ink) or shades < _PALER:
        return grey
    gone = cv2.dilate(pale.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(gone & (print_ == 0), np.uint8(np.median(grey)), grey).astype(np.uint8)


_FEWEST_INK = 200
_EDGES = 5
"""Pixels around the dark ones that are the edges of strokes."""
_PALE, _PALER = 0.12, 40.0
"""Share of the ink that is pale and apart from the rest where a seal lies over print, and by how many shades at least."""


def _joined(words: tuple[Word, ...]) -> tuple[str, float]:
    lines: dict[tuple[int, int], list[str]] = {}
    for word in words:
        lines.setdefault((word.block, word.line), []).append(word.text)
    text = "\n".join(" ".join(line) for line in lines.values())
    return text, min((word.confidence for word in words if any(map(str.isalnum, word.text))), default=0.0)


def levelled(crop: Pixels, flat: float = _FLAT) -> Pixels:
    """The crop turned so that its lines are level: the angle at which its rows differ most in ink.

    One that is less than ``flat`` times as wide as high may hold anything and stays as it is.
    """
    if crop.shape[1] < flat * crop.shape[0]:
        return crop
    step = max(1, crop.shape[1] // 600)
    small = crop[::step, ::step].astype(np.float32)
    ink = np.maximum(np.median(small) - _GRAIN - small, 0)  # grey paper would weigh more than print
    scores = {angle: _evenness(ink, angle) for angle in np.arange(-4.0, 4.01, 1.0)}
    coarse = max(scores, key=lambda angle: scores[angle])
    scores |= {angle: _evenness(ink, angle) for angle in coarse + np.array([-0.75, -0.5, -0.25, 0.25, 0.5, 0.75])}
    best = float(max(scores, key=lambda angle: scores[angle]))
    if abs(best) < 0.3 or scores[best] < 1.1 * scores[0.0]:
        return crop
    return np.asarray(_turned(crop, best, int(np.median(crop))), np.uint8)


def _evenness(ink: np.ndarray, angle: float) -> float:
    """How much the rows of a crop turned by ``angle`` differ in ink."""
    return float(np.var(_turned(ink, float(angle), 0).sum(axis=1)))


def _turned(picture: np.ndarray, degrees: float, paper: int) -> np.ndarray:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,))


def whitened(grey: Pixels) -> Pixels:
    """Grey paper made white: the engine puts white around a picture, and is less sure of what stands in a frame.

    Of grainy paper it also takes half as long: it looks into every grain.
    """
    paper = max(float(np.median(grey)) - _GRAIN / 2, 1.0)
    return np.asarray(np.minimum(grey * np.float32(255 / paper), 255), np.uint8)


def without_neighbours(grey: Pixels) -> Pixels:
    """A crop of one line without what reaches in over its edges: feet and heads of other lines, the end of a label."""
    parts, labels = _parts(grey)
    height, width = grey.shape
    reaching = [
        number
        for number, (x, y, wide, tall) in parts.items()
        if ((y == 0 or y + tall == height) and not y < height / 2 < y + tall)
        or ((x == 0 or x + wide == width) and wide < height / 2)
    ]
    if not reaching:
        return grey
    spots = cv2.dilate(np.isin(labels, reaching).astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.where(spots > 0, np.uint8(np.median(grey)), grey).astype(np.uint8)


def _parts(grey: Pixels) -> tuple[dict[int, tuple[int, int, int, int]], np.ndarray]:
    """Connected spots of ink by number: x, y, width, height; and for each pixel the number of its spot."""
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = {number: tuple(map(int, row[:4])) for number, row in enumerate(stats) if number and row[4] >= _SPECK}
    return {number: (part[0], part[1], part[2], part[3]) for number, part in found.items()}, labels


_SPECK = 12  # pixels: smaller spots are dirt
_APART = 0.4  # heights of a digit between two digits from which on they stand in boxes of their own

_TOUCHING = 3.0  # heights of a digit: the width of several digits that touch


def close_up(grey: Pixels) -> Pixels:
    """Digits that stand in boxes far apart put side by side as in a word; others without what is left and right of them."""
    parts = list(_parts(grey)[0].values())
    if len(parts) < 4:
        return grey
    usual = _usual_height(parts)
    digits = sorted(part for part in parts if 0.6 * usual <= part[3] <= 1.5 * usual and part[2] <= _TOUCHING * usual)
    gaps = sorted(after[0] - before[0] - before[2] for before, after in pairwise(digits))
    if len(digits) < 4:
        return grey
    if gaps[len(gaps) // 2] < _APART * usual:
        more = usual // 6
        return grey[:, max(digits[0][0] - more, 0) : max(x + width for x, _, width, _ in digits) + more]
    return _side_by_side(grey, digits, usual)


def _usual_height(parts: Sequence[tuple[int, int, int, int]]) -> int:
    return sorted(height for _, _, _, height in parts)[int(0.7 * len(parts))]


def _print_height(grey: Pixels) -> int:
    """The height of most of the print in a crop; 0 where there is none."""
    parts = list(_parts(grey)[0].values())
    return _usual_height(parts) if parts else 0


_FEWEST, _LONG = 5, 3.0  # signs of a date, and its length in heights of print
_SPACE = 0.45  # heights of print: more than parts two digits


def first_run(grey: Pixels) -> Pixels:
    """The first run of even print that is as long as a date, cut out closely; everything where there is none.

    Beside small print larger print that is read with it makes the engine see its strokes wrong.
    """
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [tuple(int(value) for value in row[:4]) for row in stats[1:] if row[4] >= 8]
    inside = [part for part in parts if part[1] > 0 and part[1] + part[3] < grey.shape[0]]
    tall = sorted(height for _, _, _, height in inside)
    usual = tall[int(0.7 * len(tall))] if tall else 0
    for run in _runs([part for part in inside if 0.55 * usual <= part[3] <= 1.5 * usual >= part[2] / 2], usual):
        left, right = run[0][0], max(x + width for x, _, width, _ in run)
        top, bottom = min(y for _, y, _, _ in run), max(y + height for _, y, _, height in run)
        if len(run) >= _FEWEST and right - left >= _LONG * (bottom - top):
            more = max(4, usual // 3)
            return grey[max(top - more, 0) : bottom + more, max(left - more, 0) : right + more]
    return grey


def _runs(parts: list[tuple[int, ...]], height: int) -> list[list[tuple[int, ...]]]:
    """Spots from left to right, parted where more space is between them than between signs of one word."""
    runs: list[list[tuple[int, ...]]] = []
    for part in sorted(parts):
        if runs and part[0] - max(x + width for x, _, width, _ in runs[-1]) <= _SPACE * height:
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _side_by_side(grey: Pixels, parts: Sequence[tuple[int, int, int, int]], height: int) -> Pixels:
    top = min(part[1] for part in parts)
    bottom = max(part[1] + part[3] for part in parts)
    paper, gap = int(np.median(grey)), max(2, height // 7)
    space = np.full((bottom - top, gap), paper, np.uint8)
    strips: list[Pixels] = []
    for x, _, width, _ in parts:
        strips += [grey[top:bottom, x : x + width], space]
    line = np.concatenate(strips, axis=1)
    return np.pad(line, height // 3, constant_values=paper)
