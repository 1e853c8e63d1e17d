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


def test_two_sections_may_stand_side_by_side_under_headings_in_the_middle_of_their_columns() -> None:
    page = page_of(
        "       TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Kính gửi: Ủy ban nhân dân xã Bình Thành, tỉnh Bến Tre",
        "Họ, chữ đệm, tên người yêu cầu: ĐẶNG TIẾN THÁI",
        "Giấy tờ tùy thân: CCCD số 060202835009, cấp ngày 20/04/2021",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
        "Họ, chữ đệm, tên: ĐẶNG NHÃ NGỌC",
        "Ngày, tháng, năm sinh: 21-09-2023",
        "            NGƯỜI MẸ ||             NGƯỜI CHA",
        "Họ, chữ đệm, tên: LY THỊ DẾ || Họ, chữ đệm, tên: ĐẶNG TIẾN THÁI",
        "Năm sinh: 1997 || Năm sinh: 2002",
        "Nơi cư trú: Làng 10, xã Bình || Nơi cư trú: Làng 10, xã Bình",
        "Thành, tỉnh Bến Tre || Thành, tỉnh Bến Tre",
        "Giấy tờ tùy thân: CCCD số || Giấy tờ tùy thân: CCCD số",
        "072197563321 || 060202835009",
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật.",
    )
    found = {key: each.value for key, each in fields_of("birth_registration_form", page).items()}
    assert (found["applicant_full_name"], found["child_full_name"]) == ("ĐẶNG TIẾN THÁI", "ĐẶNG NHÃ NGỌC")
    assert (found["mother_full_name"], found["mother_id_number"]) == ("LY THỊ DẾ", "072197563321")
    assert (found["father_full_name"], found["father_id_number"]) == ("ĐẶNG TIẾN THÁI", "060202835009")
