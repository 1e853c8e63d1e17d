"""Forms: values beside and below their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from fields_pages import PITCH, fields_of, page_of

from hoso.catalogue import load_catalogue
from ocr.fields import Look

BIRTH = page_of(
    "            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    " || Số: 406/2020",
    "            GIẤY KHAI SINH",
    "Họ, chữ đệm, tên: LÊ HỮU THUẬN............",
    "Ngày, tháng, năm sinh: 03/07/2020",
    "ghi bằng chữ: Ngày mùng ba, tháng bảy, năm hai nghìn không trăm hai mươi",
    "Giới tính: Nam.....  Dân tộc: Kinh Quốc tịch: Việt Nam",
    "Nơi sinh: Bệnh viện Đa khoa tỉnh Thái Bình, Xã Bình Nguyên, Huyện Kiến Xương, thuộc tỉnh cũ Thái",
    "Bình",
    "Quê quán: Xã Võ Miếu, Huyện Thanh Sơn, Phú Thọ",
    "Số định danh cá nhân: 034220366761",
    "Họ, chữ đệm, tên người mẹ: HOÀNG ANH",
    "Năm sinh: 1992 Dân tộc: Tày Quốc tịch: Việt Nam",
    "Nơi cư trú: Thôn 13, Xã Hy Cương, Phú Thọ",
    "Họ, chữ đệm, tên người cha: LÊ XUÂN BÌNH",
    "Năm sinh: 1990 Dân tộc: Kinh Quốc tịch: Việt Nam",
    "Nơi cư trú: Thôn 14, Xã Hy Cương, Phú Thọ",
    "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Võ Miếu, tỉnh Phú Thọ",
    "Ngày, tháng, năm đăng ký: 10/07/2020",
    " || NGƯỜI KÝ GIẤY KHAI SINH",
    " || CHỦ TỊCH",
    " || Trần Văn Nguyên",
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("certificate_number", "406/2020"),
        ("full_name", "LÊ HỮU THUẬN"),
        ("date_of_birth", "2020-07-03"),
        ("sex", "male"),
        ("ethnicity", "Kinh"),
        ("nationality", "Việt Nam"),
        (
            "place_of_birth",
            "Bệnh viện Đa khoa tỉnh Thái Bình, Xã Bình Nguyên, Huyện Kiến Xương, thuộc tỉnh cũ Thái Bình",
        ),
        ("id_number", "034220366761"),
        ("mother_full_name", "HOÀNG ANH"),
        ("mother_birth_year", "1992"),
        ("mother_residence", "Thôn 13, Xã Hy Cương, Phú Thọ"),
        ("father_birth_year", "1990"),
        ("father_residence", "Thôn 14, Xã Hy Cương, Phú Thọ"),
        ("registered_on", "2020-07-10"),
        ("signer_name", "Trần Văn Nguyên"),
    ],
)
def test_a_birth_certificate_gives_up_each_field(key: str, value: str) -> None:
    assert fields_of("birth_certificate", BIRTH)[key].value == value


def test_fields_come_in_the_order_of_the_catalogue() -> None:
    assert list(fields_of("birth_certificate", BIRTH)) == [
        spec.key for spec in load_catalogue()["birth_certificate"].fields
    ]


def test_a_field_says_where_it_was_read() -> None:
    found = fields_of("birth_certificate", BIRTH)["full_name"]
    assert (found.file, found.page) == (0, 1)
    assert found.box is not None
    assert found.box.y0 == 200 + 3 * PITCH


def test_a_date_that_words_confirm_is_surer_than_one_they_contradict() -> None:
    text = "Họ, chữ đệm, tên: LÊ HỮU THUẬN", "Ngày, tháng, năm sinh: 03/07/2020"
    agrees = page_of(*text, "ghi bằng chữ: Ngày ba tháng bảy năm hai nghìn không trăm hai mươi")
    differs = page_of(*text, "ghi bằng chữ: Ngày năm tháng bảy năm hai nghìn không trăm hai mươi")
    sure, doubtful = (fields_of("birth_certificate", page)["date_of_birth"] for page in (agrees, differs))
    assert sure.confidence > 0.95
    assert doubtful.confidence <= 0.88


def test_a_number_that_contradicts_sex_and_birth_is_in_doubt() -> None:
    page = page_of("Ngày, tháng, năm sinh: 03/07/2020", "Giới tính: Nữ", "Số định danh cá nhân: 034220366761")
    assert fields_of("birth_certificate", page)["id_number"].confidence < 0.9


def test_labels_broken_by_the_engine_are_recognised() -> None:
    page = page_of("Họ, chũ đệm. ten: LÊ HỮU THUẬN", "Giơi tình: Nam")
    found = fields_of("birth_certificate", page)
    assert (found["full_name"].value, found["sex"].value) == ("LÊ HỮU THUẬN", "male")


def test_a_field_that_is_not_there_has_no_value_and_no_box() -> None:
    found = fields_of("birth_certificate", page_of("Giới tính: Nam"))["full_name"]
    assert (found.value, found.box, found.text) == (None, None, "")
    assert found.confidence < 0.1


def test_the_wife_stands_left_and_the_husband_right() -> None:
    page = page_of(
        "Họ, chữ đệm, tên vợ: PHẠM PHƯƠNG || Họ, chữ đệm, tên chồng: NGUYỄN VĂN PHÚC",
        "Ngày, tháng, năm sinh: 02/01/1988 || Ngày, tháng, năm sinh: 09/10/1981",
        "Giấy tờ tùy thân: CCCD số 084188216678 || Giấy tờ tùy thân: CCCD số 042081574066",
    )
    found = fields_of("marriage_certificate", page)
    assert found["wife_id_number"].value == "084188216678"
    assert found["husband_id_number"].value == "042081574066"
    assert found["husband_date_of_birth"].value == "1981-10-09"


def test_a_label_whose_box_reaches_over_the_value_keeps_its_colon() -> None:
    page = page_of("Nơi cư trú: Ngõ 284 Bà Triệu, Phường Võ Thị Sáu, Quận 3, TP. Hồ Chí Minh")
    wide = [
        replace(word, box=word.box._replace(x1=word.box.x1 + 2 * (word.box.x1 - word.box.x0)))
        if word.text == "trú:"
        else word
        for word in page.words
    ]
    found = fields_of("marital_status_certificate", replace(page, words=tuple(wide)))["residence"]
    assert found.value == "Ngõ 284 Bà Triệu, Phường Võ Thị Sáu, Quận 3, TP. Hồ Chí Minh"


def test_a_grid_of_boxes_is_read_again_digit_by_digit() -> None:
    asked: list[str] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(look.mode for look in looks)
        return [("002165679047", 0.9) if look.mode == "digits" else ("", 0.0) for look in looks]

    page = page_of("1. Họ, chữ đệm và tên: LÊ HỮU THUẬN", "4. Số định danh cá nhân: |9 0|2 1 65")
    assert fields_of("residence_change_form", page, reread=reread)["id_number"].value == "002165679047"
    assert "digits" in asked


def test_values_of_a_card_stand_below_their_labels() -> None:
    page = page_of(
        "Số định danh cá nhân / Personal identification number:",
        "042192208847",
        "Họ, chữ đệm và tên khai sinh / Full name:",
        "HUỲNH THỊ HÀ",
        "Ngày, tháng, năm sinh / Date of birth: || Giới tính / Sex:",
        "31/03/1992 || Nữ",
        "Quốc tịch / Nationality:",
        "Việt Nam",
    )
    found = fields_of("identity_card", page)
    assert {key: found[key].value for key in ("id_number", "full_name", "date_of_birth", "sex", "nationality")} == {
        "id_number": "042192208847",
        "full_name": "HUỲNH THỊ HÀ",
        "date_of_birth": "1992-03-31",
        "sex": "female",
        "nationality": "Việt Nam",
    }


def test_a_name_in_two_parts_is_joined() -> None:
    page = page_of("Họ / Surname", "TRẦN", "Chữ đệm và tên / Given names", "ĐĂNG KHÁNH")
    assert fields_of("passport", page)["full_name"].value == "TRẦN ĐĂNG KHÁNH"


def test_the_remark_in_a_label_is_no_part_of_the_value() -> None:
    page = page_of("Tôi là (ghi họ tên bằng chữ in hoa): TRƯƠNG TUYẾT LÌNH")
    assert fields_of("business_registration_form", page)["owner_full_name"].value == "TRƯƠNG TUYẾT LÌNH"


def test_a_label_of_another_edition_inside_a_value_does_not_end_it() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "8. Mối quan hệ với chủ hộ: Con đẻ",
        "10. Nội dung đề nghị: Điều chỉnh thông tin về cư trú của cả hộ gia đình ở thành phố:",
        "nơi ở hiện tại là Bản Phú Thọ, Xã Phú Bình, Thái Nguyên",
        "11. Những thành viên trong hộ gia đình cùng thay đổi:",
    )
    value = fields_of("residence_change_form", page)["request"].value
    assert isinstance(value, str)
    assert value.endswith("nơi ở hiện tại là Bản Phú Thọ, Xã Phú Bình, Thái Nguyên")


def test_an_at_sign_read_as_bracket_and_sign_is_one_sign() -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "6. Email: nguoidan12(@example.vn")
    assert fields_of("residence_change_form", page)["email"].value == "nguoidan12@example.vn"


def test_a_number_of_no_province_is_in_doubt() -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "4. Số định danh cá nhân: 047151525835")
    assert fields_of("residence_change_form", page)["id_number"].confidence <= 0.88


def test_a_birth_date_that_the_number_contradicts_is_in_doubt() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "2. Ngày, tháng, năm sinh: 26/02/2032",
        "3. Giới tính: Nam",
        "4. Số định danh cá nhân: 034202366761",
    )
    found = fields_of("residence_change_form", page)
    assert found["date_of_birth"].confidence <= 0.88
    assert found["id_number"].confidence <= 0.88
