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


class Reading:
    """A recogniser that reads the same lines of words, each at its left edge, whatever it is given."""

    def __init__(self, *lines: Sequence[tuple[str, int, int]]) -> None:
        self._words = tuple(
            Word(text, Box(left, 50 * row, right, 50 * row + 30), 0.9, 0, row)
            for row, line in enumerate(lines)
            for text, left, right in line
        )

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        return self._words

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(self.read(image, dpi=dpi, mode=mode) for image in images)

    def describe(self) -> str:
        return "reading"


_NO_GRID = np.full((100, 920), 255, np.uint8)


@pytest.mark.parametrize("lost", ["<<<<", "<<<<<S<"])
def test_fillers_that_were_lost_are_counted_anew(lost: str) -> None:
    first = TD3[0].rstrip("<") + lost
    found = next(zone_again(_NO_GRID, Reading([(first, 10, 900)], [(TD3[1], 10, 900)]), 300))
    assert found == (first.ljust(44, "<"), TD3[1])


def test_signs_of_the_frame_beside_a_full_line_are_no_part_of_it() -> None:
    framed = Reading([(TD3[0], 40, 880)], [("L", 2, 20), (TD3[1], 40, 880), ("4", 900, 915)])
    assert next(zone_again(_NO_GRID, framed, 300)) == TD3
    parted = Reading([(TD3[0], 40, 880)], [(TD3[1][:2], 40, 70), (TD3[1][2:-2], 80, 840), (TD3[1][-2:], 850, 880)])
    assert next(zone_again(_NO_GRID, parted, 300)) == TD3


def test_print_of_the_other_side_copied_beside_the_zone_is_no_part_of_it() -> None:
    beside = Reading([("P7", 10, 90), (TD3[0], 400, 900)], [("TU6BD", 10, 120), (TD3[1], 400, 900)])
    assert next(zone_again(_NO_GRID, beside, 300)) == TD3


def test_a_k_is_no_filler() -> None:
    line = "P<VNM<<KRONG<KIM<<KK".ljust(44, "<")
    image = Image.new("L", (1400, 100), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(OCR_B, 50)
    for column, letter_ in enumerate(line):
        pen.text((30 + 30 * column, 70), letter_, font=font, fill=0, anchor="ms")
    ink = np.flatnonzero((np.asarray(image) < 128).any(axis=0))
    (grid,) = lay_grids(np.asarray(image, np.uint8), [Box(int(ink[0]), 30, int(ink[-1]) + 1, 75)], 44)
    assert "".join("<" if filler else "x" for filler in grid.fillers) == "".join(c if c == "<" else "x" for c in line)


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
