"""Doubtful pieces of lines are read again by themselves; what is sure costs nothing, and noise is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from pages_drawn import DPI, Untouched, aslant, bgr, drawn, engine, letter, source_page

from dossier.page import Box, Word
from ocr.doubted_lines import read_doubted_again
from ocr.engine.port import Mode, Pixels
from ocr.prepare.upright import Upright, measured, upright

WORD = Word("Nguyên", Box(290, 350, 700, 400), 0.4, 0, 0)


class Answering(Untouched):
    """An engine that reads nothing."""

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(() for _ in images)


def _page(pixels: Pixels | None = None) -> Upright:
    return upright(measured(source_page(bgr(letter()) if pixels is None else pixels)))


def _print_of(page: Upright, height: float, tall: float = 9.0) -> Box:
    """Around the ink of some rows of the level picture, in mm."""
    rows = slice(round(height * DPI / 25.4), round((height + tall) * DPI / 25.4))
    ink = np.argwhere(page.level()[rows] < 128)
    (y0, x0), (y1, x1) = ink.min(axis=0), ink.max(axis=0)
    return Box(int(x0), int(y0) + rows.start, int(x1) + 1, int(y1) + rows.start + 1)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def test_a_piece_in_doubt_takes_the_better_reading() -> None:
    page = _page(bgr(drawn([(30, "NGUYỄN THỊ HƯƠNG"), (40, "Phường Bến Nghé")])))
    box = _print_of(page, 29)
    sure = Word("Nghé", Box(500, 470, 700, 520), 0.95, 0, 1)
    found = read_doubted_again(page, (replace(WORD, text="NGUYÊN TH1 HU0NG", box=box), sure), engine())
    assert _text(found) == "NGUYỄN THỊ HƯƠNG Nghé"
    assert {word.line for word in found[:-1]} == {0}
    assert found[0].box.x0 >= box.x0 - 4 and found[-2].box.x1 <= box.x1 + 4


def test_small_print_is_enlarged() -> None:
    page = _page(bgr(drawn([(30, "Left index finger")], size=4.5)))
    box = _print_of(page, 29)
    (*_, last) = found = read_doubted_again(page, (replace(WORD, text="LeRindex Inger", box=box),), engine())
    assert _text(found) == "Left index finger"
    assert last.box.y1 - last.box.y0 <= box.y1 - box.y0 + 6


def test_fine_print_beside_larger_is_read_again_however_sure() -> None:
    fine = drawn([(30, "Loại / Type")], size=4.5)
    page = _page(bgr(fine))
    box = _print_of(page, 29)
    small = Word("Loa/rype", box, 0.85, 0, 0)
    large = Word("CHIẾU", box._replace(x0=box.x0 - 150, x1=box.x0 - 30, y0=box.y0 - 8, y1=box.y1 + 8), 0.95, 0, 0)
    assert _text(read_doubted_again(page, (large, small), engine())) == "CHIẾU Loại / Type"
    as_large = replace(large, box=box._replace(x0=box.x0 - 150, x1=box.x0 - 30))
    assert read_doubted_again(page, (as_large, small), Untouched()) == (as_large, small)


def test_a_stroke_between_words_is_in_doubt() -> None:
    page = _page(bgr(drawn([(30, "Việt Nam / Vietnamese")])))
    box = _print_of(page, 29)
    third = (box.x1 - box.x0) // 3
    words = tuple(
        Word(text, box._replace(x0=box.x0 + third * at, x1=box.x0 + third * at + third - 5), sure, 0, 0)
        for at, (text, sure) in enumerate((("Việt Nam", 0.9), ("[", 0.1), ("Vietnamese", 0.9)))
    )
    assert _text(read_doubted_again(page, words, engine())) == "Việt Nam / Vietnamese"


def test_boxes_lie_on_the_level_picture_of_a_page_askew() -> None:
    page = _page(aslant(bgr(letter()), 1.5))
    level = page.level()
    top = next(at for at in range(len(level)) if (level[at] < 128).sum() > 100)
    box = _print_of(page, top * 25.4 / DPI, 5.0)
    for word in read_doubted_again(page, (replace(WORD, text="Cãn cừ Iuật", box=box),), engine()):
        assert level[word.box.y0 : word.box.y1, word.box.x0 : word.box.x1].min() < 100


def test_what_is_sure_costs_nothing() -> None:
    words = (replace(WORD, confidence=0.8), replace(WORD, text="-", confidence=0.9))
    assert read_doubted_again(_page(), words, Untouched()) == words


def test_machine_readable_lines_are_left_to_others() -> None:
    words = (replace(WORD, text="IDVNM1968335830017196833583<<0"),)
    assert read_doubted_again(_page(), words, Untouched()) == words


def test_a_reading_that_is_no_better_is_not_taken() -> None:
    empty = Box(300, 2200, 900, 2240)
    words = (replace(WORD, text="khôngcógìởđây", box=empty),)
    assert read_doubted_again(_page(), words, engine()) == words


@pytest.mark.parametrize(
    ("text", "confidence", "stays"),
    [("Ắ", 0.1, False), ("¬", 0.4, False), ("~", 0.9, False), ("—_", 0.8, False), ("-", 0.9, True)],
)
def test_a_few_guessed_signs_apart_are_noise(text: str, confidence: float, stays: bool) -> None:
    noise = Word(text, Box(100, 350, 120, 400), confidence, 0, 0)
    sure = Word("Quốc", Box(290, 350, 400, 400), 0.95, 0, 0)
    assert read_doubted_again(_page(), (noise, sure), Untouched()) == ((noise, sure) if stays else (sure,))


@pytest.mark.parametrize(("text", "confidence"), [("NGUYÊN", 0.1), ("Nữ", 0.2)])
def test_what_may_be_a_word_stays(text: str, confidence: float) -> None:
    word = Word(text, Box(100, 350, 120, 400), confidence, 0, 0)
    sure = Word("Quốc", Box(290, 350, 400, 400), 0.95, 0, 0)
    assert text in _text(read_doubted_again(_page(), (word, sure), Answering()))


def test_a_guessed_sign_alone_on_its_line_stays() -> None:
    words = (Word("Ắ", Box(100, 350, 120, 400), 0.1, 0, 0), Word("Quốc", Box(290, 450, 400, 500), 0.95, 0, 1))
    assert read_doubted_again(_page(), words, Untouched()) == words
