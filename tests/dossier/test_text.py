"""Vietnamese text: keeping, comparing, finding."""

import unicodedata

import pytest

from dossier.text import fold, tidy, tone_key


def test_decomposed_letters_and_eth_are_made_the_usual_ones() -> None:
    assert tidy(unicodedata.normalize("NFD", "  Ðặng   Văn Đức ")) == "Đặng Văn Đức"


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Thúy", "thuý"), ("Hòa Bình", "HOÀ BÌNH")])
def test_old_and_new_tone_placement_have_one_key(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


def test_different_tones_have_different_keys() -> None:
    assert tone_key("Hương") != tone_key("Hường")


def test_folding_takes_tones_marks_and_the_bar_of_d() -> None:
    assert fold("Đường Nguyễn Huệ") == "duong nguyen hue"
