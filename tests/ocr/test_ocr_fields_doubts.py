"""What other faces are read as, put right where one reading is possible, and values in which something is missing."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.confidence import Check

LAND = "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"
MARITAL = "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"


def _address(text: str) -> tuple[object, float]:
    found = fields_of("land_change_form", page_of(LAND, f"Địa chỉ: {text}"))["address"]
    return found.value, found.confidence


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Ấp ó, đặc khu Cồn Cỏ, tỉnh Quảng Trị", "Ấp 6, đặc khu Cồn Cỏ, tỉnh Quảng Trị"),
        ("Xóm I5, xã Quảng Tân, tỉnh Quảng Ninh", "Xóm 15, xã Quảng Tân, tỉnh Quảng Ninh"),
        ("Số 3ó5, Xã Phong Thạnh Tây A, Bạc Liêu", "Số 365, Xã Phong Thạnh Tây A, Bạc Liêu"),
        ("Ấp 1,Xã Phong Thạnh Tây A, Bạc Liêu", "Ấp 1, Xã Phong Thạnh Tây A, Bạc Liêu"),
        ("Số270, Phường Phú Hài, Bình Thuận", "Số 270, Phường Phú Hài, Bình Thuận"),
        ("Tổ 10, khu phố 3; Phường Phú Hài, Bình Thuận", "Tổ 10, khu phố 3, Phường Phú Hài, Bình Thuận"),
        ("Tổ 10. khu phố 3, Phường Phú Hài, Bình Thuận", "Tổ 10, khu phố 3, Phường Phú Hài, Bình Thuận"),
        ("Phường Gia Cẩm, Thành phế Việt Trì, Phú Thọ", "Phường Gia Cẩm, Thành phố Việt Trì, Phú Thọ"),
        ("ị Thôn Thượng, Phường Phú Hài, Bình Thuận", "Thôn Thượng, Phường Phú Hài, Bình Thuận"),
        ("rổ 15, Phường Phú Hài, Bình Thuận", "Tổ 15, Phường Phú Hài, Bình Thuận"),
        ("Xóm 2, xã Mường É, Sơn La", "Xóm 2, xã Mường É, Sơn La"),
        ("Xóm 2, phường Miinh Thành, Quảng Ninh", "Xóm 2, phường Minh Thành, Quảng Ninh"),
    ],
)
def test_slips_in_an_address_that_one_reading_alone_explains_are_put_right(read: str, printed: str) -> None:
    assert _address(read)[0] == printed


@pytest.mark.parametrize("text", ["Xóm 2, Quan Hóa, Thanh Hóa", "Tĩnh Gia, Thanh Hóa", "Ấp 3, Thạnh Phú Đông, Bến Tre"])
def test_names_that_begin_like_a_kind_of_unit_stay(text: str) -> None:
    assert _address(text)[0] == text


@pytest.mark.parametrize("text", ["Hồ Chí Minh", "72/30 Trường Chinh, Phường Sóc Trăng"])
def test_an_address_that_may_lack_a_part_is_not_sure(text: str) -> None:
    assert _address(text)[1] < 0.99


def test_a_committee_has_its_first_word() -> None:
    page = page_of("GIẤY KHAI SINH", "Nơi đăng ký khai sinh: ban nhân dân phường An Tảo, tỉnh Hưng Yên")
    assert fields_of("birth_certificate", page)["registered_at"].value == "Ủy ban nhân dân phường An Tảo, tỉnh Hưng Yên"


def test_the_eleventh_month_may_be_read_as_two_strokes() -> None:
    page = page_of(MARITAL, "Ngày, tháng, năm sinh: ngày 09 tháng II năm 1987")
    assert fields_of("marital_status_certificate", page)["date_of_birth"].value == "1987-11-09"


def test_figures_left_beside_a_number_leave_a_doubt() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "Diện tích: 3./64,3 m2")
    assert fields_of("land_use_certificate", page)["area_m2"].confidence < 0.9


@pytest.mark.parametrize(("read", "parcel"), [("1 655", "1655"), ("11ó", "116")])
def test_the_figures_of_a_parcel_are_one_number(read: str, parcel: str) -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", f"Thửa đất số: {read}")
    assert fields_of("land_use_certificate", page)["parcel_number"].value == parcel


def _owner(*lines: str) -> float:
    return fields_of("land_change_form", page_of(LAND, *lines))["full_name"].confidence


def test_a_name_that_is_printed_in_other_tones_elsewhere_is_in_doubt() -> None:
    name, address = "Tên: ĐINH YẾN TÂM", "Địa chỉ: Thôn 3, Xã Ea Kao, Đắk Lắk"
    assert _owner(name, address, "Người viết đơn", "Đinh Yến Tâm") > 0.9
    assert _owner(name, address, "Người viết đơn", "Đinh Yên Tâm") < 0.9


def test_a_rare_family_name_with_the_letters_of_a_frequent_one_is_in_doubt() -> None:
    assert _owner("Tên: ĐẶNG NGỌC KHA") > 0.9 > _owner("Tên: ĐĂNG NGỌC KHA")


def test_a_request_for_a_place_ends_with_its_province() -> None:
    title, asked = (
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "Nội dung đề nghị: Đăng ký thường trú tại Xóm 2, Xã Phú Mỹ, Thừa Thiên",
    )
    cut, whole = (
        fields_of("residence_change_form", page_of(title, line))["request"] for line in (asked, f"{asked} Huế")
    )
    assert cut.confidence <= 0.88 < whole.confidence


def test_a_sentence_that_begins_small_may_have_lost_its_beginning() -> None:
    page = page_of(MARITAL, "Tình trạng hôn nhân: chưa đăng ký kết hôn với ai")
    found = fields_of("marital_status_certificate", page)["marital_status"]
    assert found.value == "Chưa đăng ký kết hôn với ai"
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    "text", ["đăng ký kết hôn với ai", "Chưa đăng ký kết hôn với di", "Đã 7y hôn, hiện tại chưa đăng ký kết hôn với ai"]
)
def test_words_of_the_law_that_are_broken_are_in_doubt(text: str) -> None:
    page = page_of(MARITAL, f"Tình trạng hôn nhân: {text}")
    assert fields_of("marital_status_certificate", page)["marital_status"].confidence < 0.9


def test_a_word_of_a_business_name_that_is_none_leaves_a_doubt() -> None:
    title, label = "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH", "Tên hộ kinh doanh viết bằng tiếng Việt"
    page = page_of(title, f"{label}: HỘ KINH DOANH ĐIẸNN LẠNH TUẤN VŨ")
    assert fields_of("business_registration_form", page)["business_name"].confidence < 0.9


def test_places_in_a_request_and_an_addressee_are_put_right_as_addresses_are() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "Kính gửi: Công an phường Tân Giang. tỉnh Cao Bằng",
        "Nội dung đề nghị: Đăng ký thường trú tại Tô 22, khu phố 6, Phường Phú Hài, Bình Thuận",
    )
    found = fields_of("residence_change_form", page)
    assert found["addressed_to"].value == "Công an phường Tân Giang, tỉnh Cao Bằng"
    assert found["request"].value == "Đăng ký thường trú tại Tổ 22, khu phố 6, Phường Phú Hài, Bình Thuận"


def test_a_commune_one_letter_off_one_of_its_province_is_in_doubt() -> None:
    assert _address("Xóm 10, xã Chà Vàl, tỉnh Quảng Nam")[1] > 0.88
    assert _address("Xóm 10, xã Chà Vài, tỉnh Quảng Nam")[1] <= 0.88


BUSINESS = "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"


@pytest.mark.parametrize(
    ("read", "value", "sure"),
    [
        ("HỘ KINH DOANH", "HỘ KINH DOANH", False),
        ("HỘ KINH DOANH VẠT LIỆU XÂY DỰNG AN", "HỘ KINH DOANH VẬT LIỆU XÂY DỰNG AN", True),
    ],
)
def test_a_business_is_called_more_than_a_business(read: str, value: str, sure: bool) -> None:
    page = page_of(BUSINESS, f"Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa): {read}")
    name = fields_of("business_registration_form", page)["business_name"]
    assert name.value == value
    assert (name.confidence > 0.88) is sure


def test_a_list_letter_that_was_read_as_a_capital_is_one() -> None:
    page = page_of("TRÍCH LỤC KHAI SINH", "o) Họ, chữ đệm, tên người cha: Lại Bảo", "Pp) Năm sinh: 1993")
    assert fields_of("birth_certificate", page)["father_birth_year"].value == "1993"


def test_the_date_of_a_certificate_is_no_birth_date() -> None:
    born = "Ngày, tháng, năm sinh: ngày 26 tháng 7 năm 2001"
    without = fields_of("marital_status_certificate", page_of(MARITAL, born))
    assert without["issued_on"].value is None
    page = page_of("XÃ EA BIA || Ea Bia, ngày 15 thắng 7 năm 2025", MARITAL, born)
    assert fields_of("marital_status_certificate", page)["issued_on"].value == "2025-07-15"


def test_a_name_in_a_text_that_was_read_once_is_not_sure() -> None:
    text = "Chuyển nhượng toàn bộ thửa đất số 791"
    lines = (f"Nội dung biến động: {text}", f"Nội dung biến động: {text} cho ông Lê Bá Thiên")
    plain, named = (fields_of("land_change_form", page_of(LAND, line))["change"].confidence for line in lines)
    assert named < 0.99
    assert named <= plain


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Đã 1y hôn, hiện tại chưa đăng ký kết hôn với ai", "Đã ly hôn, hiện tại chưa đăng ký kết hôn với ai"),
        ("chưa đăng ký kết hôn với ai", "Chưa đăng ký kết hôn với ai"),
    ],
)
def test_words_of_a_marital_status_are_put_right(read: str, value: str) -> None:
    page = page_of(MARITAL, f"Tình trạng hôn nhân: {read}")
    assert fields_of("marital_status_certificate", page)["marital_status"].value == value


def test_a_family_name_that_begins_in_its_middle_is_in_doubt() -> None:
    page = page_of(MARITAL, "Họ, chữ đệm, tên: rương Hoàng Bảo")
    name = fields_of("marital_status_certificate", page)["full_name"]
    assert name.value == "Trương Hoàng Bảo"
    assert name.confidence <= 0.88


@pytest.mark.parametrize(
    ("address", "sure"),
    [
        ("Số 346 Đặng Thùy Trâm, Phường Cải Đan, Thành phố Sông Công, Tỉnh Thái Nguyên", True),
        ("Số 346 Đăng Thùy Trâm, Phường Cải Đan, Thành phố Sông Công, Tỉnh Thái Nguyên", False),
        ("Số 164 Quang Trung, Phường Hàm Rồng, Thị xã Sa Pa, Lào Cai", True),
        ("Tổ 1, phường 1, quận 10, thành phố Hồ Chí Minh", True),
        ("Tế 1, phường 1, quận 10, thành phố Hồ Chí Minh", False),
    ],
)
def test_streets_named_after_nobody_and_numbers_of_nothing_are_in_doubt(address: str, sure: bool) -> None:
    page = page_of("GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ NA", f"Nơi sinh: {address}")
    assert (fields_of("birth_certificate", page)["place_of_birth"].confidence >= 0.9) == sure


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("bảo hiểm y tẾ tự nguyện", "bảo hiểm y tế tự nguyện"),
        (
            "tại địa chỉ Số 52 Ngô Gia Tự, Phường Cao Lãnh, Đồng Tháp",
            "tại địa chỉ Số 52 Ngô Gia Tự, Phường Cao Lãnh, Đồng Tháp",
        ),
        ("hồ Sơ đăng ký", "hồ sơ đăng ký"),
    ],
)
def test_small_letters_are_made_so_where_no_capital_can_be(read: str, printed: str) -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "Họ, chữ đệm và tên: LÊ NA", f"Nội dung đề nghị: Xem {read}")
    assert fields_of("residence_change_form", page)["request"].value == f"Xem {printed}"


def test_names_of_a_couple_are_in_doubt_where_one_has_lost_its_family_name() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN KẾT HÔN",
        "Họ, chữ đệm, tên vợ: Phan Thị Như Mừng Lâm",
        "Họ, chữ đệm, tên chồng: Xuân Thạch",
    )
    found = fields_of("marriage_certificate", page)
    assert all(found[key].confidence < 0.9 for key in ("wife_full_name", "husband_full_name"))


def test_ones_that_were_read_as_letters_are_figures_in_doubt() -> None:
    page = page_of("GIẤY KHAI SINH", "Số: III", "Họ, chữ đệm, tên: LÊ NA")
    found = fields_of("birth_certificate", page)["certificate_number"]
    assert found.value == "111"
    assert found.confidence < 0.9


def test_a_dash_behind_a_comma_is_no_part_of_an_address() -> None:
    address = "Khu 14, xã Vũ Lễ, huyện Kiến Xương, — tỉnh Thái Bình"
    page = page_of("GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ NA", f"Nơi sinh: {address}")
    assert fields_of("birth_certificate", page)["place_of_birth"].value == address.replace("— ", "")


def test_a_text_whose_first_word_is_a_consonant_is_in_doubt() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "Thời hạn sử dụng đất: S dụng đến ngày 01/07/2055")
    assert fields_of("land_use_certificate", page)["land_use_term"].confidence < 0.9


def test_the_words_of_requests_have_their_tones() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "Họ, chữ đệm và tên: LÊ NA",
        "Nội dung đề nghị: Đăng ký tạm trú tai Thôn 15, Diên Sanh, Quảng Trị để đi làm",
    )
    request = fields_of("residence_change_form", page)["request"].value
    assert request == "Đăng ký tạm trú tại Thôn 15, Diên Sanh, Quảng Trị để đi làm"


def test_two_commas_are_one_and_a_bracket_alone_is_a_doubt() -> None:
    page = page_of(
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Kính gửi: Công an xã Đắk Hòa) huyện Đắk Song",
        "Nơi sinh: Tổ dân phố số 10, phường Nghĩa Lộ, , tỉnh Lào Cai",
    )
    found = fields_of("birth_registration_form", page)
    assert found["child_place_of_birth"].value == "Tổ dân phố số 10, phường Nghĩa Lộ, tỉnh Lào Cai"
    assert found["addressed_to"].confidence < 0.9


@pytest.mark.parametrize(("name", "sure"), [("Lê Na", True), ("Hồng Liễu", False), ("Hồng Thị Liễu", True)])
def test_a_signer_of_two_words_is_in_doubt_without_a_frequent_family_name(name: str, sure: bool) -> None:
    page = page_of("GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ NA", "NGƯỜI KÝ GIẤY KHAI SINH", "CHỦ TỊCH", name)
    assert (fields_of("birth_certificate", page)["signer_name"].confidence >= 0.9) == sure


@pytest.mark.parametrize(("house", "sure"), [("27/20", True), ("27I20", False), ("237I5B", False)])
def test_a_letter_between_the_figures_of_a_house_is_in_doubt(house: str, sure: bool) -> None:
    page = page_of("       GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ NA", f"Nơi sinh: {house} Lý Thường Kiệt, Hải Dương")
    found = fields_of("birth_certificate", page)["place_of_birth"]
    assert (found.seen is not None and found.seen.check is not Check.DOUBTFUL) is sure


@pytest.mark.parametrize("printed", ["Ê-đê", "Ê Đê"])
def test_a_people_s_name_keeps_its_hyphen(printed: str) -> None:
    page = page_of("       GIẤY KHAI SINH", f"Họ, chữ đệm, tên: Y Thim Niê || Dân tộc: {printed}")
    assert fields_of("birth_certificate", page)["ethnicity"].value == printed
