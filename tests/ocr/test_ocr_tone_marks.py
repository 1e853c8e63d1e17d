"""Marks over circumflexes that an engine lost are seen in the picture and looked for again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from pages_drawn import Untouched, bgr, source_page
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, Face
from dossier.page import Box, Word
from ocr.engine.port import Mode, Pixels
from ocr.prepare.upright import Upright, measured, upright
from ocr.tone_marks import with_lost_marks

STACKING = SERIF[1]
"""Charis, whose tones stand on the hats of letters."""


class Reading(Untouched):
    """An engine that reads these words, whatever it is shown."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(tuple(Word(text, Box(0, 0, 9, 9), 0.9, 0, 0) for text in self._texts) for _ in images)


def page_with(printed: str, face: Face = STACKING) -> tuple[Upright, Box]:
    """A page on which this word is printed, and the box around it on the level picture."""
    image = Image.new("RGB", (2481, 3507), "white")
    font = ImageFont.truetype(face.files()[0][1], 54)
    for y, text in ((350, printed), (700, "Cộng hòa xã hội"), (900, "Độc lập Tự do")):
        ImageDraw.Draw(image).text((300, y), text, font=font, fill="black")
    page = upright(measured(source_page(bgr(image), dpi=300)))
    ink = np.argwhere(page.level()[300:500] < 128)
    (y0, x0), (y1, x1) = ink.min(axis=0), ink.max(axis=0)
    return page, Box(int(x0), int(y0) + 300, int(x1) + 1, int(y1) + 301)


@pytest.mark.parametrize(
    ("printed", "read", "again"),
    [
        ("Yến", "Yên", ("Yến",)),
        ("Tuyển", "Tuyên", ("|", "Tuyển")),
        ("Nguyễn", "Nguyên,", ("_Nguyễn.",)),
        ("Cẩm", "Câm", ("Cảm",)),  # the other look loses the hat, and sees the tone
    ],
)
def test_a_lost_mark_is_found(printed: str, read: str, again: tuple[str, ...]) -> None:
    page, box = page_with(printed)
    (found,) = with_lost_marks(page, (Word(read, box, 0.97, 0, 0),), Reading(*again))
    assert found.text.strip(",") == printed
    assert found.confidence <= 0.8


def test_where_no_other_look_finds_it_the_word_stays_and_is_less_sure() -> None:
    page, box = page_with("Yến")
    for again in (("Yên",), (), ("Xuân",)):
        (found,) = with_lost_marks(page, (Word("Yên", box, 0.97, 0, 0),), Reading(*again))
        assert (found.text, found.confidence) == ("Yên", 0.88)


@pytest.mark.parametrize("printed", ["Yên", "Tuyên", "Câm", "Đông", "NGUYÊN", "Việt", "Hương", "Ông", "kiên", "1A"])
@pytest.mark.parametrize("face", [*SERIF, *SANS], ids=lambda face: face.name)
def test_no_word_that_was_read_as_printed_is_touched(printed: str, face: Face) -> None:
    page, box = page_with(printed, face)
    words = (Word(printed, box, 0.97, 0, 0),)
    assert with_lost_marks(page, words, Untouched()) == words
