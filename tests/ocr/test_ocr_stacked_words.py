"""Numbers of a list that layout analysis took for a line running up the page are read again, row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pages_drawn import FONT, Untouched, engine
from PIL import Image, ImageDraw, ImageFont

from dossier.page import Box, Word
from ocr.engine.port import Pixels
from ocr.stacked_words import unstacked

_DPI = 240
_ITEMS = ("Họ, chữ đệm và tên:", "Ngày, tháng, năm sinh:", "Giới tính:", "Số định danh cá nhân:")


def _page() -> Pixels:
    image = Image.new("L", (900, 420), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 43)
    for row, item in enumerate(_ITEMS):
        pen.text((40, 40 + 90 * row), f"{row + 1}.", font=font, fill=0)
        pen.text((100, 40 + 90 * row), item, font=font, fill=0)
    return np.asarray(image, np.uint8)


def _items() -> tuple[Word, ...]:
    return tuple(
        Word(text, Box(100, 48 + 90 * row, 600, 82 + 90 * row), 0.95, 1, row + 1) for row, text in enumerate(_ITEMS)
    )


def _column(*texts: str) -> tuple[Word, ...]:
    """As the engine gives it: from bottom to top, one line."""
    rows = reversed(range(len(texts)))
    return tuple(
        Word(text, Box(40, 50 + 90 * row, 72, 80 + 90 * row), 0.3, 0, 0) for text, row in zip(texts, rows, strict=True)
    )


def test_numbers_stand_before_their_items() -> None:
    found = unstacked(_page(), (*_column("®", "m", "œ", "P"), *_items()), engine(), _DPI)
    by_line = [" ".join(word.text for word in found if word.line == line) for line in (1, 2, 3, 4)]
    assert by_line == [f"{row}. {item}" for row, item in enumerate(_ITEMS, 1)]
    assert {word.line for word in found} == {1, 2, 3, 4}


def test_a_column_that_reads_no_better_stays() -> None:
    sure = tuple(replace(word, confidence=0.99) for word in _column("abc", "abc", "abc", "abc"))
    assert unstacked(_page(), (*sure, *_items()), engine(), _DPI) == (*sure, *_items())


def test_lines_of_print_and_of_pages_on_their_side_cost_nothing() -> None:
    level = tuple(Word("1.", Box(40 + 40 * n, 50, 70 + 40 * n, 80), 0.9, 0, 0) for n in range(5))
    sideways = _column("Ngày", "tháng", "năm", "sinh")
    few = _column("1.", "2.")
    for words in (level, sideways, few, _items()):
        assert unstacked(_page(), words, Untouched(), _DPI) == words
