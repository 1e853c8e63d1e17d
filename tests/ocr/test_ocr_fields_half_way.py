"""Tables without rules: values half-way beside their labels, on the second line of a label, and labels over two lines."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, lines_of

BIRTH_FORM = "TỜ KHAI ĐĂNG KÝ KHAI SINH"
LAND_CERTIFICATE = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"


def test_a_value_stands_half_way_beside_the_two_lines_of_a_label_without_a_colon() -> None:
    page = lines_of(
        (0, 10, BIRTH_FORM),
        (2, 0, "1. Họ, chữ đệm, tên"),
        (2.45, 40, "Hồ Thị Ý"),
        (2.9, 0, "người yêu cầu"),
        (4.5, 0, "2. Nơi cư trú(2)"),
        (4.5, 40, "Thôn 3, Xã Ea Kao, Đắk Lắk"),
    )
    found = fields_of("birth_registration_form", page)
    assert (found["applicant_full_name"].value, found["applicant_residence"].value) == (
        "Hồ Thị Ý",
        "Thôn 3, Xã Ea Kao, Đắk Lắk",
    )


def test_two_lines_of_a_value_stand_between_the_three_of_a_label() -> None:
    page = lines_of(
        (0, 10, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        (2, 0, "Quốc tịch"),
        (2, 40, "Việt Nam"),
        (3.5, 0, "Số Giấy CMND/Hộ"),
        (3.95, 40, "Chứng minh nhân dân số 235104046, Công an"),
        (4.4, 0, "chiếu/Giấy tờ hợp lệ thay"),
        (4.85, 40, "tỉnh Đồng Tháp cấp ngày 27/11/2005"),
        (5.3, 0, "thế"),
        (6.8, 0, "Nơi thường trú/tạm trú"),
        (6.8, 40, "Tổ 34, Sông Trầu, Trảng Bom, Đồng Nai"),
    )
    assert fields_of("marital_status_certificate", page)["id_number"].value == "235104046"


def test_lines_that_are_as_far_from_each_other_as_from_the_next_are_no_cell() -> None:
    page = lines_of(
        (0, 10, "GIẤY KHAI SINH"),
        (1, 0, "Nơi sinh"),
        (1.5, 40, "Phường Duy Tân, Kon Tum"),
        (2, 0, "và quê quán"),
        (2.5, 40, "Xã Ea Kao, Đắk Lắk"),
        (3, 0, "ghi ở đây"),
        (3.5, 40, "Kinh"),
    )
    assert fields_of("birth_certificate", page)["place_of_birth"].value != "Xã Ea Kao, Đắk Lắk"


@pytest.mark.parametrize("colon", ["š", "8", ":"])
def test_a_value_stands_on_the_second_line_of_its_label_which_is_a_colon_or_what_it_was_read_as(colon: str) -> None:
    page = lines_of(
        (0, 10, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
        (1, 0, "Họ, chữ đệm và tên:"),
        (1, 50, "Võ Kim Chiến"),
        (2, 0, "Ngày, tháng, năm sinh:"),
        (2, 50, "17/10/1972"),
        (3, 0, "Giới tính:"),
        (3, 50, "Nam"),
        (4, 0, "Số định danh cá nhân/CMND"),
        (4.8, 0, colon),
        (4.8, 50, "046072004103"),
        (6, 0, "Số điện thoại liên hệ:"),
        (6, 50, "0915327136"),
    )
    assert fields_of("residence_change_form", page)["id_number"].value == "046072004103"


def test_a_label_in_the_middle_of_a_value_goes_on_in_the_next_line() -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        (2, 0, "Bà:"),
        (2, 40, "Viên Thục Thư, sinh năm 1964, Số định danh cá"),
        (2.8, 40, "nhân: 031164607383"),
        (4, 0, "Địa chỉ thường trú: Thôn Đông, Xã Tam Cường, Huyện Vĩnh Bảo, Hải Phòng"),
    )
    found = fields_of("land_use_certificate", page)
    assert (found["owner_full_name"].value, found["owner_id_number"].value) == ("Viên Thục Thư", "031164607383")


def test_the_number_of_a_label_at_the_end_of_a_line_stands_under_the_beginning_of_its_text() -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        (2, 0, "Ông:"),
        (2, 40, "Chu Sỹ Mẫn, sinh năm 1963, CCCD số:"),
        (2.8, 40, "075063775862"),
        (4, 0, "Bà:"),
        (4, 40, "Viên Tường Thư, sinh năm 1962, CCCD số:"),
        (4.8, 40, "068162053177"),
    )
    assert fields_of("land_use_certificate", page)["owner_id_number"].value == "075063775862"


def test_an_area_under_its_label_stands_before_the_label_of_its_words() -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "Diện tích"),
        (1.8, 0, "41,5 m2 (bằng chữ: bốn mươi mốt phẩy năm mét vuông)"),
        (3, 0, "Hình thức sử dụng"),
        (3.8, 0, "Sử dụng riêng"),
    )
    assert fields_of("land_use_certificate", page)["area_m2"].value == "41.5"


@pytest.mark.parametrize("name", ["TẠ TUẤN KHANG", "Tạ Tuấn Khang"])
def test_a_name_stands_under_a_title_that_is_alone_on_its_line(name: str) -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất"),
        (2, 0, "Ông"),
        (2.8, 0, name),
        (4, 0, "Năm sinh"),
        (4.8, 0, "1980"),
    )
    assert fields_of("land_use_certificate", page)["owner_full_name"].value == name


def test_a_name_stands_under_a_numbered_label_that_is_alone_on_its_line() -> None:
    page = lines_of(
        (0, 10, "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
        (1, 0, "1.1. Tên"),
        (1.8, 0, "LÊ KIM BẰNG"),
        (3, 0, "1.3. Địa chỉ"),
        (3.8, 0, "Thôn 3, Xã Ea Kao, Đắk Lắk"),
    )
    assert fields_of("land_change_form", page)["full_name"].value == "LÊ KIM BẰNG"


@pytest.mark.parametrize("number", ["Số: 48/2025 Ngày: 8/7/2025", "Ngày: ngày 08 tháng 7 năm 2025"])
def test_an_extract_tells_the_day_of_registration_behind_its_number(number: str) -> None:
    page = lines_of(
        (0, 10, "TRÍCH LỤC KHAI SINH"),
        (1, 0, "Đăng ký khai sinh tại: Ủy ban nhân dân xã Hòa Hiệp, tỉnh Bà Rịa - Vũng Tàu"),
        (2, 0, number),
        (3, 0, "Ghi chú: Không"),
    )
    assert fields_of("birth_certificate", page)["registered_on"].value == "2025-07-08"


def test_a_remark_may_have_lost_its_first_parenthesis() -> None:
    page = lines_of(
        (0, 10, "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"),
        (1, 0, "Tên hộ kinh doanh viết bằng tiếng Việt"),
        (1.8, 0, "ghi bằng chữ in hoa): HỘ KINH DOANH GARA Ô TÔ KIM YẾN"),
    )
    found = fields_of("business_registration_form", page)["business_name"]
    assert found.value == "HỘ KINH DOANH GARA Ô TÔ KIM YẾN"


def test_a_unit_behind_another_without_a_comma_is_in_doubt() -> None:
    page = lines_of(
        (0, 10, "GIẤY CHỨNG MINH NHÂN DÂN"),
        (1, 0, "Nơi ĐKHK thường trú: Ấp Trung Xã Hố Nai 3, Huyện Trảng Bom, Đồng Nai"),
    )
    assert fields_of("old_identity_card", page)["place_of_residence"].confidence < 0.9


@pytest.mark.parametrize("glued", ["nhân-089167976962", "nhân089167976962"])
def test_a_number_that_was_read_as_one_word_with_its_label_is_that_of_the_first_owner(glued: str) -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        (2, 0, f"Bà: Viên Thục Thư, sinh năm 1967, Số định danh cá {glued}"),
        (3, 0, "và chồng: Chu Sỹ Mẫn, sinh năm 1973, Số định danh cá nhân: 079073143008"),
    )
    assert fields_of("land_use_certificate", page)["owner_id_number"].value == "089167976962"


@pytest.mark.parametrize(
    "first", ["Bà: Viên Thục Thư, sinh năm 1967, Số định danh cá nhận0B9167976962", "Bà: Viên Thục Thư"]
)
def test_the_number_of_a_spouse_is_not_taken_for_the_owners_with_certainty(first: str) -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        (2, 0, first),
        (3, 0, "và chồng: Chu Sỹ Mẫn, sinh năm 1973, Số định danh cá nhân: 079073143008"),
    )
    found = fields_of("land_use_certificate", page)["owner_id_number"]
    assert found.value is None or found.confidence < 0.9
