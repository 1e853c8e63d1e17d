"""Frames of signs are no words; marks of footnotes and mail addresses are."""

from __future__ import annotations

from dossier.page import Box, Word
from ocr.ornaments import without_ornaments


def left_of(*texts: str) -> list[str]:
    words = [Word(text, Box(40 * at, 0, 40 * at + 30, 20), 0.9, 0, 0) for at, text in enumerate(texts)]
    return [word.text for word in without_ornaments(words)]


def test_the_signs_of_a_frame_are_left_out() -> None:
    frame = ["(@)", "@)", "(®)", "()"] * 5
    assert left_of(*frame, "Họ", "tên", ":", "LÊ", "VĂN", "TÁM", *frame) == ["Họ", "tên", ":", "LÊ", "VĂN", "TÁM"]


def test_a_few_marks_stay() -> None:
    assert left_of("Kính", "gửi", "®", ":", "Số", "(2)", ")") == ["Kính", "gửi", "®", ":", "Số", "(2)", ")"]


def test_a_chain_of_few_different_signs_is_left_out_wherever_it_stands() -> None:
    assert left_of("Hưng", "Yên", "9Ô69292GÔ6ôGÔ92ÔG9ÔÔÔ@@©Ô©@@Ô@ÔÔ") == ["Hưng", "Yên"]


def test_an_address_on_the_network_stays() -> None:
    assert left_of("Email", ":", "hanhnguyen1985@gmail.com") == ["Email", ":", "hanhnguyen1985@gmail.com"]
