"""Codes that do not decode at first sight: the ladder reads them, says where they lie, and invents none."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
import segno
from numpy.typing import NDArray

from dossier.page import PageImage, PageReading, PageSource
from ocr.qr_ladder import look_harder, read_hard_qr
from ocr.symbols import read_symbols

PAYLOAD = "001190123456|012345678|Nguyễn Thị Minh Ánh|15061990|Nữ|Số 5, Phường Láng Thượng, Hà Nội|20042021".encode()
DPI = 300
SIDE, AT = round(18 / 25.4 * DPI), (500, 400)

Pixels = NDArray[np.uint8]


def page(sigma: float) -> Pixels:
    """A sheet with a code of 18 mm out of focus, and print around it."""
    code = segno.make_qr(PAYLOAD, error="m", encoding="utf-8")
    cells = np.array([[bool(cell) for cell in row] for row in code.matrix], np.uint8)
    sheet = np.full((1200, 1600), 235, np.uint8)
    sheet[AT[1] : AT[1] + SIDE, AT[0] : AT[0] + SIDE] = cv2.resize(
        (1 - cells) * 220 + 15, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST
    )
    draw = random.Random(3)
    for y in range(60, 380, 40):
        words = "".join(draw.choice("ABCDEGHIK  ") for _ in range(30))
        cv2.putText(sheet, words, (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
    noise = np.random.default_rng(4).standard_normal(sheet.shape) * 3
    return np.clip(cv2.GaussianBlur(sheet, (0, 0), sigma) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [2.4, 2.8])
def test_a_code_out_of_focus_is_read_by_the_ladder_only(sigma: float) -> None:
    blurred = page(sigma)
    assert read_symbols(blurred) == ()
    found = look_harder(blurred, DPI)
    assert found is not None and found.content == PAYLOAD


def test_the_code_is_told_where_it_lies_on_the_page() -> None:
    found = look_harder(page(2.4), DPI)
    assert found is not None
    assert abs(found.box.x0 - AT[0]) < 12 and abs(found.box.y1 - AT[1] - SIDE) < 12


def test_a_page_without_a_code_has_none() -> None:
    empty = page(2.4)
    empty[AT[1] - 40 : AT[1] + SIDE + 40, AT[0] - 40 : AT[0] + SIDE + 40] = 235
    assert look_harder(empty, DPI) is None


def test_a_reading_keeps_its_other_symbols() -> None:
    blurred = page(2.4)
    reading = PageReading(PageImage(1, 1600, 1200, DPI, 0, PageSource.EMBEDDED))
    assert [each.content for each in read_hard_qr(reading, blurred).symbols] == [PAYLOAD]
    assert read_hard_qr(reading, np.zeros((0, 0), np.uint8)) == reading


@pytest.mark.parametrize("claimed", [96, 1200])
def test_a_wrong_resolution_hides_no_code_of_a_card_that_fills_the_picture(claimed: int) -> None:
    card = page(2.6)[380:1020, 60:1071]  # 85.6 by 54 mm
    assert read_symbols(card) == ()
    found = look_harder(card, claimed)
    assert found is not None and found.content == PAYLOAD
