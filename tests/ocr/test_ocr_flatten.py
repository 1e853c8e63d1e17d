"""Photographed sheets are read flat; whatever is no sheet on a table is left alone."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest
from pages_drawn import DPI, TEXT, aslant, bgr, drawn, engine, error_rate, letter, source_page

from dossier.page import Box, FaultCode, PageImage, PageReading, PageSource, Word
from hoso.samples.catalogue import draw_card
from hoso.samples.degrade import Condition, scan
from hoso.samples.papers import card
from hoso.samples.papers.card import Arrangement
from hoso.samples.persons import make_person
from hoso.samples.photo import Camera, photographed
from ocr.intake.source import Pixels
from ocr.prepare.flatten import Floats, find_sheet, flattened
from ocr.prepare.geometry import grey_of, turned
from ocr.read import read_page

# Other tables, tilts and shadows than those that the steps were tuned on.
TILTED = Camera(pitch=-17, yaw=13, roll=-6, table=72, shadow=0.45, blur=0.9, width=2100, height=2800)
CAMERAS = (
    TILTED,
    Camera(pitch=22, yaw=-4, roll=11, table=110, fill=0.8),
    Camera(pitch=3, yaw=21, roll=-2, table=50, shadow=0.6, fill=0.93),
    Camera(pitch=-9, yaw=-19, roll=7, table=125, shadow=0.2, width=3000, height=2250, fill=0.95),
)


def taken(page: Pixels, camera: Camera) -> tuple[Pixels, Floats]:
    return photographed(page, camera, np.random.default_rng(77))


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_corners_of_a_sheet_on_a_table_are_found_to_a_fifth_of_a_per_cent(camera: Camera) -> None:
    page = bgr(letter())
    picture, matrix = taken(page, camera)
    height, width = page.shape[:2]
    true = cv2.perspectiveTransform(np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64), matrix)[
        0
    ]
    found = find_sheet(grey_of(picture))
    assert found is not None
    assert np.abs(found - true).max() < 0.002 * max(picture.shape)


def test_a_sheet_photographed_aslant_and_in_shadow_is_read_as_well_as_a_scan() -> None:
    picture, _ = taken(bgr(letter()), TILTED)
    reading, faults = read_page(source_page(picture), engine())
    assert error_rate(TEXT, reading.text) < 0.01
    assert not {fault.code for fault in faults} & {FaultCode.SKEWED, FaultCode.LOW_CONTRAST, FaultCode.TOO_DARK}


def test_a_card_photographed_aslant_shows_its_number_and_its_code() -> None:
    rng = random.Random(15)
    owner = make_person(rng, layout="2021")
    front = draw_card(card.honest(owner), rng, dpi=600, how=Arrangement.CARD_SIZE).sheets[0]
    camera = Camera(pitch=10, yaw=12, roll=-5, table=60, shadow=0.25, width=2300, height=1725)
    picture, _ = taken(np.ascontiguousarray(np.asarray(front.image)[:, :, ::-1]), camera)
    reading, faults = read_page(replace(source_page(picture), dpi_known=False), engine())
    assert owner.id_number in reading.text.replace(" ", "")
    assert len(reading.symbols) == 1
    assert FaultCode.LOW_RESOLUTION not in {fault.code for fault in faults}


def test_boxes_lie_on_the_picture_as_it_is() -> None:
    picture, matrix = taken(bgr(letter()), TILTED)
    reading, _ = read_page(source_page(np.ascontiguousarray(np.rot90(picture))), engine())
    assert (reading.image.rotation, reading.image.width, reading.image.height) == (90, 2100, 2800)
    word = next(word for word in reading.words if word.text == "245/TTr-SNV")
    assert abs(on_sheet(word.box, matrix)[1] - (25 + 7 * 3 + 2.5)) < 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_go_back_whichever_way_the_sheet_lay(turn: int) -> None:
    picture, matrix = taken(bgr(drawn([])), TILTED)
    flat = flattened(source_page(np.ascontiguousarray(np.rot90(picture, turn // 90))))
    assert flat is not None
    height, width = turned(flat.page.pixels, turn).shape[:2]
    middle = Box(width // 2 - 40, height // 4 - 20, width // 2 + 40, height // 4 + 20)
    image = PageImage(1, width, height, flat.page.dpi, turn, PageSource.EMBEDDED)
    reading = flat.back(PageReading(image, (Word("giữa", middle, 1.0, 0, 0),)))
    assert on_sheet(reading.words[0].box, matrix) == pytest.approx((105, 297 / 4), abs=2.0)


def on_sheet(box: Box, matrix: Floats) -> tuple[float, float]:
    """Where on the sheet, in mm, the middle of a box of the picture lies."""
    middle = np.array([[[(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]]])
    x, y = cv2.perspectiveTransform(middle, np.linalg.inv(matrix))[0, 0] * 25.4 / DPI
    return float(x), float(y)


def scans() -> list[Pixels]:
    """What scanners and copiers deliver, a grey page and a black-edged copy among it."""
    page, noise = bgr(letter()), np.random.default_rng(8)
    delivered = [scan(page, dpi=DPI, condition=each, noise=noise).pixels for each in list(Condition)[:4]]
    shadowed = (page * np.linspace(0.45, 1, page.shape[1])[None, :, None]).astype(np.uint8)
    return [*delivered, aslant(page, 6), shadowed, np.full_like(page, 40), grey_of(page)]


@pytest.mark.parametrize("pixels", scans())
def test_scans_are_left_alone(pixels: Pixels) -> None:
    assert flattened(source_page(pixels)) is None


def test_what_lies_beside_the_sheet_is_never_cut_away() -> None:
    """Two pieces of paper on one table: both sides of a card, or a card beside a form."""
    table = np.full((2400, 2000, 3), 70, np.uint8)
    for top, left, height, width in ((200, 300, 900, 1400), (1300, 300, 900, 1400)):
        table[top : top + height, left : left + width] = 235
    assert find_sheet(grey_of(table)) is None


def test_a_sheet_that_is_bent_or_partly_covered_is_left_as_it_is() -> None:
    picture, matrix = taken(bgr(drawn([])), TILTED)
    x, y = cv2.perspectiveTransform(np.array([[[0.0, 0.0]]]), matrix)[0, 0]
    cv2.circle(picture, (round(x), round(y)), 700, (60, 70, 80), -1)
    assert find_sheet(grey_of(picture)) is None
