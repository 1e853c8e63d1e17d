"""Units that an address names without their kind are those of its province."""

from __future__ import annotations

import pytest

from ocr.fields.places import hold


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("An Thanh Tây, Cù Lao Dung, Sóc Trăng", "An Thạnh Tây, Cù Lao Dung, Sóc Trăng"),
        ("Liên Trường, Quảng Trach, Quảng Bình", "Liên Trường, Quảng Trạch, Quảng Bình"),
        ("Ấp 2, Tổ Châu, An Giang", "Ấp 2, Tô Châu, An Giang"),
        ("Phường Lộc Hòa - TP. Nam Đinh - Nam Đinh", "Phường Lộc Hòa - TP. Nam Định - Nam Định"),
        ("Xã Quang Phú - Thành phố Đồng Hới Tỉnh Quảng Bình", "Xã Quang Phú - Thành phố Đồng Hới - Tỉnh Quảng Bình"),
        (
            "Xóm 13, Xã Trực Hưng, Huyền Trực Ninh, Tỉnh Nam Định",
            "Xóm 13, Xã Trực Hưng, Huyện Trực Ninh, Tỉnh Nam Định",
        ),
        ("Xã Tân Phương, H. Thanh Thuỷ, Phú Tho", "Xã Tân Phương, H. Thanh Thuỷ, Phú Thọ"),
    ],
)
def test_a_unit_with_one_spelling_in_its_province_is_put_right(read: str, right: str) -> None:
    held = hold(read)
    assert (held.text, held.doubtful) == (right, 0)


@pytest.mark.parametrize(
    "place", ["Đài Sơn, Phan Rang - Tháp Chàm, Ninh Thuận", "Tô Châu, An Giang", "Bàn Đạt, Phú Bình, Thái Nguyên"]
)
def test_names_of_the_country_stay_as_printed(place: str) -> None:
    held = hold(place)
    assert (held.text, held.unknown, held.doubtful) == (place, 0, 0)


def test_a_name_one_letter_off_is_put_right_in_doubt() -> None:
    held = hold("Xã Cư A Mung, Huyện Ea Heo, Tỉnh Đắk Lắk")
    assert held.text == "Xã Cư A Mung, Huyện Ea H'leo, Tỉnh Đắk Lắk"
    assert held.doubtful == 1


def test_a_province_one_letter_off_is_put_right_in_doubt() -> None:
    held = hold("Phường Trương Quang Trọng, Thành phố Quảng Ngõi, Tỉnh Quảng Ngõi")
    assert held.text == "Phường Trương Quang Trọng, Thành phố Quảng Ngãi, Tỉnh Quảng Ngãi"
    assert held.doubtful


def test_a_name_of_real_words_one_letter_off_stays_as_read_in_doubt() -> None:
    held = hold("Xã An Thủy, Huyện Ba Tri, Tỉnh Bến Tre")
    assert (held.text, held.doubtful) == ("Xã An Thủy, Huyện Ba Tri, Tỉnh Bến Tre", 1)


def test_a_unit_that_is_no_word_is_in_doubt() -> None:
    assert hold("Xã Bìrth Xuân, Thành phố Gò Công, Tỉnh Tiền Giang").doubtful == 1


def test_a_name_that_the_province_has_not_is_unknown() -> None:
    assert hold("Mỹ Vô Danh, Sóc Trăng").unknown == 1


def test_houses_and_streets_are_no_units() -> None:
    held = hold("Số 5 Lê Lợi, Hà Nội")
    assert (held.known, held.unknown) == (1, 0)


def test_a_lost_comma_before_the_province_is_put_back_in_doubt() -> None:
    held = hold("Phường Vân Phú, Thành phố Việt Trì Tỉnh Phú Thọ")
    assert (held.text, held.doubtful) == ("Phường Vân Phú, Thành phố Việt Trì, Tỉnh Phú Thọ", 1)
