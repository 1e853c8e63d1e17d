"""Labels and values in the cells of tables and under captions, over several lines and behind list marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from fields_pages import fields_of, lines_of, page_of

from dossier.page import Box
from ocr.fields.field import Look
from ocr.fields.rows import rows_of

BIRTH = "TỜ KHAI ĐĂNG KÝ KHAI SINH"
BUSINESS = "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"
LAND = "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"


@pytest.mark.parametrize("mark", ["-", "•", "1.1.", "k)", "ø)", "20,", "1 ."])
def test_a_list_mark_may_stand_before_a_label(mark: str) -> None:
    page = page_of(LAND, f"{mark} Tên: LÊ VĂN TÁM", f"{mark} Địa chỉ: Thôn 3, Xã Ea Kao, Đắk Lắk")
    assert fields_of("land_change_form", page)["full_name"].value == "LÊ VĂN TÁM"


def test_a_remark_behind_a_label_may_end_on_its_next_line() -> None:
    page = page_of(BUSINESS, "Tôi là (ghi họ tên bằng", "chữ in hoa): TẠ SỸ KỲ", "Sinh ngày: 09/05/1949")
    assert fields_of("business_registration_form", page)["owner_full_name"].value == "TẠ SỸ KỲ"


def test_a_value_beside_the_first_line_of_its_label_belongs_to_it() -> None:
    page = lines_of(
        (0, 10, BUSINESS),
        (1, 0, "Tên hộ kinh doanh viết bằng"),
        (1, 50, "HỘ KINH DOANH QUÁN CƠM ÚT THÀNH"),
        (1.9, 0, "tiếng Việt (ghi bằng chữ in hoa):"),
        (3, 0, "Trụ sở của hộ kinh doanh:"),
        (3, 50, "Ấp 3, Phường 7, Bến Tre"),
    )
    found = fields_of("business_registration_form", page)
    assert found["business_name"].value == "HỘ KINH DOANH QUÁN CƠM ÚT THÀNH"
    assert found["business_address"].value == "Ấp 3, Phường 7, Bến Tre"


def test_the_second_lines_of_labels_in_a_row_of_cells_belong_to_their_first() -> None:
    page = lines_of(
        (0, 10, "GIẤY KHAI SINH"),
        (1, 0, "Giới"),
        (1, 15, "Nam"),
        (1, 35, "Dân tộc:"),
        (1, 55, "Kinh"),
        (1, 70, "Quốc"),
        (1, 85, "Việt Nam"),
        (1.8, 0, "tính:"),
        (1.8, 70, "tịch:"),
        (3, 0, "Nơi sinh: Phường Duy Tân, Kon Tum"),
    )
    found = fields_of("birth_certificate", page)
    assert [found[key].value for key in ("sex", "ethnicity", "nationality")] == ["male", "Kinh", "Việt Nam"]


def test_what_stands_between_the_lines_of_a_label_is_of_the_next_cells() -> None:
    page = lines_of(
        (0, 10, "GIẤY KHAI SINH"),
        (1, 0, "Giới"),
        (1.45, 35, "Dân tộc: Kinh"),
        (1.9, 0, "tính:"),
        (1.9, 15, "Nam"),
        (3, 0, "Nơi sinh: Phường Duy Tân, Kon Tum"),
    )
    found = fields_of("birth_certificate", page)
    assert (found["sex"].value, found["ethnicity"].value) == ("male", "Kinh")


def test_values_stand_under_their_captions() -> None:
    page = lines_of(
        (0, 10, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        (1, 0, "Ngày, tháng, năm sinh:"),
        (2, 0, "30-10-1965"),
        (3, 0, "c) Giới tính:"),
        (3, 40, "Dân tộc:"),
        (4, 0, "Nam"),
        (4, 40, "Kinh"),
        (5, 0, "Nơi cư trú: Thôn 3, Xã Ea Kao, Đắk Lắk"),
    )
    found = fields_of("marital_status_certificate", page)
    assert (found["date_of_birth"].value, found["sex"].value) == ("1965-10-30", "male")


@pytest.mark.parametrize("scrap", ["mm", "l", "'"])
def test_scrap_beside_a_caption_is_no_value(scrap: str) -> None:
    page = lines_of(
        (0, 10, "GIẤY KHAI SINH"),
        (1, 0, "Nơi sinh:"),
        (1, 45, scrap),
        (2, 0, "Trạm y tế Thị trấn Vị Xuyên, Huyện Vị Xuyên, Hà Giang"),
        (3, 0, "Quê quán:"),
        (4, 0, "Xã Bình Khê, Thị xã Đông Triều, Quảng Ninh"),
    )
    found = fields_of("birth_certificate", page)["place_of_birth"]
    assert found.value == "Trạm y tế Thị trấn Vị Xuyên, Huyện Vị Xuyên, Hà Giang"


def test_a_date_goes_on_with_its_year_on_the_next_line() -> None:
    page = lines_of(
        (0, 10, "GIẤY KHAI SINH"),
        (1, 0, "Ngày, tháng, năm sinh:"),
        (1, 30, "ngày 13 tháng 6 năm"),
        (2, 30, "1997"),
        (3, 0, "Nơi sinh: Phường Duy Tân, Kon Tum"),
    )
    assert fields_of("birth_certificate", page)["date_of_birth"].value == "1997-06-13"


def test_the_line_of_place_and_date_may_have_its_year_under_it() -> None:
    page = lines_of(
        (0, 10, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        (1, 0, "Nơi cư trú: Thôn 3, Xã Ea Kao, Đắk Lắk"),
        (3, 50, "Tân Phước Hưng, ngày 23 tháng 9 năm"),
        (4, 66, "2024"),
    )
    assert fields_of("marital_status_certificate", page)["issued_on"].value == "2024-09-23"


def test_whom_a_paper_is_addressed_to_may_end_on_a_centred_line() -> None:
    page = lines_of(
        (0, 30, LAND),
        (1, 20, "Kính gửi: Chi nhánh Văn phòng đăng ký đất đai phường Ninh Thạnh, tỉnh Tây"),
        (2, 54, "Ninh"),
        (3, 0, "Tên: LÊ VĂN TÁM"),
    )
    found = fields_of("land_change_form", page)["addressed_to"]
    assert found.value == "Chi nhánh Văn phòng đăng ký đất đai phường Ninh Thạnh, tỉnh Tây Ninh"


def test_a_longer_phrase_that_begins_like_a_label_is_none() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
        "Tờ bản đồ số: 116",
    )
    assert fields_of("land_use_certificate", page)["parcel_number"].value is None


def test_the_first_line_of_the_next_cell_is_not_the_last_of_a_value() -> None:
    page = lines_of(
        (0, 10, BIRTH),
        (1.5, 0, "Nơi cư trú:"),
        (1.5, 30, "Thôn Tân Lập, Xã Nam Sơn, Huyện Sóc Sơn, Hà Nội"),
        (3.0, 30, "Căn cước công dân số 010196522370, do Cục Cảnh sát"),
        (3.45, 0, "Giấy tờ tùy thân:"),
        (3.9, 30, "QLHC về TTXH cấp ngày 08/08/2026"),
    )
    found = fields_of("birth_registration_form", page)["applicant_residence"]
    assert found.value == "Thôn Tân Lập, Xã Nam Sơn, Huyện Sóc Sơn, Hà Nội"


def test_a_line_that_was_passed_over_under_a_full_one_is_looked_for_and_leaves_a_doubt() -> None:
    asked: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(looks)
        return [("vốn. « ~", 0.8) for _ in looks]

    page = lines_of(
        (0, 10, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        (1, 0, "Họ, chữ đệm, tên: LÊ VĂN TÁM"),
        (2, 0, "Ngày, tháng, năm sinh: 30/10/1965"),
        (3, 0, "Giấy này có giá trị sử dụng trong thời hạn 6 tháng, được sử dụng để: làm thủ tục vay"),
        (6, 50, "NGƯỜI KÝ GIẤY XÁC NHẬN"),
    )
    found = fields_of("marital_status_certificate", page, reread=reread)["purpose"]
    assert found.value == "làm thủ tục vay vốn"
    assert found.confidence < 0.9
    assert any(look.box.y0 > 200 + 3 * 72 for look in asked)


def test_a_line_that_was_read_twice_stands_once() -> None:
    page = lines_of(
        (0, 10, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
        (1, 40, "Đăng ký tạm trú tại Ấp 1, phường Thành Sen, Hà"),
        (1.5, 0, "Nội dung đề nghị(2):"),
        (1.62, 1, "ội dung đề nghị(2)"),
        (2, 40, "Tĩnh"),
    )
    found = fields_of("residence_change_form", page)["request"]
    assert found.value == "Đăng ký tạm trú tại Ấp 1, phường Thành Sen, Hà Tĩnh"


def test_words_whose_boxes_lie_over_each_other_stand_as_the_engine_has_them() -> None:
    page = page_of("ÂU KIM QUÝ")
    first, second, third = page.words
    wide = replace(second, box=second.box._replace(x0=first.box.x0 - 5))
    (row,) = rows_of(replace(page, words=(first, wide, third)))
    assert row.text == "ÂU KIM QUÝ"


def test_a_word_read_once_more_in_a_box_that_reaches_over_a_seal_is_left_out() -> None:
    page = page_of("Lê Minh Trí")
    first = page.words[0]
    wide = replace(first, box=first.box._replace(x0=first.box.x0 - 120, y1=first.box.y1 - 4), line=9)
    (row,) = rows_of(replace(page, words=(*page.words, wide)))
    assert row.text == "Lê Minh Trí"


def test_a_letter_read_once_more_within_a_word_is_left_out() -> None:
    page = page_of("027072038475")
    (word,) = page.words
    inside = replace(word, text="A", box=word.box._replace(x0=word.box.x0 + 40, x1=word.box.x0 + 60), line=1)
    (row,) = rows_of(replace(page, words=(word, inside)))
    assert row.text == "027072038475"


@pytest.mark.parametrize("taller", [1, 3])
def test_a_name_in_capitals_goes_on_in_a_line_whose_boxes_are_too_tall(taller: int) -> None:
    label = "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa):"
    page = page_of(
        BUSINESS, f"{label} HỘ KINH DOANH VẬT LIỆU XÂY DỰNG VÀ", "BÌNH AN -", "", "Vốn kinh doanh: 5.000.000"
    )
    words = [
        replace(word, box=word.box._replace(y1=word.box.y0 + taller * (word.box.y1 - word.box.y0)))
        if word.text in {"BÌNH", "AN"}
        else word
        for word in page.words
    ]
    name = fields_of("business_registration_form", replace(page, words=tuple(words)))["business_name"].value
    assert str(name).startswith("HỘ KINH DOANH VẬT LIỆU XÂY DỰNG VÀ BÌNH AN")


def test_a_hyphen_before_a_label_in_a_cell_of_a_table_stays_in_its_line() -> None:
    page = lines_of(
        (0, 10, LAND),
        (2, 2, "- Tên"),
        (2, 40, "Bà LÊ TUYẾT MÙI NẾT"),
        (4, 2, "- Địa chỉ"),
        (4, 40, "Ấp Hòa Thạnh, phường 11, tỉnh Bà Rịa -"),
        (5, 40, "Vũng Tàu"),
    )
    words = tuple(
        replace(word, box=word.box._replace(y0=word.box.y1 - 12, y1=word.box.y1 - 6)) if word.text == "-" else word
        for word in page.words
    )
    left, middle, right = 0, min(word.box.x0 for word in words if word.text == "Bà") - 20, page.image.width
    edges = [word.box.y0 - 20 for word in words if word.text in ("Tên", "Địa")] + [words[-1].box.y1 + 20]
    cells = tuple(Box(x0, y0, x1, y1) for y0, y1 in pairwise(edges) for x0, x1 in ((left, middle), (middle, right)))
    found = fields_of("land_change_form", replace(page, words=words, cells=cells))
    assert found["full_name"].value == "LÊ TUYẾT MÙI NẾT"
    assert found["address"].value == "Ấp Hòa Thạnh, phường 11, tỉnh Bà Rịa - Vũng Tàu"
