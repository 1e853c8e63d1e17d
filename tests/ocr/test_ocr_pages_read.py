"""Whole pages: what is read, where, and what is said to be wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from pages_drawn import DPI, TEXT, aslant, bgr, drawn, engine, error_rate, jpeg, letter, source_page, stamped

from dossier.page import FaultCode, PageReading
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import DamagedPage, Pixels
from ocr.read import read_document, read_page

REAL = Path(__file__).parents[2].parent / "shared" / "real"
PAGE = bgr(letter())


def _read(page: Pixels, rotation: int = 0) -> tuple[PageReading, set[FaultCode]]:
    reading, faults = read_page(source_page(page, rotation=rotation), engine())
    return reading, {fault.code for fault in faults}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lay(turn: int) -> None:
    reading, faults = _read(np.ascontiguousarray(np.rot90(PAGE, -turn // 90)))
    assert error_rate(TEXT, reading.text) < 0.01
    assert reading.image.rotation == (360 - turn) % 360
    assert (reading.image.width, reading.image.height) == (PAGE.shape[1], PAGE.shape[0])
    assert faults == ({FaultCode.TURNED} if turn else set())


def test_a_turn_that_the_file_tells_is_no_fault() -> None:
    reading, faults = _read(np.ascontiguousarray(np.rot90(PAGE, 1)), rotation=90)
    assert error_rate(TEXT, reading.text) < 0.01
    assert reading.image.rotation == 90
    assert faults == set()


@pytest.mark.parametrize("dpi", [DPI, 300, 600])
def test_boxes_of_a_skewed_page_lie_on_the_page_as_it_is(dpi: int) -> None:
    page = aslant(bgr(letter(dpi)), 4.0)
    reading, _ = read_page(source_page(page, dpi=dpi), engine())
    assert error_rate(TEXT, reading.text) < 0.02
    for word in reading.words[::7]:
        assert page[word.box.y0 : word.box.y1, word.box.x0 : word.box.x1].min() < 120


def test_more_than_five_degrees_is_a_fault() -> None:
    assert _read(aslant(PAGE, 6.5))[1] == {FaultCode.SKEWED}


@pytest.mark.parametrize("angle", [0.0, 2.0])
def test_print_under_a_seal_is_read(angle: float) -> None:
    page = stamped(bgr(letter(300)), "ỦY BAN NHÂN DÂN", at=(1200, 630), radius=210)
    reading, _ = read_page(source_page(aslant(page, angle), dpi=300), engine())
    assert error_rate(TEXT, reading.text) < 0.02


def test_the_same_page_gives_the_same_reading() -> None:
    assert _read(PAGE) == _read(PAGE)


def test_a_blank_page_is_marked_and_kept() -> None:
    reading, faults = _read(np.full_like(PAGE, 248))
    assert faults == {FaultCode.BLANK}
    assert (reading.words, reading.image.width) == ((), PAGE.shape[1])


def test_a_page_that_bears_only_a_signature_is_not_blank() -> None:
    page = np.full_like(PAGE, 255)
    x = np.arange(500, 1000)
    y = (1200 + 90 * np.sin(x / 23) * np.cos(x / 61)).astype(int)
    cv2.polylines(page, [np.stack((x, y), axis=1).astype(np.int32)], False, (90, 20, 20), 5)
    assert FaultCode.BLANK not in _read(page)[1]


def test_a_photograph_without_print_is_no_document() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (12, 16, 3)).astype(np.uint8)
    photo = cv2.GaussianBlur(cv2.resize(noise, (800, 600), interpolation=cv2.INTER_CUBIC), (0, 0), 9)
    assert FaultCode.NOT_A_DOCUMENT in _read(np.asarray(photo, dtype=np.uint8))[1]


def test_a_damaged_page_is_reported_and_holds_its_place() -> None:
    reading, (fault,) = read_page(DamagedPage(4, "no reason"), engine())
    assert (reading.image.page, reading.words) == (4, ())
    assert (fault.page, fault.code) == (4, FaultCode.DAMAGED_FILE)


def test_what_is_left_of_a_truncated_picture_is_read_with_a_fault() -> None:
    data = jpeg(letter())
    with open_source(data[: len(data) // 2], Limits(), PopplerRenderer()) as source:
        (page,) = read_document(source, engine())
    assert page.reading.words
    assert FaultCode.DAMAGED_FILE in {fault.code for fault in page.faults}


def test_progress_is_told_after_each_page() -> None:
    told: list[tuple[int, int]] = []
    with open_source(jpeg(drawn([])), Limits(), PopplerRenderer()) as source:
        assert len(list(read_document(source, engine(), progress=lambda *step: told.append(step)))) == 1
    assert told == [(1, 1)]


@pytest.mark.parametrize(("name", "page"), [("qd-999-ttg-2024", 1), ("tt-148-2020-bca", 1), ("nd-30-2020-photo", 1)])
def test_real_scans_are_read_with_less_than_two_errors_in_a_hundred_letters(name: str, page: int) -> None:
    if not REAL.exists():
        pytest.skip("the real scans are not here")
    documents = json.loads((REAL / "truth.json").read_text("utf-8"))["documents"]
    truth = next(document for document in documents if document["name"] == name)
    with open_source(REAL / truth["file"], Limits(), PopplerRenderer()) as source:
        reading, _ = read_page(source.page(page), engine())
    for text in (t["text"] for t in truth["text"] if t["page"] == page):
        assert all(error_rate(paragraph, reading.text) < 0.02 for paragraph in text.split("\n"))


def test_resolution_is_that_of_the_scan() -> None:
    assert _read(PAGE)[0].image.dpi == DPI
