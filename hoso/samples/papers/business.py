"""Giấy đề nghị đăng ký hộ kinh doanh (Phụ lục III-1), one page or two."""

from __future__ import annotations

import random

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import national_head
from hoso.samples.offices import make_office
from hoso.samples.papers.residence import table
from hoso.samples.persons import TODAY, Person
from hoso.samples.places import commune_new, house, province_of

_TRADES = (
    ("Bán lẻ lương thực, thực phẩm", "4722"), ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"), ("Cắt tóc, làm đầu, gội đầu", "9631"),
    ("Sửa chữa, bảo dưỡng mô tô, xe máy", "4542"), ("Sản xuất giường, tủ, bàn, ghế", "3100"), ("Bán lẻ hàng may mặc, giày dép", "4771"),
)  # fmt: skip
_NAMES = ("TẠP HÓA", "QUÁN ĂN", "TIỆM TÓC", "SỬA XE", "MỘC MỸ NGHỆ", "THỜI TRANG", "CÀ PHÊ", "CƠ SỞ ĐAN LÁT")


def draw(person: Person, rng: random.Random, look: Look) -> Drawn:
    """The request of ``person`` to register a household business."""
    form = Form(look)
    office = make_office(rng, TODAY)
    national_head(form)
    form.centre(f"{office.place}, {words.long_date(TODAY)}", look.print.of(italic=True), step=9.0)
    form.centre("GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH", look.print.of(size=15.0, bold=True), step=11.0)
    form.down(9.0)
    to = rng.choice([f"Phòng Kinh tế {office.area}", office.full])
    form.fill("Kính gửi: ", to, span=(form.left + 14, form.right))
    form.keep("addressed_to", to)
    _owner(form, person)
    _business(form, rng)
    _end(form, person, rng)
    return form.drawn("business_registration_form", "2025")


def _owner(form: Form, person: Person) -> None:
    form.field("Tôi là (ghi họ tên bằng chữ in hoa): ", person.full_name.upper(), key="owner_full_name")
    form.row(
        ("Sinh ngày: ", words.slashed(person.born), "owner_date_of_birth", person.born.isoformat()),
        ("Giới tính: ", person.sex_vi, None, None),
    )
    form.row(("Dân tộc: ", person.ethnicity, None, None), ("Quốc tịch: ", person.nationality, None, None))
    form.field("Số định danh cá nhân: ", person.id_number, key="owner_id_number")
    form.field("Địa chỉ thường trú: ", person.residence)
    form.row(("Điện thoại: ", person.phone, None, None), ("Email: ", "", None, None))
    form.down(form.look.step)
    heading = "Đăng ký hộ kinh doanh do tôi là chủ hộ với các nội dung sau:"
    form.sheet.text(form.left, form.y, heading, form.look.print.of(bold=True, italic=True))


def _business(form: Form, rng: random.Random) -> None:
    name = f"{rng.choice(_NAMES)} {rng.choice(['MINH PHÁT', 'HƯƠNG QUÊ', 'ĐẠI LỘC', 'ÁNH DƯƠNG', 'BẢY HẠNH', 'THÀNH CÔNG'])}"
    label = "1. Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa): "
    form.field(label, f"HỘ KINH DOANH {name}", key="business_name")
    commune = commune_new(rng, province_of(rng))
    form.field("2. Trụ sở của hộ kinh doanh: ", f"{house(rng, commune)}, {commune}", key="business_address")
    form.field("3. Ngành, nghề kinh doanh:")
    form.down(2.0)
    trades = [
        (str(i), name, code, "X" if i == 1 else "")
        for i, (name, code) in enumerate(rng.sample(_TRADES, rng.randint(1, 3)), 1)
    ]
    table(form, (("STT", 12.0), ("Tên ngành", 90.0), ("Mã ngành", 24.0), ("Ngành chính", 30.0)), trades)
    capital = rng.choice([15, 30, 50, 80, 100, 120, 250, 500, 1200]) * 1_000_000
    form.down(1.0)
    form.field("4. Vốn kinh doanh:")
    form.field("Tổng số (bằng số, VNĐ): ", words.thousands(capital), key="capital_vnd", value=str(capital))
    in_words = words.number(capital)
    form.field("Tổng số (bằng chữ, VNĐ): ", f"{in_words[0].upper()}{in_words[1:]} đồng")
    form.field("5. Chủ thể thành lập hộ kinh doanh: ", rng.choice(["Cá nhân", "Các thành viên hộ gia đình"]))


def _end(form: Form, person: Person, rng: random.Random) -> None:
    oath = "Tôi xin cam kết chịu trách nhiệm trước pháp luật về tính hợp pháp, chính xác và trung thực của nội dung đăng ký trên."
    form.down(1.5)
    form.paragraph(oath, form.look.print.of(italic=True))
    if form.y + 42 > form.bottom + 10:
        form.new_page()
    span = ((form.left + form.right) / 2, form.right)
    form.centre("CHỦ HỘ KINH DOANH", form.look.print.of(bold=True), span=span, step=8.0)
    form.centre("(Ký và ghi họ tên)", form.look.print.of(italic=True, size=11.0), span=span, step=5.0)
    form.sheet.press(stamp.signature(form.sheet, rng, width=30), span[0] + 26, form.y + 2)
    form.centre(person.full_name, form.look.print.of(bold=True), span=span, step=24.0)
