"""Figures are told by their holes and their shapes, whatever the engine says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER, Face
from dossier.page import Box, Word
from ocr.figures_checked import with_figures_checked
from ocr.intake.source import Pixels

FACES = (*SERIF, *SANS, *TYPEWRITER)


def counted(printed: str, read: str, face: Face = SERIF[0], size: int = 50) -> Word:
    """What becomes of a word of this print that was read so, with certainty 0.97."""
    image = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(image).text((20, 20), printed, font=ImageFont.truetype(face.files()[0][1], size), fill=0)
    page = np.asarray(image)
    (y0, x0), (y1, x1) = (edge(np.argwhere(page < 128), axis=0) for edge in (np.min, np.max))

    def part(box: Box) -> Pixels:
        return page[box.y0 : box.y1, box.x0 : box.x1]

    word = Word(read, Box(int(x0), int(y0), int(x1) + 1, int(y1) + 1), 0.97, 0, 0)
    return with_figures_checked((word,), part)[0]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize("printed", ["0123456789", "18/06/1986", "089.663,8", "8", "2"])
def test_figures_that_were_read_as_printed_are_borne_out(printed: str, face: Face) -> None:
    word = counted(printed, printed, face)
    assert (word.text, word.confidence, word.borne_out) == (printed, 0.97, True)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1982", "1962"),
        ("08/06/1988", "06/06/1968"),
        ("68", "66"),
        ("1992", "1982"),
        ("9/35", "2/35"),
        ("1932", "1952"),
        ("13/04", "15/04"),
        ("16", "19"),
        ("1974", "1674"),
        ("152", "752"),
    ],
)
def test_a_figure_that_was_taken_for_another_is_put_right(printed: str, read: str, face: Face) -> None:
    word = counted(printed, read, face)
    assert (word.text, word.confidence, word.borne_out) == (printed, 0.8, False)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_figure_by_itself_is_not_put_right_but_in_doubt(face: Face) -> None:
    word = counted("3", "5", face)
    assert (word.text, word.confidence, word.borne_out) == ("5", 0.2, False)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_figures_before_the_letters_of_a_paper_s_number_are_put_right_and_bear_nothing_out(face: Face) -> None:
    word = counted("437/UBND-XNTTHN", "457/UBND-XNTTHN", face)
    assert (word.text, word.confidence, word.borne_out) == ("437/UBND-XNTTHN", 0.8, False)
    word = counted("437/UBND-XNTTHN", "437/UBND-XNTTHN", face)
    assert (word.text, word.confidence, word.borne_out) == ("437/UBND-XNTTHN", 0.97, False)


def test_where_no_stroke_is_printed_behind_as_many_figures_nothing_is_said() -> None:
    assert counted("4371UBND", "457/UBND").text == "457/UBND"


@pytest.mark.parametrize("read", ["196", "Thôn 6", "I962", "066", ""])
def test_what_has_other_signs_than_figures_or_another_number_of_them_is_left_alone(read: str) -> None:
    assert counted("1982", read).text == read


def _slashed(size: int = 60) -> Pixels:
    """The figures 1 0 8, the zero with a stroke from the upper right to the lower left."""
    image = Image.new("L", (300, 120), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(SANS[0].files()[0][1], size)
    pen.text((20, 20), "1", font=font, fill=0)
    pen.ellipse((80, 30, 120, 90), outline=0, width=5)
    pen.line((110, 36, 90, 84), fill=0, width=5)
    pen.text((150, 20), "8", font=font, fill=0)
    return np.asarray(image)


@pytest.mark.parametrize("read", ["188", "198", "168", "108"])
def test_a_zero_with_a_stroke_is_no_eight(read: str) -> None:
    page = _slashed()
    (y0, x0), (y1, x1) = (edge(np.argwhere(page < 128), axis=0) for edge in (np.min, np.max))
    word = Word(read, Box(int(x0), int(y0), int(x1) + 1, int(y1) + 1), 0.97, 0, 0)
    found = with_figures_checked((word,), lambda box: page[box.y0 : box.y1, box.x0 : box.x1])[0]
    assert found.text == "108"
    assert found.confidence == (0.97 if read == "108" else 0.8)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(("read", "text"), [("19685", "1985"), ("198500", "198500"), ("29865", "29865")])
def test_a_figure_that_was_read_twice_is_left_out_where_the_others_are_as_printed(
    read: str, text: str, face: Face
) -> None:
    word = counted("1985", read, face)
    assert (word.text, word.confidence, word.borne_out) == (text, 0.5 if text == "1985" else 0.97, False)
