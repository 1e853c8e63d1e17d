"""Frames of signs are no words; marks of footnotes and mail addresses are."""

from __future__ import annotations

from dossier.page import Box, Word
from ocr.ornaments import without_ornaments


def left_of(*texts: str) -> list[str]:
    words = [Word(text, Box(400 + 40 * at, 0, 430 + 40 * at, 20), 0.9, 0, 0) for at, text in enumerate(texts)]
    return [word.text for word in without_ornaments(words, 4000)]


def test_the_signs_of_a_frame_are_left_out() -> None:
    frame = ["(@)", "@)", "(®)", "()"] * 5
    assert left_of(*frame, "Họ", "tên", ":", "LÊ", "VĂN", "TÁM", *frame) == ["Họ", "tên", ":", "LÊ", "VĂN", "TÁM"]


def test_a_few_marks_stay() -> None:
    assert left_of("Kính", "gửi", "®", ":", "Số", "(2)", ")") == ["Kính", "gửi", "®", ":", "Số", "(2)", ")"]


def test_a_chain_of_few_different_signs_is_left_out_wherever_it_stands() -> None:
    assert left_of("Hưng", "Yên", "9Ô69292GÔ6ôGÔ92ÔG9ÔÔÔ@@©Ô©@@Ô@ÔÔ") == ["Hưng", "Yên"]


def test_an_address_on_the_network_stays() -> None:
    assert left_of("Email", ":", "hanhnguyen1985@gmail.com") == ["Email", ":", "hanhnguyen1985@gmail.com"]


def edged(*, count: int, x0: int, line: bool = True) -> list[str]:
    """What is left of a page, 1000 wide, with so many signs one over the other and a line of print."""
    signs = [Word("H", Box(x0, 100 * at, x0 + 10, 100 * at + 40), 0.93, 0, at) for at in range(count)]
    print_ = [Word("Nam", Box(x0 + 20, 100, x0 + 60, 140), 0.96, 1, 0)] if line else []
    return [word.text for word in without_ornaments([*signs, *print_], 1000)]


def test_a_column_of_signs_along_an_edge_is_a_frame() -> None:
    assert edged(count=9, x0=970, line=False) == []
    assert edged(count=9, x0=10, line=False) == []


def test_what_has_print_beside_it_is_none() -> None:
    assert edged(count=9, x0=10) == ["H", "Nam"]


def test_few_signs_and_columns_of_a_table_are_none() -> None:
    assert edged(count=7, x0=970, line=False) == ["H"] * 7
    assert edged(count=20, x0=900, line=False) == ["H"] * 20
