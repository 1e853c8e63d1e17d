"""Fields of cards: labels of all issues, what stands beside them, dates that follow from each other."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from dossier.page import PageReading


def front(**lines: str) -> PageReading:
    """The front of a card of 2021 with its expiry at the foot."""
    said = {
        "name": "Họ và tên / Full name:",
        "born": "Ngày sinh / Date of birth: 24/04/2007",
        "origin": "Quê quán / Place of origin:",
        "until": "Có giá trị đến: 24/04/2032",
        **lines,
    }
    return page_of(
        "CĂN CƯỚC CÔNG DÂN",
        "Số / No.: 017207458879",
        said["name"],
        "VÀNG SEO LỬ",
        said["born"],
        "Giới tính / Sex: Nam || Quốc tịch / Nationality: Việt Nam",
        said["origin"],
        "Xã Liên Sơn, H. Lương Sơn, Hòa Bình",
        "Nơi thường trú / Place of residence: Xã Quyết Thắng, Huyện Lạc Sơn, Tỉnh Hòa Bình",
        said["until"],
    )


@pytest.mark.parametrize(
    ("label", "read"), [("name", "—"), ("name", "Hv t / name"), ("origin", "Ế tr. là"), ("origin", "Q á / P :")]
)
def test_what_stands_between_its_neighbours_needs_no_label(label: str, read: str) -> None:
    found = fields_of("identity_card", front(**{label: read}))
    assert found["full_name"].value == "VÀNG SEO LỬ"
    assert found["place_of_origin"].value == "Xã Liên Sơn, H. Lương Sơn, Hòa Bình"


def test_the_birthday_of_exchange_is_the_end_of_a_card_whose_label_was_not_read() -> None:
    found = fields_of("identity_card", front(until="G6 gái đón: 24/04/2032"))["date_of_expiry"]
    assert found.value == "2032-04-24"


@pytest.mark.parametrize("until", ["lu toda || Không thời hạn", "Có giá trị đến: Không Of eXplry thời hạn"])
def test_a_card_without_end_says_so_wherever_that_stands(until: str) -> None:
    found = fields_of("identity_card", front(until=until))["date_of_expiry"]
    assert (found.value, found.confidence) == (None, 0.95)


@pytest.mark.parametrize("until", ["25/04/2032", "24/04/2033"])
def test_an_end_that_is_no_birthday_of_exchange_is_in_doubt(until: str) -> None:
    found = fields_of("identity_card", front(until=f"Có giá trị đến: {until}"))
    assert found["date_of_expiry"].confidence <= 0.88
    assert fields_of("identity_card", front())["date_of_expiry"].confidence > 0.9


@pytest.mark.parametrize(("issue", "sure"), [("20/05/2022", True), ("20/05/2032", False), ("20/05/2018", False)])
def test_a_date_of_issue_after_which_the_card_would_end_on_another_birthday_is_in_doubt(
    issue: str, *, sure: bool
) -> None:
    back = page_of(
        "Đặc điểm nhận dạng / Personal identification:", f"Ngày, tháng, năm / Date, month, year: {issue}", number=2
    )
    found = fields_of("identity_card", front(), back)["date_of_issue"]
    assert (found.confidence > 0.9) is sure


def test_a_date_with_one_figure_for_its_day_has_lost_one() -> None:
    back = page_of(
        "Đặc điểm nhận dạng / Personal identification:", "Ngày, tháng, năm / Date, month, year: 5/11/2025", number=2
    )
    assert fields_of("identity_card", front(), back)["date_of_issue"].value is None


def test_the_date_of_issue_may_stand_in_words_without_a_label() -> None:
    back = page_of("Đặc điểm nhận dạng:", "Không có", "Ngày 03 tháng 11 năm 2020", "CỤC TRƯỞNG CỤC CẢNH SÁT", number=2)
    assert fields_of("identity_card", front(), back)["date_of_issue"].value == "2020-11-03"


@pytest.mark.parametrize("label", ["lgày, tháng, năm ất hạn / Date oƒ expiry:", "€6 giá trị đến:", "Date of expiry:"])
def test_a_label_read_a_little_wrong_is_the_label(label: str) -> None:
    found = fields_of("identity_card", front(until=f"{label} 24/04/2032"))["date_of_expiry"]
    assert found.value == "2032-04-24"


def old_card(*lines: str) -> PageReading:
    """An old card with these lines under the name."""
    return page_of("GIẤY CHỨNG MINH NHÂN DÂN", "SỐ 194325289", "Họ tên TỐNG THẾ MINH", "Sinh ngày 21-11-1983", *lines)


def test_an_old_card_names_its_origin_without_a_colon() -> None:
    found = fields_of("old_identity_card", old_card("Nguyên quán Xã Quang Phú, Thành phố Đồng Hới, Tỉnh Quảng Bình"))
    assert found["place_of_origin"].value == "Xã Quang Phú, Thành phố Đồng Hới, Tỉnh Quảng Bình"


def test_a_hyphen_at_the_beginning_of_a_line_parts_units() -> None:
    page = old_card("Nguyên quán: Xã Quang Phú - Thành phố Đồng Hới", " - Tỉnh Quảng Bình")
    value = fields_of("old_identity_card", page)["place_of_origin"].value
    assert value == "Xã Quang Phú - Thành phố Đồng Hới - Tỉnh Quảng Bình"


def test_a_residence_without_its_commune_is_in_doubt() -> None:
    page = old_card("Nơi ĐKHK thường trú: Huyện Nam Trực, Tỉnh Nam Định")
    assert fields_of("old_identity_card", page)["place_of_residence"].confidence <= 0.88


@pytest.mark.parametrize("label", ["Số hộ chiếu / Passport No", "Hộ chiếu số / Passport N°"])
def test_the_number_of_a_passport_stands_under_either_label(label: str) -> None:
    page = page_of(
        "HỘ CHIẾU / PASSPORT", label, "E32902622", "Họ / Surname", "GIÁP", "Chữ đệm và tên / Given names", "VIẾT DUỆ"
    )
    assert fields_of("passport", page)["passport_number"].value == "E32902622"


def test_a_nationality_is_known_without_its_space() -> None:
    page = page_of(
        "HỘ CHIẾU / PASSPORT", "Họ và tên / Full name", "BÙI SỸ CỪ", "Quốc tịch / Nationality", "VIỆT.NAM/ VIETNAMESE"
    )
    assert fields_of("passport", page)["nationality"].value == "VIỆT NAM"


def test_a_label_of_three_words_is_known_by_the_other_two() -> None:
    assert fields_of("identity_card", front(name="nọ và tên / Full name:"))["full_name"].value == "VÀNG SEO LỬ"
