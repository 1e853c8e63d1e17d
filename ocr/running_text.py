"""The print of a level page, or of a band of it, as words."""

from __future__ import annotations

from dataclasses import replace

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.leaders import without_leaders
from ocr.prepare.geometry import reduced

READING_DPI = 240
"""Finer scans are reduced to this. On 48 drawn pages of six kinds and four conditions at 300 dpi it cost a seventh less
time and misread a sixth fewer characters (grain is averaged away); 200 dpi misread more on clean pages."""


def read_print(level: Pixels, dpi: int, engine: OcrEngine) -> tuple[Word, ...]:
    """Words with their boxes in pixels of ``level`` (grey, lines level), leaders and rules taken away."""
    factor = min(1.0, READING_DPI / dpi)
    picture, dpi_read = reduced(level, factor), round(dpi * factor)
    words = engine.read(without_leaders(picture, dpi_read), dpi=dpi_read, mode=Mode.PAGE)
    return tuple(replace(word, box=_enlarged(word.box, 1 / factor)) for word in words) if factor < 1 else words


def _enlarged(box: Box, by: float) -> Box:
    return Box(*(round(value * by) for value in (box.x0, box.y0, box.x1, box.y1)))
