"""Mẫu CT01, Tờ khai thay đổi thông tin cư trú: the form of 2023 and the longer one of 2021."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import national_head
from hoso.samples.offices import Office, make_office
from hoso.samples.persons import TODAY, Person, make_person
from hoso.samples.sheet import wrap

VARIANTS = ("2023", "2021")
_REQUESTS = (
    "Đăng ký thường trú tại {place}", "Đăng ký thường trú theo chủ hộ tại {place}", "Đăng ký tạm trú tại {place} từ ngày {day}",
    "Tách hộ tại địa chỉ {place}", "Xác nhận thông tin về cư trú tại {place}", "Điều chỉnh thông tin về cư trú: nơi ở hiện tại là {place}",
)  # fmt: skip
_RELATIONS = ("Chủ hộ", "Con đẻ", "Vợ", "Chồng", "Cháu ruột", "Em ruột", "Người ở nhờ, thuê, mượn", "Con dâu")
_COLUMNS = (
    ("STT", 10.0), ("Họ, chữ đệm và tên", 46.0), ("Ngày, tháng, năm sinh", 24.0), ("Giới tính", 15.0),
    ("Số định danh cá nhân", 36.0), ("Mối quan hệ với chủ hộ", 32.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared: who, in whose household, with whom, to which office."""

    person: Person
    head: Person
    relation: str
    members: tuple[Person, ...]
    office: Office


def make_declaration(rng: random.Random, person: Person, *, head: Person | None = None) -> Declaration:
    """Draw a declaration of ``person``; with ``head`` given, into that household."""
    relation = "Chủ hộ" if head is None and rng.random() < 0.3 else rng.choice(_RELATIONS[1:])
    head = head or (person if relation == "Chủ hộ" else make_person(rng))
    members = tuple(make_person(rng) for _ in range(rng.choice([0, 1, 1, 2, 3])))
    return Declaration(person, head, relation, members, make_office(rng, TODAY))


def draw(declaration: Declaration, rng: random.Random, look: Look, variant: str | None = None) -> Drawn:
    """The filled form, one page or two."""
    variant = variant or rng.choice(VARIANTS)
    form = Form(look)
    _head(form, declaration, variant)
    _who(form, declaration.person, variant, rng)
    if variant == "2021":
        _where(form, declaration.person)
    _household(form, declaration, 11 if variant == "2021" else 7, variant)
    last = 14 if variant == "2021" else 10
    place = f"{declaration.head.residence}"
    request = rng.choice(_REQUESTS).format(place=place, day=words.slashed(TODAY + timedelta(days=rng.randint(3, 40))))
    form.field(f"{last}. Nội dung đề nghị^(2)^: ", request, key="request")
    _members(form, declaration, last + 1)
    _opinions(form, declaration, rng)
    return form.drawn("residence_change_form", variant)


def _head(form: Form, declaration: Declaration, variant: str) -> None:
    basis = "Mẫu CT01 ban hành kèm theo Thông tư số "
    basis += "56/2021/TT-BCA ngày 15/5/2021" if variant == "2021" else "66/2023/TT-BCA ngày 17/11/2023"
    form.sheet.text(form.right, form.y - 6, basis, form.look.print.of(size=9.0, italic=True), anchor="r")
    national_head(form)
    form.centre("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", form.look.print.of(size=15.0, bold=True), step=13.0)
    form.down(8.0)
    police = f"Công an {declaration.office.area}"
    form.fill("Kính gửi^(1)^: ", police, span=(form.left + 12, form.right))
    form.keep("addressed_to", police)
    form.down(1.0)


def _who(form: Form, person: Person, variant: str, rng: random.Random) -> None:
    form.field("1. Họ, chữ đệm và tên: ", form.look.name(person.full_name), key="full_name")
    form.row(
        ("2. Ngày, tháng, năm sinh: ", words.slashed(person.born), "date_of_birth", person.born.isoformat()),
        ("3. Giới tính: ", person.sex_vi, "sex", person.sex),
        shares=(1.5, 1.0),
    )
    label = "4. Số định danh cá nhân/CMND: " if variant == "2021" else "4. Số định danh cá nhân: "
    boxes(form, label, person.id_number, "id_number")
    phone = f"{person.phone[:4]} {person.phone[4:7]} {person.phone[7:]}" if rng.random() < 0.3 else person.phone
    email = f"nguoidan{rng.randint(100, 9999)}@example.vn" if rng.random() < 0.5 else ""
    form.row(("5. Số điện thoại liên hệ: ", phone, "phone", None), ("6. Email: ", email, "email", None))


def _where(form: Form, person: Person) -> None:
    form.field("7. Nơi thường trú: ", person.residence)
    form.field("8. Nơi tạm trú: ", "Không")
    form.field("9. Nơi ở hiện tại: ", person.residence)
    form.field("10. Nghề nghiệp, nơi làm việc: ", "Lao động tự do")


def _household(form: Form, declaration: Declaration, first: int, variant: str) -> None:
    head = declaration.head
    wording = "Quan hệ với chủ hộ" if variant == "2021" else "Mối quan hệ với chủ hộ"
    form.field(f"{first}. Họ, chữ đệm và tên chủ hộ: ", form.look.name(head.full_name), key="household_head_name")
    form.field(f"{first + 1}. {wording}: ", declaration.relation, key="relation_to_head")
    boxes(form, f"{first + 2}. Số định danh cá nhân của chủ hộ: ", head.id_number, "household_head_id_number")


def boxes(form: Form, label: str, digits: str, key: str) -> None:
    """Twelve boxes with one digit each."""
    form.down(form.look.step + 0.6)
    x = form.label(form.left, label) + 1.0
    side = min(6.4, (form.right - x) / 12)
    for index, digit in enumerate(digits):
        left = x + index * side
        form.sheet.box((left, form.y - 4.9, left + side, form.y + 1.4), width=0.2)
        form.sheet.text(left + side / 2, form.y, digit, form.look.entry, anchor="m")
    form.keep(key, digits)


def _members(form: Form, declaration: Declaration, number: int) -> None:
    form.field(f"{number}. Những thành viên trong hộ gia đình cùng thay đổi:")
    rows = [
        (
            str(i),
            p.full_name,
            words.slashed(p.born),
            p.sex_vi,
            p.id_number,
            "Con" if p.born > declaration.head.born else "Cha, mẹ",
        )
        for i, p in enumerate(declaration.members, 1)
    ]
    while len(rows) < 2:
        rows.append(("",) * 6)
    form.down(2.0)
    table(form, _COLUMNS, rows)


def table(form: Form, columns: tuple[tuple[str, float], ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A ruled table; column widths in mm are scaled to the margins."""
    scale = (form.right - form.left) / sum(width for _, width in columns)
    style = form.look.print.of(size=10.5)
    for index, row in enumerate([tuple(name for name, _ in columns), *rows]):
        texts = [
            wrap(form.sheet, t, style, (w * scale - 2, w * scale - 2)) for t, (_, w) in zip(row, columns, strict=True)
        ]
        height = 4.6 * max(len(lines) for lines in texts) + 2.4
        if form.y + height > form.bottom:
            form.new_page()
        _table_row(form, texts, [w * scale for _, w in columns], height, bold=index == 0)


def _table_row(form: Form, texts: list[list[str]], widths: list[float], height: float, *, bold: bool) -> None:
    x = form.left
    for lines, width in zip(texts, widths, strict=True):
        form.sheet.box((x, form.y, x + width, form.y + height), width=0.2)
        for number, line in enumerate(lines):
            style = (form.look.print if bold else form.look.entry).of(size=10.5 if bold else 10.0, bold=bold)
            form.sheet.text(x + width / 2, form.y + 4.6 * (number + 1) - 0.4, line, style, anchor="m")
        x += width
    form.y += height


def _opinions(form: Form, declaration: Declaration, rng: random.Random) -> None:
    heads = (
        "Ý KIẾN CỦA CHỦ HỘ^(3)^", "Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP^(4)^",
        "Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ^(5)^", "NGƯỜI KÊ KHAI^(6)^",
    )  # fmt: skip
    if form.y + 42 > form.bottom + 8:
        form.new_page()
    top, width = form.y + 5, (form.right - form.left) / 4
    small = form.look.print.of(size=8.6)
    for index, head in enumerate(heads):
        span = (form.left + index * width + 1, form.left + (index + 1) * width - 1)
        form.y = top
        form.centre(
            f"…, ngày {TODAY.day} tháng {TODAY.month} năm {TODAY.year}",
            small.of(italic=True, size=7.6),
            span=span,
            step=4.0,
        )
        form.centre(head.replace("^", ""), small.of(bold=True), span=span, step=4.0)
        form.centre("(Ký, ghi rõ họ tên)", small.of(italic=True), span=span, step=4.0)
        if index == 3 or (index == 0 and declaration.relation != "Chủ hộ"):
            who = declaration.person if index == 3 else declaration.head
            form.sheet.press(stamp.signature(form.sheet, rng, width=26), span[0] + 6, top + 14)
            form.y = top + 32
            form.centre(who.full_name, small.of(size=9.5), span=span, step=4.4)
    form.y = top + 42
