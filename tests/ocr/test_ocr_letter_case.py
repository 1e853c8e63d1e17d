"""Small letters and capitals of one shape are told by the size of the letter behind them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER, Face
from dossier.page import Box, Word
from ocr.intake.source import Pixels
from ocr.letter_case import with_case_checked

FACES = (*SERIF, *SANS, *TYPEWRITER)


def checked(
    printed: str, read: str, face: Face = SERIF[0], size: int = 50, *, apart: bool = False
) -> list[tuple[str, float]]:
    """What becomes of the words of this print that were read so; ``apart``: by the network for lines."""
    page = np.full((150, 1200), 255, np.uint8)
    words, x = [], 20
    for text, seen in zip(printed.split(), read.split(), strict=True):
        image = Image.new("L", (500, 150), 255)
        ImageDraw.Draw(image).text((10, 30), text, font=ImageFont.truetype(face.files()[0][1], size), fill=0)
        ink = np.argwhere(np.asarray(image) < 128)
        (y0, x0), (y1, x1) = ink.min(axis=0), ink.max(axis=0)
        page[y0 : y1 + 1, x : x + x1 - x0 + 1] = np.asarray(image)[y0 : y1 + 1, x0 : x1 + 1]
        words.append(Word(seen, Box(x, int(y0), x + int(x1 - x0) + 1, int(y1) + 1), 0.95, 0, 0, apart=apart))
        x += int(x1 - x0) + 40

    def part(box: Box) -> Pixels:
        return page[box.y0 : box.y1, box.x0 : box.x1]

    return [(word.text, word.confidence) for word in with_case_checked(tuple(words), part)]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize("printed", ["Số 75/12", "số 75/12", "Xóm Chùa", "xóm Chùa", "Số nhà", "số nhà"])
@pytest.mark.parametrize("capital", [True, False])
def test_the_case_is_that_of_the_print(printed: str, capital: bool, face: Face) -> None:
    read = printed.capitalize() if capital else printed.lower()
    first, after = printed.split()
    assert checked(printed, f"{read.split()[0]} {after}", face) == [(first, 0.95), (after, 0.95)]


def test_in_small_print_it_is_in_doubt() -> None:
    assert checked("số 75", "Số 75", size=20)[0] == ("Số", 0.8)


def test_before_a_letter_with_a_stem_nothing_is_said() -> None:
    assert checked("Số định", "số định")[0] == ("số", 0.95)


def test_other_words_stay() -> None:
    assert checked("Sóc Trăng", "sóc Trăng")[0] == ("sóc", 0.95)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize(
    "printed", ["Sinh", "sinh", "Cao", "cao", "Vang", "xem", "Chu", "chu", "Xóm", "xóm", "Cầu", "cầu"]
)
@pytest.mark.parametrize("capital", [True, False])
def test_a_word_that_the_network_read_shows_its_case_by_a_letter_without_stem_or_mark(
    printed: str, capital: bool, face: Face
) -> None:
    read = printed.capitalize() if capital else printed.lower()
    assert checked(printed, read, face, apart=True) == [(printed, 0.95)]


@pytest.mark.parametrize("printed", ["Chí", "Cổ", "Số"])
def test_a_word_that_the_network_read_without_such_a_letter_stays(printed: str) -> None:
    assert checked(printed, printed.lower(), apart=True) == [(printed.lower(), 0.95)]
