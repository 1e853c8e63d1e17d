"""The network that reads lines is trained on drawn ones and measured on faces that it has not seen."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from bench.lines import texts
from bench.lines.damage import damaged
from bench.lines.draw import WIDEST, Line, drawn
from bench.lines.fonts import COMMON, UNSEEN, Faces, faces
from bench.lines.measure import measured, measured_on
from bench.lines.shards import draw_shards, lines_in
from ocr.line_network import HEIGHT, shown


@pytest.fixture(scope="module")
def here() -> Faces:
    return faces()


def test_texts_are_short_and_of_signs_that_the_network_knows() -> None:
    rng = random.Random(1)
    drawn_texts = [texts.line(rng) for _ in range(2000)]
    assert {sign for text in drawn_texts for sign in text} <= set(texts.SIGNS)
    assert all(unicodedata.is_normalized("NFC", text) and text == text.strip() for text in drawn_texts)
    assert all(0 < len(text) <= texts.LONGEST for text in drawn_texts)


def test_the_signs_are_all_of_vietnamese_each_once() -> None:
    assert len(set(texts.SIGNS)) == len(texts.SIGNS)
    assert set("aăâđêôơưỵẶẬỆỘỢỰ0189 .,:/-") <= set(texts.SIGNS)


@pytest.mark.parametrize("kind", ["known", "unseen"])
def test_a_line_is_as_high_as_the_network_takes_it(here: Faces, kind: str) -> None:
    if not getattr(here, "held_out" if kind == "unseen" else "trained_on"):
        pytest.skip("no such fonts here")
    for line in drawn(getattr(here, kind), 60, seed=3):
        assert line.picture.shape[0] == HEIGHT
        assert 3 * len(line.text) <= line.picture.shape[1] <= WIDEST
        assert line.picture.dtype == np.uint8


def test_a_drawn_line_is_shown_pixel_by_pixel(here: Faces) -> None:
    line = next(drawn(here.known, 1, seed=4))
    picture = shown(line.picture)[0, 0, :, : line.picture.shape[1]]
    assert np.corrcoef(picture.ravel(), line.picture.ravel())[0, 1] == pytest.approx(1, abs=1e-6)


def test_damage_keeps_the_size_of_a_line() -> None:
    page = np.full((50, 300), 255, np.uint8)
    page[15:35, 20:280:9] = 0
    for seed in range(100):
        worn = damaged(page.copy(), random.Random(seed), np.random.default_rng(seed))
        assert (worn.shape, worn.dtype) == (page.shape, page.dtype)


def test_the_same_seed_draws_the_same_lines(here: Faces) -> None:
    first, again = (list(drawn(here.known, 10, seed=7)) for _ in range(2))
    other = list(drawn(here.known, 10, seed=8))
    assert _same(first, again)
    assert not _same(first, other)


def test_families_that_are_held_out_are_never_trained_on() -> None:
    families = {*COMMON, *UNSEEN, "Another"}
    named = Faces({family: (Path(family),) for family in families})
    rng = random.Random(1)
    assert {str(named.known(rng)) for _ in range(2000)} == families - UNSEEN
    assert {str(named.unseen(rng)) for _ in range(500)} == UNSEEN


def test_families_that_are_not_here_are_passed_over() -> None:
    named = Faces({family: (Path(family),) for family in ("Another", "FreeSerif")})
    rng = random.Random(1)
    assert {str(named.known(rng)) for _ in range(50)} == {"Another"}
    assert {str(named.unseen(rng)) for _ in range(50)} == {"FreeSerif"}


def test_a_machine_without_held_out_families_measures_known_ones_only(here: Faces) -> None:
    known = Faces({family: here.families[family] for family in here.trained_on})
    assert list(measured_on(known, 2)) == ["known faces"]


def test_files_of_lines_hold_what_was_drawn(here: Faces, tmp_path: Path) -> None:
    (shard,) = draw_shards(tmp_path, here, 12)
    assert _same(list(lines_in(shard)), list(drawn(here.known, 12, seed=shard.seed)))


def test_signs_and_lines_read_wrong_are_counted() -> None:
    picture = np.zeros((HEIGHT, 20), np.uint8)
    lines = [Line(picture, "Hà Nội"), Line(picture, "Huế")]
    found = measured(lambda _: ("Ha Nội", 0.95), lines)
    assert (found.lines, found.signs, found.wrong, found.sure, found.sure_and_wrong) == (2, 9, 2, 2, 2)
    assert found.errors == 1 + 5


def _same(some: list[Line], others: list[Line]) -> bool:
    return [line.text for line in some] == [line.text for line in others] and all(
        np.array_equal(one.picture, other.picture) for one, other in zip(some, others, strict=True)
    )
