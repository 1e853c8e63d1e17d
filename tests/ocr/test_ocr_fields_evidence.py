"""A value is surer or less sure for what the rest of its paper says; it never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.page import Box, PageImage, PageReading, PageSource, Word
from ocr.fields.confidence import Again, Check, Family, Observation, probability
from ocr.fields.evidence import oddities, page_quality, with_evidence
from ocr.fields.field import ExtractedField, PageAt

AT = PageAt(0, 1)
SEEN = Observation(weakest=0.95, label=1.0, words=3, check=Check.PLAUSIBLE)


def line(text: str, y: int, *, x: int = 0, confidence: float = 0.96) -> list[Word]:
    return [
        Word(part, Box(x + at * 200, y, x + at * 200 + 150, y + 40), confidence, 0, y)
        for at, part in enumerate(text.split())
    ]


def field(value: str, family: Family, y: int, *, x: int = 0, seen: Observation = SEEN) -> ExtractedField:
    box = Box(x, y, x + 200 * len(value.split()), y + 40)
    return ExtractedField("key", value, value, 0.5, AT, box, family, seen)


def weighed(found: ExtractedField, *lines: list[Word]) -> Observation:
    page = PageReading(PageImage(1, 2480, 3508, 300, 0, PageSource.EMBEDDED), tuple(w for each in lines for w in each))
    (after,) = with_evidence([found], {AT: page})
    assert (after.value, after.text) == (found.value, found.text)
    assert after.seen is not None
    return after.seen


def test_a_page_reads_as_well_as_its_words_on_average() -> None:
    words = [*line("Họ tên", 0, confidence=0.9), *line("Lê Na", 50, confidence=0.7)]
    assert page_quality([*words, *line("| . 7", 100, confidence=0.0)]) == pytest.approx(0.8)


@pytest.mark.parametrize("other", ["Trần Thị Hòa", "TRẦN THỊ HOÀ"])
def test_a_name_in_a_second_place_is_printed_twice(other: str) -> None:
    name = field("Trần Thị Hoà", Family.NAME, 0)
    assert weighed(name, line("Trần Thị Hoà", 0), line(other, 900)).twice


@pytest.mark.parametrize("other", ["Trần Thị Hoa", "Trần Thị", "Trần Văn Hoà"])
def test_another_name_is_none_of_its_places(other: str) -> None:
    name = field("Trần Thị Hoà", Family.NAME, 0)
    assert not weighed(name, line("Trần Thị Hoà", 0), line(other, 900)).twice


def test_a_number_is_printed_twice_where_every_digit_is_the_same() -> None:
    number = field("079190012345", Family.DIGITS, 0)
    assert weighed(number, line("079190012345", 0), line("079190012345", 900)).twice
    assert not weighed(number, line("079190012345", 0), line("079190012346", 900)).twice


@pytest.mark.parametrize(
    "value",
    [
        "Số 5 Nguyễn : Trãi, Hà Nội", "Phường h Linh Trung, Hà Nội", "Ngõ 3 Cách Mạng Tháng. Tám, Hà Nội",
        "Huyện Kiến Xương, 'Thái Bình", "2® Thôn Hòa Bình", "Chưa kết hôn ¬", "Đến ngày 01⁄7⁄2064",
        "nguoidan@examp1e.vn", "xã Hòa An, Tỉnh Cao Bằng", "xóm Hòa An, Cao Bằng",
    ],
)  # fmt: skip
def test_marks_that_no_text_has_are_odd(value: str) -> None:
    assert oddities("residence", Family.TEXT, value) > 0


@pytest.mark.parametrize(
    "value",
    [
        "Số 5/12 Lý Thường Kiệt, TP. Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "H'Mông", "123/QĐ-UBND", "a.b-c@example.vn",
        "Tổ 3, ấp 4", "nuôi con nuôi (theo Luật 52/2010/QH12)", "0912 345 678", "Y Ngông Niê Kđăm",
    ],
)  # fmt: skip
def test_marks_that_texts_have_are_not(value: str) -> None:
    assert oddities("request", Family.TEXT, value) == 0


def test_a_text_whose_sentence_goes_on_in_the_next_line_may_be_half_of_it() -> None:
    half = field("mua", Family.TEXT, 0, x=2000)
    assert weighed(half, line("mua", 0, x=2000), line("nhà ở xã hội", 50)).odd
    assert not weighed(half, line("mua", 0, x=2000), line("Người ký giấy", 50)).odd
    assert not weighed(half, line("mua", 0, x=2000), line("b) Địa chỉ", 50)).odd


def test_nine_digits_are_plausible_where_a_second_look_found_nine_as_well() -> None:
    doubted = replace(SEEN, check=Check.DOUBTFUL)
    alone, agreed = (
        weighed(field("269390286", Family.DIGITS, 0, seen=replace(doubted, again=again)), line("269390286", 0)).check
        for again in (Again.NOT_ASKED, Again.AGREES)
    )
    assert (alone, agreed) == (Check.DOUBTFUL, Check.PLAUSIBLE)


def test_nine_digits_of_no_province_stay_in_doubt() -> None:
    seen = replace(SEEN, check=Check.DOUBTFUL, again=Again.AGREES)
    assert weighed(field("869390286", Family.DIGITS, 0, seen=seen), line("869390286", 0)).check is Check.DOUBTFUL


@pytest.mark.parametrize(
    ("again", "agreed", "once"),
    [(Again.NOT_ASKED, 0.0, True), (Again.ALONE, 0.0, True), (Again.AGREES, 0.84, True), (Again.AGREES, 0.94, False)],
)
def test_a_personal_number_that_two_readings_do_not_surely_show_is_not_quite_sure(
    again: Again, agreed: float, once: bool
) -> None:
    seen = replace(SEEN, check=Check.CONFIRMED, again=again, words=1, agreed=agreed)
    found = weighed(field("079190012345", Family.DIGITS, 0, seen=seen), line("079190012345", 0))
    assert found.once is once
    assert not once or probability(Family.DIGITS, found) < 0.99


def test_a_personal_number_in_a_second_place_was_not_read_once() -> None:
    number = field("079190012345", Family.DIGITS, 0)
    assert not weighed(number, line("079190012345", 0), line("079190012345", 900)).once


def test_the_files_own_text_was_not_read_at_all() -> None:
    seen = replace(SEEN, check=Check.CONFIRMED, weakest=1.0, words=1)
    assert not weighed(field("079190012345", Family.DIGITS, 0, seen=seen), line("079190012345", 0, confidence=1.0)).once


@pytest.mark.parametrize(("value", "once"), [("CO 830788", True), ("CQ 830788", True), ("CP 830788", False)])
def test_the_series_of_a_certificate_with_an_o_is_never_sure(value: str, once: bool) -> None:
    seen = Observation(0.95, 1.0, 2, again=Again.AGREES, agreed=0.95)
    assert weighed(field(value, Family.DIGITS, 0, seen=seen), line(value, 0)).once is once


@pytest.mark.parametrize(("value", "once"), [("0910 203 893", True), ("0910203893", True), ("376/2023", False)])
def test_a_telephone_that_one_reading_shows_was_read_once_too(value: str, once: bool) -> None:
    assert weighed(field(value, Family.DIGITS, 0), line(value, 0)).once is once


@pytest.mark.parametrize(
    ("address", "odd"),
    [
        ("xã Suối Dây, huyện Tân Châu, tỉnh Tây Ninh", 0),
        ("xã Suối Dây, Huyện Tân Châu, tỉnh Tây Ninh", 1),
        ("xóm Suối Dây, Tân Châu, Tây Ninh", 1),
    ],
)
def test_an_address_that_begins_small_is_odd_unless_all_its_units_do(address: str, odd: int) -> None:
    assert oddities("residence", Family.TEXT, address) == odd


@pytest.mark.parametrize(("address", "once"), [("Buôn A, xã Cư M'gar", True), ("Buôn A, xã Cư Mgar", False)])
def test_which_apostrophe_is_printed_is_never_sure(address: str, once: bool) -> None:
    told = replace(SEEN, again=Again.AGREES, apart=Again.AGREES, agreed=0.95)
    assert weighed(field(address, Family.TEXT, 0, seen=told), line(address, 0)).once is once
