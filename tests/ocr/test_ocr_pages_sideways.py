"""A page whose words stand on their sides was turned wrongly: streaks look like lines of print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages_drawn import bgr, letter, source_page

from dossier.page import Box, Word
from ocr.engine.port import Mode, Pixels
from ocr.prepare.orientation import runs_sideways
from ocr.prepare.upright import Measured, Upright, upright_by_reading
from ocr.read import read_page


def words(width: int, height: int, count: int = 12) -> tuple[Word, ...]:
    """So many words of this size, one under the other."""
    return tuple(Word("huyện", Box(0, 100 * n, width, 100 * n + height), 0.9, 0, n) for n in range(count))


class Turning:
    """A recogniser that finds words on their sides on every page that is higher than wide."""

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        return self.read_each((image,), dpi=dpi, mode=mode)[0]

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(words(20, 90) if image.shape[0] > image.shape[1] else words(90, 20) for image in images)

    def describe(self) -> str:
        return "turning 1"


def test_words_taller_than_wide_run_sideways() -> None:
    assert runs_sideways(words(20, 90))
    assert not runs_sideways(words(90, 20))


def test_a_few_words_say_nothing_of_the_way_a_page_lies() -> None:
    assert not runs_sideways(words(20, 90, count=5))


def test_a_page_read_on_its_side_is_turned_a_quarter() -> None:
    reading, _ = read_page(source_page(bgr(letter())), Turning())
    assert reading.image.rotation in (90, 270)
    assert all(word.box.x1 - word.box.x0 > word.box.y1 - word.box.y0 for word in reading.words[:12])


class Misled(Turning):
    """Strips read the same either way; whole pages read well only with their print on the right half."""

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return tuple(self._seen(image, mode) for image in images)

    def _seen(self, image: Pixels, mode: Mode) -> tuple[Word, ...]:
        if image.shape[0] > image.shape[1]:
            return words(20, 90)
        right = image[:, : image.shape[1] // 2].mean() > image[:, image.shape[1] // 2 :].mean()
        sure = 0.9 if right and mode is Mode.PAGE else 0.2
        return tuple(Word("huyện", Box(0, 100 * n, 90, 100 * n + 20), sure, 0, n) for n in range(60))


def test_a_page_turned_a_quarter_that_reads_badly_is_tried_the_other_way_round() -> None:
    reading, _ = read_page(source_page(bgr(letter())), Misled())
    assert reading.image.rotation == 90
    assert {word.confidence for word in reading.words[:60]} == {0.9}


class Fooled(Misled):
    """Of four strips the second, that of the page on its side, reads best."""

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        if len(images) == 4:
            return tuple(words(90, 20, count=60 * (at == 1)) for at in range(4))
        return super().read_each(images, dpi=dpi, mode=mode)


def test_a_page_upside_down_that_is_then_read_on_its_side_is_turned_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def upside_down(ready: Measured) -> Upright:
        wrong = upright_by_reading(ready, Fooled(), (270,))
        return replace(wrong, orientation=replace(wrong.orientation, sure=False, ways=(270, 0, 90, 180)))

    monkeypatch.setattr("ocr.read.upright", upside_down)
    reading, _ = read_page(source_page(bgr(letter())), Fooled())
    assert reading.image.rotation == 90
    assert {word.confidence for word in reading.words[:60]} == {0.9}
