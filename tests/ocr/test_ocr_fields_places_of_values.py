"""Where values stand: labels misread, wrapped lines, dates in small print, lines under a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from fields_pages import fields_of, lines_of, page_of
from PIL import Image, ImageDraw, ImageFont

from ocr.engine.port import Pixels
from ocr.fields import Look
from ocr.fields.again import first_run
from ocr.fields.covered import office_and_name
from ocr.fields.signer import is_title, name_in
from ocr.fields.strips import READINGS, strips

FONT = "/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf"


def drawn(*texts: tuple[int, int, int, str], size: tuple[int, int] = (1200, 400)) -> Pixels:
    """Texts at x, y in a height."""
    image = Image.new("L", size, 255)
    for x, y, height, text in texts:
        ImageDraw.Draw(image).text((x, y), text, font=ImageFont.truetype(FONT, height), fill=0)
    return np.asarray(image, np.uint8)


@pytest.mark.parametrize("label", ["sø/No:", "Số / No.:", "sø/no."])
def test_the_label_of_a_cards_number_may_be_misread(label: str) -> None:
    page = page_of("CĂN CƯỚC CÔNG DÂN", f"{label} 011058059225", "Họ và tên / Full name:", "VÀNG A PÁO")
    assert fields_of("identity_card", page)["id_number"].value == "011058059225"


def test_rn_read_as_m_is_the_same_label() -> None:
    page = page_of("Họ / Sumame", "PHAN", "Chữ đệm và tên / Given names", "ĐÌNH PHƯỚC")
    assert fields_of("passport", page)["full_name"].value == "PHAN ĐÌNH PHƯỚC"


def test_a_short_label_one_letter_off_counts_where_it_begins_its_line_and_has_its_colon() -> None:
    page = page_of("GIẤY CHỨNG MINH NHÂN DÂN", "Họ tan: TRẦN THÀNH QUỲNH")
    assert fields_of("old_identity_card", page)["full_name"].value == "TRẦN THÀNH QUỲNH"


def test_a_numbered_label_may_have_lost_its_colon() -> None:
    page = page_of(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", "1.1. Tên VŨ BÍCH TIÊN", "1.2. Giấy tờ nhân thân: CCCD số 079187783510"
    )
    assert fields_of("land_change_form", page)["full_name"].value == "VŨ BÍCH TIÊN"


def test_a_last_word_without_ascenders_goes_on_in_the_next_line() -> None:
    page = page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: mua",
        "nhà ở xã hội.",
    )
    assert fields_of("marital_status_certificate", page)["purpose"].value == "mua nhà ở xã hội"


def test_a_date_that_the_page_did_not_give_is_looked_for_beside_its_label_and_below() -> None:
    asked: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(looks)
        return [("14I12/2026", 0.9) if look.mode == "date" else ("", 0.0) for look in looks]

    page = page_of("CĂN CƯỚC CÔNG DÂN", "Có giá trị đến: 1a+2iaoas Lâm, Huyện Tri Tôn, An Giang")
    assert fields_of("identity_card", page, reread=reread)["date_of_expiry"].value == "2026-12-14"
    assert [look.mode for look in asked].count("date") == 2


def test_small_print_is_cut_out_from_beside_larger_print() -> None:
    alone = first_run(drawn((20, 60, 24, "14/12/2026")))
    beside = first_run(drawn((20, 60, 24, "14/12/2026"), (170, 50, 36, "Lâm, Huyện Tri Tôn")))
    assert abs(beside.shape[1] - alone.shape[1]) <= 2
    assert beside.shape[1] < 160


def test_a_picture_without_a_run_as_long_as_a_date_stays_whole() -> None:
    picture = drawn((20, 60, 24, "đến:"))
    assert first_run(picture).shape == picture.shape


def test_free_letters_of_a_line_are_cut_out_ever_further_to_the_left() -> None:
    cuts = strips(drawn((300, 100, 50, "THỦ TƯỚNG"), (320, 250, 50, "Phạm Minh Chính")), 300)
    assert [len(line) for line in cuts] == [READINGS, READINGS]
    assert all(line[0].shape[1] < line[-1].shape[1] for line in cuts)


def test_what_stands_at_the_left_edge_is_no_line_of_the_block() -> None:
    assert strips(drawn((2, 100, 50, "thuộc Chính phủ;")), 300) == []


def test_a_covered_office_is_the_one_that_most_readings_end_with() -> None:
    title, _ = office_and_name("TƯỚNG\nHỦ TƯỚNG\n.HỦ TƯỚNG\n.8JHỦ TƯỚNG", 4)
    assert title == ("THỦ TƯỚNG", 3)


def test_an_office_whose_beginning_is_covered_is_known_by_its_last_letters_and_stays_in_doubt() -> None:
    readings = ['"ƯỚNG', "RTƯỚNG", "KMƯỚNG", "BSSMƯỚNG"]
    assert office_and_name("\n".join(readings), 4)[0] == ("THỦ TƯỚNG", 3)


@pytest.mark.parametrize("read", ["RƯỚNG", "ƯỞNG", "ỐC"])
def test_last_letters_that_several_offices_have_name_none(read: str) -> None:
    assert office_and_name("\n".join([f"X{read}", f"KM{read}", read]), 3)[0] is None


def test_who_signs_for_somebody_is_a_deputy() -> None:
    title, name = office_and_name("KT. THỦ TƯỚNG\nT. THỦ TƯỚNG\nTHỦ TƯỚNG\nbTHỦ TƯỚNG\nzHô Đức Phớc\nHồ Đức Phớc", 2)
    assert title == ("PHÓ THỦ TƯỚNG", 2)
    assert name == ("Hồ Đức Phớc", 1)


def test_where_no_line_names_an_office_there_is_no_title() -> None:
    assert office_and_name("ZNG ứr\nyRGH,", 2) == (None, None)


@pytest.mark.parametrize(
    ("line", "name"),
    [("Trương Thùy Vy", "Trương Thùy Vy"), ("Trưởng phòng", None), ("Công TTĐT", None), ("M. ỦY BAN NHÂN DÂN", None)],
)
def test_a_persons_name_is_told_from_offices_and_abbreviations(line: str, name: str | None) -> None:
    assert name_in(line) == name


def test_offices_in_capitals_may_have_lost_their_tones() -> None:
    assert is_title("TRƯƠNG PHÒNG")


def test_the_abbreviation_before_a_letters_subject_may_have_lost_its_second_letter() -> None:
    page = page_of(
        "SỞ Y TẾ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 27/SYT-VP || Hà Nội, ngày 16 tháng 12 năm 2025",
        "V/ phê duyệt kế hoạch",
    )
    assert fields_of("administrative_document", page)["subject"].value == "V/v phê duyệt kế hoạch"


def test_a_speck_far_before_a_label_does_not_number_it() -> None:
    page = page_of(
        "HỘ CHIẾU / PASSPORT", "- 1          || Quốc tịch / Nationality", "           || Việt Nam / Vietnamese"
    )
    assert fields_of("passport", page)["nationality"].value == "Việt Nam"


def test_a_small_date_whose_label_was_not_read_is_looked_for_by_anothers_label() -> None:
    asked: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(looks)
        return [("14/12/2026", 0.9) if look.mode == "date" else ("", 0.0) for look in looks]

    page = page_of(
        "CĂN CƯỚC CÔNG DÂN",
        "                    Nơi thường trú / Place of residence: Thôn Nà Pồng, Xã Ô",
        "                    Lâm, Huyện Tri Tôn, An Giang",
    )
    found = fields_of("identity_card", page, reread=reread)["date_of_expiry"]
    (look,) = (look for look in asked if look.mode == "date")
    assert found.value == "2026-12-14"
    assert look.box.x1 < 250 + 20 * 20


def test_an_address_has_no_sign_before_it() -> None:
    page = page_of("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Nơi cư trú: ? Bản Tân Lập, Huyện Trảng Bom, Đồng Nai")
    found = fields_of("birth_registration_form", page)["applicant_residence"]
    assert found.value == "Bản Tân Lập, Huyện Trảng Bom, Đồng Nai"


def test_a_label_may_have_lost_its_first_letter_at_the_margin() -> None:
    page = page_of(
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Họ, chữ đệm, tên người mẹ: LÊ THỊ MAI",
        "iấy tờ tùy thân: CCCD số 092192692053",
    )
    assert fields_of("birth_registration_form", page)["mother_id_number"].value == "092192692053"


BIRTH = "TỜ KHAI ĐĂNG KÝ KHAI SINH"


def test_a_label_half_way_down_its_cell_has_both_lines_of_the_value() -> None:
    page = lines_of(
        (0, 10, BIRTH),
        (1.5, 0, "Họ, chữ đệm, tên người yêu cầu: PHAN XUÂN TÙNG"),
        (3, 40, "Tổ 2, Số 236 Nguyễn Trãi, Phường Yên Đỗ,"),
        (3.5, 0, "Nơi cư trú: (2)"),
        (4, 40, "Thành phố Pleiku, Gia Lai"),
        (5.5, 0, "Giấy tờ tùy thân: (3) CCCD số 064051247965"),
    )
    found = fields_of("birth_registration_form", page)
    assert found["applicant_residence"].value == "Tổ 2, Số 236 Nguyễn Trãi, Phường Yên Đỗ, Thành phố Pleiku, Gia Lai"
    assert found["applicant_id_number"].value == "064051247965"


def test_the_second_line_of_the_cell_above_is_no_part_of_a_value() -> None:
    page = lines_of(
        (0, 10, BIRTH),
        (1.5, 0, "Họ, chữ đệm, tên người yêu cầu:    PHAN XUÂN TÙNG"),
        (3, 0, "Nơi cư trú: (2)                    Tổ 2, Số 236 Nguyễn Trãi, Phường Yên Đỗ, Thành phố Pleiku, tỉnh"),
        (4, 35, "Gia Lai"),
        (5.2, 0, "Giấy tờ tùy thân: (3)              CCCD số 064051247965"),
    )
    assert fields_of("birth_registration_form", page)["applicant_id_number"].value == "064051247965"


def test_a_title_close_above_is_no_part_of_a_value() -> None:
    page = lines_of((0, 0, "Mẫu CT01"), (3, 11, BIRTH), (3.9, 0, "Kính gửi: Ủy ban nhân dân xã Kim Liên, tỉnh Nghệ An"))
    assert (
        fields_of("birth_registration_form", page)["addressed_to"].value == "Ủy ban nhân dân xã Kim Liên, tỉnh Nghệ An"
    )


def test_a_value_between_the_two_lines_of_its_label_is_beside_it() -> None:
    page = lines_of(
        (0, 10, BIRTH),
        (1.5, 0, "Họ, chữ đệm, tên người yêu"),
        (2, 40, "NGUYỄN ĐỨC CƯỜNG"),
        (2.5, 0, "cầu:"),
        (4, 0, "Nơi cư trú: Thôn Quyết Tiến, Xã Thuận Lộc, Hà Tĩnh"),
    )
    assert fields_of("birth_registration_form", page)["applicant_full_name"].value == "NGUYỄN ĐỨC CƯỜNG"


@pytest.mark.parametrize("second", ["Thái Nguyên", ". Thái Nguyên"])
def test_a_value_goes_on_under_its_own_beginning_and_past_specks(second: str) -> None:
    label = "Nơi cư trú: "
    page = lines_of(
        (0, 10, BIRTH),
        (1, 0, "Họ, chữ đệm, tên người yêu cầu: PHAN XUÂN TÙNG"),
        (2, 0, label + "Ấp Đông, Thị trấn Hương Sơn, Huyện Phú Bình, Tổ 4, Xóm Đồng"),
        (3, len(label) - second.index("T"), second),
    )
    found = fields_of("birth_registration_form", page)["applicant_residence"].value
    assert found == "Ấp Đông, Thị trấn Hương Sơn, Huyện Phú Bình, Tổ 4, Xóm Đồng Thái Nguyên"


def test_the_end_of_a_value_is_no_beginning_of_the_label_under_it() -> None:
    page = page_of(
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "10. Nội dung đề nghị: Đăng ký tạm trú tại Ấp Hòa Bình, Xã Tả Van, Huyện Bát Xát, Thị xã Sa Pa,",
        "Lào Cai",
        "11 ng thành viên trong hộ gia đình cùng thay đổi:",
    )
    value = fields_of("residence_change_form", page)["request"].value
    assert isinstance(value, str) and value.endswith("Sa Pa, Lào Cai")


def test_a_sign_as_large_as_a_word_leaves_a_doubt() -> None:
    page = page_of(BIRTH, "Họ, chữ đệm, tên người mẹ: Hoàng Thị Mỹ xx")
    lost, small = (
        replace(
            page,
            words=tuple(replace(word, text='"', box=blot(word)) if word.text == "xx" else word for word in page.words),
        )
        for blot in (lambda word: word.box, lambda word: word.box._replace(x1=word.box.x0 + 8, y1=word.box.y0 + 10))
    )
    assert fields_of("birth_registration_form", lost)["mother_full_name"].confidence < 0.9
    assert fields_of("birth_registration_form", small)["mother_full_name"].confidence > 0.9


def test_the_letters_left_of_pho_are_a_deputys() -> None:
    assert office_and_name("\\HÓ CHỦ TỊCH\nXHÓ CHỦ TỊCH\nMHÓ CHỦ TỊCH", 3)[0] == ("PHÓ CHỦ TỊCH", 3)


def test_an_acting_director_is_no_director() -> None:
    assert office_and_name("Q. GIÁM ĐỐC\n` Q. GIÁM ĐỐC\nQ. GIÁM ĐÔC", 3)[0] == ("Q. GIÁM ĐỐC", 3)


def test_for_whom_somebody_signs_is_not_who_signs() -> None:
    block = "TUQ. GIÁM ĐỐC\nTUQ. GIÁM ĐỐC\n\\G PHÒNG HÀNH CHÍNH\nTRƯỞNG PHÒNG HÀNH CHÍNH"
    assert office_and_name(block, 2)[0] == ("TRƯỞNG PHÒNG HÀNH CHÍNH", 1)
    assert office_and_name("TUQ. GIÁM ĐỐC\nTUQ. GIÁM ĐỐC\n\\G VIÊN\n~", 2)[0] is None


def test_capitals_beside_an_office_may_be_a_part_of_it() -> None:
    assert office_and_name("HÀNH CHÍNH\nHÀNH CHÍNH\nTRƯỞNG PHÒNG\nTRƯỞNG PHÒNG", 2)[0] == ("TRƯỞNG PHÒNG", 1)


def test_a_family_name_whose_first_letters_are_covered_is_known_by_the_others_and_in_doubt() -> None:
    readings = "rương Thị Hoa\nZrương Thị Hoa\n_Trương Thị Hoa\n“Trương Thị Hoa"
    assert office_and_name(readings, 4)[1] == ("Trương Thị Hoa", 2)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<Ấguyễn Thị Cẩm Nương", "Nguyễn Thị Cẩm Nương"),
        ("Z€hu Bảo Mừng", "Chu Bảo Mừng"),
        ("_fồ Tấn Tuyển", "Tấn Tuyển"),  # Hồ and Lồ end so
        ("Đồng chí Trần Văn Nam", "Trần Văn Nam"),
        ("× Lê Văn Tám", "Lê Văn Tám"),
    ],
)
def test_what_is_left_of_a_family_name(line: str, name: str) -> None:
    assert name_in(line) == name
