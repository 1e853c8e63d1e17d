"""Pages become documents, every page in exactly one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fields_pages import page_of
from test_ocr_fields_administrative import DECISION
from test_ocr_fields_form import BIRTH

from dossier.page import Box, PageReading, Symbol
from hoso.catalogue import load_catalogue, load_layouts
from ocr.sort import SortedDocument, sort_pages

BLANK = page_of("")
REQUEST = page_of(
    "       TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Kính gửi: Ủy ban nhân dân phường Thuận Hóa",
    "Họ, chữ đệm, tên người yêu cầu: TRẦN THU XUÂN",
    "Quan hệ với người được khai sinh: Bà",
    "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
    "Họ, chữ đệm, tên: LÊ HỮU THUẬN",
)
FRONT = page_of(
    "CĂN CƯỚC", "IDENTITY CARD", "Họ, chữ đệm và tên khai sinh / Full name:", "HUỲNH THỊ HÀ", "042192208847"
)
BACK = page_of("Nơi cư trú / Place of residence:", "Hà Tĩnh", "BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
BILL = page_of("  HÓA ĐƠN TIỀN ĐIỆN", "Khách hàng: LÊ VĂN A", "Mã khách hàng: PE0123456789", "Tổng cộng: 250.000 đồng")


def sort(*pages: PageReading) -> tuple[SortedDocument, ...]:
    numbered = [replace(page, image=replace(page.image, page=at)) for at, page in enumerate(pages, 1)]
    return sort_pages([numbered], load_catalogue(), load_layouts())


def types(*pages: PageReading) -> list[str]:
    return [document.type for document in sort(*pages)]


def test_each_title_starts_a_paper() -> None:
    assert types(BIRTH, REQUEST, DECISION) == [
        "birth_certificate",
        "birth_registration_form",
        "administrative_document",
    ]


def test_a_decision_about_birth_certificates_is_a_decision() -> None:
    assert types(DECISION) == ["administrative_document"]


def test_a_blank_back_stays_with_the_paper_before_it() -> None:
    assert [len(document.pages) for document in sort(BIRTH, BLANK, REQUEST)] == [2, 1]


def test_blank_pages_at_the_start_are_kept() -> None:
    found = sort(BLANK, BIRTH)
    assert [page.page for page in found[0].pages] == [1, 2]
    assert found[0].type == "birth_certificate"


def test_both_sides_of_a_card_are_one_paper() -> None:
    code = Symbol("QR Code", b"042192208847||HUYNH THI HA|31031992|Nu|Ha Tinh|18072025", Box(0, 0, 9, 9))
    assert [(each.type, len(each.pages)) for each in sort(FRONT, replace(BACK, symbols=(code,)))] == [
        ("identity_card", 2)
    ]


@pytest.mark.parametrize(
    "back",
    [
        ("NGÓN TRỎ TRÁI", "NGÓN TRỎ PHẢI", "Dân tộc: Ê Đê Tôn giá", "DẤU VẾT RIÊNG VÀ", "GIÁM ĐỐC !2Ö CÔNG AN TỈNH"),
        ("NGÓN TRÒ TRÁI", "Dân tộc: Kinh", "Tôn", "ẾT RIIỀNG VÀ"),
    ],
)
def test_both_sides_of_an_old_card_are_one_paper_though_its_back_is_hardly_read(back: tuple[str, ...]) -> None:
    front = page_of("GIẤY CHỨNG MINH NHÂN DÂN", "SỐ 364019020", "Họ tên: PHAN NGỌC THU", "Sinh ngày: 06-07-1999")
    assert [(each.type, len(each.pages)) for each in sort(front, page_of(*back))] == [("old_identity_card", 2)]
    assert [len(each.pages) for each in sort(front, page_of(*back), front, page_of(*back))] == [2, 2]


def test_a_front_of_which_little_was_read_is_known_by_its_number() -> None:
    front = page_of("CĂN CƯỚC", "042192208847", "HUỲNH THỊ HÀ", "31/03/1992")
    code = Symbol("QR Code", b"042192208847||HUYNH THI HA|31031992|Nu|Ha Tinh|18072025", Box(0, 0, 9, 9))
    assert [(each.type, len(each.pages)) for each in sort(front, replace(BACK, symbols=(code,)))] == [
        ("identity_card", 2)
    ]


def test_a_back_with_another_number_is_another_card() -> None:
    code = Symbol("QR Code", b"001098006191||PHAN VAN QUAN|04071998|Nam|Ha Noi|18072025", Box(0, 0, 9, 9))
    assert len(sort(FRONT, replace(BACK, symbols=(code,)))) == 2


def test_a_numbered_page_goes_on_with_the_decision() -> None:
    following = page_of(
        "                        2", "tiếp tục thực hiện theo quy định của pháp luật;", "Điều 3. Thi hành."
    )
    assert types(DECISION, following) == ["administrative_document"]


def test_unknown_paper_is_other() -> None:
    assert types(DECISION, BILL) == ["administrative_document", "other"]


def test_the_empty_form_annexed_to_a_circular_belongs_to_it() -> None:
    annex = page_of(
        "Mẫu số 01 ban hành kèm theo Thông tư", "  TỜ KHAI ĐĂNG KÝ KHAI SINH", "Kính gửi:", "Họ, chữ đệm, tên:"
    )
    assert types(DECISION, annex) == ["administrative_document"]


def test_a_clear_title_is_sure_and_no_type_is_ever_certain() -> None:
    assert 0.9 < sort(BIRTH)[0].confidence < 1


def test_a_few_words_on_a_page_of_their_own_belong_to_the_form_before_them() -> None:
    assert [len(document.pages) for document in sort(REQUEST, page_of("Qua Thị Phượng Hoàng"))] == [2]


def test_a_name_that_is_like_a_label_is_the_foot_of_the_form_before_it() -> None:
    assert [len(document.pages) for document in sort(REQUEST, page_of("Nguyễn Xuân Hải"))] == [2]


def test_a_marriage_certificate_may_be_signed_on_a_second_page() -> None:
    first = page_of(
        "       GIẤY CHỨNG NHẬN KẾT HÔN", "Họ, chữ đệm, tên vợ: LÊ THỊ HOA || Họ, chữ đệm, tên chồng: LÊ VĂN AN"
    )
    signed = page_of(
        " || NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", " || KT. CHỦ TỊCH", " || PHÓ CHỦ TỊCH", " || Phạm Minh Hùng"
    )
    assert [len(document.pages) for document in sort(first, signed, first)] == [2, 1]


def test_an_annex_goes_on_over_pages_without_a_heading() -> None:
    annex = page_of("PHỤ LỤC", "Danh mục phương tiện", "Loại 1: bình bột")
    table = page_of("tấn trở lên 03 bình 01 chiếc", "Loại 4. Chất rắn dễ cháy, chất tự phản ứng", "trong chất lỏng")
    assert [len(document.pages) for document in sort(DECISION, annex, table)] == [3]


def test_a_signature_on_a_page_of_its_own_belongs_to_the_form_before_it() -> None:
    signature = page_of(" || CHỦ HỘ KINH DOANH", " || (Ký và ghi họ tên)", " || Nguyễn Công Vinh")
    assert [len(document.pages) for document in sort(REQUEST, signature)] == [2]


def test_the_plan_and_the_changes_of_a_land_certificate_stay_with_it() -> None:
    pages = (
        page_of(
            "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "Thửa đất số: 14", "Tờ bản đồ số: 8", "Hình thức sử dụng: riêng"
        ),
        page_of(
            "HL. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất",
            "IV. Những thay đối sau khi cấp Giấy chứng nhận",
            "Nội dung thay đổi và cơ sở pháp lý",
            number=2,
        ),
    )
    (only,) = sort_pages([pages], load_catalogue(), load_layouts())
    assert (only.type, [at.page for at in only.pages]) == ("land_use_certificate", [1, 2])


def test_a_page_that_begins_with_the_assurance_ends_the_form_before_it() -> None:
    change = page_of(
        "       ĐƠN ĐĂNG KÝ BIẾN ĐỘNG",
        "1.1. Tên: LÊ VĂN TÁM",
        "3. Nội dung biến động về: Tặng cho",
        "4. Lý do biến động:",
    )
    end = page_of(
        "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn",
        "chịu trách nhiệm trước pháp luật.",
        " || Sa Pa, ngày 12 tháng 01 năm 2026",
        " || NGƯỜI VIẾT ĐƠN",
        " || (Ký, ghi rõ họ tên và đóng dấu nếu có)",
        " || Phí Đình Đạt Trường",
    )
    assert [len(document.pages) for document in sort(change, end, REQUEST)] == [2, 1]


ASKING = page_of(
    "Đề nghị các nhà chức trách có thẩm quyền tạo mọi sự dễ dàng cho người mang hộ",
    "chiếu này được đi lại tự do và giúp đỡ, bảo vệ trong trường hợp cần thiết.",
    "Chữ ký của người mang hộ chiếu / Signature of bearer",
)
PARTICULARS = page_of(
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / SOCIALIST REPUBLIC OF VIET NAM",
    "HỘ CHIẾU / PASSPORT",
    "Số hộ chiếu / Passport No: B3704802",
    "Họ / Surname: NGUYỄN",
    "Chữ đệm và tên / Given names: ĐỨC HƯỜNG",
)


@pytest.mark.parametrize("pages", [(ASKING, PARTICULARS), (PARTICULARS, ASKING)])
def test_what_a_passport_asks_of_authorities_is_a_page_of_it(pages: tuple[PageReading, ...]) -> None:
    assert types(*pages) == ["passport"]
    assert types(*pages, *pages) == ["passport", "passport"]


LETTER = page_of(
    "SỞ Y TẾ || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 27/SYT-VP || Cao Bằng, ngày 16 tháng 12 năm 2025",
    "Sở đề nghị các đơn vị đăng ký danh sách tham gia Hội thi kỹ năng sử dụng máy tính của ngành Y tế.",
    "Nơi nhận: || GIÁM ĐỐC",
    "- Như trên;",
    "- Lưu: VT. || Trần Văn Nguyên",
)


def test_a_list_in_words_of_the_letter_before_it_belongs_to_that() -> None:
    matter = "tham gia Hội thi kỹ năng sử dụng máy tính của ngành Y tế"
    table = page_of(f"  DANH MỤC NGƯỜI {matter.upper()}", "STT || Họ và tên", "1 || Lê Văn An")
    assert [len(document.pages) for document in sort(LETTER, table)] == [2]
    assert types(LETTER, BILL) == ["administrative_document", "other"]


def test_a_signature_that_had_no_room_belongs_to_a_form_of_one_page() -> None:
    form = page_of(
        "       GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Họ, chữ đệm, tên: LÊ VĂN AN", "Tình trạng hôn nhân: Độc thân"
    )
    signature = page_of(" || TM. ỦY BAN NHÂN DÂN", " || CHỦ TỊCH", " || Kiến Sa Rithy")
    assert [len(document.pages) for document in sort(form, signature)] == [2]


def test_the_register_number_and_the_signature_on_a_page_of_their_own_end_a_land_certificate() -> None:
    first = page_of(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
        "a) Thửa đất số: 225, tờ bản đồ số: 3",
        "c) Diện tích: 747 m²",
    )
    end = page_of(
        "Số vào sổ cấp GCN: VP 5921 || Phú Thọ, ngày 16 tháng 5 năm 2023",
        " || TM. ỦY BAN NHÂN DÂN",
        " || CHỦ TỊCH",
        " || Lê Hạnh",
    )
    assert [len(document.pages) for document in sort(first, end)] == [2]
