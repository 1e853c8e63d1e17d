"""Dots below that an engine lost are seen in the picture and put back."""

from __future__ import annotations

import numpy as np
import pytest
from pages_drawn import bgr, source_page
from PIL import Image, ImageDraw, ImageFont
from test_ocr_tone_marks import Reading, page_with

from bench.reading.other_forms.faces import SANS
from dossier.page import Box, Word
from ocr.dots_below import dotted, with_lost_dots
from ocr.prepare.upright import Upright, measured, upright


@pytest.mark.parametrize(("printed", "read"), [("TỴ", "TY"), ("Mạc", "Mac"), ("HỘ", "HÔ"), ("Thạch", "Thach")])
@pytest.mark.parametrize("again", [("{}",), ("?",), ()])
def test_a_lost_dot_is_put_back(printed: str, read: str, again: tuple[str, ...]) -> None:
    page, box = page_with(printed, SANS[0])
    above = box._replace(y1=box.y1 - (box.y1 - box.y0) // 5)
    seen = Reading(*(text.format(printed) for text in again))
    (found,) = with_lost_dots(page, (Word(read, above, 0.97, 0, 0),), seen)
    assert found.text == printed
    assert found.confidence <= (0.8 if again == ("{}",) else 0.6)


@pytest.mark.parametrize("printed", ["TY", "Mac", "Quang", "Yang"])
def test_a_word_without_a_dot_is_not_looked_at(printed: str) -> None:
    page, box = page_with(printed, SANS[0])
    word = Word(printed, box, 0.97, 0, 0)
    assert with_lost_dots(page, (word,), Reading("MẠC")) == (word,)


def on_dots(printed: str) -> tuple[Upright, Box]:
    """A page on which a word stands on a dotted line, and the box around the word."""
    image = Image.new("RGB", (2481, 3507), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(SANS[0].files()[0][1], 54)
    for y, text in ((350, printed), (700, "Cộng hòa xã hội"), (900, "Độc lập Tự do")):
        draw.text((300, y), text, font=font, fill="black")
    line = np.argwhere(np.asarray(image)[300:600, :, 0] < 128)
    x0, x1, y0 = int(line[:, 1].min()), int(line[:, 1].max()), 300 + int(line[:, 0].min())
    bottom = round(font.getbbox("H")[3]) + 350
    for x in range(250, 800, 14):
        draw.ellipse((x, bottom + 7, x + 4, bottom + 11), fill="black")
    return upright(measured(source_page(bgr(image), dpi=300))), Box(x0, y0, x1 + 1, bottom)


def test_the_dots_of_a_line_to_write_on_are_none_below_a_letter() -> None:
    page, box = on_dots("Thanh")
    word = Word("Thanh", box, 0.97, 0, 0)
    assert with_lost_dots(page, (word,), Reading("Thạnh")) == (word,)


def test_a_dot_on_a_dotted_line_is_larger_than_the_others() -> None:
    page, box = on_dots("Thạnh")
    (found,) = with_lost_dots(page, (Word("Thanh", box, 0.97, 0, 0),), Reading())
    assert found.text == "Thạnh"


def test_a_dot_stands_under_the_nearest_vowel() -> None:
    assert (dotted("Huyên", 0.7), dotted("TY", 0.75)) == ("Huyện", "TỴ")
