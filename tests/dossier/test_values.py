"""The normal forms of printed values."""

from __future__ import annotations

import pytest

from dossier.doctype import FieldType
from dossier.values import (
    normal_form,
    parse_amount_words,
    parse_date,
    parse_date_words,
    parse_id,
    parse_number,
    parse_sex,
    parse_text,
)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("15/06/1990", "1990-06-15"),
        ("15-6-1990", "1990-06-15"),
        ("Hà Nội, ngày 05 tháng 02 năm 2024", "2024-02-05"),
        ("ngày15 tháng 3 năm2020", "2020-03-15"),
        ("tháng 6 năm 1990", "1990-06"),
        ("06/1990", "1990-06"),
        ("1990", "1990"),
        ("31/02/1990", None),
        ("ngày tháng năm 2024", "2024"),
        ("Nam", None),
    ],
)
def test_a_date_in_digits_is_archived_as_iso_8601(printed: str, iso: str | None) -> None:
    assert parse_date(printed) == iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Ngày mười lăm tháng sáu năm một nghìn chín trăm chín mươi", "1990-06-15"),
        ("Ngày năm, tháng năm, năm hai nghìn không trăm linh năm", "2005-05-05"),
        ("mồng một tháng giêng năm hai nghìn", "2000-01-01"),
        ("Ngày hai mươi mốt tháng mười một năm hai ngàn không trăm hai mươi tư", "2024-11-21"),
        ("ngày ba mươi mốt tháng chạp năm một nghìn chín trăm lẻ tám", "1908-12-31"),
        ("Ngày hai lăm tháng tư năm một chín chín ba", "1993-04-25"),
        ("ngày ba mươi tháng hai năm hai nghìn", None),
        ("không đọc được", None),
    ],
)
def test_a_date_in_words_is_read_in_every_way_of_counting(words: str, iso: str | None) -> None:
    assert parse_date_words(words) == iso


@pytest.mark.parametrize(("printed", "value"), [("Nam", "male"), ("Nữ / F", "female"), ("Nam Nữ", None), ("", None)])
def test_sex_is_one_of_two_words(printed: str, value: str | None) -> None:
    assert parse_sex(printed) == value


def test_a_personal_number_may_stand_in_boxes() -> None:
    assert parse_id("0 7 9 1 9 0 1 2 3 4 5 6") == parse_id("|0|7|9|1|9|0|1|2|3|4|5|6|") == "079190123456"


def test_two_numbers_are_no_number() -> None:
    assert parse_id("079190123456, 079190123457") is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("100.000.000 đồng", "100000000"),
        ("663. 000.000 đồng", "663000000"),
        ("120,50 m2", "120.5"),
        ("85.5", "85.5"),
        ("1.234,25", "1234.25"),
        ("-", None),
    ],
)
def test_numbers_lose_separators_and_get_a_decimal_point(printed: str, value: str | None) -> None:
    assert parse_number(printed) == value


def test_text_loses_leaders_but_keeps_its_case() -> None:
    assert parse_text(" ..... NGUYỄN  THỊ ÁNH ......") == "NGUYỄN THỊ ÁNH"


def test_text_of_leaders_alone_is_nothing() -> None:
    assert parse_text("……… . . . .") is None


def test_a_list_is_split_at_its_marks() -> None:
    assert normal_form(FieldType.LIST, "- Như trên;\n- Lưu: VT.") == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Bảy trăm năm mươi triệu đồng", 750_000_000),
        ("Một tỷ hai trăm triệu đồng chẵn", 1_200_000_000),
        ("Ba mươi lăm triệu năm trăm nghìn đồng Việt Nam", 35_500_000),
        ("hai triệu không trăm linh năm ngàn", 2_005_000),
        ("Chín trăm đồng", 900),
        ("ghi rõ", None),
        ("", None),
    ],
)
def test_amounts_in_words(text: str, amount: int | None) -> None:
    assert parse_amount_words(text) == amount
