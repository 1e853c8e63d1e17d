"""Names: the normal form and the distance."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.name import distance, folded, key, normal
from identity.name import given as given_name

NAMES = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ ", max_size=20)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("HÒA", "hòa")])
def test_old_and_new_tone_places_are_one_name(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert distance(one, unicodedata.normalize("NFD", other)) == 0


@pytest.mark.parametrize(("one", "other", "same"), [("Lý", "Lí", True), ("Mỹ", "Mĩ", True), ("Quý", "Quí", True),
                                                    ("Thúy", "Thúi", False), ("Yến", "Iến", False)])  # fmt: skip
def test_a_sole_y_is_an_i(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


def test_a_tone_costs_less_than_a_mark_and_that_less_than_a_letter() -> None:
    assert 0 < distance("Hương", "Hường") < distance("Nam", "Năm") < distance("Lan", "Lam") < distance("Lan", "Lap")


def test_a_d_with_stroke_is_a_marked_d() -> None:
    assert distance("Đạt", "Dạt") == pytest.approx(0.1)
    assert folded("Đặng Thị Ứng") == "dang thi ung"


def test_a_lost_space_costs_little() -> None:
    assert distance("Minh Anh", "MinhAnh") == pytest.approx(0.35 / 8)


def test_the_given_name_is_the_last_syllable() -> None:
    assert given_name("NGUYỄN THỊ MINH ÁNH") == "ánh"
    assert given_name("") == ""


@given(NAMES, NAMES)
def test_the_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= 1


@given(NAMES, NAMES)
def test_only_equal_names_are_at_distance_nought(one: str, other: str) -> None:
    assert (distance(one, other) == 0) == (normal(one) == normal(other))


@given(NAMES)
def test_the_normal_form_is_stable(name: str) -> None:
    assert normal(normal(name)) == normal(name)
