"""Civil-status papers of any make: two languages, either person first, side by side or one below the other, old wordings."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.english_half import english_words, without_english

BIRTH, MARRIAGE, MARITAL = "GIẤY KHAI SINH", "GIẤY CHỨNG NHẬN KẾT HÔN", "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"
_SURE = 0.9


def _birth(*lines: str) -> dict[str, object]:
    found = fields_of("birth_certificate", page_of(f"       {BIRTH}", *lines))
    return {key: each.value for key, each in found.items()}


@pytest.mark.parametrize(
    ("read", "count"),
    [
        ("/ Full name oƒ mother : Lan", 6),
        ("/Narionalix Việt Nam", 1),
        ("Z Registered at : Ủy ban", 4),
        ("Place of residence : Thôn 3", 4),
        ("/a wøz¿s : ngày", 3),
        ("/Gendez Nam — Dân tộc /Eihmic group : Kinh", 1),
        ("Việt Nam", 0),
        ("Nam Dân tộc : Kinh", 0),
    ],
)
def test_the_english_half_of_a_label_is_told_by_its_letters_or_by_stroke_and_colon(read: str, count: int) -> None:
    assert english_words(read.split(), parted=True) == count


def test_a_text_without_its_english_half_is_the_value() -> None:
    assert without_english("/ Place oƒ birth: xã Lũng Cú") == "xã Lũng Cú"
    assert without_english("Thôn 3, xã Lũng Cú") == "Thôn 3, xã Lũng Cú"


def test_a_label_in_two_languages_ends_behind_the_second() -> None:
    found = _birth(
        "Họ, chữ đệm, tên / Full name: VŨ THỊ NHI",
        "Giới tính/Gender Nữ",
        "Nơi sinh / Place oƒ birth: phường Cầu Giấy, thành phố Hà Nội",
    )
    assert found["full_name"] == "VŨ THỊ NHI"
    assert found["sex"] == "female"
    assert found["place_of_birth"] == "phường Cầu Giấy, thành phố Hà Nội"


def test_an_english_half_goes_on_in_the_line_below() -> None:
    page = page_of(f"       {MARITAL}", "Họ, chữ đệm, tên / Full", "name: Tôn Nữ Anh Thư")
    assert fields_of("marital_status_certificate", page)["full_name"].value == "Tôn Nữ Anh Thư"


def test_an_english_half_under_a_label_is_no_line_of_the_value_beside_it() -> None:
    gap = " " * 4
    page = page_of(
        f"       {MARITAL}",
        "Tình trạng hôn nhân / || Hiện đang có chồng là ông Đoàn Việt Khiêm, sinh năm",
        "Marital status: || 1989",
        f"{gap}Giấy này được sử dụng để: mua nhà",
    )
    value = fields_of("marital_status_certificate", page)["marital_status"].value
    assert value == "Hiện đang có chồng là ông Đoàn Việt Khiêm, sinh năm 1989"


def test_an_english_label_by_itself_under_a_label_is_no_value() -> None:
    found = _birth(
        "Họ, chữ đệm, tên: VŨ THỊ NHI", "Full name", "Nơi sinh: phường Cầu Giấy, thành phố Hà Nội", "Place of birth"
    )
    assert found["full_name"] == "VŨ THỊ NHI"
    assert found["place_of_birth"] == "phường Cầu Giấy, thành phố Hà Nội"


_MOTHER = (
    "Họ và tên mẹ: Quản Diệu Hậu",
    "Dân tộc: Kinh || Năm sinh: 1986",
    "Nơi thường trú/tạm trú: Thôn 1, xã Hải Hậu, tỉnh Ninh Bình",
)
_FATHER = (
    "Họ và tên cha: Quản Bá Kỷ",
    "Dân tộc: Kinh || Năm sinh: 1967",
    "Nơi thường trú/tạm trú: Thôn 2, xã Hải Hậu, tỉnh Ninh Bình",
)


@pytest.mark.parametrize("parts", [(*_MOTHER, *_FATHER), (*_FATHER, *_MOTHER)], ids=["mother first", "father first"])
def test_whose_part_comes_first_the_labels_say(parts: tuple[str, ...]) -> None:
    found = _birth("Họ và tên: Quản Thị Thanh Vy", *parts, "Nơi đăng ký: UBND xã Hải Hậu, tỉnh Ninh Bình")
    assert (found["mother_full_name"], found["mother_birth_year"]) == ("Quản Diệu Hậu", "1986")
    assert (found["father_full_name"], found["father_birth_year"]) == ("Quản Bá Kỷ", "1967")
    assert found["mother_residence"] == "Thôn 1, xã Hải Hậu, tỉnh Ninh Bình"
    assert found["father_residence"] == "Thôn 2, xã Hải Hậu, tỉnh Ninh Bình"


def test_a_part_without_the_label_that_names_its_person_is_in_doubt() -> None:
    page = page_of(f"       {BIRTH}", "Họ và tên: Quản Thị Thanh Vy", *_MOTHER[1:], *_FATHER)
    found = fields_of("birth_certificate", page)
    assert found["father_residence"].confidence > found["mother_residence"].confidence
    assert found["mother_residence"].confidence < _SURE


def _marriage(*lines: str) -> dict[str, object]:
    found = fields_of("marriage_certificate", page_of(f"                {MARRIAGE}", *lines))
    return {key: each.value for key, each in found.items()}


def test_the_husbands_column_may_be_the_left() -> None:
    found = _marriage(
        "Họ và tên chồng: LƯƠNG VĂN BẢO || Họ và tên vợ: PHÙNG HỒNG THƯƠNG",
        "Ngày, tháng, năm sinh: 20/02/1969 || Ngày, tháng, năm sinh: 22/07/1979",
        "Nơi thường trú/tạm trú: Khóm 4, xã Lùng || Nơi thường trú/tạm trú: Buôn Đrai, xã",
        "Phình, tỉnh Lào Cai || Đức Lập, tỉnh Tây Ninh",
        "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ || Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ",
        "thay thế: CMND số 293475822 || thay thế: CMND số 123855269",
        "Nơi đăng ký: Ủy ban nhân dân xã Lùng Phình, tỉnh Lào Cai",
    )
    assert (found["husband_full_name"], found["wife_full_name"]) == ("LƯƠNG VĂN BẢO", "PHÙNG HỒNG THƯƠNG")
    assert (found["husband_date_of_birth"], found["wife_date_of_birth"]) == ("1969-02-20", "1979-07-22")
    assert found["husband_residence"] == "Khóm 4, xã Lùng Phình, tỉnh Lào Cai"
    assert found["wife_residence"] == "Buôn Đrai, xã Đức Lập, tỉnh Tây Ninh"
    assert (found["husband_id_number"], found["wife_id_number"]) == ("293475822", "123855269")


def test_lines_of_two_columns_need_not_be_level() -> None:
    found = _marriage(
        "Họ, chữ đệm, tên vợ: Tạ Thị Quỳnh || Họ, chữ đệm, tên chồng: Diệp Viết",
        "Ngày, tháng, năm sinh: 05/05/1989 || Hiếu",
        "Nơi cư trú: Thôn 1, xã Hải Hậu, || Ngày, tháng, năm sinh: 06/09/1993",
        "tỉnh Ninh Bình || Nơi cư trú: Thôn 2, xã Hải Hậu, tỉnh Ninh Bình",
        "Nơi đăng ký kết hôn: UBND xã Hải Hậu, tỉnh Ninh Bình",
    )
    assert found["husband_full_name"] == "Diệp Viết Hiếu"
    assert found["husband_date_of_birth"] == "1993-09-06"
    assert found["wife_residence"] == "Thôn 1, xã Hải Hậu, tỉnh Ninh Bình"
    assert found["registered_at"] == "UBND xã Hải Hậu, tỉnh Ninh Bình"


def test_of_parts_below_each_other_either_may_be_first() -> None:
    found = _marriage(
        "Họ và tên chồng: Từ Gia Duẩn",
        "Ngày, tháng, năm sinh: 12/05/1976",
        "Họ và tên vợ: Phùng Phạm Bích Thu",
        "Ngày, tháng, năm sinh: 17/03/1977",
        "Nơi đăng ký: UBND xã Hải Hậu, tỉnh Ninh Bình",
    )
    assert (found["husband_date_of_birth"], found["wife_date_of_birth"]) == ("1976-05-12", "1977-03-17")


def test_old_wordings_of_a_confirmation_of_marital_status_are_known() -> None:
    page = page_of(
        f"       {MARITAL}",
        "Ông (bà): Đoàn Trần Nhã Uyên || Giới tính: Nữ",
        "Sinh ngày: 11/06/1967",
        "Nơi thường trú/tạm trú: Thôn 1, xã Hải Hậu, tỉnh Ninh Bình",
        "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế: CMND số 305873027",
        "Giấy này có giá trị trong thời hạn 06 tháng kể từ ngày cấp và được sử dụng để",
        "làm thủ tục mua nhà ở xã hội.",
    )
    found = {key: each.value for key, each in fields_of("marital_status_certificate", page).items()}
    assert (found["full_name"], found["date_of_birth"]) == ("Đoàn Trần Nhã Uyên", "1967-06-11")
    assert (found["residence"], found["id_number"]) == ("Thôn 1, xã Hải Hậu, tỉnh Ninh Bình", "305873027")
    assert found["purpose"] == "làm thủ tục mua nhà ở xã hội"


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("Số: 135/TLKH-BS", "135/TLKH-BS"),
        ("36: 162/2025-XNT THN", "162/2025-XNTTHN"),
        ("5ố: 750/XNTTHN", "750/XNTTHN"),
        ("Số: 118/XN-UBND", "118/XN-UBND"),
        ("Số: 368/GXN-UBND", "368/GXN-UBND"),
    ],
)
def test_a_registers_symbol_stands_as_printed(read: str, number: str) -> None:
    found = fields_of("marital_status_certificate", page_of(read, f"       {MARITAL}"))["certificate_number"]
    assert found.value == number
    assert found.confidence > _SURE


def test_a_symbol_that_may_be_two_is_in_doubt() -> None:
    found = fields_of("marital_status_certificate", page_of("Số: 135/TLKB-BS", f"       {MARITAL}"))[
        "certificate_number"
    ]
    assert found.value == "135/TLKB-BS"
    assert found.confidence < _SURE


def test_a_value_that_goes_on_below_its_most_lines_is_in_doubt() -> None:
    cell = " " * 16
    lines = (
        "Thôn Ninh Bình Thượng,",
        "khu phố Nhà máy Gạch,",
        "đường Hồ Tùng Mậu cũ,",
        "xã Hải Hậu, huyện cũ,",
        "tỉnh Ninh Bình, nay là",
    )
    page = page_of(f"       {BIRTH}", f"Nơi sinh:{cell[9:]} {lines[0]}", *(f"{cell} {line}" for line in lines[1:]))
    assert fields_of("birth_certificate", page)["place_of_birth"].confidence < _SURE


def test_the_kinds_of_units_have_their_spelling() -> None:
    found = _birth(
        "Nơi sinh: Trạm Y tế xã Kim Chung, huyên Đông Anh, thành phố Hà Nội",
        "Quê quán: Đội 8, Ia Blang, Chư Sẽ, Gia Lai",
    )
    assert found["place_of_birth"] == "Trạm Y tế xã Kim Chung, huyện Đông Anh, thành phố Hà Nội"
    assert found["place_of_origin"] == "Đội 8, Ia Blang, Chư Sê, Gia Lai"


def test_a_signer_without_a_family_name_is_found() -> None:
    assert (
        _birth("Ngày, tháng, năm đăng ký: 06/09/2022", "NGƯỜI KÝ GIẤY KHAI SINH", "", "    Ka Sĩ")["signer_name"]
        == "Ka Sĩ"
    )


def test_the_form_before_2016_is_signed_under_an_office() -> None:
    found = _birth(
        "Ngày, tháng, năm đăng ký: 06/09/2012", "CÁN BỘ TƯ PHÁP || PHÓ CHỦ TỊCH", "Đỗ Tuấn Phú ||  Phí Khắc Đông"
    )
    assert found["signer_name"] == "Phí Khắc Đông"


@pytest.mark.parametrize("label", ["Ngòy, thóng, năm sinh", "Ngày, thúng, năm sinh"])
def test_in_a_slanting_print_what_has_a_round_letter_is_in_doubt(label: str) -> None:
    lines = ("Họ, chữ đệm, tên: Phạm Thị Tím", "Nơi sinh: Trạm Y tế xã Lâm Hà, tỉnh Lâm Đồng")
    level = fields_of("birth_certificate", page_of(f"       {BIRTH}", *lines, "Ngày, tháng, năm sinh: 20/07/1991"))
    slanting = fields_of("birth_certificate", page_of(f"       {BIRTH}", *lines, f"{label}: 20/07/1991"))
    assert slanting["place_of_birth"].confidence < _SURE < level["place_of_birth"].confidence
    assert slanting["full_name"].confidence == level["full_name"].confidence


def test_the_number_of_a_form_stands_in_its_head() -> None:
    found = _birth(
        "Họ, chữ đệm, tên: Phạm Thị Tím",
        "Nơi cư trú: Thôn 1, xã Hải Hậu, tỉnh Ninh Bình",
        "số 008078069585, Cục Cảnh sát",
    )
    assert found["certificate_number"] is None


def test_the_last_words_of_a_sentence_lead_on_to_a_value_without_a_colon() -> None:
    page = page_of(
        f"       {MARITAL}", "Giấy này có giá trị trong thời hạn 06 tháng và được sử dụng để Bổ sung", "hồ sơ nhà đất"
    )
    assert fields_of("marital_status_certificate", page)["purpose"].value == "Bổ sung hồ sơ nhà đất"


def test_a_number_stands_below_the_word_before_it_where_it_has_no_room() -> None:
    found = _marriage(
        "Họ và tên chồng: LƯƠNG VĂN BẢO || Họ và tên vợ: PHÙNG HỒNG THƯƠNG",
        "Nơi cư trú: Thôn 1, xã Hải Hậu, tỉnh || Nơi cư trú: Thôn 2, xã Hải Hậu,",
        "Ninh Bình || tỉnh Ninh Bình",
        "Giấy tờ tùy thân: CCCD số || Giấy tờ tùy thân: Số ĐDCN",
        "008078069585 do Bộ Công an cấp || 066194865678",
    )
    assert (found["husband_id_number"], found["wife_id_number"]) == ("008078069585", "066194865678")


def test_a_stroke_before_figures_is_a_dates_and_parts_no_languages() -> None:
    assert english_words(["/04/1987", ":"], parted=True) == 0
    found = _birth("Ngày, tháng, năm sinh: 01 /04/1987 || Giới tính: Nữ", "Số định danh cá nhân: 079187496572")
    assert (found["date_of_birth"], found["id_number"]) == ("1987-04-01", "079187496572")


def test_strokes_that_were_read_as_letters_are_put_back_in_doubt() -> None:
    found = fields_of("marital_status_certificate", page_of("Số: 373I2024-XNTTHN", f"       {MARITAL}"))[
        "certificate_number"
    ]
    assert found.value == "373/2024-XNTTHN"
    assert found.confidence < _SURE


def test_a_date_of_a_slanting_print_has_its_words() -> None:
    assert _birth("Ngày, tháng, năm đăng ký: ngày 17 thóng 12 năm 2025")["registered_on"] == "2025-12-17"


def test_a_symbol_goes_on_below_and_so_does_a_date() -> None:
    page = page_of("Số: 146/UBND- || Hà Nội, ngày 15 tháng 02 năm", "XNTTHN || 2017", f"       {MARITAL}")
    found = fields_of("marital_status_certificate", page)
    assert (found["certificate_number"].value, found["issued_on"].value) == ("146/UBND-XNTTHN", "2017-02-15")


def test_the_beginning_of_a_symbol_is_in_doubt() -> None:
    found = fields_of("marital_status_certificate", page_of("Số: 146/UBND", f"       {MARITAL}"))["certificate_number"]
    assert found.confidence < _SURE


def test_a_day_of_one_figure_before_a_month_of_two_is_in_doubt() -> None:
    found = fields_of("birth_certificate", page_of(f"       {BIRTH}", "Ngày, tháng, năm sinh: 3/03/1974"))[
        "date_of_birth"
    ]
    assert found.value == "1974-03-03"
    assert found.confidence < _SURE


def test_a_hamlet_behind_a_number_without_a_comma_is_in_doubt() -> None:
    page = page_of(f"       {BIRTH}", "Nơi sinh: Đội 9 thôn Phú Mỹ, xã Châu Phong, tỉnh An Giang")
    assert fields_of("birth_certificate", page)["place_of_birth"].confidence < _SURE


@pytest.mark.parametrize("printed", ["Việt nam", "Việt Nam", "VIỆT NAM"])
def test_a_country_is_written_as_the_paper_writes_it(printed: str) -> None:
    page = page_of("       GIẤY KHAI SINH", f"Quốc tịch: {printed}")
    assert fields_of("birth_certificate", page)["nationality"].value == printed


@pytest.mark.parametrize("read", ["vợ", "Vợ"])
def test_a_relation_begins_with_a_capital_whose_small_letter_has_its_shape(read: str) -> None:
    page = page_of("       TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", f"9. Mối quan hệ với chủ hộ: {read}")
    assert fields_of("residence_change_form", page)["relation_to_head"].value == "Vợ"


def test_the_first_of_two_owners_is_the_owner_whatever_stands_before_the_name() -> None:
    page = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        "Hộ bà Danh Thu Liên, sinh năm 1971, Căn cước công dân số: 051171868670",
        "Ông Khổng Trọng Nam, Căn cước công dân số: 031047112586",
    )
    assert fields_of("land_use_certificate", page)["owner_full_name"].value == "Danh Thu Liên"


def test_the_number_of_a_land_certificate_may_stand_behind_a_bare_label() -> None:
    page = page_of("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", " || Số: CB702676", "a) Thửa đất số: 225, tờ bản đồ số: 3")
    assert fields_of("land_use_certificate", page)["certificate_number"].value == "CB702676"


def test_who_asked_for_a_certificate_is_not_whom_it_is_about() -> None:
    page = page_of(
        MARITAL,
        "Xét đề nghị của Ông (Bà): Thái Thị Hạnh",
        "về việc cấp Giấy xác nhận tình trạng hôn nhân cho: Công Tằng Tôn Nữ Linh Nhàn",
        "XÁC NHẬN:",
        "Họ và tên           CÔNG TẰNG TÔN NỮ LINH NHÀN",
    )
    assert fields_of("marital_status_certificate", page)["full_name"].value == "CÔNG TẰNG TÔN NỮ LINH NHÀN"
