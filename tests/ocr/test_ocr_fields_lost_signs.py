"""What was misread or lost beside values: colons, headings of columns and lists, the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fields_pages import fields_of, lines_of, page_of

from ocr.fields import Look
from ocr.fields.addresses import check_address
from ocr.fields.confidence import Check
from ocr.fields.lost_commas import with_lost_commas

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


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("Xã Mỹ Hòa Hưng, Thành phố Long Xuyên An Giang", "Xã Mỹ Hòa Hưng, Thành phố Long Xuyên, An Giang"),
        ("xã Đại Thắng huyện Đại Lộc, tỉnh Quảng Nam", "xã Đại Thắng, huyện Đại Lộc, tỉnh Quảng Nam"),
        ("Phường 1, Thành phố Vũng Tàu", "Phường 1, Thành phố Vũng Tàu"),
        ("Phường 5, Thành phố Hồ Chí Minh", "Phường 5, Thành phố Hồ Chí Minh"),
        ("Bệnh viện Nhi tỉnh Gia Lai, tỉnh Gia Lai", "Bệnh viện Nhi tỉnh Gia Lai, tỉnh Gia Lai"),
        ("xã Đại Thắng huyện Đại Lộc tỉnh Quảng Nam", "xã Đại Thắng huyện Đại Lộc tỉnh Quảng Nam"),
    ],
)
def test_an_address_with_commas_has_those_between_its_units(read: str, address: str) -> None:
    assert with_lost_commas(read) == address


@pytest.mark.parametrize("read", ["Xã Mỹ Hòa Hưng, Thành phố Long Xuyên An Giang", "Xóm 2- xã Thượng Phúc, Hà Nội"])
def test_signs_put_back_into_an_address_leave_a_doubt(read: str) -> None:
    assert check_address("place_of_origin", read).check is Check.DOUBTFUL


@pytest.mark.parametrize("read", ["0779.998 101", "0779 998.101"])
def test_a_telephone_number_with_one_point_has_lost_the_other(read: str) -> None:
    found = fields_of("land_change_form", page_of("       ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", f"Điện thoại: {read}"))["phone"]
    assert found.value == "0779.998.101"
    assert found.confidence <= 0.88


def test_figures_of_a_registers_number_that_stand_apart_are_one_number() -> None:
    page = page_of("       GIẤY KHAI SINH", "Số: 1 9 7/2025")
    assert fields_of("birth_certificate", page)["certificate_number"].value == "197/2025"


def test_what_is_left_of_the_country_is_that_country_in_doubt() -> None:
    found = fields_of("birth_certificate", page_of("       GIẤY KHAI SINH", "Quốc tịch: Nam"))["nationality"]
    assert (found.value, found.confidence <= 0.88) == ("Việt Nam", True)
