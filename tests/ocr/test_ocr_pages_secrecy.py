"""Markings of state secrets are told from the word in running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from pages_drawn import DPI, TEXT, aslant, bgr, drawn, engine, letter, source_page, stamped

from dossier.page import Box, PageImage, PageReading, PageSource, Word
from ocr.engine.port import Mode
from ocr.engine.tesseract import TesseractEngine
from ocr.intake.source import Pixels
from ocr.markings import overlooked_marking
from ocr.prepare.geometry import shifted
from ocr.prepare.upright import measured, upright
from ocr.read import read_page, secret_marking
from ocr.secrecy import marking_of


def _read(page: Pixels) -> PageReading:
    return read_page(source_page(page), engine())[0]


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT.", "TUYỆT MẬT"),
        ("TUYET MẬT", "TUYỆT MẬT"),
        ("| TỐI MẬT |", "TỐI MẬT"),
        ("mật", None),
        ("Tối mật", None),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("MẶT", None),
        ("MẤT", None),
        ("MAT", None),
        ("", None),
    ],
)
def test_a_marking_is_the_whole_of_its_text_in_capitals(text: str, marking: str | None) -> None:
    assert marking_of(text) == marking


def test_a_line_of_its_own_in_the_head_is_a_marking() -> None:
    lines = [
        (20.0, "ỦY BAN NHÂN DÂN TỈNH"),
        (34.0, "TỐI MẬT"),
        *((60.0 + 7 * i, t) for i, t in enumerate(TEXT.split("\n"))),
    ]
    assert secret_marking(_read(bgr(drawn(lines)))) == "TỐI MẬT"


def test_the_word_in_running_text_is_no_marking() -> None:
    body = (
        "Điều 5. Bảo vệ bí mật nhà nước\nTài liệu có độ MẬT phải được quản lý riêng.\nGiữ bí mật đời tư của công dân."
    )
    lines = [(25.0 + 7 * i, t) for i, t in enumerate((body + "\n" + TEXT).split("\n"))]
    assert secret_marking(_read(bgr(drawn(lines)))) is None


@pytest.mark.parametrize("quarter_turns", [0, 1])
def test_a_red_stamp_in_the_head_is_a_marking_even_when_it_lies_on_its_side(quarter_turns: int) -> None:
    white = np.full((400, 400, 3), 255, np.uint8)
    stamp = np.rot90(stamped(white, "TUYỆT MẬT", at=(200, 200), radius=150, round_seal=False), quarter_turns)
    page = bgr(letter()).copy()
    page[250:650, 1000:1400] = np.minimum(page[250:650, 1000:1400], stamp)
    assert secret_marking(_read(page)) == "TUYỆT MẬT"


def test_a_red_seal_that_says_something_else_is_none() -> None:
    page = stamped(bgr(letter()), "HỎA TỐC", at=(1200, 500), radius=130, round_seal=False)
    assert secret_marking(_read(page)) is None


def test_a_marking_torn_apart_by_its_frame_is_put_together() -> None:
    words = (Word("TUYỆTM", Box(514, 200, 782, 254), 0.4, 3, 7), Word("ẬT", Box(786, 190, 864, 250), 0.4, 4, 8))
    image = PageImage(1, 2480, 3508, 300, 0, PageSource.EMBEDDED)
    assert secret_marking(PageReading(image, words=words)) == "TUYỆT MẬT"
    below = tuple(replace(word, box=shifted(word.box, 0, 2500)) for word in words)
    assert secret_marking(PageReading(image, words=below)) is None


def test_a_lonely_word_that_the_page_reading_passed_over_is_found() -> None:
    lines = [(36.0, "MẬT"), *((70.0 + 7 * i, text) for i, text in enumerate(TEXT.split("\n")))]
    page = upright(measured(source_page(bgr(drawn(lines)))))
    found = overlooked_marking(page, (), engine())
    assert [word.text for word in found] == ["MẬT"]
    assert abs(found[0].box.y0 - 36 * DPI / 25.4) < 25


def test_a_leader_that_nothing_read_is_not_given_to_the_engine() -> None:
    """Aslant it is as high as a short line, but none of its dots is a letter."""
    page = source_page(aslant(bgr(drawn([(36.0, 30 * ". "), (90.0, "Điều 1.")])), 2.0))
    asked: list[int] = []

    class Counting(TesseractEngine):
        def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
            asked.append(len(images))
            return super().read_each(images, dpi=dpi, mode=mode)

    assert overlooked_marking(upright(measured(page)), (), Counting()) == ()
    assert sum(asked) <= 1
