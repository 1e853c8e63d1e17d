"""Both sides of a card on one page, beside each other."""

from __future__ import annotations

from dataclasses import replace

from fields_pages import fields_of, page_of

from dossier.page import Box, PageReading

SIDES = page_of(
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM || Nơi cư trú / Place of residence:",
    "CĂN CƯỚC || Buôn Kô Siêr, xã Lương Hòa, tỉnh Trà Vinh",
    "Số định danh cá nhân / Personal number: || Ngày, tháng, năm cấp / Date of issue: 30/12/2024",
    "077216786272 || Ngày, tháng, năm hết hạn / Date of expiry:",
    "Họ, chữ đệm và tên khai sinh / Full name: || 03/10/2030",
    "NGUYỄN VĂN AN || BỘ CÔNG AN",
    "Ngày, tháng, năm sinh / Date of birth: ",
    "03/10/2016",
    "Giới tính / Sex: Nam",
)


def test_no_row_runs_through_both_sides() -> None:
    found = fields_of("identity_card", SIDES)
    assert found["full_name"].value == "NGUYỄN VĂN AN"
    assert found["date_of_birth"].value == "2016-10-03"
    assert found["date_of_expiry"].value == "2030-10-03"
    assert found["place_of_residence"].value == "Buôn Kô Siêr, xã Lương Hòa, tỉnh Trà Vinh"


def test_print_left_of_a_machine_readable_zone_is_no_part_of_it() -> None:
    right = [word.box for word in SIDES.words if word.box.x0 > 1240]
    zone = Box(min(box.x0 for box in right), 200 + 5 * 72, 2480, 200 + 9 * 72)
    page: PageReading = replace(SIDES, mrz=("<" * 30,) * 3, mrz_box=zone)
    found = fields_of("identity_card", page)
    assert found["full_name"].value == "NGUYỄN VĂN AN"
    assert found["sex"].value == "male"
