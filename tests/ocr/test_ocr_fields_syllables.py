"""Words that nobody writes put a text in doubt; lists, places and names are known."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.confidence import Check
from ocr.fields.mail import is_near_known_domain
from ocr.fields.prose import of_prose, with_square_metres
from ocr.fields.syllables import unknown_words


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Văn phòng đăng ký đất đơi tỉnh Quảng Nam", ("đơi",)),
        ("Văn phòng đăng ký đất đai tỉnh Quảng Nam", ()),
        ("giao thúng, cốp ngày", ("thúng", "cốp")),
        ("thị trấn Mèo Vạc, huyện Mèo Vạc, tỉnh Hà Giang", ()),
        ("BỆNH VIỆN ĐA KHOA, UBND, XNTTHN, TTr, m²", ()),
        ("BỆNH VIỆN ĐƠI KHOA", ("ĐƠI",)),
        ("hoà hòa thuý thúy", ()),
    ],
)
def test_a_word_of_no_list_is_unknown(text: str, unknown: tuple[str, ...]) -> None:
    assert unknown_words(text) == unknown


@pytest.mark.parametrize(("read", "check"), [("tợi", Check.DOUBTFUL), ("tại", Check.NONE)])
def test_a_text_with_an_unknown_word_is_in_doubt(read: str, check: Check) -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", f"Nội dung đề nghị: Đăng ký cư trú mới {read} Xã Trà Linh, tỉnh Cao Bằng"
    )
    found = fields_of("residence_change_form", page)["request"]
    assert found.seen is not None
    assert found.seen.check is check


@pytest.mark.parametrize(
    ("address", "near"),
    [("a@gmoil.com", True), ("a@gmail.com", False), ("a@out1ook.com", True), ("a@hcm.gov.vn", False)],
)
def test_a_domain_a_letter_off_one_that_everybody_uses_is_misread(address: str, near: bool) -> None:
    assert is_near_known_domain(address) is near


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("đất đai Thành phế Hồ Chí Minh", "đất đai Thành phố Hồ Chí Minh"),
        ("thành phê Huế", "thành phố Huế"),
        ("đến ngày 27/1 1/2055", "đến ngày 27/11/2055"),
        ("cây ''Đời đời", 'cây "Đời đời'),
    ],
)
def test_what_can_only_have_been_one_thing_is_put_right(read: str, text: str) -> None:
    assert of_prose(read) == text


@pytest.mark.parametrize("read", ["140 m?, đất", "140 m°, đất", "140m3, đất", "140 mỂ, đất"])
def test_square_metres_are_what_land_is_measured_in(read: str) -> None:
    assert with_square_metres(read) == "140 m², đất"
