"""Words of which the engine is unsure are read by the network for lines, and put right where it is sure."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SERIF
from dossier.page import Box, Word
from ocr.intake.source import Pixels
from ocr.words_apart import with_doubted_words_read


def put_right(printed: str, read: str, certainty: float = 0.6, *, borne_out: bool = False) -> Word:
    """What becomes of a word of this print that the engine read so."""
    font = ImageFont.truetype(SERIF[0].files()[0][1], 48)
    image = Image.new("L", (900, 160), 255)
    ImageDraw.Draw(image).text((40, 50), printed, font=font, fill=0)
    page = np.asarray(image)
    (y0, x0), (y1, x1) = (edge(np.argwhere(page < 128), axis=0) for edge in (np.min, np.max))
    box = Box(int(x0), int(y0), int(x1) + 1, int(y1) + 1)

    def part(wanted: Box) -> Pixels:
        return page[wanted.y0 : wanted.y1, wanted.x0 : wanted.x1]

    return with_doubted_words_read((Word(read, box, certainty, 0, 0, borne_out=borne_out),), part)[0]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1964", "19ó4"),
        ("TÔ", "TỐ"),
        ("087064191351", "0870ó4191351"),
        ("MẪN", "MÃN"),
        ("Đắk", "Đăk"),
    ],
)
def test_what_the_engine_misread_and_doubts_is_put_right_and_marked(printed: str, read: str) -> None:
    word = put_right(printed, read)
    assert (word.text, word.confidence, word.apart) == (printed, 0.8, True)


def test_two_words_that_were_read_as_one_are_parted() -> None:
    assert put_right("chủ hộ:", "chủhộ:").text == "chủ hộ:"


@pytest.mark.parametrize(
    ("printed", "read"),
    [("Identity", "Identity"), ("ldentity", "Identity"), ("An", "AN"), ("Hà", "Hà,"), ("— —", "——")],
)
def test_strokes_case_and_signs_at_the_ends_are_the_engines(printed: str, read: str) -> None:
    word = put_right(printed, read)
    assert (word.text, word.confidence, word.apart) == (read, 0.6, False)


def test_words_that_are_sure_or_borne_out_are_not_looked_at() -> None:
    assert put_right("1964", "1984", certainty=0.95).text == "1984"
    assert put_right("1964", "1984", borne_out=True).text == "1984"
