"""Symbols and machine-readable zones."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import numpy as np
import pytest
import segno
from pages_drawn import bgr, engine, letter, source_page
from PIL import Image, ImageDraw, ImageFont

from dossier.page import Box, Word
from hoso.samples.degrade import Condition, scan
from hoso.samples.papers import card, card_2024
from hoso.samples.persons import make_person
from ocr.engine.port import Mode
from ocr.intake.source import Pixels
from ocr.mrz_cells import Grid, lay_grids
from ocr.mrz_zone import zone_again
from ocr.read import read_page
from ocr.symbols import read_symbols

OCR_B = "/usr/share/fonts/opentype/ocr-b/OCRB.otf"
TD3 = ("P<VNMNGUYEN<<THI<ANH<TUYET<<<<<<<<<<<<<<<<<<", "C1234567<8VNM9001011F3001019001190123456<<06")


def _card_back(condition: Condition) -> tuple[Pixels, tuple[str, ...]]:
    rng = random.Random(11)
    person = make_person(rng, layout="2024")
    paper = card_2024.draw(card.honest(person), rng, how=card.Arrangement.CARD_SIZE)
    picture = scan(np.asarray(paper.sheets[1].image), dpi=300, condition=condition, noise=np.random.default_rng(1))
    return np.ascontiguousarray(picture.pixels[:, :, ::-1]), tuple(card.honest(person).channels()["mrz"])


def test_a_qr_code_gives_its_bytes_and_place() -> None:
    picture = io.BytesIO()
    segno.make("079301001234||Nguyễn Thị Ánh|", error="m").save(picture, kind="png", scale=6)
    page = letter().convert("L")
    page.paste(Image.open(picture).convert("L"), (1000, 1500))
    (symbol,) = read_symbols(np.asarray(page, dtype=np.uint8))
    assert symbol.format == "QR Code"
    assert symbol.content.decode() == "079301001234||Nguyễn Thị Ánh|"
    assert 1000 < symbol.box.x0 < symbol.box.x1 < 1400


@pytest.mark.parametrize("condition", [Condition.CLEAN, Condition.OFFICE])
def test_the_zone_of_a_card_is_read_with_every_filler(condition: Condition) -> None:
    page, truth = _card_back(condition)
    reading, _ = read_page(source_page(page, dpi=300), engine())
    assert [len(line) for line in reading.mrz] == [30, 30, 30]
    for read, true in zip(reading.mrz, truth, strict=True):
        assert [c == "<" for c in read] == [c == "<" for c in true]
        assert sum(a != b for a, b in zip(read, true, strict=True)) <= 1
    assert reading.mrz_box is not None
    assert reading.mrz_box.y0 > 0.6 * page.shape[0]


def test_the_zone_of_a_passport_has_two_lines_of_44() -> None:
    page = letter(300).copy()
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(OCR_B, 50)
    for row, text in enumerate(TD3):
        for column, letter_ in enumerate(text):
            draw.text((400 + 30 * column, 2800 + 75 * row), letter_, font=font, fill="black", anchor="ms")
    reading, _ = read_page(source_page(bgr(page), dpi=300), engine())
    assert [len(line) for line in reading.mrz] == [44, 44]
    assert reading.mrz[0] == TD3[0]
    assert tuple(word.text for word in reading.words[-2:]) == reading.mrz
    assert sum("VNM" in word.text for word in reading.words) == 2


class OfFewFillers:
    """A recogniser that loses two thirds of the fillers at the end of a line."""

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        lines = (TD3[0].rstrip("<") + "<<<<", TD3[1])
        return tuple(Word(line, Box(10, 50 * n, 900, 50 * n + 30), 0.9, 0, n) for n, line in enumerate(lines))

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(self.read(image, dpi=dpi, mode=mode) for image in images)

    def describe(self) -> str:
        return "of few fillers"


def test_fillers_that_were_lost_are_counted_anew() -> None:
    found = next(zone_again(np.full((100, 920), 255, np.uint8), OfFewFillers(), 300))
    assert found == TD3


def test_a_page_of_text_has_no_zone() -> None:
    assert read_page(source_page(bgr(letter())), engine())[0].mrz == ()


def test_a_reading_fills_the_cells_between_the_fillers_or_is_not_taken() -> None:
    grid = Grid(0, 10, 0.0, 10.0, (False, False, True, False))
    assert grid.fill("AB1") == "AB<1"
    assert grid.fill("AB12") is None


def test_a_first_glyph_that_was_given_twice_is_given_once() -> None:
    grid = Grid(0, 10, 0.0, 10.0, (False, False, False, False))
    assert grid.fill("I1DVN") == "IDVN"
    assert grid.fill("B8509") == "8509"


def test_lines_too_small_for_cells_have_no_grid() -> None:
    page = np.full((40, 60), 255, np.uint8)
    assert lay_grids(page, [Box(0, 0, 60, 12)] * 3, 30) == []
