"""Slips of engines in values of known form are put right where one value alone is possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.addresses import check_address
from ocr.fields.agency import is_known_body, is_unfinished
from ocr.fields.checks import check_name
from ocr.fields.confidence import Again, Check
from ocr.fields.mail import mail_address
from ocr.fields.phrases import has_slip, in_small_letters, spelled, with_spaces
from ocr.fields.places import hold_name
from ocr.fields.prose import of_prose, without_dots_between

CT01 = "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"
MARITAL = "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("nguoidan7841@example vn", "nguoidan7841@example.vn"),
        ("nguoidan98468example.vn", "nguoidan9846@example.vn"),
        ("an.le(@example.com", "an.le@example.com"),
        ("an8le8example.vn", "an8le@example.vn"),
        ("an.le@example.com", "an.le@example.com"),
    ],
)
def test_an_address_has_its_signs_where_only_one_place_has_room(read: str, address: str) -> None:
    assert mail_address(read) == address


def test_an_address_with_no_place_for_its_sign_stays_as_read() -> None:
    assert mail_address("nguoidan98468examp1le.vn") == "nguoidan98468examp1le.vn"


@pytest.mark.parametrize(("read", "number"), [("416/UBND-XNLTHN", "416/UBND-XNTTHN"), ("27/TLKS-B5", "27/TLKS-BS")])
def test_a_symbol_one_letter_off_is_the_registers(read: str, number: str) -> None:
    page = page_of(f" || Số: {read}", f"       {MARITAL}")
    assert fields_of("marital_status_certificate", page)["certificate_number"].value == number


@pytest.mark.parametrize("read", ["0 Ủy ban nhân dân phường Thành Sen", "ủy ban nhân dân phường Thành Sen"])
def test_the_name_of_a_body_begins_with_a_capital_and_no_footnote(read: str) -> None:
    page = page_of("       TỜ KHAI ĐĂNG KÝ KHAI SINH", f"Kính gửi: {read}, tỉnh Hà Tĩnh")
    found = fields_of("birth_registration_form", page)["addressed_to"]
    assert found.value == "Ủy ban nhân dân phường Thành Sen, tỉnh Hà Tĩnh"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Quyết định số 97/2020/ QĐST-HNGĐ", "Quyết định số 97/2020/QĐST-HNGĐ"),
        ("Quyết định số 32/2008/QĐS1-HNGĐ", "Quyết định số 32/2008/QĐST-HNGĐ"),
        ("Tòa án nhân dân huyên Sơn Hà", "Tòa án nhân dân huyện Sơn Hà"),
        ("thành phó Đông Triều", "thành phố Đông Triều"),
        ("50 nắm", "50 năm"),
        ("số 141/2018/QĐST- HNGĐ ngày 12/4/2018", "số 141/2018/QĐST-HNGĐ ngày 12/4/2018"),
        ("chưa đăng ký kết hôn với a1", "chưa đăng ký kết hôn với ai"),
    ],
)
def test_words_of_courts_and_units_and_years_are_put_right(read: str, printed: str) -> None:
    assert of_prose(read) == printed


def test_what_is_filled_in_with_the_words_of_the_law_has_their_tones() -> None:
    page = page_of(f"       {MARITAL}", "Giấy này được sử dụng để: chuyển nhượng quyên sử dụng đất")
    assert fields_of("marital_status_certificate", page)["purpose"].value == "chuyển nhượng quyền sử dụng đất"


def test_words_that_only_one_phrase_has_are_put_right() -> None:
    assert spelled("trong phạm vỉ chức năng, nhiệm vụ") == "trong phạm vi chức năng, nhiệm vụ"
    assert spelled("Ông Phạm Vĩ, bắt đầu từ ngày ký") == "Ông Phạm Vĩ, bắt đầu từ ngày ký"


def test_the_kind_of_a_committees_unit_has_its_tone() -> None:
    page = page_of(
        "ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHƯƠNG PLEIKU || Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-UBND || Pleiku, ngày 05 tháng 02 năm 2026",
    )
    assert fields_of("administrative_document", page)["issuing_body"].value == "ỦY BAN NHÂN DÂN PHƯỜNG PLEIKU"


def test_a_number_whose_stroke_was_not_read_is_in_doubt() -> None:
    page = page_of(" || Số: 525UBND-XNTTHN", f"       {MARITAL}")
    found = fields_of("marital_status_certificate", page)["certificate_number"]
    assert found.value == "525/UBND-XNTTHN"
    assert found.confidence <= 0.88


@pytest.mark.parametrize(("number", "sound"), [("0911136912", True), ("09114136912", False), ("02963123456", True)])
def test_a_telephone_number_has_as_many_digits_as_its_kind(number: str, sound: bool) -> None:
    found = fields_of("residence_change_form", page_of(CT01, f"5. Số điện thoại liên hệ: {number}"))["phone"]
    assert (found.confidence > 0.88) is sound


@pytest.mark.parametrize("mark", ["(2) ", "2® ", "(1): "])
def test_a_footnote_mark_behind_the_colon_is_no_part_of_the_value(mark: str) -> None:
    page = page_of("TỜ KHAI ĐĂNG KÝ KHAI SINH", f"Nơi cư trú: {mark}Thôn 12, Xã Thanh Minh, Điện Biên")
    found = fields_of("birth_registration_form", page)["applicant_residence"]
    assert found.value == "Thôn 12, Xã Thanh Minh, Điện Biên"


@pytest.mark.parametrize(("answer", "agrees"), [("4% ", True), ("3) ", True), ("® ", True), ("4 ", False)])
def test_a_footnote_mark_before_a_second_reading_is_no_dispute(answer: str, agrees: bool) -> None:
    page = page_of("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Nơi cư trú: Trần Phú, Xã Thanh Minh, Điện Biên", confidence=0.6)
    again = f"{answer}Trần Phú, Xã Thanh Minh, Điện Biên"
    found = fields_of("birth_registration_form", page, reread=lambda looks: [(again, 0.9)] * len(looks))
    (seen,) = [field.seen for key, field in found.items() if key == "applicant_residence"]
    assert seen is not None
    assert (seen.again is Again.AGREES) is agrees


def test_specks_behind_the_province_and_before_words_are_no_part_of_an_address() -> None:
    page = page_of("GIẤY KHAI SINH", "Quê quán: Số 4 Nguyễn 'Trãi, Thành phố Long Xuyên, An Giang I2")
    found = fields_of("birth_certificate", page)["place_of_origin"]
    assert found.value == "Số 4 Nguyễn Trãi, Thành phố Long Xuyên, An Giang"


def test_a_household_business_begins_with_the_words_that_all_do() -> None:
    page = page_of(
        "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        "1. Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa): HỘ KTINH DOANH CÀ PHÊ",
    )
    assert fields_of("business_registration_form", page)["business_name"].value == "HỘ KINH DOANH CÀ PHÊ"


def test_no_name_has_digits() -> None:
    page = page_of(CT01, "1. Họ, chữ đệm và tên: Trịnh Thùy Tường V1")
    assert fields_of("residence_change_form", page)["full_name"].value == "Trịnh Thùy Tường Vi"


def test_the_english_beside_a_nationality_is_left_out_whatever_its_stroke_was_read_as() -> None:
    page = page_of("HỘ CHIẾU / PASSPORT", "Quốc tịch / Nationality", "Việt Nam [ Vietnamese")
    assert fields_of("passport", page)["nationality"].value == "Việt Nam"


def test_given_names_that_sound_like_a_family_name_stay_as_they_are() -> None:
    page = page_of("Họ / Surname", "PHAN", "Chữ đệm và tên / Given names", "ĐÌNH PHƯỚC")
    assert fields_of("passport", page)["full_name"].value == "PHAN ĐÌNH PHƯỚC"


def test_the_tilde_of_a_surname_by_itself_is_put_back() -> None:
    page = page_of("Họ / Surname", "NGUYÊN", "Chữ đệm và tên / Given names", "THU TIÊN")
    assert fields_of("passport", page)["full_name"].value == "NGUYỄN THU TIÊN"


def test_given_names_without_their_surname_are_in_doubt() -> None:
    page = page_of("HỘ CHIẾU / PASSPORT", "Chữ đệm và tên / Given names", "ĐÌNH PHƯỚC")
    assert fields_of("passport", page)["full_name"].confidence <= 0.88


@pytest.mark.parametrize(
    ("read", "name"), [("HLOAN AYÙN", "H'LOAN AYŬN"), ("H ’Bia Eban", "H'Bia Êban"), ("Y Thim Bya", "Y Thim Byă")]
)
def test_names_of_the_highlands_have_their_own_letters(read: str, name: str) -> None:
    assert (
        fields_of("residence_change_form", page_of(CT01, f"1. Họ, chữ đệm và tên: {read}"))["full_name"].value == name
    )


def test_no_other_name_that_begins_with_h_is_changed() -> None:
    page = page_of(CT01, "1. Họ, chữ đệm và tên: HÀ KRÔNG MAI")
    assert fields_of("residence_change_form", page)["full_name"].value == "HÀ KRÔNG MAI"


def test_a_box_rule_read_as_a_one_is_left_out_where_only_one_number_remains() -> None:
    page = page_of(CT01, "4. Số định danh cá nhân: 0 9 6 1 7 5 8 3 9 1 1 8 5")
    found = fields_of("residence_change_form", page)["id_number"]
    assert found.value == "096175839185"
    assert found.confidence <= 0.88


def test_of_thirteen_digits_that_leave_several_numbers_none_is_taken() -> None:
    page = page_of(CT01, "4. Số định danh cá nhân: 0961758319185")
    assert fields_of("residence_change_form", page)["id_number"].value is None


def test_strokes_of_a_date_within_a_text_are_strokes() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "e) Thời hạn sử dụng: Đến ngày 01/7I2064")
    assert fields_of("land_use_certificate", page)["land_use_term"].value == "Đến ngày 01/7/2064"


def test_the_words_of_a_date_may_be_in_other_tones() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", " || Nam Định, ngày 12 thảng 01 nắm 2026 lj")
    assert fields_of("land_use_certificate", page)["issued_on"].value == "2026-01-12"


@pytest.mark.parametrize(
    ("read", "address"),
    [("Hoa. Thám, Hà Nội", "Hoa Thám, Hà Nội"), ("Quỳnh Lôi. Quận Hai Bà Trưng, Hà Nội", "Quỳnh Lôi, Quận Hai Bà Trưng, Hà Nội"),
     ("P. Quỳnh Lôi, Q. Hai Bà Trưng, TP. Hà Nội", "P. Quỳnh Lôi, Q. Hai Bà Trưng, TP. Hà Nội")],
)  # fmt: skip
def test_a_full_stop_in_an_address_belongs_to_abbreviations(read: str, address: str) -> None:
    assert (
        fields_of("birth_certificate", page_of("GIẤY KHAI SINH", f"Quê quán: {read}"))["place_of_origin"].value
        == address
    )


def test_no_vietnamese_word_begins_with_kt() -> None:
    page = page_of(CT01, "1. Họ, chữ đệm và tên: KTIM RO THA")
    assert fields_of("residence_change_form", page)["full_name"].value == "KIM RO THA"


def test_a_word_that_the_engine_gave_twice_at_one_place_is_there_once() -> None:
    page = page_of("GIẤY CHỨNG MINH NHÂN DÂN", "Họ tên: TRẦN THỊ HỒNG TIÊN")
    word = next(word for word in page.words if word.text == "THỊ")
    double = replace(word, block=99, line=99, box=word.box._replace(y0=word.box.y0 + 1))
    found = fields_of("old_identity_card", replace(page, words=(double, *page.words)))["full_name"]
    assert found.value == "TRẦN THỊ HỒNG TIÊN"


def test_the_beginning_of_a_word_that_was_read_twice_is_a_part_of_it() -> None:
    page = page_of("GIẤY CHỨNG MINH NHÂN DÂN", "Họ tên: TRẦN THỊ HỒNG TIÊN")
    word = next(word for word in page.words if word.text == "HỒNG")
    begun = replace(word, text="HỒN", block=99, line=99, box=word.box._replace(x1=word.box.x1 - 15))
    found = fields_of("old_identity_card", replace(page, words=(begun, *page.words)))["full_name"]
    assert found.value == "TRẦN THỊ HỒNG TIÊN"


@pytest.mark.parametrize(
    ("read", "name"),
    [("NGÔ BẢO MAT", "NGÔ BẢO MAI"), ("ĐOÀN QUỲNH LTNH", "ĐOÀN QUỲNH LINH"), ("LÝ A PHTIA", "LÝ A PHTIA")],
)
def test_a_given_name_that_is_no_syllable_has_an_i_for_its_t(read: str, name: str) -> None:
    """In typewriter faces an I has the bar of a T."""
    assert (
        fields_of("residence_change_form", page_of(CT01, f"1. Họ, chữ đệm và tên: {read}"))["full_name"].value == name
    )


@pytest.mark.parametrize(
    ("key", "label", "read"),
    [
        (
            "business_name",
            "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa):",
            "HỘ KINH DOANH ĐOÀN QUỲNH LTNH",
        ),
        ("business_address", "Trụ sở của hộ kinh doanh:", "Số 12, Xã Đức 1ập, Huyện Đức Trọng, Lâm Đồng"),
    ],
)
def test_what_cannot_be_printed_so_is_in_doubt(key: str, label: str, read: str) -> None:
    page = page_of("GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH", f"{label} {read}")
    assert fields_of("business_registration_form", page)[key].confidence < 0.9


def test_abbreviations_and_flats_are_printed_so() -> None:
    label = "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa):"
    page = page_of(
        "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        f"{label} HỘ KINH DOANH TNHH MINH ANH",
        "Trụ sở của hộ kinh doanh: Số 12a, Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh",
    )
    found = fields_of("business_registration_form", page)
    assert found["business_name"].confidence > 0.9
    assert found["business_address"].confidence > 0.9


def test_a_commune_that_its_province_does_not_have_leaves_a_doubt() -> None:
    known = page_of(CT01, "Kính gửi: Công an xã Ia Lâu, tỉnh Gia Lai")
    unknown = page_of(CT01, "Kính gửi: Công an xã Bến Lâu, tỉnh Gia Lai")
    (sure, doubtful) = (
        fields_of("residence_change_form", page)["addressed_to"].confidence for page in (known, unknown)
    )
    assert doubtful < 0.9 < sure


@pytest.mark.parametrize(
    ("read", "name", "sure"),
    [
        ("NGUYÊN VĂN HOÀNG", "NGUYỄN VĂN HOÀNG", True),
        ("NGUYÊN KHÔI", "NGUYÊN KHÔI", False),
        ("NGUYỄN KHÔI", "NGUYỄN KHÔI", True),
    ],
)
def test_the_tilde_of_a_surname_in_a_business_name(read: str, name: str, sure: bool) -> None:
    label = "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa):"
    page = page_of("GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH", f"{label} HỘ KINH DOANH {read}")
    found = fields_of("business_registration_form", page)["business_name"]
    assert found.value == f"HỘ KINH DOANH {name}"
    assert (found.confidence > 0.9) is sure


def test_an_address_cut_off_at_its_beginning_is_in_doubt() -> None:
    whole, cut = (
        fields_of("residence_change_form", page_of(CT01, f"6. Email: {read}"))["email"].confidence
        for read in ("ct7719@example.vn", "ct7- 719@example.vn")
    )
    assert cut < 0.9 < whole


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("V/v kiêm tra việc thực hiện kỷ luật", "V/v kiểm tra việc thực hiện kỷ luật"),
        ("HỘI ĐỒNG NHÂN DÂN TINH THÁI BÌNH", "HỘI ĐỒNG NHÂN DÂN TỈNH THÁI BÌNH"),
        ("VIỆN KIỂM SÁT NHÂN DÂN TỎI CAO", "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO"),
        ("BAN QUÁN LÝ CÁC KHU CÔNG NGHIỆP", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"),
        ("Kho bạc Nhà nước khu VỰC", "Kho bạc Nhà nước khu vực"),
        ("trực bảo VỆ cơ quan", "trực bảo vệ cơ quan"),
        ("Cổng TTĐT tỉnh", "Cổng TTĐT tỉnh"),
        ("có quan hệ, có chế độ", "có quan hệ, có chế độ"),  # not "cơ quan", "cơ chế"
        ("bắt đầu từ ngày ký", "bắt đầu từ ngày ký"),  # not "đầu tư"
        ("xã Kiêm Tra", "xã Kiêm Tra"),  # capitals may be a name's
    ],
)
def test_words_of_prose_are_put_right_and_names_stay(read: str, right: str) -> None:
    assert spelled(read) == right


def test_letters_of_several_words_that_are_none_of_them_are_a_slip() -> None:
    assert has_slip("những cớ quan")
    assert spelled("những cớ quan") == "những cớ quan"
    assert not has_slip("các cơ quan có quan hệ")


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("ỦY BAN NHÂN DÂN XÃ QUỲNH HẢI", True),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", True),
        ("THUẾ TỈNH NGHỆ AN", True),
        ("SỞ TÀI CHINH", False),
        ("ỦY BAN NHÂN DÂN XÃ QUYNH HẢI", False),
        ("CÔNG TY ABC", False),
    ],
)
def test_a_body_of_nothing_but_phrases_and_places_is_known(body: str, known: bool) -> None:
    assert is_known_body(body) is known


@pytest.mark.parametrize(
    ("body", "unfinished"),
    [
        ("HỘI ĐỒNG NHÂN DÂN", True),
        ("ỦY BAN NHÂN DÂN XÃ", True),
        ("SỞ VĂN HÓA, THỂ THAO VÀ", True),
        ("UBND TỈNH HÀ TĨNH", False),
        ("ỦY BAN NHÂN DÂN HUYỆN VĂN QUAN", False),
    ],
)
def test_a_body_may_have_lost_its_last_words(body: str, unfinished: bool) -> None:
    assert is_unfinished(body) is unfinished


@pytest.mark.parametrize(
    ("place", "held"), [("Quảng Nsãi", "Quảng Ngãi"), ("Hà Nội", "Hà Nội"), ("Ea Xyz", "Ea Xyz"), ("Nsãi", "Nsãi")]
)
def test_a_place_one_letter_off_the_only_one_is_that_place(place: str, held: str) -> None:
    assert hold_name(place).text == held


@pytest.mark.parametrize(
    ("printed", "place", "sure"),
    [
        ("TP. Hồ Chí Minh", "TP. Hồ Chí Minh", True),
        ("Phường 11", "Phường 11", True),
        ("Thái Binh", "Thái Bình", True),
        ("Kiên Hỏi", "Kiên Hỏi", False),
        ("Ea Xyz", "Ea Xyz", False),
    ],
)
def test_the_place_of_a_document_is_one_of_the_country(printed: str, place: str, sure: bool) -> None:
    head = "BỘ TƯ PHÁP || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    page = page_of(head, f"Số: 15/QĐ-BTP || {printed}, ngày 05 tháng 02 năm 2026")
    found = fields_of("administrative_document", page)["place"]
    assert found.value == place
    assert (found.confidence > 0.88) is sure


def test_phrases_without_spaces_keep_what_stands_between_their_words() -> None:
    assert spelled("chủ hộ là ông/bà Nguyễn Trí Đăng") == "chủ hộ là ông/bà Nguyễn Trí Đăng"


@pytest.mark.parametrize(
    ("read", "doubted"),
    [
        ("an60@mail.vn", False),
        ("an6o@mail.vn", True),
        ("thao90@mail.vn", False),
        ("xuangiangl@mail.vn", True),
        ("xuangiangl2@mail.vn", True),
        ("lelan@mail.vn", False),
    ],
)
def test_a_letter_for_a_figure_in_a_mail_address_is_in_doubt(read: str, doubted: bool) -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", f"Email: {read}")
    assert (fields_of("residence_change_form", page)["email"].confidence <= 0.88) is doubted


@pytest.mark.parametrize(
    ("read", "doubted"), [("Tặng cho quyền sử dụng đất", False), ("Lạng cho quyền sử dụng đất", True)]
)
def test_a_change_begins_with_what_changes_begin_with(read: str, doubted: bool) -> None:
    page = page_of("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", f"Nội dung biến động: {read}")
    assert (fields_of("land_change_form", page)["change"].confidence <= 0.88) is doubted


def test_squared_metres_capitals_and_roman_ones_are_put_right() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "Loại đất: Đất ở 60,0 m2, đất trồng cây lâu năm 859,1 m2")
    found = fields_of("land_use_certificate", page)["land_use_purpose"].value
    assert found == "Đất ở 60,0 m², đất trồng cây lâu năm 859,1 m²"
    assert of_prose("Cổng thông tin điện tỬ, Kho bạc khu vực l") == "Cổng thông tin điện tử, Kho bạc khu vực I"
    assert of_prose("Bệnh viện khu vực la Grai") == "Bệnh viện khu vực Ia Grai"
    assert of_prose("Số 1a Nguyễn Huệ") == "Số 1a Nguyễn Huệ"
    assert of_prose("xã. Tân Hiệp,.tỉnh An Giang") == "xã Tân Hiệp, tỉnh An Giang"


@pytest.mark.parametrize("line", ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "MẪU - KHÔNG CÓ GIÁ TRỊ SỬ DỤNG"])
def test_what_is_stamped_on_a_copy_is_no_signer(line: str) -> None:
    page = page_of("GIẤY KHAI SINH", "NGƯỜI KÝ GIẤY KHAI SINH", "CHỦ TỊCH", "Hoàng Hữu Thanh", "", line)
    assert fields_of("birth_certificate", page)["signer_name"].value == "Hoàng Hữu Thanh"


@pytest.mark.parametrize(
    "read", ["y ban nhân dân phường Thành Sen", "Y ban nhân dân phường Thành Sen", "ỦY ban nhân dân phường Thành Sen"]
)
def test_a_committee_that_lost_its_first_letter_has_it_again(read: str) -> None:
    page = page_of("       TỜ KHAI ĐĂNG KÝ KHAI SINH", f"Kính gửi: {read}")
    assert fields_of("birth_registration_form", page)["addressed_to"].value == "Ủy ban nhân dân phường Thành Sen"


@pytest.mark.parametrize(
    ("read", "prose"),
    [
        ("Chưa đăng ký kết hôn. với ai", "Chưa đăng ký kết hôn với ai"),
        ("VẬT LIỆU XÂY. DỰNG SA RÂY", "VẬT LIỆU XÂY DỰNG SA RÂY"),
        ("Đăng ký tạm trú tại. Thôn 2", "Đăng ký tạm trú tại Thôn 2"),
        ("TP. HỒ CHÍ MINH", "TP. HỒ CHÍ MINH"),
        ("Xã Tân Giang. tỉnh Cao Bằng", "Xã Tân Giang. tỉnh Cao Bằng"),
        ("Đã ly hôn. Nay chưa kết hôn", "Đã ly hôn. Nay chưa kết hôn"),
    ],
)
def test_a_full_stop_inside_a_sentence_is_a_leaders(read: str, prose: str) -> None:
    assert without_dots_between(read) == prose


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("Quảng Nham. Quảng Xương, Thanh Hóa", "Quảng Nham, Quảng Xương, Thanh Hóa"),
        ("Chiềng Ngàm. Thuận Châu. Sơn La", "Chiềng Ngàm, Thuận Châu, Sơn La"),
        ("Thôn T1, Xã Hải Ninh, Quảng Ninh", "Thôn 11, Xã Hải Ninh, Quảng Ninh"),
    ],
)
def test_units_that_a_full_stop_parts_and_a_figure_read_as_a_letter_are_put_right_in_doubt(
    read: str, address: str
) -> None:
    checked = check_address("place_of_origin", read)
    assert (checked.value, checked.check) == (address, Check.DOUBTFUL)


@pytest.mark.parametrize("read", ["14 tháng 8 năm 1970", "14 tháng O8 năm 1970", "ngòy 14 thóng O8 năm 1970"])
def test_a_date_in_words_and_figures_needs_no_first_word(read: str) -> None:
    page = page_of(f"       {MARITAL}", f"Ngày, tháng, năm sinh: {read}")
    assert fields_of("marital_status_certificate", page)["date_of_birth"].value == "1970-08-14"


@pytest.mark.parametrize(
    ("read", "text"), [("THỦ TƯỚNG CHÍNHPHỦ", "THỦ TƯỚNG CHÍNH PHỦ"), ("CÔNG TY VINAMILK", "CÔNG TY VINAMILK")]
)
def test_two_words_of_a_set_phrase_that_were_read_as_one_are_parted(read: str, text: str) -> None:
    assert with_spaces(read) == text


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("giỏi quyết thủ tục hành chính", "giải quyết thủ tục hành chính"),
        ("vay vốn ngôn hòng", "vay vốn ngân hàng"),
        ("phường Hòa Bình", "phường Hòa Bình"),
    ],
)
def test_set_phrases_are_known_though_each_a_was_read_as_an_o(read: str, text: str) -> None:
    assert spelled(read) == text


def test_a_capital_inside_a_set_phrase_is_small_where_it_differs_in_size_only() -> None:
    assert in_small_letters("Bổ sung hồ Sơ vay vốn") == "Bổ sung hồ sơ vay vốn"
    assert in_small_letters("kết hôn với bà Vũ Sơn") == "kết hôn với bà Vũ Sơn"
    assert in_small_letters("tại địa chỉ Số nhà 66, ngõ 37") == "tại địa chỉ Số nhà 66, ngõ 37"


@pytest.mark.parametrize("name", ["LƯU THỊ", "NÔNG VĂN"])
def test_a_name_that_ends_in_its_middle_word_is_in_doubt(name: str) -> None:
    assert check_name(name).check is Check.DOUBTFUL


@pytest.mark.parametrize("year", ["hằng", "hàng"])
def test_land_for_plants_of_a_year_keeps_the_spelling_of_its_law(year: str) -> None:
    assert spelled(f"Đất trông cây {year} năm khác") == f"Đất trồng cây {year} năm khác"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ông Nguyễn Bảo Long và vợ là bà Viên Tuyết Ly", "Nguyễn Bảo Long"),
        ("NGUYỄN THỊ HẢI KHÁNH và chồng là Sơn Duy Bường", "NGUYỄN THỊ HẢI KHÁNH"),
        ("BÀ TIÊU THƠM", "TIÊU THƠM"),
        ("ÔNG VĂN BA", "ÔNG VĂN BA"),
    ],
)
def test_of_two_owners_the_first_is_named_and_bare_of_what_a_woman_is_called(printed: str, name: str) -> None:
    page = page_of("       ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", f"a) Họ và tên: {printed}")
    assert fields_of("land_change_form", page)["full_name"].value == name


@pytest.mark.parametrize("printed", ["111/ XNTTHN", "111 /XNTTHN", "111/XNTTHN"])
def test_no_white_stands_in_a_registers_number(printed: str) -> None:
    page = page_of("       GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", f"Số: {printed}")
    assert fields_of("marital_status_certificate", page)["certificate_number"].value == "111/XNTTHN"


@pytest.mark.parametrize("words", ["Bảy mươi lăm triệu năm trăm nghìn đồng", "Bay mươ iăm tr nàm"])
def test_an_amount_of_dong_with_parts_is_in_doubt_whatever_its_words_say(words: str) -> None:
    page = page_of(
        "       GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
        "Tổng số (bằng số, VNĐ): 75.50o.00o đồng",
        f"Tổng số (bằng chữ, VNĐ): {words}",
    )
    assert fields_of("business_registration_form", page)["capital_vnd"].confidence <= 0.88
