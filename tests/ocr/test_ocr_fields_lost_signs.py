"""What was misread or lost beside values: colons, headings of columns and lists, the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fields_pages import fields_of, lines_of, page_of

from ocr.fields import Look

RESIDENCE = "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"
MARITAL = "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"
LAND_CERTIFICATE = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"


@pytest.mark.parametrize("sign", [",", "."])
def test_a_colon_may_be_read_as_a_comma_or_a_point(sign: str) -> None:
    page = page_of(
        RESIDENCE,
        f"Kính gửi{sign} Công an xã Nậm Nèn, tỉnh Điện Biên",
        f"4. Số định danh cá nhân{sign} 031301289610",
        f"10. Nội dung đề nghị{sign} Tách hộ tại địa chỉ Xóm 2, Xã Nậm Nèn, Tỉnh Điện Biên",
    )
    found = fields_of("residence_change_form", page)
    assert found["addressed_to"].value == "Công an xã Nậm Nèn, tỉnh Điện Biên"
    assert found["id_number"].value == "031301289610"
    assert found["request"].value == "Tách hộ tại địa chỉ Xóm 2, Xã Nậm Nèn, Tỉnh Điện Biên"


@pytest.mark.parametrize("name", ["ÔNG AN TÚ THƠM", "ÔNG CÔNG CHÍ SÁNG"])
def test_a_family_name_is_no_title(name: str) -> None:
    page = page_of(MARITAL, f"Bà: {name} || Giới tính: Nữ", "Dân tộc: Kinh || Quốc tịch: Việt Nam")
    assert fields_of("marital_status_certificate", page)["full_name"].value == name


def test_a_title_before_a_common_family_name_is_one() -> None:
    page = page_of(MARITAL, "Họ và tên: ÔNG NGUYỄN VĂN SÁNG", "Giới tính: Nam")
    assert fields_of("marital_status_certificate", page)["full_name"].value == "NGUYỄN VĂN SÁNG"


@pytest.mark.parametrize("title", ["Ông", "Bà"])
def test_a_marital_status_certificate_names_its_owner_behind_a_title(title: str) -> None:
    page = page_of(MARITAL, f"{title}: Dương Viên Tường Như Quyên", "Số CMND/CCCD: Giấy CMND số 094588607")
    found = fields_of("marital_status_certificate", page)
    assert (found["full_name"].value, found["id_number"].value) == ("Dương Viên Tường Như Quyên", "094588607")


def test_a_short_label_in_the_middle_of_a_line_counts_before_a_personal_number() -> None:
    page = page_of(
        LAND_CERTIFICATE,
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        "Bà: ĐÀM THỊ MỸ HỒNG, năm sinh 1989, CMND: 323477991, thường trú tại: Thôn Thượng",
    )
    assert fields_of("land_use_certificate", page)["owner_id_number"].value == "323477991"


def test_what_stands_far_behind_a_name_is_no_part_of_it() -> None:
    page = lines_of(
        (0, 10, LAND_CERTIFICATE),
        (1, 0, "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất"),
        (2, 0, "Ông: Từ Hữu Tuyên"),
        (2, 60, "CHỦ TỊCH"),
        (3, 0, "Năm sinh: 1995"),
    )
    assert fields_of("land_use_certificate", page)["owner_full_name"].value == "Từ Hữu Tuyên"


def test_a_heading_in_capitals_is_no_part_of_the_line_over_it() -> None:
    page = page_of(
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "      Kính gửi: Ủy ban nhân dân xã Yên Khê, huyện Con Cuông, tỉnh Nghệ An",
        "I. THÔNG TIN VỀ NGƯỜI YÊU CẦU",
        "Họ, chữ đệm, tên người yêu cầu: LÊ VĂN TÁM",
    )
    found = fields_of("birth_registration_form", page)["addressed_to"]
    assert found.value == "Ủy ban nhân dân xã Yên Khê, huyện Con Cuông, tỉnh Nghệ An"


def test_an_office_before_its_district_has_no_comma_if_none_is_printed() -> None:
    page = page_of(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",
        "Kính gửi: Văn phòng đăng ký đất đai Huyện Văn Lãng, tỉnh Lạng Sơn",
        "1.1. Tên: LÊ VĂN TÁM",
    )
    found = fields_of("land_change_form", page)["addressed_to"]
    assert found.value == "Văn phòng đăng ký đất đai Huyện Văn Lãng, tỉnh Lạng Sơn"


CARD = (
    (0, 10, "CĂN CƯỚC CÔNG DÂN"),
    (1, 0, "Giới tính / Sex: Nam"),
    (1, 60, "Quốc tịch / Nationality: Việt Nam"),
    (2, 0, "Nơi thường trú / Place of residence: Số 385"),
    (3, 0, "Chí Minh, Chí Linh, Hải Dương"),
)


@pytest.mark.parametrize(("behind", "doubted"), [("đường Lê Lợi,", True), ("", False), ("~ ,", False)])
def test_words_behind_a_line_of_a_card_that_goes_on_in_the_next_put_it_in_doubt(behind: str, doubted: bool) -> None:
    page = lines_of(*CARD)

    def look(looks: Sequence[Look]) -> list[tuple[str, float]]:
        """Everything as read on the page, and what stands behind the first line."""
        texts = {True: behind, False: "Số 385 Chí Minh, Chí Linh, Hải Dương"}
        return [(texts[each.box.x0 > 1100 and each.box.y0 < 400], 0.95) for each in looks]

    found = fields_of("identity_card", page, reread=look)["place_of_residence"]
    assert (found.confidence < 0.9) is doubted


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Thôn 14, X. Vĩnh Tiến, H. Kim Bôi, T. Hòa Bình", "Thôn 14, X. Vĩnh Tiến, H. Kim Bôi, T. Hòa Bình"),
        ("Bản Cổ Loa, TT Quỹ Nhất, H Nghĩa Hưng, T Nam Định", "Bản Cổ Loa, TT. Quỹ Nhất, H. Nghĩa Hưng, T. Nam Định"),
        ("Xóm Hạ - P. Bắc Hà -Q. Kiến An - TP. Hải Phòng", "Xóm Hạ - P. Bắc Hà - Q. Kiến An - TP. Hải Phòng"),
        ("Xóm Hạ - P. Bắc Hà- Q. Kiến An - TP. Hải Phòng", "Xóm Hạ - P. Bắc Hà - Q. Kiến An - TP. Hải Phòng"),
    ],
)
def test_abbreviated_units_and_the_hyphens_between_them_are_kept(read: str, printed: str) -> None:
    page = page_of("GIẤY KHAI SINH", f"Quê quán: {read}")
    assert fields_of("birth_certificate", page)["place_of_origin"].value == printed


def test_hyphens_and_dashes_between_the_units_of_one_address_are_in_doubt() -> None:
    page = page_of("GIẤY KHAI SINH", "Quê quán: Xóm Hạ - P. Bắc Hà – Q. Kiến An – TP. Hải Phòng")
    assert fields_of("birth_certificate", page)["place_of_origin"].confidence < 0.9


@pytest.mark.parametrize("mark", ["²", "*", ""])
def test_the_mark_of_a_footnote_may_stand_behind_a_remark(mark: str) -> None:
    page = page_of("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", f"a) Tên (viết chữ in hoa){mark}: HOÀNG YẾN CHI")
    assert fields_of("land_change_form", page)["full_name"].value == "HOÀNG YẾN CHI"
