"""Land papers: Giấy chứng nhận quyền sử dụng đất (a pink page) and Đơn đăng ký biến động."""

from __future__ import annotations

import random

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look, mark_specimen
from hoso.samples.heads import national_head, signed
from hoso.samples.offices import Office, make_office, official
from hoso.samples.persons import TODAY, Person, day_between
from hoso.samples.sheet import RED, Ink

_PINK: Ink = (250, 226, 222)
_PURPOSES = (
    ("Đất ở tại nông thôn", "Lâu dài"), ("Đất ở tại đô thị", "Lâu dài"), ("Đất trồng cây lâu năm", "Đến ngày 15/10/2063"),
    ("Đất chuyên trồng lúa", "Đến ngày 01/7/2064"), ("Đất trồng cây hằng năm khác", "Đến ngày 15/10/2033"),
)  # fmt: skip
_CHANGES = (
    "Nhận chuyển nhượng quyền sử dụng đất từ hộ liền kề theo hợp đồng công chứng số {n}", "Thay đổi thông tin về số giấy tờ nhân thân của chủ sử dụng đất",
    "Tặng cho quyền sử dụng đất cho con theo hợp đồng tặng cho số {n}", "Chuyển mục đích sử dụng một phần thửa đất số {n} sang đất ở",
    "Nhận thừa kế quyền sử dụng đất theo văn bản phân chia di sản số {n}",
)  # fmt: skip


def _area(rng: random.Random) -> tuple[str, str]:
    """As printed with a decimal comma, and in normal form."""
    tenths = rng.choice([rng.randint(450, 4000), rng.randint(4000, 42000)])
    whole, tenth = divmod(tenths, 10)
    printed = words.thousands(whole) + (f",{tenth}" if tenth else "")
    return printed, f"{whole}.{tenth}" if tenth else str(whole)


def certificate(person: Person, rng: random.Random, look: Look) -> Drawn:
    """The certificate: owner, parcel, who issued it."""
    form = Form(look)
    form.sheet.draw.rectangle([0, 0, *form.sheet.image.size], fill=_PINK)
    form.sheet.runs.clear()  # painted over
    mark_specimen(form.sheet)
    form.sheet.box((9.0, 9.0, 201.0, 288.0), width=0.7, ink=RED)
    day = day_between(rng, TODAY.replace(year=2015), TODAY)
    office = make_office(rng, day)
    national_head(form)
    title = look.print.of(size=18.0, bold=True, ink=RED)
    form.centre("GIẤY CHỨNG NHẬN", title, step=15.0)
    form.centre("QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN\nGẮN LIỀN VỚI ĐẤT", title.of(size=13.5), step=7.0)
    form.down(4.0)
    _owner(form, person, rng)
    _parcel(form, rng, office)
    form.down(3.0)
    span = (form.left + (form.right - form.left) * 0.42, form.right)
    form.centre(f"{office.place}, {words.long_date(day)}", look.print.of(italic=True), span=span, step=8.0)
    form.keep("issued_on", words.long_date(day), day.isoformat())
    office_name = f"CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI\n{(office.district or office.commune).upper()}"
    signed(
        form,
        rng,
        lines=[office_name, "GIÁM ĐỐC"],
        name=official(rng),
        seal_of=office_name.replace("\n", " "),
        span=span,
    )
    series = f"{rng.choice('BCDA')}{rng.choice('ABDEHKMPQX')} {rng.randrange(10**5, 10**6):06d}"
    form.sheet.text(form.right - 4, 280.0, f"Số phát hành: {series}", look.print.of(bold=True, ink=RED), anchor="r")
    form.keep("certificate_number", series)
    return form.drawn("land_use_certificate", "pink")


def _heading(form: Form, text: str) -> None:
    form.down(form.look.step + 1)
    form.sheet.text(form.left, form.y, text, form.look.print.of(bold=True))


def _owner(form: Form, person: Person, rng: random.Random) -> None:
    _heading(form, "I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    title = "Ông" if person.sex == "male" else "Bà"
    form.field(f"{title}: ", form.look.name(person.full_name), key="owner_full_name")
    label = rng.choice(["CCCD số: ", "Số định danh cá nhân: "])
    form.row(
        ("Năm sinh: ", str(person.born.year), None, None),
        (label, person.id_number, "owner_id_number", None),
        shares=(0.6, 1.0),
    )
    form.field("Địa chỉ thường trú: ", person.residence)


def _parcel(form: Form, rng: random.Random, office: Office) -> None:
    _heading(form, "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất")
    form.row(
        ("a) Thửa đất số: ", str(rng.randint(1, 1450)), "parcel_number", None),
        ("Tờ bản đồ số: ", str(rng.randint(1, 120)), "map_sheet_number", None),
    )
    form.field("b) Địa chỉ: ", f"Thôn {rng.randint(1, 12)}, {office.area}", key="parcel_address")
    printed, value = _area(rng)
    form.field("c) Diện tích: ", f"{printed} m²", key="area_m2", value=value)
    form.field("d) Hình thức sử dụng: ", "Sử dụng riêng")
    purpose, term = rng.choice(_PURPOSES)
    form.field(rng.choice(["đ) Mục đích sử dụng: ", "đ) Loại đất: "]), purpose, key="land_use_purpose")
    form.field(rng.choice(["e) Thời hạn sử dụng: ", "e) Thời hạn sử dụng đất: "]), term, key="land_use_term")
    form.field("g) Nguồn gốc sử dụng: ", "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất")


def change_form(person: Person, rng: random.Random, look: Look) -> Drawn:
    """The request to register a change (Mẫu 18)."""
    form = Form(look)
    office = make_office(rng, TODAY)
    form.sheet.text(
        form.right, form.y - 6, f"Mẫu số {rng.choice(['11/ĐK', '18'])}", look.print.of(bold=True, size=11), anchor="r"
    )
    national_head(form)
    form.down(5.0)
    form.centre(
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG\nĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", look.print.of(size=14.0, bold=True), step=8.0
    )
    form.down(9.0)
    to = rng.choice([f"Chi nhánh Văn phòng đăng ký đất đai {office.area}", office.full])
    form.fill("Kính gửi: ", to, span=(form.left + 12, form.right))
    form.keep("addressed_to", to)
    _applicant(form, person)
    _heading(form, "2. Giấy chứng nhận đã cấp")
    form.row(
        ("2.1. Số vào sổ: ", f"CH {rng.randint(100, 9999):05d}", None, None),
        ("2.2. Số phát hành: ", f"BX {rng.randrange(10**5, 10**6)}", None, None),
    )
    change = rng.choice(_CHANGES).format(n=rng.randint(12, 980))
    form.field("3. Nội dung biến động: ", change, key="change")
    form.field(
        "4. Lý do biến động: ",
        rng.choice(["Theo thỏa thuận của các bên", "Thông tin trên giấy chứng nhận đã thay đổi"]),
    )
    form.field("5. Giấy tờ liên quan nộp kèm: ", "Bản gốc Giấy chứng nhận đã cấp; hợp đồng (nếu có)")
    _applicant_signs(form, person, rng, office)
    return form.drawn("land_change_form", "18")


def _applicant(form: Form, person: Person) -> None:
    _heading(form, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất")
    form.field("1.1. Tên: ", form.look.name(person.full_name), key="full_name")
    form.field("1.2. Giấy tờ nhân thân: ", f"CCCD số {person.id_number}", key="id_number", value=person.id_number)
    form.field("1.3. Địa chỉ: ", person.residence, key="address")
    form.field("1.4. Điện thoại liên hệ: ", person.phone, key="phone")


def _applicant_signs(form: Form, person: Person, rng: random.Random, office: Office) -> None:
    form.down(2.0)
    form.paragraph(
        "Tôi xin cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật."
    )
    span = ((form.left + form.right) / 2, form.right)
    form.centre(f"{office.place}, {words.long_date(TODAY)}", form.look.print.of(italic=True), span=span, step=9.0)
    form.centre("Người viết đơn", form.look.print.of(bold=True), span=span, step=6.0)
    form.centre("(Ký, ghi rõ họ tên)", form.look.print.of(italic=True, size=11.0), span=span, step=5.0)
    form.sheet.press(stamp.signature(form.sheet, rng, width=30), span[0] + 26, form.y + 2)
    form.centre(person.full_name, form.look.print.of(bold=True), span=span, step=23.0)
