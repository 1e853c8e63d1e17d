"""The words of a line stand on one even line."""

from __future__ import annotations

from dossier.page import Box, Word
from ocr.copy.baseline import baselines


def line(*words: tuple[str, int, int]) -> list[Word]:
    """Words of text, top and bottom, 100 pixels apart."""
    return [Word(t, Box(100 * n, top, 100 * n + 80, low), 1.0, 0, 0) for n, (t, top, low) in enumerate(words)]


def test_hanging_letters_do_not_lower_the_line() -> None:
    assert baselines(line(("Hà", 10, 50), ("Quảng", 10, 60), ("Nội", 10, 60), ("Lào", 10, 50))) == [50] * 4


def test_a_dash_is_drawn_from_the_line() -> None:
    assert baselines(line(("Hà", 10, 50), ("-", 30, 34), ("Nam", 10, 50))) == [50] * 3


def test_a_sloping_line_stays_sloping() -> None:
    sloping = line(*(("Hàm", 10 + 4 * n, 50 + 4 * n) for n in range(7)))
    assert baselines(sloping)[1:-1] == [50 + 4 * n for n in range(1, 6)]


def test_one_wrong_box_does_not_bend_the_line() -> None:
    found = baselines(line(("Hà", 10, 50), ("Nam", 10, 90), ("Hải", 10, 50), ("Sơn", 10, 50)))
    assert found[0] == found[2] == found[3] == 50


def test_a_line_of_hanging_words_stands_a_fifth_above_their_bottoms() -> None:
    assert baselines(line(("gì", 10, 60), ("quý", 10, 60))) == [50, 50]
