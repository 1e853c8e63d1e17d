"""An 8 is told from a 6 by its two holes, whatever the engine says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER, Face
from dossier.page import Box, Word
from ocr.digit_holes import with_holes_counted
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
    return with_holes_counted((word,), part)[0]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize("printed", ["0123456789", "18/06/1986", "089.663,8", "8"])
def test_figures_that_were_read_as_printed_stay(printed: str, face: Face) -> None:
    word = counted(printed, printed, face)
    assert (word.text, word.confidence) == (printed, 0.97)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(("printed", "read"), [("1982", "1962"), ("08/06/1988", "06/06/1968"), ("68", "66")])
def test_a_figure_with_two_holes_is_an_eight(printed: str, read: str, face: Face) -> None:
    word = counted(printed, read, face)
    assert (word.text, word.confidence) == (printed, 0.8)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_an_eight_with_one_hole_is_in_doubt(face: Face) -> None:
    word = counted("1992", "1982", face)
    assert (word.text, word.confidence) == ("1982", 0.5)


@pytest.mark.parametrize("read", ["196", "Thôn 6", "I962", "066", ""])
def test_what_has_other_signs_than_figures_or_another_number_of_them_is_left_alone(read: str) -> None:
    assert counted("1982", read).text == read


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_two_with_a_hole_is_in_doubt(face: Face) -> None:
    word = counted("9/35", "2/35", face)
    assert (word.text, word.confidence) == ("2/35", 0.5)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(("printed", "read"), [("1932", "1952"), ("13/04", "15/04")])
def test_a_three_that_was_read_as_a_five_is_in_doubt(printed: str, read: str, face: Face) -> None:
    word = counted(printed, read, face)
    assert (word.text, word.confidence) == (read, 0.2)


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
    found = with_holes_counted((word,), lambda box: page[box.y0 : box.y1, box.x0 : box.x1])[0]
    assert found.text == "108"
    assert found.confidence == (0.97 if read == "108" else 0.8)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(("printed", "read"), [("16", "19"), ("1974", "1674")])
def test_a_six_and_a_nine_are_told_by_the_place_of_their_hole(printed: str, read: str, face: Face) -> None:
    word = counted(printed, read, face)
    assert (word.text, word.confidence) == (read, 0.2)
