"""Tables with one column of labels and one for each of two persons."""

from __future__ import annotations

from fields_pages import fields_of

from dossier.page import Box, PageImage, PageReading, PageSource, Word

_PITCH, _LETTER, _HEIGHT = 60, 20, 36


def page(*rows: tuple[tuple[int, str], ...]) -> PageReading:
    """Rows of cells, each the place of its left edge and its text."""
    words = []
    for number, row in enumerate(rows):
        for left, text in row:
            x, y = left, 200 + number * _PITCH
            for word in text.split():
                words.append(Word(word, Box(x, y, x + _LETTER * len(word), y + _HEIGHT), 0.96, number, number))
                x += _LETTER * (len(word) + 1)
    return PageReading(PageImage(1, 2480, 3508, 300, 0, PageSource.EMBEDDED), tuple(words))


def marriage(first: str, second: str) -> PageReading:
    return page(
        ((800, "GIẤY CHỨNG NHẬN KẾT HÔN"),),
        ((900, "Số: 273/2026"),),
        ((250, "Thông tin"), (900, first), (1700, second)),
        ((250, "Họ, chữ đệm, tên"), (800, "HỜ THỊ DỢ"), (1600, "NGÔ VĂN HIỂN")),
        ((250, "Ngày, tháng, năm sinh"), (800, "26/05/2001"), (1600, "04/11/1989")),
        ((250, "Dân tộc"), (800, "Mông"), (1600, "Kinh")),
        ((250, "Nơi cư trú"), (800, "Thôn 1, xã Cán Tỷ, tỉnh"), (1600, "Thôn 2, xã Liên Minh,")),
        ((800, "Tuyên Quang"), (1600, "thành phố Hà Nội")),
        ((250, "Giấy tờ tùy thân"), (800, "002301007734"), (1600, "001089028939")),
        ((250, "Nơi đăng ký kết hôn: UBND xã Cán Tỷ, tỉnh Tuyên Quang"),),
    )


def test_each_person_has_what_stands_in_the_own_column() -> None:
    found = {key: each.value for key, each in fields_of("marriage_certificate", marriage("Vợ", "Chồng")).items()}
    assert found["wife_full_name"] == "HỜ THỊ DỢ"
    assert found["wife_date_of_birth"] == "2001-05-26"
    assert found["wife_id_number"] == "002301007734"
    assert found["wife_residence"] == "Thôn 1, xã Cán Tỷ, tỉnh Tuyên Quang"
    assert found["husband_full_name"] == "NGÔ VĂN HIỂN"
    assert found["husband_date_of_birth"] == "1989-11-04"
    assert found["husband_id_number"] == "001089028939"
    assert found["husband_residence"] == "Thôn 2, xã Liên Minh, thành phố Hà Nội"
    assert found["registered_at"] == "UBND xã Cán Tỷ, tỉnh Tuyên Quang"


def test_a_label_by_itself_is_that_of_the_values_under_it_and_what_follows_is_no_cell() -> None:
    table = page(
        ((800, "GIẤY CHỨNG NHẬN KẾT HÔN"),),
        ((250, "Thông tin"), (800, "Bên vợ"), (1600, "Bên chồng")),
        ((250, "Họ, chữ đệm, tên"), (800, "MA TRANG ÁI"), (1600, "DOÃN QUỐC PHONG")),
        ((250, "Quốc tịch"), (800, "Việt Nam"), (1600, "Việt Nam")),
        ((250, "Nơi cư trú"),),
        ((800, "ấp Hòa Thạnh, xã Cò Nòi, huyện"), (1600, "khu 6, xã Mỹ Hạnh Nam, huyện")),
        ((800, "Mai Sơn, tỉnh Sơn La"), (1600, "Đức Hòa, tỉnh Long An")),
        ((250, "Nơi đăng ký kết hôn"),),
        ((250, "Ủy ban nhân dân xã Kỳ Lợi, thị xã Kỳ Anh, tỉnh Hà Tĩnh"),),
    )
    found = {key: each.value for key, each in fields_of("marriage_certificate", table).items()}
    assert found["wife_residence"] == "ấp Hòa Thạnh, xã Cò Nòi, huyện Mai Sơn, tỉnh Sơn La"
    assert found["husband_residence"] == "khu 6, xã Mỹ Hạnh Nam, huyện Đức Hòa, tỉnh Long An"
    assert found["registered_at"] == "Ủy ban nhân dân xã Kỳ Lợi, thị xã Kỳ Anh, tỉnh Hà Tĩnh"


def test_either_person_may_come_first() -> None:
    found = fields_of("marriage_certificate", marriage("Chồng", "Vợ"))
    assert found["husband_full_name"].value == "HỜ THỊ DỢ"
    assert found["wife_full_name"].value == "NGÔ VĂN HIỂN"


def test_parents_are_told_apart_by_the_heads_of_their_columns() -> None:
    form = page(
        ((800, "TỜ KHAI ĐĂNG KÝ KHAI SINH"),),
        ((250, "Họ, chữ đệm, tên người yêu cầu: LÊ THỊ MAI"),),
        ((250, "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:"),),
        ((250, "Họ, chữ đệm, tên: LÊ VĂN NAM"),),
        ((250, "Thông tin"), (900, "Người mẹ"), (1700, "Người cha")),
        ((250, "Họ, chữ đệm, tên"), (800, "LÊ THỊ MAI"), (1600, "TRẦN VĂN BẢO")),
        ((250, "Năm sinh"), (800, "2000"), (1600, "1990")),
        ((250, "Giấy tờ tùy thân"), (800, "091300005656"), (1600, "058090003578")),
        ((250, "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận"),),
    )
    found = {key: each.value for key, each in fields_of("birth_registration_form", form).items()}
    assert found["child_full_name"] == "LÊ VĂN NAM"
    assert (found["mother_full_name"], found["mother_id_number"]) == ("LÊ THỊ MAI", "091300005656")
    assert (found["father_full_name"], found["father_id_number"]) == ("TRẦN VĂN BẢO", "058090003578")


def test_a_line_that_is_full_in_its_column_goes_on_below() -> None:
    found = fields_of(
        "marriage_certificate",
        page(
            ((800, "GIẤY CHỨNG NHẬN KẾT HÔN"),),
            ((250, "Thông tin"), (900, "Vợ"), (1700, "Chồng")),
            ((250, "Họ, chữ đệm, tên"), (800, "MẠC HỒNG BÍCH"), (1600, "TRƯƠNG CHIẾN")),
            ((250, "Nơi cư trú"), (800, "Thôn 1, Xã Thạch Trị, Tỉnh Hà"), (1600, "Ấp 2, Xã Thạch Trị, Tỉnh Hà")),
            ((800, "Tĩnh"), (1600, "Tĩnh")),
            ((250, "Giấy tờ tùy thân"), (800, "002301007734"), (1600, "001089028939")),
        ),
    )
    assert found["wife_residence"].value == "Thôn 1, Xã Thạch Trị, Tỉnh Hà Tĩnh"
    assert found["husband_residence"].value == "Ấp 2, Xã Thạch Trị, Tỉnh Hà Tĩnh"


def test_one_head_of_two_columns_may_be_lost() -> None:
    for heads in (("Vợ", ""), ("", "Chồng")):
        found = {key: each.value for key, each in fields_of("marriage_certificate", marriage(*heads)).items()}
        assert (found["wife_full_name"], found["husband_full_name"]) == ("HỜ THỊ DỢ", "NGÔ VĂN HIỂN")
        assert (found["wife_id_number"], found["husband_id_number"]) == ("002301007734", "001089028939")


def test_of_values_that_stand_in_the_middle_of_their_columns_the_longest_shows_where_those_begin() -> None:
    table = page(
        ((800, "GIẤY CHỨNG NHẬN KẾT HÔN"),),
        ((250, "Nội dung"), (1000, "Vợ"), (1760, "Chồng")),
        ((250, "Họ, chữ đệm, tên"), (920, "MA THÚY ÚT"), (1720, "KIM SỬU")),
        ((250, "Ngày, tháng, năm sinh"), (800, "17 tháng 11 năm 1974"), (1600, "22 tháng 01 năm 1970")),
        ((250, "Nơi cư trú"), (900, "Thôn 1, xã Cán Tỷ"), (1580, "Thôn 2, xã Liên Minh, tỉnh Sơn La")),
        ((250, "Giấy tờ tùy thân"), (900, "002301007734"), (1680, "001089028939")),
    )
    found = {key: each.value for key, each in fields_of("marriage_certificate", table).items()}
    assert (found["wife_full_name"], found["husband_full_name"]) == ("MA THÚY ÚT", "KIM SỬU")
    assert (found["wife_date_of_birth"], found["husband_date_of_birth"]) == ("1974-11-17", "1970-01-22")
    assert found["wife_residence"] == "Thôn 1, xã Cán Tỷ"
    assert found["husband_residence"] == "Thôn 2, xã Liên Minh, tỉnh Sơn La"


def test_where_no_word_says_whose_a_column_is_all_of_both_is_in_doubt() -> None:
    """Both persons side by side, the names of the columns not read."""
    table = page(
        ((800, "GIẤY CHỨNG NHẬN KẾT HÔN"),),
        ((250, "Họ, chữ đệm, tên:"), (600, "HỜ THỊ DỢ"), (1300, "Họ, chữ đệm, tên:"), (1650, "NGÔ VĂN HIỂN")),
        ((250, "Ngày, tháng, năm sinh:"), (700, "26/05/2001"), (1300, "Ngày, tháng, năm sinh:"), (1750, "04/11/1989")),
        ((250, "Nơi cư trú:"), (600, "Thôn 1, xã Cán Tỷ"), (1300, "Nơi cư trú:"), (1650, "Thôn 2, xã Liên Minh")),
    )
    found = fields_of("marriage_certificate", table)
    told = [each for each in found.values() if each.value and each.key.startswith(("wife_", "husband_"))]
    assert told
    assert all(each.confidence <= 0.88 for each in told)
