"""Parts of a page read again, by themselves: a line, the digits of a grid, a block under a stamp."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine, Pixels
from ocr.fields.field import Look, PageAt
from ocr.leaders import without_leaders

Picture = Callable[[PageAt], tuple[Pixels, int]]
"""The upright picture of a page, grey or blue-green-red, and its resolution in dots per inch."""

_MODES = {"line": Mode.LINE, "digits": Mode.DIGITS, "block": Mode.BLOCK, "stamped": Mode.BLOCK}
_SMALL = 26  # pixels of a line's height below which print is enlarged twice


class CropReader:
    """A ``Reread`` over the pictures of a dossier: crops, levels, takes leaders and rules away, asks the engine."""

    def __init__(self, engine: OcrEngine, picture: Picture) -> None:
        self._engine = engine
        self._picture = picture

    def __call__(self, looks: Sequence[Look]) -> list[tuple[str, float]]:
        """For each its text, one line per line of print, and the lowest word confidence; ``("", 0.0)`` for nothing."""
        found: list[tuple[str, float]] = [("", 0.0)] * len(looks)
        together: dict[tuple[int, Mode], list[tuple[int, Pixels]]] = {}
        for index, look in enumerate(looks):
            picture, dpi = self._picture(look.at)
            crop = _crop(picture, look.box, margin=round(dpi / 40))
            if crop.size:
                together.setdefault((dpi, _MODES[look.mode]), []).append((index, _made_ready(crop, look.mode, dpi)))
        for (dpi, mode), crops in together.items():
            read = self._engine.read_each([crop for _, crop in crops], dpi=dpi, mode=mode)
            for (index, _), words in zip(crops, read, strict=True):
                found[index] = _joined(words)
        return found


def _made_ready(crop: Pixels, mode: str, dpi: int) -> Pixels:
    crop = levelled(_black_only(crop) if mode == "stamped" else _grey(crop))
    clean = without_leaders(crop, dpi)
    if mode == "digits":
        clean = close_up(clean)
    if mode in ("line", "digits") and clean.shape[0] < 2 * _SMALL:
        clean = np.asarray(cv2.resize(clean, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    return clean


def _crop(grey: Pixels, box: Box, margin: int) -> Pixels:
    return grey[max(box.y0 - margin, 0) : box.y1 + margin, max(box.x0 - margin, 0) : box.x1 + margin]


def _grey(picture: Pixels) -> Pixels:
    return picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _black_only(picture: Pixels) -> Pixels:
    """Red seals and blue ink made as bright as the paper: of each pixel the strongest of its three colours."""
    return picture if picture.ndim == 2 else np.asarray(picture.max(axis=2), np.uint8)


def _joined(words: tuple[Word, ...]) -> tuple[str, float]:
    lines: dict[tuple[int, int], list[str]] = {}
    for word in words:
        lines.setdefault((word.block, word.line), []).append(word.text)
    text = "\n".join(" ".join(line) for line in lines.values())
    return text, min((word.confidence for word in words if any(map(str.isalnum, word.text))), default=0.0)


def levelled(crop: Pixels) -> Pixels:
    """The crop turned so that its lines are level: the angle at which its rows differ most in ink."""
    if crop.shape[1] < 4 * crop.shape[0]:
        return crop
    step = max(1, crop.shape[1] // 600)
    ink = 255 - crop[::step, ::step].astype(np.float32)
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


def close_up(grey: Pixels) -> Pixels:
    """Digits that stand in boxes far apart put side by side as in a word; anything else stays as it is."""
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [tuple(int(value) for value in row[:4]) for row in stats[1:] if row[4] >= 12]
    tall = sorted(height for _, _, _, height in parts)
    if len(tall) < 4:
        return grey
    usual = tall[int(0.7 * len(tall))]
    digits = sorted(part for part in parts if 0.6 * usual <= part[3] <= 1.5 * usual and part[2] <= 1.3 * usual)
    if len(digits) < 4:
        return grey
    return _side_by_side(grey, digits, usual)


def _side_by_side(grey: Pixels, parts: list[tuple[int, ...]], height: int) -> Pixels:
    top = min(part[1] for part in parts)
    bottom = max(part[1] + part[3] for part in parts)
    paper, gap = int(np.median(grey)), max(2, height // 7)
    space = np.full((bottom - top, gap), paper, np.uint8)
    strips: list[Pixels] = []
    for x, _, width, _ in parts:
        strips += [grey[top:bottom, x : x + width], space]
    line = np.concatenate(strips, axis=1)
    return np.pad(line, height // 3, constant_values=paper)
