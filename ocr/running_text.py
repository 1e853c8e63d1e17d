"""The print of a level page, or of a band of it, as words."""

from __future__ import annotations

from dataclasses import replace

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.footnote_marks import raised_marks, read_marks, without_marks
from ocr.in_lines import put_in_lines
from ocr.intake.source import Pixels
from ocr.leaders import without_leaders
from ocr.prepare.background import without_grain
from ocr.spots import ink_of
from ocr.stacked_words import unstacked

READING_DPI = 240
"""Finer scans are reduced to this. On 48 drawn pages of six kinds and four conditions at 300 dpi it cost a seventh less
time and misread a sixth fewer characters (grain is averaged away); 200 dpi misread more on clean pages."""


def reading_factor(dpi: int) -> float:
    """How large (≤ 1) a page of this resolution is read."""
    return min(1.0, READING_DPI / dpi)


def read_print(picture: Pixels, dpi: int, engine: OcrEngine) -> tuple[Word, ...]:
    """Words of a picture that is ``reading_factor(dpi)`` as large as its page; boxes in pixels of the page.

    The picture is grey, its lines level. Leaders and rules are taken away, and so is the grain of the paper; footnote
    marks are read by themselves.
    """
    factor = reading_factor(dpi)
    dpi_read = round(dpi * factor)
    ink = ink_of(picture)
    marks = read_marks(picture, raised_marks(ink, dpi_read), engine)
    cleaned = without_marks(without_leaders(picture, dpi_read, ink), marks)
    white = without_grain(cleaned)
    words = unstacked(white, engine.read(white, dpi=dpi_read, mode=Mode.PAGE), engine, dpi_read)
    words = put_in_lines(words, marks)
    return tuple(replace(word, box=_enlarged(word.box, 1 / factor)) for word in words) if factor < 1 else words


def _enlarged(box: Box, by: float) -> Box:
    return Box(*(round(value * by) for value in (box.x0, box.y0, box.x1, box.y1)))
