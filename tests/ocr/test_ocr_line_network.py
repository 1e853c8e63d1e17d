"""The network for lines reads print by itself, in faces that it was not trained on."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER, Face
from ocr.intake.source import Pixels
from ocr.line_network import HEIGHT, decoded, joined, shown, trained

FACES = (*SERIF, *SANS, *TYPEWRITER)
PRINTED = (
    "NGUYỄN THỊ ĐOAN",
    "Trần Hữu Vượng",
    "phường Bến Nghé, Quận 1",
    "079301234567",
    "ngày 03 tháng 12 năm 1975",
    "1234/QĐ-UBND",
)


def line_of(text: str, face: Face, size: int = 48) -> Pixels:
    """A printed line with a little paper around it."""
    font = ImageFont.truetype(face.files()[0][1], size)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (round(right - left) + 24, round(bottom - top) + 20), 255)
    ImageDraw.Draw(image).text((12 - left, 10 - top), text, font=font, fill=0)
    return np.asarray(image)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize("printed", PRINTED)
def test_it_reads_what_is_printed(printed: str, face: Face) -> None:
    text, sure = trained().read(line_of(printed, face))
    assert text == printed
    assert sure > 0.5


@pytest.mark.parametrize("size", [24, 32, 64, 96])
def test_the_size_of_the_print_does_not_matter(size: int) -> None:
    assert trained().read(line_of("LÊ HỒNG PHƯỢNG", SERIF[0], size))[0] == "LÊ HỒNG PHƯỢNG"


def test_what_it_reads_is_composed() -> None:
    text, _ = trained().read(line_of("Đặng Ngọc Ẩn", SERIF[0]))
    assert unicodedata.is_normalized("NFC", text)


def test_nothing_is_read_where_nothing_is() -> None:
    assert trained().read(np.full((40, 200), 255, np.uint8)) == ("", 0.0)
    assert trained().read(np.zeros((0, 10), np.uint8)) == ("", 0.0)


def test_pictures_are_shown_in_one_height_and_whole() -> None:
    picture = shown(line_of("Nguyễn", SERIF[0], 90))
    assert picture.shape[:3] == (1, 1, HEIGHT)
    assert picture.shape[3] % 8 == 0


def test_a_sign_over_several_columns_is_one_and_two_of_a_kind_need_a_gap() -> None:
    columns = [1, 1, 0, 1, 2, 2]
    chances = np.full((3, len(columns)), 0.1, np.float32)
    for at, sign in enumerate(columns):
        chances[sign, at] = 0.8
    found = decoded(chances, "la")
    assert [(sign.text, round(sign.chance, 1), sign.x) for sign in found] == [
        ("l", 0.8, 0),
        ("l", 0.8, 3),
        ("a", 0.8, 4),
    ]
    assert joined(found) == ("lla", pytest.approx(0.8))


def test_signs_are_told_where_they_stand() -> None:
    picture = line_of("A B", SERIF[0], 80)
    first, white, last = trained().signs(picture)
    assert (first.text, white.text, last.text) == ("A", " ", "B")
    ink = np.flatnonzero((picture < 128).any(axis=0))
    assert ink[0] < first.x < white.x < last.x < ink[-1]
    assert picture[:, round(white.x)].min() == 255
