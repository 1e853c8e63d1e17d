"""The print of a level page, or of a band of it, as words."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.leaders import without_leaders
from ocr.prepare.geometry import reduced

READING_DPI = 240
"""Finer scans are reduced to this. On 48 drawn pages of six kinds and four conditions at 300 dpi it cost a seventh less
time and misread a sixth fewer characters (grain is averaged away); 200 dpi misread more on clean pages. A mean of four
pixels before the reduction misread another sixth fewer on 16 pages than averaging by area, in half of its time."""

_COARSE = 0.6
"""Below this four pixels are too few to average, and a reduction by area is as quick."""


def read_print(level: Pixels, dpi: int, engine: OcrEngine) -> tuple[Word, ...]:
    """Words with their boxes in pixels of ``level`` (grey, lines level), leaders and rules taken away."""
    factor = min(1.0, READING_DPI / dpi)
    picture, dpi_read = _reduced(level, factor), round(dpi * factor)
    words = engine.read(without_leaders(picture, dpi_read), dpi=dpi_read, mode=Mode.PAGE)
    return tuple(replace(word, box=_enlarged(word.box, 1 / factor)) for word in words) if factor < 1 else words


def _reduced(level: Pixels, factor: float) -> Pixels:
    if factor >= 1:
        return level
    size = (max(1, round(level.shape[1] * factor)), max(1, round(level.shape[0] * factor)))
    if factor < _COARSE:
        return reduced(level, factor)
    return np.asarray(cv2.resize(cv2.blur(level, (2, 2)), size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _enlarged(box: Box, by: float) -> Box:
    return Box(*(round(value * by) for value in (box.x0, box.y0, box.x1, box.y1)))
