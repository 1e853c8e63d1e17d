"""Administrative documents are read by their places on the page (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from fields_pages import fields_of, page_of

from dossier.page import PageReading
from ocr.fields import ExtractedField, Look, Reread
from ocr.fields.closing import items_of
from ocr.fields.confidence import Again, Check

DECISION = page_of(
    "ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "XÃ NGỌC KHÊ || Độc lập - Tự do - Hạnh phúc",
    "Số: 123/QĐ-UBND || Ngọc Khê, ngày 05 tháng 02 năm 2026",
    "                                   QUYÉT ĐỊNH",
    "                         Về việc phê duyệt kế hoạch năm 2026",
    "                   CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NGỌC KHÊ",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2025;",
    "Điều 1. Ban hành kèm theo Quyết định này giấy khai sinh mẫu.",
    "Nơi nhận: || TM. ỦY BAN NHÂN DÂN",
    "- Như Điều 3; || KT. CHỦ TỊCH",
    "- Trưởng các thôn, || PHÓ CHỦ TỊCH",
    "tổ dân phố;",
    "- Lưu: VT, HCC. || Trần Văn Nguyên",
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issuing_body", "ỦY BAN NHÂN DÂN XÃ NGỌC KHÊ"),
        ("document_number", "123/QĐ-UBND"),
        ("place", "Ngọc Khê"),
        ("issued_on", "2026-02-05"),
        ("document_kind", "Quyết định"),
        ("subject", "Về việc phê duyệt kế hoạch năm 2026"),
        ("signer_title", "PHÓ CHỦ TỊCH"),
        ("signer_name", "Trần Văn Nguyên"),
        ("recipients", ("Như Điều 3", "Trưởng các thôn, tổ dân phố", "Lưu: VT, HCC")),
    ],
)
def test_a_decision_gives_up_each_field(key: str, value: str | tuple[str, ...]) -> None:
    assert fields_of("administrative_document", DECISION)[key].value == value


def test_the_superior_body_is_not_the_issuer() -> None:
    page = page_of(
        "UBND TỈNH PHÚ THỌ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ THÔNG TIN VÀ TRUYEN THÔNG || Độc lập - Tự do - Hạnh phúc",
        "Số: 275/STTTT-CNTT || Phú Thọ, ngày 16 tháng 12 năm 2011",
        "V/v đăng ký danh sách tham gia",
        "Hội thi kỹ năng",
        "",
        "                  Kính gửi: Các đơn vị trực thuộc sở",
    )
    found = fields_of("administrative_document", page)
    assert found["issuing_body"].value == "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    assert found["document_kind"].value == "Công văn"
    assert found["subject"].value == "V/v đăng ký danh sách tham gia Hội thi kỹ năng"


@pytest.mark.parametrize("day", ["ngày", "nsàu", "ngàu"])
def test_place_and_date_are_told_whatever_the_word_before_the_day_was_read_as(day: str) -> None:
    page = page_of(
        "UBND XÃ LONG KIẾN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "VĂN PHÒNG HĐND VÀ UBND || Độc lập - Tự do - Hạnh phúc",
        f"Số: 2468/VP-KT || Long Kiến, {day} 24 tháng 05 năm 2026",
    )
    found = fields_of("administrative_document", page)
    assert (found["place"].value, found["issued_on"].value) == ("Long Kiến", "2026-05-24")


def test_a_number_that_breaks_the_rule_is_in_doubt() -> None:
    page = page_of("BỘ CÔNG AN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sá#?6/QĐ-VKSTC || Hà Nội, ngày tháng năm 2019")
    found = fields_of("administrative_document", page)
    assert found["document_number"].confidence <= 0.88
    assert found["issued_on"].value is None


@pytest.mark.parametrize(("number", "sound"), [("15/QĐ-BTP", True), ("15/QĐ-BRP", False), ("15/BTP-VP", True)])
def test_a_symbol_must_be_made_of_the_issuers_initials(number: str, sound: bool) -> None:
    page = page_of(
        "BỘ TƯ PHÁP || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"Số: {number} || Hà Nội, ngày 05 tháng 02 năm 2026"
    )
    assert (fields_of("administrative_document", page)["document_number"].confidence >= 0.9) is sound


HEAD = (
    "BỘ TƯ PHÁP || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 15/{code}-BTP || Hà Nội, ngày 05 tháng 02 năm 2026",
    "                                   TỜ TRÌNH",
    "                         Về việc phê duyệt kế hoạch năm 2026",
    "Bộ Tư pháp trình cấp có thẩm quyền xem xét, quyết định theo quy định của pháp luật hiện hành.",
)
LIST = ("- Như trên;", "- Các phòng chuyên môn;", "- Lưu: VT, TH.")


def test_a_code_one_letter_off_the_kind_of_the_title_is_that_kinds() -> None:
    page = page_of(*(line.format(code="TIr") for line in HEAD))
    assert fields_of("administrative_document", page)["document_number"].value == "15/TTr-BTP"


def test_a_block_lost_under_the_seal_is_taken_from_the_second_look() -> None:
    page = page_of(*(line.format(code="TTr") for line in HEAD), "Nơi nhận: || KT. BỘ TRƯỞNG", *LIST)
    found = fields_of(
        "administrative_document",
        page,
        reread=lambda looks: [
            ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n>~\nNguyễn Thanh Hà", 0.0) if look.mode == "stamped" else ("", 0.0)
            for look in looks
        ],
    )
    assert found["signer_title"].value == "THỨ TRƯỞNG"
    assert found["signer_name"].value == "Nguyễn Thanh Hà"


def test_recipients_read_twice_alike_are_surer() -> None:
    page = page_of(*(line.format(code="TTr") for line in HEAD), "Nơi nhận: || BỘ TRƯỞNG", *LIST, confidence=0.5)
    text = "\n".join(LIST)
    once = fields_of("administrative_document", page)["recipients"]
    twice = fields_of("administrative_document", page, reread=lambda looks: [(text, 0.6)] * len(looks))["recipients"]
    assert once.value == twice.value == ("Như trên", "Các phòng chuyên môn", "Lưu: VT, TH")
    assert twice.confidence > once.confidence


def test_a_body_whose_name_goes_on_in_a_line_of_one_word_is_one_body() -> None:
    page = page_of(
        "BỘ NÔNG NGHIỆP VÀ MÔI || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG || Độc lập - Tự do - Hạnh phúc",
        "Số: 15/QĐ-BNNMT || Hà Nội, ngày 05 tháng 02 năm 2026",
    )
    assert fields_of("administrative_document", page)["issuing_body"].value == "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"


def test_a_body_that_the_symbol_does_not_name_is_in_doubt() -> None:
    page = page_of(
        "BỘ NỘI VỤ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 15/QĐ-BNNMT || Hà Nội, ngày 05 tháng 02 năm 2026"
    )
    assert fields_of("administrative_document", page)["issuing_body"].confidence <= 0.88


def test_set_abbreviations_of_a_list_of_recipients_have_one_spelling() -> None:
    lines = [line.format(code="TTr") for line in HEAD]
    page = page_of(*lines, "Nơi nhận:", "- Thường trực HĐND (để bíc);", "- Lưu: VI, TH.")
    found = fields_of("administrative_document", page)["recipients"].value
    assert found == ("Thường trực HĐND (để b/c)", "Lưu: VT, TH")


def test_a_subject_whose_lines_are_not_even_may_have_lost_words() -> None:
    head = "SỞ Y TẾ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 27/SYT-VP || Hà Nội, ngày 16 tháng 12 năm 2025"
    even = page_of(*head, "  V/v đăng ký danh sách", "  tham gia cuộc thi tin")
    uneven = page_of(*head, "        V/v đăng ký danh sách", "  tham gia cuộc thi tin")
    surer, doubtful = (fields_of("administrative_document", page)["subject"] for page in (even, uneven))
    assert surer.value == doubtful.value == "V/v đăng ký danh sách tham gia cuộc thi tin"
    assert doubtful.confidence <= 0.88 < surer.confidence


LAW = page_of(
    "QUỐC HỘI || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Luật số: 40/2013/QH13 || Độc lập - Tự do - Hạnh phúc",
    "                                   LUẬT",
    "Luật này đã được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIII",
    "thông qua ngày 22 tháng II năm 2013.",
)


def test_a_law_is_of_the_day_on_which_it_was_passed() -> None:
    assert fields_of("administrative_document", LAW)["issued_on"].value == "2013-11-22"


def test_no_other_act_is_of_the_day_on_which_something_was_passed() -> None:
    page = page_of(
        *(line.format(code="TTr").replace("05 tháng 02", "tháng") for line in HEAD),
        "thông qua ngày 22 tháng 11 năm 2013.",
    )
    assert fields_of("administrative_document", page)["issued_on"].value is None


@pytest.mark.parametrize("number", ["Số: 2020/TT-BTP", "Số: ?/2020/TT-BTP"])
def test_the_year_alone_is_no_number_of_a_circular(number: str) -> None:
    page = page_of("BỘ TƯ PHÁP || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"{number} || Hà Nội, ngày 05 tháng 02 năm 2026")
    assert fields_of("administrative_document", page)["document_number"].value is None


def test_a_number_written_by_hand_is_empty_and_shows_where_it_stands() -> None:
    page = page_of(
        "ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ NGỌC KHÊ || Độc lập - Tự do - Hạnh phúc",
        "Só ƒ? STT || Ngọc Khê, ngày 05 tháng 02 năm 2026",
        "                                   QUYẾT ĐỊNH",
    )
    asked: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(looks)
        return [("15/QĐ-UBND", 0.9) for _ in looks]

    found = fields_of("administrative_document", page, reread=reread)["document_number"]
    assert (found.value, found.page) == (None, 1)
    assert found.confidence < 0.5
    hand = next(word.box for word in page.words if word.text == "ƒ?")
    dated = next(word.box for word in page.words if word.text == "Ngọc")
    assert found.box is not None
    assert found.box.x0 < hand.x0 < hand.x1 < found.box.x1 < dated.x0
    assert found.box.y0 < hand.y0 < hand.y1 < found.box.y1
    assert found.box not in [look.box for look in asked]


def test_a_signer_under_a_seal_is_empty_and_shows_the_signature_block() -> None:
    page = page_of(*(line.format(code="TTr") for line in HEAD), "Nơi nhận:", *LIST)
    found = fields_of("administrative_document", page)["signer_name"]
    heading = next(word.box for word in page.words if word.text == "nhận:")
    assert (found.value, found.page) == (None, 1)
    assert found.confidence < 0.5
    assert found.box is not None
    assert found.box.x0 > heading.x1
    assert found.box.y0 < heading.y1 < found.box.y1


def test_of_three_readings_of_a_number_two_alike_count() -> None:
    page = page_of(*(line.format(code="QĐ").replace("15/", "223/") for line in HEAD))
    found = fields_of(
        "administrative_document",
        page,
        reread=lambda looks: [
            ("Số: 999/QĐ-BTP", 0.6) if look.mode in ("stamped", "enlarged") else ("", 0.0) for look in looks
        ],
    )["document_number"]
    assert found.value == "999/QĐ-BTP"
    assert found.confidence < 0.9


@pytest.mark.parametrize(("third", "likely"), [("15", True), ("16", False)])
def test_a_number_of_which_no_two_of_three_readings_are_alike_is_hardly_read(third: str, likely: bool) -> None:
    answers = {"stamped": "Số: 75/TTr-BTP", "enlarged": f"Số: {third}/TTr-BTP"}
    found = fields_of(
        "administrative_document",
        page_of(*(line.format(code="TTr") for line in HEAD)),
        reread=lambda looks: [(answers.get(look.mode, ""), 0.6) for look in looks],
    )["document_number"]
    assert found.value == "15/TTr-BTP"
    assert (found.confidence >= 0.5) is likely


def test_a_number_with_its_year_names_the_kind_where_the_title_is_lost() -> None:
    page = page_of(
        "CHÍNH PHỦ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 28/2021/NĐ-CP || Hà Nội, ngày 26 tháng 3 năm 2021"
    )
    assert fields_of("administrative_document", page)["document_kind"].value == "Nghị định"


def test_specks_between_the_words_of_a_subject_are_no_part_of_it() -> None:
    lines = [line.format(code="TTr").replace("kế hoạch", "kế † hoạch") for line in HEAD]
    assert (
        fields_of("administrative_document", page_of(*lines))["subject"].value == "Về việc phê duyệt kế hoạch năm 2026"
    )


def test_an_item_whose_mark_was_read_as_a_quotation_mark_is_an_item() -> None:
    lines = [line.format(code="TTr") for line in HEAD]
    page = page_of(*lines, "Nơi nhận:", "- GD, các PGĐ;", "“HĐND, UBND;", "- Lưu: VT, TH.")
    assert fields_of("administrative_document", page)["recipients"].value == (
        "GĐ, các PGĐ",
        "HĐND, UBND",
        "Lưu: VT, TH",
    )


def test_a_signer_below_a_text_without_recipients_is_looked_for_there() -> None:
    found = fields_of(
        "administrative_document",
        LAW,
        reread=lambda looks: [
            ("_ CHỦ TỊCH QUÔÿ HỘI\nNguyễn Sinh Hùng", 0.9)
            if look.mode == "stamped" and look.box.y0 > 400
            else ("", 0.0)
            for look in looks
        ],
    )
    assert (found["signer_title"].value, found["signer_name"].value) == ("CHỦ TỊCH QUỐC HỘI", "Nguyễn Sinh Hùng")


def _official(*lines: str, head: int = len(HEAD), reread: Reread | None = None) -> dict[str, ExtractedField]:
    page = page_of(*(line.format(code="TTr") for line in HEAD[:head]), *lines)
    return fields_of("administrative_document", page, reread=reread)


@pytest.mark.parametrize(
    "body",
    [
        ("                        Kính gửi:", "            - Sở Xây dựng;", "            - Các phòng, đơn vị."),
        ("", "     Bộ phận Một cửa bố trí đủ cán bộ trực, không để người dân phải đi lại nhiều lần để nộp hồ sơ."),
    ],
)
def test_a_subject_of_one_line_ends_before_the_body(body: tuple[str, ...]) -> None:
    assert _official(*body, head=4)["subject"].value == "Về việc phê duyệt kế hoạch năm 2026"


@pytest.mark.parametrize(
    ("subject", "sure"),
    [
        ("Về việc phê duyệt kế hoạch", True),
        ("Về việc kiểm tra kỷ luật quý III", False),
        ("Về việc kiểm tra kỷ luật quý", False),
        ("Về việc nâng cấp đường giai đoạn 2026 2030", False),
        ("Về việc củng cớ các cớ quan", False),
    ],
)
def test_a_subject_that_may_lack_something_is_in_doubt(subject: str, sure: bool) -> None:
    page = page_of(*(line.format(code="TTr") for line in HEAD[:3]), f"                    {subject}")
    assert (fields_of("administrative_document", page)["subject"].confidence > 0.88) is sure


def test_in_the_place_of_a_head_signs_a_deputy_whose_pho_is_covered() -> None:
    title = _official(
        "Nơi nhận: || KT. GIÁM ĐỐC",
        f"{LIST[0]} || GIÁM ĐỐC",
        *LIST[1:],
        " || Trần Văn Nam",
        reread=lambda looks: [("", 0.0)] * len(looks),
    )["signer_title"]
    assert title.value == "PHÓ GIÁM ĐỐC"
    assert title.confidence <= 0.88


def test_a_list_of_which_an_item_has_no_end_is_in_doubt() -> None:
    whole = ("- Như trên;", "- UBMTTQ và các tổ chức chính trị - xã", "hội;", "- Lưu: VT, TH.")
    sure = _official("Nơi nhận:", *whole)["recipients"]
    torn = _official("Nơi nhận:", "- Như trên;", "- Sở Nội vụ;", whole[1], whole[3])["recipients"]
    assert sure.value == ("Như trên", "UBMTTQ và các tổ chức chính trị - xã hội", "Lưu: VT, TH")
    assert torn.seen is not None
    assert sure.seen is not None
    assert torn.seen.check is Check.DOUBTFUL
    assert sure.seen.check is not Check.DOUBTFUL
    assert torn.confidence < sure.confidence


@pytest.mark.parametrize(
    ("read", "items"),
    [
        (
            ("- Như Điêu 3;", "'- Gác Bộ: Tài chính;", "- Lưu: VF; TH."),
            ("Như Điều 3", "Các Bộ: Tài chính", "Lưu: VT, TH"),
        ),
        (("- Như trên; '- Sở Y tế;", "- Lưu: VT, TH.", "Đỗ Tấn Du"), ("Như trên", "Sở Y tế", "Lưu: VT, TH")),
    ],
)
def test_slips_in_a_list_of_recipients(read: tuple[str, ...], items: tuple[str, ...]) -> None:
    assert items_of(read) == items


def test_a_list_whose_heading_lost_a_word_is_found() -> None:
    assert _official("Nơi", *LIST)["recipients"].value == ("Như trên", "Các phòng chuyên môn", "Lưu: VT, TH")


@pytest.mark.parametrize("date", ["ngày 0S tháng 9 năm 2024", "ngày 05 tháng 9 năm 20S4"])
def test_an_s_among_the_figures_of_a_date_is_a_five_or_an_eight(date: str) -> None:
    page = page_of("BỘ TƯ PHÁP || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"Số: 15/QĐ-BTP || Hà Nội, {date}")
    assert fields_of("administrative_document", page)["issued_on"].confidence <= 0.88


def test_a_body_ends_in_a_short_word_of_its_own_line() -> None:
    page = page_of(
        "UBND TỈNH QUẢNG TRỊ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRUNG TÂM LƯU TRỮ LỊCH || Độc lập - Tự do - Hạnh phúc",
        "          SỬ",
        "Số: 15/QĐ-TTLTLS || Quảng Trị, ngày 05 tháng 02 năm 2026",
    )
    assert fields_of("administrative_document", page)["issuing_body"].value == "TRUNG TÂM LƯU TRỮ LỊCH SỬ"


def test_a_commune_named_like_an_office_is_no_body_of_its_own() -> None:
    page = page_of(
        "UBND THÀNH PHỐ HUẾ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN PHƯỜNG || Độc lập - Tự do - Hạnh phúc",
        "       PHONG AN",
        "Số: 15/QĐ-UBND || Phong An, ngày 05 tháng 02 năm 2026",
    )
    assert fields_of("administrative_document", page)["issuing_body"].value == "ỦY BAN NHÂN DÂN PHƯỜNG PHONG AN"


def test_a_signer_named_ong_keeps_the_name() -> None:
    found = _official("Nơi nhận: || BỘ TRƯỞNG", *LIST, " || Ông Hoàng Bảo Lực")
    assert found["signer_name"].value == "Ông Hoàng Bảo Lực"


def test_heads_may_break_names_at_a_hyphen_dates_before_the_year_and_subjects_may_begin_as_bodies_do() -> None:
    page = page_of(
        "SỞ Y TẾ KHÁNH HÒA || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BỆNH VIỆN PHỤ SẢN - || Độc lập - Tự do - Hạnh phúc",
        "        NHI || Khánh Hòa, ngày 20 tháng 7 năm",
        "Số: 85/KH-BVPSN ||             2025",
        "                                   KẾ HOẠCH",
        "                      Thực hiện quy chế dân chủ ở cơ sở",
        "                            trong 6 tháng cuối năm",
        "   Thực hiện Kế hoạch số 87/KH-UBND ngày 10/02/2025 về việc nâng cao chất lượng giải quyết thủ tục hành chính",
    )
    found = fields_of("administrative_document", page)
    assert found["issuing_body"].value == "BỆNH VIỆN PHỤ SẢN - NHI"
    assert found["issued_on"].value == "2025-07-20"
    assert found["subject"].value == "Thực hiện quy chế dân chủ ở cơ sở trong 6 tháng cuối năm"


def headless(*items: str) -> PageReading:
    """A directive whose list of recipients has lost its heading."""
    return page_of(
        "ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ NGỌC KHÊ || Độc lập - Tự do - Hạnh phúc",
        "Số: 123/CT-UBND || Ngọc Khê, ngày 05 tháng 02 năm 2026",
        "                                   CHỈ THỊ",
        "                       Về việc trồng cây đầu xuân",
        "   Điều 1. Các đơn vị nghiêm túc triển khai thực hiện.",
        "",
        " || CHỦ TỊCH",
        *items,
        " || Trần Văn Nguyên",
    )


def test_a_list_of_recipients_without_its_heading_is_found_and_doubted() -> None:
    page = headless("- Ban Giám đốc;", "- Sở Tư pháp;", "- Lưu: VT.")
    found = fields_of("administrative_document", page)["recipients"]
    assert found.value == ("Ban Giám đốc", "Sở Tư pháp", "Lưu: VT")
    assert found.confidence <= 0.88


def test_a_headless_list_goes_on_over_an_item_of_two_lines_and_is_in_doubt_however_often_it_is_read() -> None:
    items = ["- Ban Giám đốc;", "- Các đơn vị thuộc phạm vi", "  quản lý;", "- Sở Tư pháp;", "- Lưu: VT."]
    found = fields_of(
        "administrative_document", headless(*items), reread=lambda looks: [("\n".join(items), 0.97)] * len(looks)
    )["recipients"]
    assert found.value == ("Ban Giám đốc", "Các đơn vị thuộc phạm vi quản lý", "Sở Tư pháp", "Lưu: VT")
    assert found.confidence < 0.9


def test_a_number_whose_stroke_was_not_read_is_the_documents_and_none_that_the_text_names() -> None:
    page = page_of(
        "UBND TỈNH BẮC GIANG || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ Y TẾ || Độc lập - Tự do - Hạnh phúc",
        "Số: 75QĐĐ-SYT || Bắc Giang, ngày 22 tháng 02 năm 2020",
        "                                   QUYẾT ĐỊNH",
        "                         Về việc thành lập Tổ công tác",
        "                            GIÁM ĐỐC SỞ Y TẾ",
        "Căn cứ Quyết định số 60/QĐ-UBND ngày 15 tháng 3 năm 2019;",
    )
    found = fields_of("administrative_document", page)
    assert found["document_number"].value == "75/QĐ-SYT"
    assert found["document_number"].confidence < 0.9
    assert found["subject"].value == "Về việc thành lập Tổ công tác"


def test_how_many_copies_are_kept_belongs_to_the_last_recipient() -> None:
    assert items_of(["- Lãnh đạo cơ quan;", "- Lưu: VT, UBND.3b."]) == ("Lãnh đạo cơ quan", "Lưu: VT, UBND.3b")


@pytest.mark.parametrize("line", ["năm 2021 của Bộ trưởng", "Sửa đổi, bổ sung một số điều"])
def test_a_subject_that_is_cut_off_is_in_doubt(line: str) -> None:
    page = page_of(
        "BỘ CÔNG AN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        " || Độc lập - Tự do - Hạnh phúc",
        "Số: 66/2023/TT-BCA || Hà Nội, ngày 17 tháng 11 năm 2023",
        "                                   THÔNG TƯ",
        f"                         {line}",
        "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020;",
    )
    assert fields_of("administrative_document", page)["subject"].confidence < 0.9


def test_the_environment_in_a_companys_name_is_no_school() -> None:
    page = page_of(
        "CÔNG TY TNHH MTV MÔI ˆ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG ĐÔ THỊ || Độc lập - Tự do - Hạnh phúc",
        "Số: 58/TTr-CTMT || Vĩnh Long, ngày 26 tháng 12 năm 2019",
        "                                   TỜ TRÌNH",
    )
    assert fields_of("administrative_document", page)["issuing_body"].value == "CÔNG TY TNHH MTV MÔI TRƯỜNG ĐÔ THỊ"


CONCLUSION = (
    "THANH TRA TỈNH || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 554/{code}-TTr || Cao Bằng, ngày 29 tháng 10 năm 2021",
    "                                   {title}",
    "                         V/v cấp Giấy phép môi trường cho các cơ sở",
    "Thực hiện Công văn số 724/UBND-NC, Thanh tra tỉnh đề nghị các cơ quan, đơn vị triển khai như sau:",
)


def test_a_conclusion_is_a_kind_of_document() -> None:
    page = page_of(*(line.format(code="KL", title="KẾT LUẬN") for line in CONCLUSION))
    found = fields_of("administrative_document", page)
    assert found["document_kind"].value == "Kết luận"
    assert found["subject"].value == "V/v cấp Giấy phép môi trường cho các cơ sở"


@pytest.mark.parametrize(("code", "kind"), [("KL", "Kết luận"), ("XYZ", "Công văn")])
def test_a_matter_in_the_middle_of_the_page_is_no_letters_and_its_kind_in_doubt(code: str, kind: str) -> None:
    page = page_of(*(line.format(code=code, title="^^ ~~") for line in CONCLUSION))
    found = fields_of("administrative_document", page)
    assert found["subject"].value == "V/v cấp Giấy phép môi trường cho các cơ sở"
    assert found["document_kind"].value == kind
    assert found["document_kind"].confidence <= 0.88


def body_of(name: str, symbol: str) -> ExtractedField:
    page = page_of(
        f"{name} || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"Số: 30/2020/{symbol} || Hà Nội, ngày 05 tháng 03 năm 2020",
        "                                   NGHỊ ĐỊNH",
        "                                VỀ CÔNG TÁC VĂN THƯ",
    )
    return fields_of("administrative_document", page)["issuing_body"]


@pytest.mark.parametrize("read", ["CHÍ*XH PHỦ", "CHLNH PHỦ"])
def test_a_body_that_its_symbol_names_is_put_right_in_doubt(read: str) -> None:
    found = body_of(read, "NĐ-CP")
    assert (found.value, found.text) == ("CHÍNH PHỦ", read)
    assert found.confidence <= 0.88
    assert found.seen and found.seen.repaired


@pytest.mark.parametrize(("read", "symbol"), [("BỘ NỘI VỤ", "NĐ-CP"), ("CHÍ*XH PHỦ", "NĐ-XYZ")])
def test_a_body_that_is_another_or_that_no_symbol_names_stays_as_read(read: str, symbol: str) -> None:
    assert body_of(read, symbol).value == read


def test_what_the_network_for_lines_has_read_of_a_subject_is_read_again() -> None:
    page = page_of(*(line.format(code="KL", title="KẾT LUẬN") for line in CONCLUSION))
    network = replace(page, words=tuple(replace(word, apart=True) for word in page.words))
    subject = "V/v cấp Giấy phép môi trường cho các cơ sở"
    once, twice = (
        fields_of("administrative_document", each, reread=lambda looks: [(subject, 0.95)] * len(looks))["subject"]
        for each in (page, network)
    )
    assert once.seen and once.seen.again is Again.NOT_ASKED
    assert twice.seen and twice.seen.again is Again.AGREES
    assert twice.confidence > once.confidence


def test_a_title_close_behind_a_line_of_the_list_is_no_part_of_it() -> None:
    lines = [line.format(code="TTr") for line in HEAD]
    page = page_of(*lines, "Nơi nhận:", "- Các tổ chức chính trị - xã THỨ TRƯỞNG", "hội;", "- Lưu: VT, TH.")
    row = next(word.line for word in page.words if word.text == "THỨ")
    moved = [
        replace(word, box=word.box._replace(x0=word.box.x0 + 20, x1=word.box.x1 + 20))
        if word.line == row and word.text in ("THỨ", "TRƯỞNG")
        else word
        for word in page.words
    ]
    found = fields_of("administrative_document", replace(page, words=tuple(moved)))
    assert found["recipients"].value == ("Các tổ chức chính trị - xã hội", "Lưu: VT, TH")


def test_the_matter_of_a_letter_goes_on_with_words_that_bodies_begin_with() -> None:
    page = page_of(
        "SỞ NỘI VỤ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 2601/SNV-VX || Hà Nội, ngày 19 tháng 01 năm 2016",
        "V/v rà soát hộ nghèo, hộ cận nghèo",
        "theo chuẩn nghèo đa chiều năm 2016",
        "",
        "                  Kính gửi: Công an xã",
    )
    subject = fields_of("administrative_document", page)["subject"].value
    assert subject == "V/v rà soát hộ nghèo, hộ cận nghèo theo chuẩn nghèo đa chiều năm 2016"


def test_the_year_of_a_date_may_stand_under_the_end_of_its_line() -> None:
    page = page_of(
        "UBND XÃ TÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 2632/CTr-UBND || Khánh Tân, ngày 06 tháng 11 năm",
        " ||                           2013",
        "                                   CHƯƠNG TRÌNH",
    )
    assert fields_of("administrative_document", page)["issued_on"].value == "2013-11-06"
