"""Forms in other wordings and another order than the law's own: sections, owners, headings, longer labels."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.confidence import Check

OLD_REQUEST = (
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Kính gửi: UBND xã Trà Linh, huyện Nam Trà My, tỉnh Quảng Nam",
    "Họ và tên người khai: LƯU VĂN NĂNG",
    "Số CMND/Hộ chiếu: CMND: 240136091",
    "Nơi thường trú/tạm trú: Tổ 5, phường Tân An, tỉnh Quảng Nam",
    "Đề nghị Ủy ban nhân dân xã Trà Linh đăng ký khai sinh cho người có tên dưới đây:",
    "Họ và tên: TRẦN THỊ HẠNH",
    "Ngày, tháng, năm sinh: 12/02/2012",
    "Họ và tên cha: LƯU VĂN MẠNH",
    "Nơi thường trú/tạm trú: Tổ 7, phường Tân An, tỉnh Quảng Nam",
    "Họ và tên mẹ: NGUYỄN TUYẾT MAI",
    "Nơi thường trú/tạm trú: Tổ 9, phường Tân An, tỉnh Quảng Nam",
    "Tôi cam đoan lời khai trên đây là đúng sự thật.",
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("applicant_full_name", "LƯU VĂN NĂNG"),
        ("applicant_id_number", "240136091"),
        ("applicant_residence", "Tổ 5, phường Tân An, tỉnh Quảng Nam"),
        ("child_full_name", "TRẦN THỊ HẠNH"),
        ("child_date_of_birth", "2012-02-12"),
        ("father_full_name", "LƯU VĂN MẠNH"),
        ("mother_full_name", "NGUYỄN TUYẾT MAI"),
    ],
)
def test_a_request_with_the_father_first_gives_up_each_field(key: str, value: str) -> None:
    assert fields_of("birth_registration_form", page_of(*OLD_REQUEST))[key].value == value


def test_the_day_of_a_registration_stands_behind_its_number() -> None:
    page = page_of(
        "       TRÍCH LỤC KHAI SINH",
        "Đăng ký khai sinh tại: UBND xã Đoàn Tùng",
        "Số: 195/2016 ngày: 25/09/2016",
        "Ghi chú:",
    )
    found = fields_of("birth_certificate", page)
    assert (found["registered_at"].value, found["registered_on"].value) == ("UBND xã Đoàn Tùng", "2016-09-25")


def test_a_household_business_has_a_head_and_a_capital_in_other_words() -> None:
    page = page_of(
        "       GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        "Kính gửi: Phòng Tài chính - Kế hoạch huyện Hàm Thuận Nam",
        "Họ và tên chủ hộ (ghi bằng chữ in hoa): TRẦN GIA CƯỜNG",
        "5/ Điện thoại: 0984672754 6/ Email: cuong@example.vn",
        "4. Tổng số vốn kinh doanh (VNĐ): 250.000.000 đồng",
    )
    found = fields_of("business_registration_form", page)
    assert (found["owner_full_name"].value, found["capital_vnd"].value) == ("TRẦN GIA CƯỜNG", "250000000")


def test_a_residence_in_thanh_cong_is_no_husband() -> None:
    page = page_of(
        "       GIẤY CHỨNG NHẬN KẾT HÔN",
        "Họ, chữ đệm, tên vợ: Nguyễn Thị Lệ",
        "Họ, chữ đệm, tên chồng: Trần Tuấn Hiển",
        "Nơi cư trú: ấp Mỹ Hòa, xã Thành",
        "Công - huyện Thạch Thành - tỉnh",
        "Thanh Hóa",
        "Giấy tờ tùy thân: CMND số 392211989",
    )
    found = fields_of("marriage_certificate", page)["husband_residence"].value
    assert found == "ấp Mỹ Hòa, xã Thành Công - huyện Thạch Thành - tỉnh Thanh Hóa"


def test_the_number_of_the_next_item_is_no_part_of_a_value() -> None:
    page = page_of(
        "       TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "5/ Số điện thoại liên hệ: 0984672754 6/ Email: tra@example.vn",
        "11/ Họ, chữ đệm và tên chủ hộ: PHẠM THỊ THU 12/ Mối quan hệ với chủ hộ: Con đẻ",
    )
    found = fields_of("residence_change_form", page)
    assert (found["phone"].value, found["household_head_name"].value) == ("0984672754", "PHẠM THỊ THU")


def test_the_last_word_of_a_name_before_a_semicolon_begins_no_label() -> None:
    page = page_of(
        "       GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Bà: Trần Khánh Vy; Số định danh cá nhân: 049156197493",
    )
    found = fields_of("land_use_certificate", page)
    assert (found["owner_full_name"].value, found["owner_id_number"].value) == ("Trần Khánh Vy", "049156197493")


def test_the_first_of_two_owners_is_named_without_year_and_number() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "AK 096703",
        "I. Tên người sử dụng đất:",
        "Bà: NGUYỄN THỊ NHI, năm sinh 1960, CMND số: 372412303",
        "Ông: TRẦN VĂN THUY, sinh năm 1961, CMND số: 167775543",
    )
    found = fields_of("land_use_certificate", page)
    assert found["owner_full_name"].value == "NGUYỄN THỊ NHI"
    assert found["certificate_number"].value == "AK 096703"


def test_an_owner_without_a_colon_stands_under_the_heading() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Bà Lưu Thị Ma, năm sinh 1972, Số định danh cá nhân: 056172251933",
    )
    found = fields_of("land_use_certificate", page)
    assert found["owner_full_name"].value == "Lưu Thị Ma"
    assert found["owner_id_number"].value == "056172251933"


def test_a_parcel_is_numbered_in_figures() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "Thửa đất số: Z60", "Tờ bản đồ số: 42")
    found = fields_of("land_use_certificate", page)
    assert found["parcel_number"].seen is not None
    assert found["parcel_number"].seen.check is Check.DOUBTFUL
    assert found["map_sheet_number"].seen is not None
    assert found["map_sheet_number"].seen.check is Check.PLAUSIBLE


def test_a_heading_with_the_words_of_a_label_is_not_the_label() -> None:
    page = page_of(
        "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        "1. Tên hộ kinh doanh:",
        "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa): QUÁN CÀ PHÊ HOÀNG ANH",
        "2. Trụ sở hộ kinh doanh: Kiốt số 49, chợ Ba Tri, xã Ba Tri, tỉnh Vĩnh Long",
        "4. Vốn kinh doanh",
        "Tổng số (bằng số, VNĐ): 1,250,000,000",
    )
    found = fields_of("business_registration_form", page)
    assert found["business_name"].value == "QUÁN CÀ PHÊ HOÀNG ANH"
    assert found["capital_vnd"].value == "1250000000"


def test_the_change_may_stand_before_the_certificate_that_it_changes() -> None:
    page = page_of(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI",
        "2. Nội dung biến động: Chuyển nhượng toàn bộ quyền sử dụng đất",
        "3. Giấy chứng nhận đã cấp: Số phát hành: AA 71956379",
    )
    assert fields_of("land_change_form", page)["change"].value == "Chuyển nhượng toàn bộ quyền sử dụng đất"


def test_the_colon_of_a_label_may_be_read_as_a_stop() -> None:
    page = page_of(
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Họ, chữ đệm, tên người yêu cầu: DOÃN TRỌNG MÃO",
        "Giấy tờ tùy thân. CMND: 322859264, Công an tỉnh Trà Vinh",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
    )
    assert fields_of("birth_registration_form", page)["applicant_id_number"].value == "322859264"


MISREAD = (
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
    "Kính gửi: Phòng Tài chính - Kế hoạch huyện Mộc Châu",
    "Tôi là: CỨ BÁ DẾ",
    "Sinh {day}: 24/01/1982",
    "{day_of_issue} cấp: 08/01/2015",
    "Nơi {issued}: Công an tỉnh Sơn La",
)


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ({"day": "ngòy", "day_of_issue": "Ngòy", "issued": "cốp"}, Check.DOUBTFUL),
        ({"day": "ngày", "day_of_issue": "Ngày", "issued": "cấp"}, None),
    ],
)
def test_what_is_printed_in_a_face_whose_labels_are_misread_is_in_doubt(
    words: dict[str, str], check: Check | None
) -> None:
    found = fields_of("business_registration_form", page_of(*(line.format(**words) for line in MISREAD)))[
        "addressed_to"
    ]
    assert found.seen is not None
    assert (found.seen.check is Check.DOUBTFUL) is (check is Check.DOUBTFUL)


def test_a_value_ends_where_the_next_number_of_the_form_begins() -> None:
    page = page_of(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI",
        "2. Nội dung biến động: Gia hạn thời hạn sử dụng đất nông nghiệp của hộ gia đình, cá nhân",
        "3. Thửa đất mà tôi sử dụng: số 312, tờ bản đồ số 38",
    )
    found = fields_of("land_change_form", page)["change"]
    assert found.value == "Gia hạn thời hạn sử dụng đất nông nghiệp của hộ gia đình, cá nhân"


@pytest.mark.parametrize(("read", "check"), [("077 8129922", Check.DOUBTFUL), ("077 812 9922", Check.PLAUSIBLE)])
def test_a_telephone_number_that_has_lost_a_space_is_in_doubt(read: str, check: Check) -> None:
    page = page_of("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", f"1.4. Điện thoại liên hệ: {read}")
    found = fields_of("land_change_form", page)["phone"]
    assert found.value == read
    assert found.seen is not None
    assert found.seen.check is check


def test_the_label_of_a_table_goes_on_under_its_value() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "1. Họ, chữ đệm và tên || LÊ QUỲNH TÂM",
        "11. Họ, chữ đệm và tên || VĂN KHÁNH CÚC",
        "  chủ hộ",
        "12. Mối quan hệ với chủ hộ || Cháu ruột",
    )
    found = fields_of("residence_change_form", page)
    assert found["full_name"].value == "LÊ QUỲNH TÂM"
    assert found["household_head_name"].value == "VĂN KHÁNH CÚC"


def test_the_end_of_a_term_is_no_day_of_signing() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "Thời hạn sử dụng đất || đến ngày 24 tháng 10 năm 2067",
        "                      Trà Vinh, ngày 25 tháng 02 năm 2025",
    )
    assert fields_of("land_use_certificate", page)["issued_on"].value == "2025-02-25"


@pytest.mark.parametrize(("hamlet", "doubted"), [("Súng Là", True), ("Sủng Là", False), ("Phú Mỹ Hạ", False)])
def test_a_hamlet_with_the_letters_of_a_commune_in_other_tones_is_in_doubt(hamlet: str, doubted: bool) -> None:
    page = page_of("GIẤY KHAI SINH", f"Quê quán: Thôn {hamlet}, xã Hàm Rồng, huyện Năm Căn, tỉnh Cà Mau")
    found = fields_of("birth_certificate", page)["place_of_origin"]
    assert found.seen is not None
    assert (found.seen.check is Check.DOUBTFUL) is doubted


def test_a_quarter_of_a_town_is_no_to() -> None:
    page = page_of("GIẤY KHAI SINH", "Quê quán: Tô dân phố số 4, phường Đại Kim, quận Hoàng Mai, thành phố Hà Nội")
    found = fields_of("birth_certificate", page)["place_of_origin"]
    assert found.value == "Tổ dân phố số 4, phường Đại Kim, quận Hoàng Mai, thành phố Hà Nội"


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("TỔ 68, phường Cầu Mây, tỉnh Lào Cai", "Tổ 68, phường Cầu Mây, tỉnh Lào Cai"),
        (
            "Kiết số 43, chơ Quy Nhơn, phường Quy Nhơn, tỉnh Gia Lai",
            "Kiốt số 43, chợ Quy Nhơn, phường Quy Nhơn, tỉnh Gia Lai",
        ),
    ],
)
def test_words_of_addresses_are_put_right(read: str, address: str) -> None:
    page = page_of("GIẤY KHAI SINH", f"Quê quán: {read}")
    assert fields_of("birth_certificate", page)["place_of_origin"].value == address


def test_the_number_of_a_second_owner_is_not_surely_the_firsts() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "Bà: MẠC BẢO Ý, sinh năm 1951, C1WND s0: 179486375",
        "Ông: MẠC KHẮC ĐÔNG, sinh năm 1949, CMND số: 177727153",
    )
    found = fields_of("land_use_certificate", page, reread=lambda looks: [("177727153", 0.96)] * len(looks))
    assert found["owner_id_number"].confidence <= 0.88


def business(*lines: str) -> tuple[str, ...]:
    return (
        "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        "Tôi là (ghi họ tên bằng chữ in hoa): TRẦN THỊ CHI",
        "Địa chỉ thường trú:",
        "Số nhà, ngách, hẻm, ngõ, đường phố/tổ/xóm/ấp/thôn: Tổ 9",
        "Xã/Phường/Thị trấn: Phường Tân An",
        "Tỉnh/Thành phố: Tỉnh Quảng Nam",
        "2. Trụ sở của hộ kinh doanh:",
        "Số nhà, ngách, hẻm, ngõ, đường phố/tổ/xóm/ấp/thôn: Ấp 8",
        *lines,
        "3. Ngành, nghề kinh doanh:",
    )


def test_an_address_printed_in_four_lines_is_one() -> None:
    page = page_of(
        *business(
            "Xã/Phường/Thị trấn: Xã Mỹ Phú",
            "Quận/Huyện/Thị xã/Thành phố thuộc tỉnh: Huyện Châu Phú",
            "Tỉnh/Thành phố: Tỉnh An Giang",
        )
    )
    found = fields_of("business_registration_form", page)["business_address"]
    assert found.value == "Ấp 8, Xã Mỹ Phú, Huyện Châu Phú, Tỉnh An Giang"
    assert found.confidence > 0.88


def test_an_address_whose_commune_was_not_found_is_in_doubt() -> None:
    page = page_of(*business("Quận/Huyện/Thị xã/Thành phố thuộc tỉnh: Huyện Châu Phú", "Tỉnh/Thành phố: Tỉnh An Giang"))
    assert fields_of("business_registration_form", page)["business_address"].confidence <= 0.88


def test_the_address_of_a_parcel_is_the_one_behind_its_number() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Bà: KHÚC THỊ TRANG",
        "Địa chỉ: Khóm Đông, xã Tháp Mười, tỉnh Đồng Tháp",
        "2. Thông tin thửa đất:",
        "a) Thửa đất số: 1454; tờ bản đồ số: 80",
        "e) Địa chỉ: Khóm Tây, xã Tháp Mười, tỉnh Đồng Tháp",
    )
    found = fields_of("land_use_certificate", page)
    assert found["parcel_address"].value == "Khóm Tây, xã Tháp Mười, tỉnh Đồng Tháp"


def test_an_old_number_stands_on_the_line_under_its_label_without_a_colon() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        "Hộ ông Nguyễn Phúc Cương, Năm sinh: 1960, Chứng minh nhân dân số",
        "099499467.",
        "Địa chỉ thường trú: Ấp Vĩnh Lợi, xã Trường Xuân, tỉnh Đồng Tháp",
    )
    assert fields_of("land_use_certificate", page)["owner_id_number"].value == "099499467"


def test_a_year_behind_a_name_is_no_part_of_it() -> None:
    page = page_of(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",
        "L1. Tên (viết chữ in hoa): PHẠM KHẢI ANH || Năm sinh: 1948",
        "1.2. Giấy tờ nhân thân: CCCD số 011163305573",
    )
    assert fields_of("land_change_form", page)["full_name"].value == "PHẠM KHẢI ANH"


def test_the_number_of_a_parent_is_not_the_childs() -> None:
    page = page_of(
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên: LÊ VĂN NAM",
        "Họ, chữ đệm, tên người mẹ: LÊ THỊ MAI",
        "Giấy tờ tùy thân: CCCD số 011163305573",
    )
    assert fields_of("birth_certificate", page)["id_number"].value is None


def test_what_a_confirmation_is_issued_for_has_several_labels() -> None:
    page = page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai",
        "Giấy này được cấp để: làm thủ tục nhận thừa kế.",
    )
    found = fields_of("marital_status_certificate", page)
    assert found["purpose"].value == "làm thủ tục nhận thừa kế"
    assert found["marital_status"].value == "Chưa đăng ký kết hôn với ai"


def test_the_first_owner_is_named_with_or_without_a_colon() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Ông Tôn Thất Lợi, số định danh cá nhân: 089080007767",
        "Bà: Nguyễn Thị Hương, CCCD số: 089179012564",
    )
    assert fields_of("land_use_certificate", page)["owner_full_name"].value == "Tôn Thất Lợi"


def test_the_number_of_the_first_owner_is_meant_whatever_its_label() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Ông Thập Xuân Phú",
        "CCCD số: 040088017614",
        "và vợ bà Phan Thị Hậu",
        "Căn cước công dân số: 040189009564",
    )
    assert fields_of("land_use_certificate", page)["owner_id_number"].value == "040088017614"


def test_the_end_of_a_name_is_no_part_of_the_label_behind_it() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "1. Người sử dụng đất:", "Bà Lý Tâm Vi, năm sinh: 1945")
    assert fields_of("land_use_certificate", page)["owner_full_name"].value == "Lý Tâm Vi"


LAND_CHANGE = "       ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"


@pytest.mark.parametrize(
    "line", ["a) Tên(2): VŨ THANH PHONG", "1.1. Tên .VŨ THANH PHONG", "1.1. Tên (viết chữ in hoa) (2): VŨ THANH PHONG"]
)
def test_a_short_label_is_found_with_the_mark_of_a_footnote_a_leader_or_a_remark_behind_it(line: str) -> None:
    page = page_of(LAND_CHANGE, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", line, "Địa chỉ: Thôn 3")
    assert fields_of("land_change_form", page)["full_name"].value == "VŨ THANH PHONG"


def test_a_number_stands_behind_either_name_of_its_label() -> None:
    page = page_of(*OLD_REQUEST[:3], "Số định danh cá nhân/Giấy tờ tùy thân: 001198039210", *OLD_REQUEST[4:])
    assert fields_of("birth_registration_form", page)["applicant_id_number"].value == "001198039210"


def test_the_last_words_of_a_sentence_lead_on_to_a_purpose_in_small_letters() -> None:
    page = page_of(
        "       GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai",
        "Giấy này có giá trị sử dụng trong thời hạn 06 tháng, kể từ ngày cấp, được sử dụng",
        "để đăng ký kết hôn với bà Lâm Thị Thanh Ngân",
    )
    found = fields_of("marital_status_certificate", page)["purpose"]
    assert found.value == "đăng ký kết hôn với bà Lâm Thị Thanh Ngân"


def test_a_label_does_not_take_the_first_word_of_its_value() -> None:
    page = page_of("       GIẤY CHỨNG NHẬN", "Thửa đất số: 12", "đ) Mục đích sử dụng Đất rừng sản xuất")
    assert fields_of("land_use_certificate", page)["land_use_purpose"].value == "Đất rừng sản xuất"


LAND_CERTIFICATE = (
    "       GIẤY CHỨNG NHẬN",
    "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
    "Bà: NGUYỄN THỊ MỸ THẮM",
    "Địa chỉ: Thôn Vĩnh Lộc, Xã Xuân Lũng, Tỉnh Phú Thọ",
)


@pytest.mark.parametrize("line", ["b) Diện tích: 616,2 m2", "tờ bản đồ số: 118"])
def test_a_parcels_address_is_not_its_owners_and_in_doubt_where_its_number_was_not_found(line: str) -> None:
    page = page_of(*LAND_CERTIFICATE, line, "c) Địa chỉ: Thôn Trung Hòa, Xã Xuân Lũng, Tỉnh Phú Thọ")
    found = fields_of("land_use_certificate", page)["parcel_address"]
    assert found.value == "Thôn Trung Hòa, Xã Xuân Lũng, Tỉnh Phú Thọ"
    assert found.confidence < 0.9


def test_the_number_of_the_register_ends_before_that_of_its_volume() -> None:
    page = page_of(
        "       GIẤY CHỨNG NHẬN KẾT HÔN", "Số: 138/2013 Quyển số: 01/2013", "Họ và tên vợ: TRƯƠNG DIỆU PHƯỢNG"
    )
    assert fields_of("marriage_certificate", page)["certificate_number"].value == "138/2013"


def test_the_last_dot_of_a_leader_is_no_part_of_the_value() -> None:
    page = page_of("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Họ, chữ đệm, tên: .LÊ THỊ NA", "Ngày, tháng, năm sinh: .25/06/2024")
    found = fields_of("birth_registration_form", page)
    assert (found["child_full_name"].value, found["child_date_of_birth"].value) == ("LÊ THỊ NA", "2024-06-25")


@pytest.mark.parametrize(
    ("words", "sure"), [("Bảy trăm năm mươi triệu đồng", True), ("Bảy trăm triệu đồng", False), ("(ghi rõ)", True)]
)
def test_an_amount_is_held_against_its_words(words: str, sure: bool) -> None:
    title = "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"
    page = page_of(title, "Tổng số (bằng số, VNĐ): 750.000.000", f"Tổng số (bằng chữ, VNĐ): {words}")
    found = fields_of("business_registration_form", page)["capital_vnd"]
    assert (found.value, found.confidence >= 0.9) == ("750000000", sure)


def test_a_place_that_begins_like_a_word_for_since_has_its_date() -> None:
    page = page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Tú Cường, ngày 21 tháng 9 năm 2022", "Từ ngày 01 tháng 4 năm 2014"
    )
    assert fields_of("marital_status_certificate", page)["issued_on"].value == "2022-09-21"


def test_the_date_behind_a_label_is_no_date_of_issue() -> None:
    page = page_of("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Ngày, tháng, năm sinh. ngày 01 tháng 04 năm 1994")
    assert fields_of("marital_status_certificate", page)["issued_on"].value is None


def test_an_address_with_capitals_among_small_letters_is_in_doubt() -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "Họ, chữ đệm và tên: LÊ NA", "Email: xuankS70@hotmail.com")
    assert fields_of("residence_change_form", page)["email"].confidence < 0.9


def test_a_dash_behind_a_numbered_label_stands_for_its_colon() -> None:
    page = page_of("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", "1.1. Tên (2) - NINH QUANG KHẮC", "1.3. Địa chỉ: Phường 7, Bến Tre")
    assert fields_of("land_change_form", page)["full_name"].value == "NINH QUANG KHẮC"


def test_a_value_ends_before_the_block_of_the_signature() -> None:
    page = page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Giấy này được sử dụng để: vay vốn tại Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam.",
        "KT. CHỦ TỊCH",
    )
    purpose = fields_of("marital_status_certificate", page)["purpose"].value
    assert purpose == "vay vốn tại Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam"


@pytest.mark.parametrize("read", ["vo_nha537@icloud.com", "vo nha537@icloud.com"])
def test_the_low_line_of_an_address_is_no_leader(read: str) -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "Họ, chữ đệm và tên: LÊ NA", f"Email: {read}")
    found = fields_of("residence_change_form", page)["email"]
    assert (found.value, found.confidence >= 0.9) == ("vo_nha537@icloud.com", "_" in read)


@pytest.mark.parametrize("line", ["ngày 28 tháng 8 năm 1965Giới tính: Nữ", "ngày 28 tháng 8 năm 19653. Giới tính: Nữ"])
def test_a_year_glued_to_the_next_label_is_parted_from_it(line: str) -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "Họ, chữ đệm và tên: LÊ NA", f"Ngày, tháng, năm sinh: {line}")
    found = fields_of("residence_change_form", page)
    assert (found["date_of_birth"].value, found["sex"].value) == ("1965-08-28", "female")


def test_a_line_that_ends_before_a_date_goes_on() -> None:
    page = page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Tình trạng hôn nhân: Đã ly hôn theo Bản án số 123/2019/HNGĐ-ST ngày.",
        "15/04/2020, hiện chưa đăng ký kết hôn với ai.",
        "Giấy này được sử dụng để: mua nhà",
    )
    status = fields_of("marital_status_certificate", page)["marital_status"].value
    assert str(status).endswith("15/04/2020, hiện chưa đăng ký kết hôn với ai")


def test_a_value_that_ends_before_a_place_is_in_doubt() -> None:
    page = page_of("GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ NA", "Nơi sinh: Bệnh viện Từ Dũ, huyện")
    assert fields_of("birth_certificate", page)["place_of_birth"].confidence < 0.9
