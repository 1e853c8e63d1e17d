"""Places and names held against their lists: put right where one spelling is possible, doubted where more are."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.checked import Checked
from ocr.fields.checks import check_name
from ocr.fields.confidence import Check
from ocr.fields.gazetteer import is_place
from ocr.fields.places import hold, hold_name
from ocr.fields.signer import name_in
from ocr.fields.vocabulary import unusual, with_surname


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Công an xã Biến Hồ, tỉnh Gia Lai", "Công an xã Biển Hồ, tỉnh Gia Lai"),
        ("phường Trấn Biên, tỉnh Đồng Na1", "phường Trấn Biên, tỉnh Đồng Nai"),
        ("Huyện VỊ Xuyên, Hà Giang", "Huyện Vị Xuyên, Hà Giang"),
        ("ỦY BAN NHÂN DÂN XÃ BIẾN HỒ", "ỦY BAN NHÂN DÂN XÃ BIỂN HỒ"),
        ("Xã la Lâu, Huyện Chư Prông, Gia Lai", "Xã Ia Lâu, Huyện Chư Prông, Gia Lai"),
        ("Xã Ta Lâu, Huyện Chư Prông, Gia Lai", "Xã Ia Lâu, Huyện Chư Prông, Gia Lai"),
        ("Thị xã Sa Pa, Lào cai", "Thị xã Sa Pa, Lào Cai"),
        ("Tố 31, Phường Hàm Rồng, Lào Cai", "Tổ 31, Phường Hàm Rồng, Lào Cai"),
        ("tố 31, Phường Hàm Rồng, Lào Cai", "tổ 31, Phường Hàm Rồng, Lào Cai"),
        ("2 Bản Nà Pồng, Xã Ô Lâm, - An Giang", "Bản Nà Pồng, Xã Ô Lâm, An Giang"),
        ("2 Trạm y tế Xã Biển Hồ, Gia Lai", "Trạm y tế Xã Biển Hồ, Gia Lai"),
        (
            "Số 18 Nguyễn Đình Chiếu, Phường Hạc Thành, Thanh Hóa",
            "Số 18 Nguyễn Đình Chiểu, Phường Hạc Thành, Thanh Hóa",
        ),
    ],
)
def test_a_unit_with_one_spelling_is_put_right(read: str, right: str) -> None:
    assert hold(read).text == right


@pytest.mark.parametrize(
    "place",
    [
        "Phường Hoà Cường, Đà Nẵng",
        "Xã Phú Mỹ, tỉnh Thừa Thiên Huế",
        "Phường 06, Quận 3",
        "Xã Đắk Ru, Huyện Đắk R'lấp, Tỉnh Đắk Nông",
        "Trạm Y tế thị trấn Phú Mỹ, tỉnh An Giang",
    ],
)
def test_what_is_right_stays_as_printed(place: str) -> None:
    assert hold(place).text == place


def test_abbreviated_kinds_need_no_space() -> None:
    address = "Tổ 9, khu phố 5, TT.Ma Đa Guôi, H.Đạ Huoai, tỉnh Lâm Đồng"
    assert (hold(address).text, hold(address).known) == (address, 3)


def test_the_place_of_a_document_is_put_right_where_the_country_has_one_of_these_letters() -> None:
    assert (hold_name("Đà Năng").text, hold_name("HÀ NÔI").text) == ("Đà Nẵng", "HÀ NỘI")
    assert (hold_name("Ngọc Khê").known, hold_name("Xyz").unknown) == (1, 1)


def test_a_place_in_tones_that_none_has_stays_in_doubt_where_several_have_its_letters() -> None:
    assert (hold_name("Phú My").text, hold_name("Phú My").doubtful) == ("Phú My", 1)


def test_a_unit_that_its_province_does_not_have_is_not_known() -> None:
    held = hold("Xã Lũng Cú, tỉnh Cà Mau")
    assert (held.known, held.unknown) == (1, 1)


def test_the_beginning_of_a_name_is_not_another_name() -> None:
    assert hold("tỉnh Thừa Thiên").unknown == 1


def test_places_of_the_country_are_known_by_their_tones() -> None:
    assert is_place("Biển Hồ")
    assert not is_place("Biến Hồ")


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Trân Trọng Sơn", "Trần Trọng Sơn"),
        ("NGUYÊN VĂN NAM", "NGUYỄN VĂN NAM"),
        ("Đàng Thị Nga", "Đàng Thị Nga"),
        ("Vu Văn Nam", "Vu Văn Nam"),
    ],
)
def test_a_family_name_is_put_right_where_only_one_has_its_letters(read: str, name: str) -> None:
    assert with_surname(read) == name


def test_a_given_name_that_nobody_bears_is_unusual() -> None:
    assert unusual("PHAN NHŨNG") == 1.0
    assert unusual("Trần Thị Hoà") == 0.0


@pytest.mark.parametrize("line", ["Mai Trọng 'Thuyên", ">> Mai Trọng Thuyên’", "“Mai Trọng Thuyên"])
def test_strokes_of_a_signature_are_no_part_of_a_name(line: str) -> None:
    assert name_in(line) == "Mai Trọng Thuyên"


@pytest.mark.parametrize("line", ["TM. ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN XÃ", "PHÓ CHỦ TỊCH", "Văn phòng"])
def test_offices_and_bodies_are_no_names(line: str) -> None:
    assert name_in(line) is None


@pytest.mark.parametrize(
    ("read", "name"), [("Mac Như Tý", "Mạc Như Tý"), ("DANHÚT", "DANH ÚT"), ("KHÔNG ĐÌNH QUYẾT", "KHỔNG ĐÌNH QUYẾT")]
)
def test_a_name_that_lost_marks_or_its_space_is_put_right_in_doubt(read: str, name: str) -> None:
    assert check_name(read) == Checked(name, Check.DOUBTFUL, check_name(read).unlisted)


@pytest.mark.parametrize("name", ["PHAN VĂN KHÁNH TUÊ", "CHÂU HỮU TY"])
def test_a_word_that_is_a_name_in_other_tones_only_is_in_doubt(name: str) -> None:
    assert check_name(name).check is Check.DOUBTFUL


def test_a_family_name_that_would_lose_a_mark_stays_or_is_in_doubt() -> None:
    assert check_name("NGỌ DUY PHƯỚC").value == "NGỌ DUY PHƯỚC"
    assert check_name("TRẨN DUY PHƯỚC") == Checked("TRẦN DUY PHƯỚC", Check.DOUBTFUL, 0.0)


@pytest.mark.parametrize("name", ["Đắk Kôi", "Đăk Kôi"])
def test_a_highland_name_keeps_its_vowel_as_printed(name: str) -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", f"Kính gửi: Công an xã {name}, huyện Kon Rẫy")
    assert fields_of("residence_change_form", page)["addressed_to"].value == f"Công an xã {name}, huyện Kon Rẫy"


def test_a_name_parted_otherwise_than_in_the_list_stays_as_printed_in_doubt() -> None:
    page = page_of("GIẤY KHAI SINH", "Quê quán: xã Đạm Bri, thành phố Bảo Lộc, tỉnh Lâm Đồng")
    found = fields_of("birth_certificate", page)["place_of_origin"]
    assert found.value == "xã Đạm Bri, thành phố Bảo Lộc, tỉnh Lâm Đồng"
    assert found.confidence <= 0.88


@pytest.mark.parametrize(("read", "printed"), [("xà", "xã"), ("khu phô 7, phương", "khu phố 7, phường")])
def test_the_kind_of_a_unit_has_one_spelling(read: str, printed: str) -> None:
    page = page_of("GIẤY KHAI SINH", f"Quê quán: Xóm 2, {read} Tân Lập, tỉnh Bắc Ninh")
    assert fields_of("birth_certificate", page)["place_of_origin"].value == f"Xóm 2, {printed} Tân Lập, tỉnh Bắc Ninh"
