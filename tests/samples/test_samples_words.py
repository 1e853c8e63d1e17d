"""Numbers and dates in words, as registrars write them."""

from datetime import date

import pytest

from hoso.samples import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (1990, "một nghìn chín trăm chín mươi"),
        (2004, "hai nghìn không trăm linh bốn"),
        (120_000_000, "một trăm hai mươi triệu"),
    ],
)
def test_numbers(value, text):
    assert words.number(value) == text


def test_a_date_in_words():
    assert words.day(date(2004, 2, 5)) == "Ngày mùng năm, tháng hai, năm hai nghìn không trăm linh bốn"


def test_only_small_days_and_the_first_two_months_have_a_zero():
    assert words.long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert words.long_date(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
