"""What machines read on a card follows the published layouts."""

import random
from dataclasses import replace
from datetime import date

from hoso.samples.codes import card_mrz, check_digit, passport_mrz, qr_payload
from hoso.samples.persons import make_person

ANH = replace(
    make_person(random.Random(1), sex="female"),
    id_number="001190123456",
    old_number="012345678",
    full_name="Nguyễn Thị Minh Ánh",
    born=date(1990, 6, 15),
    expires=date(2030, 6, 15),
    issued=date(2021, 4, 20),
    residence="Số 5, Phường Láng Thượng, Đống Đa, Hà Nội",
)


def test_the_zone_of_a_card_has_right_check_digits():
    assert card_mrz(ANH) == (
        "IDVNM1901234569001190123456<<0",
        "9006153F3006151VNM<<<<<<<<<<<8",
        "NGUYEN<<THI<MINH<ANH<<<<<<<<<<",
    )


def test_a_passport_has_two_lines_of_44():
    first, second = passport_mrz(ANH, date(2031, 1, 2))
    assert (len(first), len(second)) == (44, 44)
    assert second[9] == check_digit(second[:9])


def test_the_qr_code_of_2021_has_seven_fields():
    assert qr_payload(ANH, layout="2021") == (
        "001190123456|012345678|Nguyễn Thị Minh Ánh|15061990|Nữ|Số 5, Phường Láng Thượng, Đống Đa, Hà Nội|20042021"
    )


def test_the_qr_code_of_2024_goes_on():
    assert qr_payload(ANH, layout="2024").count("|") == 10
