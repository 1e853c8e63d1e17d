"""Footnote marks set small and raised are read by themselves and stand in their lines; the value behind them is clean."""

from __future__ import annotations

import numpy as np
import pytest
from pages_drawn import Untouched, engine
from PIL import Image, ImageDraw, ImageFont

from dossier.page import Box, Word
from ocr.engine.port import Mode, Pixels
from ocr.footnote_marks import raised_marks, read_marks, without_marks
from ocr.in_lines import put_in_lines
from ocr.running_text import READING_DPI, read_print
from ocr.spots import ink_of

_SERIF = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
_SANS = "/usr/share/fonts/truetype/croscore/Arimo-Regular.ttf"
_LINES = (
    ("Kính gửi", "(1)", ": Ủy ban nhân dân phường Bình Thạnh"),
    ("Nơi sinh: ", "(4)", " Bệnh viện Từ Dũ"),
    ("Nội dung đề nghị", "(12)", ": Đăng ký thường trú"),
)


def _page(font: str = _SERIF, *, raised: float = 6, share: float = 0.62) -> Pixels:
    """Lines with marks at 240 dpi, so many pixels over the foot of the line."""
    image = Image.new("L", (1400, 600), 255)
    pen, size = ImageDraw.Draw(image), 40
    large, small = ImageFont.truetype(font, size), ImageFont.truetype(font, round(size * share))
    for row, (label, mark, rest) in enumerate(_LINES):
        x, foot = 80.0, 140 + 150 * row
        for text, face, lift in ((label, large, 0.0), (mark, small, raised * 25.4 / 10), (rest, large, 0.0)):
            pen.text((x, foot - lift), text, font=face, fill=0, anchor="ls")
            x += pen.textlength(text, font=face)
    return np.asarray(image, np.uint8)


def _lines(words: tuple[Word, ...]) -> list[str]:
    return [
        " ".join(word.text for word in words if word.line == line) for line in sorted({word.line for word in words})
    ]


@pytest.mark.parametrize("font", [_SERIF, _SANS])
def test_marks_stand_behind_their_labels(font: str) -> None:
    first, second, third = _lines(read_print(_page(font), READING_DPI, engine()))
    assert first == "Kính gửi(1): Ủy ban nhân dân phường Bình Thạnh"
    assert second == "Nơi sinh: (4) Bệnh viện Từ Dũ"
    assert third == "Nội dung đề nghị(12): Đăng ký thường trú"


def test_each_mark_is_found_where_it_stands() -> None:
    page = _page()
    marks = raised_marks(ink_of(page), READING_DPI)
    assert [mark.digits for mark in marks] == [1, 1, 2]
    assert all((page[mark.box.y0 : mark.box.y1, mark.box.x0 : mark.box.x1] < 128).any() for mark in marks)
    assert all(mark.box.x0 < mark.number.x0 < mark.number.x1 < mark.box.x1 for mark in marks)


def test_numbers_in_brackets_on_the_foot_of_the_line_are_left_to_the_page() -> None:
    assert raised_marks(ink_of(_page(raised=0)), READING_DPI) == ()
    assert raised_marks(ink_of(_page(raised=0, share=1)), READING_DPI) == ()


def test_a_page_without_marks_costs_nothing() -> None:
    assert read_marks(_page(), (), Untouched()) == ()


class _Reading(Untouched):
    """An engine that reads the same whatever it is given."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        return (Word(self._text, Box(0, 0, 10, 10), 0.9, 0, 0),)


@pytest.mark.parametrize("read", ["14", "14123", "1A12", "", "(1) (4) (12)"])
def test_marks_whose_digits_do_not_add_up_are_left_to_the_page(read: str) -> None:
    marks = raised_marks(ink_of(_page()), READING_DPI)
    assert read_marks(_page(), marks, _Reading(read)) == ()
    assert [word.text for word in read_marks(_page(), marks, _Reading("1412"))] == ["(1)", "(4)", "(12)"]


def test_only_the_marks_are_painted_over() -> None:
    page = _page()
    marks = read_marks(page, raised_marks(ink_of(page), READING_DPI), engine())
    cleaned = without_marks(page, marks)
    assert all((cleaned[word.box.y0 : word.box.y1, word.box.x0 : word.box.x1] == 255).all() for word in marks)
    assert raised_marks(ink_of(cleaned), READING_DPI) == ()
    rest = np.ones(page.shape, bool)
    for word in marks:
        rest[word.box.y0 - 1 : word.box.y1 + 1, word.box.x0 - 1 : word.box.x1 + 1] = False
    assert (cleaned[rest] == page[rest]).all()


_LABEL = Word("gửi:", Box(100, 100, 180, 130), 0.9, 3, 7)
_VALUE = Word("Ủy", Box(220, 100, 260, 130), 0.9, 4, 8)


def _put(box: Box, *words: Word) -> list[tuple[str, int, int]]:
    new = Word("(1)", box, 0.8, 0, 0)
    return [(word.text, word.block, word.line) for word in put_in_lines(words, [new])]


def test_a_word_goes_into_the_line_of_its_nearest_neighbour() -> None:
    assert _put(Box(186, 98, 200, 112), _LABEL, _VALUE) == [("gửi:", 3, 7), ("(1)", 3, 7), ("Ủy", 4, 8)]
    assert _put(Box(202, 98, 216, 112), _LABEL, _VALUE) == [("gửi:", 3, 7), ("(1)", 4, 8), ("Ủy", 4, 8)]
    assert _put(Box(60, 98, 90, 128), _LABEL) == [("(1)", 3, 7), ("gửi:", 3, 7)]


def test_the_colon_of_the_word_that_reaches_under_it_goes_behind_it() -> None:
    assert _put(Box(160, 98, 172, 112), _LABEL) == [("gửi(1):", 3, 7)]


def test_a_word_beside_no_other_is_a_line_of_its_own() -> None:
    assert _put(Box(160, 298, 172, 312), _LABEL) == [("gửi:", 3, 7), ("(1)", 4, 8)]
    assert _put(Box(160, 298, 172, 312)) == [("(1)", 0, 0)]
