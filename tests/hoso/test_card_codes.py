"""Zones whose check digits do not come out are read again; whatever is sound is left alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from dossier.page import Box, PageImage, PageReading, PageSource, Word
from hoso.card_codes import with_zones
from hoso.samples.codes import card_mrz
from hoso.samples.papers import card as parts
from hoso.samples.persons import make_person
from identity.mrz import parse_mrz
from ocr.engine.port import Mode, OcrEngine
from ocr.engine.tesseract import TesseractEngine
from ocr.fields import PageAt

Pixels = NDArray[np.uint8]
LINES = card_mrz(make_person(random.Random(5), layout="2021"))
WRONG = (LINES[0][:6] + ("1" if LINES[0][6] != "1" else "2") + LINES[0][7:], LINES[1], LINES[2])
AT = PageAt(0, 1)


class Counting(OcrEngine):
    """Tesseract, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._engine = TesseractEngine()

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        self.asked += 1
        return self._engine.read(image, dpi=dpi, mode=mode)

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        self.asked += 1
        return self._engine.read_each(images, dpi=dpi, mode=mode)

    def describe(self) -> str:
        return self._engine.describe()


@pytest.fixture(scope="module")
def picture() -> Pixels:
    sheet = parts.stock(300, (228, 236, 230), random.Random(2))
    parts.zone(sheet, LINES, x=4.6, y=42.6)
    return np.asarray(cv2.cvtColor(np.asarray(sheet.image), cv2.COLOR_RGB2BGR), np.uint8)


def page(picture: Pixels, lines: tuple[str, ...]) -> PageReading:
    height, width = picture.shape[:2]
    image = PageImage(1, width, height, 300, 0, PageSource.EMBEDDED)
    return PageReading(image, mrz=lines, mrz_box=Box(50, height - 160, width - 50, height - 15))


def test_a_zone_that_does_not_come_out_is_read_again(picture: Pixels) -> None:
    engine = Counting()
    ((again,),) = with_zones([[page(picture, WRONG)]], [AT], lambda _at: (picture, 300), engine)
    zone = parse_mrz(again.mrz)
    assert zone is not None
    assert zone.lines[:2] == LINES[:2]
    assert engine.asked > 0


def test_a_sound_zone_and_a_page_without_one_cost_nothing(picture: Pixels) -> None:
    engine = Counting()
    for kept in (page(picture, LINES), replace(page(picture, ()), mrz_box=None)):
        assert with_zones([[kept]], [AT], lambda _at: (picture, 300), engine) == [[kept]]
    assert engine.asked == 0


def test_where_no_reading_comes_out_the_first_is_kept() -> None:
    blank = np.full((600, 1000), 240, np.uint8)
    kept = page(blank, WRONG)
    assert with_zones([[kept]], [AT], lambda _at: (blank, 300), Counting()) == [[kept]]
