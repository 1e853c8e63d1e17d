"""Print that the layout analysis of a page takes for a picture is read by itself; other pages cost nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from pages_drawn import TEXT, Untouched, bgr, drawn, engine, error_rate, letter, source_page, stamped

from dossier.page import Box, FaultCode, Symbol, Word
from hoso.samples.catalogue import draw_paper
from ocr.engine.port import Mode, Pixels
from ocr.passed_over import with_passed_over
from ocr.prepare.upright import measured, upright
from ocr.read import read_page


def _back_of_a_card() -> tuple[Pixels, int]:
    sheet = draw_paper("old_identity_card", random.Random("passed over")).sheets[1]
    return np.ascontiguousarray(np.asarray(sheet.image)[:, :, ::-1]), sheet.dpi


def test_the_back_of_a_card_is_read_on_its_pattern() -> None:
    pixels, dpi = _back_of_a_card()
    reading, faults = read_page(source_page(pixels, dpi=dpi), engine())
    assert "DẤU VẾT RIÊNG VÀ DỊ HÌNH" in reading.text
    assert FaultCode.UNREADABLE not in {fault.code for fault in faults}
    title = next(word for word in reading.words if word.text == "RIÊNG")
    assert pixels[title.box.y0 : title.box.y1, title.box.x0 : title.box.x1].min() < 90


def test_where_nearly_all_print_was_read_the_engine_is_not_asked() -> None:
    page = source_page(bgr(letter()))
    words = read_page(page, engine())[0].words
    assert with_passed_over(upright(measured(page)), words, (), Untouched()) == words


def test_a_line_that_the_page_lost_is_read_and_no_word_is_there_twice() -> None:
    ready = upright(measured(source_page(bgr(letter()))))
    words = read_page(source_page(bgr(letter())), engine())[0].words
    kept = tuple(word for word in words if word.line != 3)
    found = with_passed_over(ready, kept, (), engine())
    lost = " ".join(word.text for word in words if word.line == 3)
    assert error_rate(lost, " ".join(word.text for word in found if word not in kept)) < 0.05
    assert len(found) == len(words)


def test_leaders_are_no_print() -> None:
    lines = [(25 + 7 * i, line) for i, line in enumerate(TEXT.split("\n"))]
    page = bgr(drawn([*lines, *((100 + 7 * i, "…" * 40) for i in range(12))]))
    ready = upright(measured(source_page(page)))
    words = read_page(source_page(page), engine())[0].words
    assert with_passed_over(ready, words, (), Untouched()) == words


def test_a_seal_alone_is_no_print() -> None:
    page = stamped(bgr(drawn([(30, "Điều 1.")])), "★", at=(800, 1200), radius=150)
    reading, _ = read_page(source_page(page), engine())
    assert error_rate("Điều 1.", reading.text) < 0.2


def test_a_code_is_no_print() -> None:
    ready = upright(measured(source_page(bgr(letter()))))
    everything = Symbol("QRCode", b"x", Box(0, 0, ready.image.width, ready.image.height))
    assert with_passed_over(ready, (), (everything,), Untouched()) == ()


def test_a_page_of_which_nothing_was_read_is_read_part_by_part() -> None:
    ready = upright(measured(source_page(bgr(letter()))))
    found = with_passed_over(ready, (), (), engine())
    assert error_rate(TEXT, " ".join(word.text for word in found)) < 0.05


def test_a_signature_block_under_a_red_seal_is_read_without_the_red() -> None:
    """Which the layout analysis takes for a picture together with the seal."""
    drawn_paper = draw_paper("land_use_certificate", random.Random("under a seal"))
    sheet = drawn_paper.sheets[0]
    pixels = np.ascontiguousarray(np.asarray(sheet.image)[:, :, ::-1])
    reading, _ = read_page(source_page(pixels, dpi=sheet.dpi), engine())
    signer = [run.text for run in sheet.runs if "GIÁM ĐỐC" in run.text]
    assert signer
    assert all(text in reading.text for text in signer)


class Answering:
    """An engine that reads the same words in every picture."""

    def __init__(self, *words: Word) -> None:
        self._words = words

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        return self._words

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(self._words for _ in images)

    def describe(self) -> str:
        return "answering"


@pytest.mark.parametrize(("red", "words"), [(True, {"HUYỆN", "KIẾN", "XƯƠNG"}), (False, set())])
def test_of_a_badly_read_part_lines_stay_where_red_could_be_taken_off(red: bool, words: set[str]) -> None:
    pixels = bgr(letter())
    if red:
        cv2.circle(pixels, (1200, 1900), 90, (40, 40, 210), thickness=12)
    ready = upright(measured(source_page(pixels)))
    assert bool(ready.red) == red
    line = [
        Word(text, Box(60 * at, 10, 60 * at + 50, 40), 0.93, 0, 0) for at, text in enumerate(("HUYỆN", "KIẾN", "XƯƠNG"))
    ]
    guesses = [Word(f"‡ic{at}ủwz", Box(60 * at, 60, 60 * at + 50, 90), 0.2, 0, 1) for at in range(5)]
    found = with_passed_over(ready, (), (), Answering(*line, *guesses))
    assert {word.text for word in found} == words
