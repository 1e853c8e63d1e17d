"""Cards and passports whose fine print a copy has lost: values are told by their order, and left to a person."""

from __future__ import annotations

from fields_pages import fields_of, lines_of, page_of

CARD = (
    (0, 10, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, 10, "CĂN CƯỚC CÔNG DÂN"),
    (2, 12, "014073821201"),
    (3, 12, "HUỲNH MINH HUY"),
    (4, 20, "22/04/1973"),
    (5, 12, "Nam"),
    (5, 40, "Việt Nam"),
    (6, 12, "Huy Tân, Phù Yên, Sơn La"),
    (7, 0, "22/04/2033"),
    (7, 30, "Số 744 Trần Phú,"),
    (8, 12, "Phong Thu, Phong Điền, Thừa Thiên Huế"),
    (12, 12, "03/08/2022"),
)


def test_a_card_without_labels_is_read_by_its_order() -> None:
    found = fields_of("identity_card", lines_of(*CARD))
    assert {key: each.value for key, each in found.items() if each.value} == {
        "id_number": "014073821201",
        "full_name": "HUỲNH MINH HUY",
        "date_of_birth": "1973-04-22",
        "sex": "male",
        "nationality": "Việt Nam",
        "place_of_origin": "Huy Tân, Phù Yên, Sơn La",
        "place_of_residence": "Số 744 Trần Phú, Phong Thu, Phong Điền, Thừa Thiên Huế",
        "date_of_expiry": "2033-04-22",
        "date_of_issue": "2022-08-03",
    }
    assert all(each.confidence < 0.9 for key, each in found.items() if key not in ("id_number", "date_of_expiry"))


def test_a_card_without_labels_of_the_year_2024_has_its_places_on_the_back() -> None:
    lines = [(at, shift, text.replace(" CÔNG DÂN", "")) for at, shift, text in CARD if at < 6]
    page = lines_of(*lines, (8, 12, "Xóm 2, xã Bình Phú, tỉnh Đồng Tháp"), (9, 12, "Xã Bình Phú, tỉnh Đồng Tháp"))
    found = fields_of("identity_card", page)
    assert found["place_of_residence"].value == "Xóm 2, xã Bình Phú, tỉnh Đồng Tháp"
    assert found["place_of_birth_registration"].value == "Xã Bình Phú, tỉnh Đồng Tháp"


def test_of_a_card_with_labels_nothing_is_guessed() -> None:
    page = page_of(
        "CĂN CƯỚC CÔNG DÂN",
        "Số / No: 014073821201",
        "Họ và tên / Full name: HUỲNH MINH HUY",
        "Giới tính / Sex: Nam",
        "Quốc tịch / Nationality: Việt Nam",
        "12/12/2012",
    )
    assert fields_of("identity_card", page)["date_of_birth"].value is None


def test_a_passport_without_labels_is_read_by_its_order() -> None:
    page = lines_of(
        (0, 10, "HỘ CHIẾU / PASSPORT"),
        (1, 10, "P"),
        (1, 20, "VNM"),
        (1, 40, "C5855202"),
        (2, 10, "ĐÀO HOÀI LAN"),
        (3, 10, "VIỆT NAM / VIETNAMESE"),
        (3, 45, "23/02/1959"),
        (4, 10, "NỮ/F"),
        (4, 45, "THANH HÓA"),
        (5, 10, "038159545843"),
        (5, 45, "25/02/2022"),
        (6, 45, "25/02/2032"),
    )
    found = fields_of("passport", page)
    assert {key: each.value for key, each in found.items()} == {
        "passport_number": "C5855202",
        "id_number": "038159545843",
        "full_name": "ĐÀO HOÀI LAN",
        "date_of_birth": "1959-02-23",
        "sex": "female",
        "nationality": "VIỆT NAM",
        "date_of_expiry": "2032-02-25",
    }
