"""Forms whose parts change places, whose values wrap before a label, whose labels have a speck."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, lines_of, page_of

from ocr.fields.addresses import check_places_in
from ocr.fields.checks import check_name
from ocr.fields.confidence import Check
from ocr.fields.mail import mail_address

HEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
)


def birth_form(father_number: str = "080096581525") -> tuple[str, ...]:
    """A form that asks for the father before the mother, with labels that both share."""
    return (
        *HEAD,
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Kính gửi : Ủy ban nhân dân xã Dương Thành",
        "Họ, chữ đệm, tên người yêu cầu : Phan Gia Vinh",
        "Nơi cư trú : Tổ 4, xã Dương Thành, huyện Phú Bình, tỉnh Thái Nguyên",
        "Giấy tờ tùy thân : Thẻ căn cước số 080096581525",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây :",
        "Họ, chữ đệm, tên : Phan Thị Lụa Thắm",
        "Ngày, tháng, năm sinh : 09/10/2022",
        "Họ, chữ đệm, tên người cha : Phan Gia Vinh",
        "Năm sinh : 1996 || Dân tộc : Kinh",
        "Giấy tờ tùy thân : Căn cước công dân số " + father_number,
        "Họ, chữ đệm, tên người mẹ : Lê Thị Phượng",
        "Năm sinh : 1982 || Dân tộc : Kinh",
        "Giấy tờ tùy thân : Thẻ căn cước số 024182252163",
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật",
    )


def test_the_father_may_come_before_the_mother() -> None:
    found = fields_of("birth_registration_form", page_of(*birth_form()))
    assert found["father_id_number"].value == "080096581525"
    assert found["mother_id_number"].value == "024182252163"
    assert found["father_full_name"].value == "Phan Gia Vinh"
    assert found["mother_full_name"].value == "Lê Thị Phượng"


def test_a_womans_number_under_the_fathers_label_is_in_doubt() -> None:
    found = fields_of("birth_registration_form", page_of(*birth_form(father_number="080196581525")))
    assert found["father_id_number"].confidence < 0.9 < found["mother_id_number"].confidence


def test_a_name_that_had_no_room_before_the_next_label_goes_on_below() -> None:
    found = fields_of(
        "business_registration_form",
        page_of(
            *HEAD,
            "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
            "Tôi là (ghi họ tên bằng chữ in hoa) : NGUYỄN HẢI LÝ || Giới tính : Nam",
            "THÔNG",
            "Sinh ngày : 20/5/1976 || Dân tộc : Kinh",
            "Số định danh cá nhân : 091076912867",
            "2. Trụ sở của hộ kinh doanh :",
            "Địa chỉ : Tổ 12, xã Quang Bình, tỉnh Tuyên Quang",
            "3. Ngành, nghề kinh doanh :",
        ),
    )
    assert found["owner_full_name"].value == "NGUYỄN HẢI LÝ THÔNG"
    assert found["business_address"].value == "Tổ 12, xã Quang Bình, tỉnh Tuyên Quang"


def test_the_value_before_a_second_label_is_not_its_list_number() -> None:
    found = fields_of(
        "land_use_certificate",
        page_of(
            "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
            "a) Thửa đất số : 22, tờ bản đồ số : 05",
            "c) Diện tích : 85 m²",
        ),
    )
    assert (found["parcel_number"].value, found["map_sheet_number"].value) == ("22", "05")


def test_a_speck_may_spoil_the_first_word_of_a_label() -> None:
    lines = [line.replace("Họ, chữ đệm, tên người mẹ", "Liọ, chữ đệm, tên người mẹ") for line in birth_form()]
    assert fields_of("birth_registration_form", page_of(*lines))["mother_full_name"].value == "Lê Thị Phượng"


def test_a_name_over_a_label_is_none_of_its_words() -> None:
    found = fields_of(
        "identity_card",
        page_of(
            "CĂN CƯỚC CÔNG DÂN",
            "Số / No. : 056156456920",
            "Họ và tên / Full name :",
            "DƯƠNG THANH NGA",
            "Ngày sinh / Date of birth : 28/12/1956",
        ),
    )
    assert found["full_name"].value == "DƯƠNG THANH NGA"
    assert found["date_of_birth"].value == "1956-12-28"


def test_a_field_of_a_closed_list_does_not_take_the_next_line() -> None:
    found = fields_of(
        "birth_certificate",
        page_of(
            "GIẤY KHAI SINH",
            "Họ, chữ đệm, tên : GIÀNG BÍCH TRÂM",
            "Giới tính : Nữ || Quốc tịch :",
            "Nơi sinh : Trung tâm Y tế huyện Diễn Châu, Huyện Diễn Châu, Tỉnh Nghệ An",
        ),
    )
    assert found["nationality"].value is None


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("HÀ'BÍCH QUỲNH", "HÀ BÍCH QUỲNH"),
        ("LA : VĂN ÁI", "LA VĂN ÁI"),
        ("VƯƠNG TIẾN MƯỜI s s", "VƯƠNG TIẾN MƯỜI"),
        ("ÂU QUANG TÂM C", "ÂU QUANG TÂM"),
        ("PHAN NHƯ Ý", "PHAN NHƯ Ý"),
    ],
)
def test_specks_are_no_part_of_a_name(read: str, printed: str) -> None:
    assert check_name(read).value == printed


def test_a_name_in_which_a_speck_stood_is_in_doubt() -> None:
    assert check_name("HÀ'BÍCH QUỲNH").check is Check.DOUBTFUL
    assert check_name("HÀ BÍCH QUỲNH").check is Check.PLAUSIBLE


def test_a_bracket_before_a_domain_is_an_at_sign() -> None:
    assert mail_address("quynhha507(gmail.com") == "quynhha507@gmail.com"


def test_values_under_two_labels_of_a_row_are_each_under_its_own() -> None:
    found = fields_of(
        "residence_change_form",
        page_of(
            "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
            "7. Họ, chữ đệm và tên chủ hộ : || 8. Mối quan hệ với chủ hộ :",
            "PHAN XUÂN NHÂM || Chủ hộ",
            "9. Số định danh cá nhân của chủ hộ :",
        ),
    )
    assert (found["household_head_name"].value, found["relation_to_head"].value) == ("PHAN XUÂN NHÂM", "Chủ hộ")


def test_a_sentence_goes_on_at_the_margin_though_another_label_begins_its_row() -> None:
    found = fields_of(
        "marital_status_certificate",
        page_of(
            "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
            "Giấy này có giá trị trong thời hạn 06 tháng kể từ ngày cấp, được sử dụng để :",
            "làm thủ tục kết hôn.",
        ),
    )
    assert str(found["purpose"].value).startswith("làm thủ tục kết hôn")


def test_nobody_signs_over_the_form() -> None:
    """The issuing body has the words that stand over signatures too."""
    found = fields_of(
        "birth_certificate",
        page_of(
            "ỦY BAN NHÂN DÂN",
            "XÃ BẠCH LONG",
            "GIẤY KHAI SINH",
            "Họ, chữ đệm, tên : HUỲNH HOÀNG PHONG VỊNH",
            "Ngày, tháng, năm đăng ký : 29/08/2018",
        ),
    )
    assert found["signer_name"].value is None


def test_two_values_of_a_row_may_wrap_each_in_its_column() -> None:
    found = fields_of(
        "residence_change_form",
        page_of(
            "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
            "7. Họ, chữ đệm và tên chủ hộ : Nguyễn Hoàng Mỹ Thanh || 8. Mối quan hệ với chủ hộ : Chủ",
            "Thắm || hộ",
            "9. Số định danh cá nhân của chủ hộ :",
        ),
    )
    assert found["household_head_name"].value == "Nguyễn Hoàng Mỹ Thanh Thắm"


@pytest.mark.parametrize(("second", "relation"), [("ngoại", "Cháu ngoại"), ("", "Cháu")])
def test_what_wraps_under_the_value_before_a_label_is_none_of_its_own(second: str, relation: str) -> None:
    page = lines_of(
        (0, 10, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
        (2, 0, "7. Họ, chữ đệm và tên chủ hộ:"),
        (2, 32, "LÊ HUYỀN"),
        (2, 48, "8. Mối quan hệ với chủ hộ:"),
        (2, 77, "Cháu"),
        (3, 32, "NHƯ"),
        (3, 77, second),
        (4, 0, "9. Số định danh cá nhân của chủ hộ:"),
    )
    found = fields_of("residence_change_form", page)
    assert found["relation_to_head"].value == relation


def test_a_letter_in_the_day_of_a_date_is_a_doubt() -> None:
    found = fields_of(
        "birth_certificate", page_of("GIẤY KHAI SINH", "Ngày, tháng, năm sinh : ngày T1 tháng 8 năm 2018")
    )
    assert found["date_of_birth"].confidence < 0.9


def test_the_kind_of_a_unit_gets_its_dot_back_in_the_name_of_a_body_too() -> None:
    held = check_places_in("addressed_to", "Ủy ban nhân dân xã Quảng Phong, huyên Hải Hà, tỉnh Quảng Ninh")
    assert held.value == "Ủy ban nhân dân xã Quảng Phong, huyện Hải Hà, tỉnh Quảng Ninh"
