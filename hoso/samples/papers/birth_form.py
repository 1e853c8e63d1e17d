"""Tờ khai đăng ký khai sinh after TT 04/2020/TT-BTP: what parents bring to the counter."""

from __future__ import annotations

import random

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import national_head
from hoso.samples.offices import make_office
from hoso.samples.persons import TODAY, Family, Person

NAME = "Họ, chữ đệm, tên"
_OATH = (
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định "
    "của pháp luật. Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình."
)


def draw(family: Family, rng: random.Random, look: Look) -> Drawn:
    """The declaration, brought by the father or the mother."""
    applicant = rng.choice([family.mother, family.father])
    office = make_office(rng, TODAY)
    form = Form(look)
    national_head(form)
    form.centre("TỜ KHAI ĐĂNG KÝ KHAI SINH", look.print.of(size=16.0, bold=True), step=13.0)
    form.down(9.0)
    form.fill("Kính gửi: ^(1)^ ", office.full, span=(form.left + 14, form.right))
    form.keep("addressed_to", office.full)
    form.down(1.0)
    _applicant(form, applicant, "Cha" if applicant is family.father else "Mẹ")
    form.down(form.look.step)
    form.sheet.text(
        form.left,
        form.y,
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
        look.print.of(bold=True, italic=True),
    )
    _child(form, family.child)
    for parent, key, vi in ((family.mother, "mother", "mẹ"), (family.father, "father", "cha")):
        _parent(form, parent, key, vi)
    _end(form, applicant, rng)
    return form.drawn("birth_registration_form", "2020")


def _applicant(form: Form, person: Person, relation: str) -> None:
    form.field(f"{NAME} người yêu cầu: ", form.look.name(person.full_name), key="applicant_full_name")
    form.field("Nơi cư trú: ^(2)^ ", person.residence, key="applicant_residence")
    paper = f"Căn cước công dân số {person.id_number}"
    form.field("Giấy tờ tùy thân: ^(3)^ ", paper, key="applicant_id_number", value=person.id_number)
    form.field("Quan hệ với người được khai sinh: ", relation)


def _child(form: Form, child: Person) -> None:
    form.field(f"{NAME}: ", form.look.name(child.full_name), key="child_full_name")
    form.down(form.look.step)
    form.fill("Ngày, tháng, năm sinh: ", words.slashed(child.born), span=(form.left, form.left + 84))
    form.keep("child_date_of_birth", words.slashed(child.born), child.born.isoformat())
    form.fill("ghi bằng chữ: ", words.day(child.born), span=(form.left + 85, form.right))
    form.row(
        ("Giới tính: ", child.sex_vi, "child_sex", child.sex),
        ("Dân tộc: ", child.ethnicity, None, None),
        ("Quốc tịch: ", child.nationality, None, None),
    )
    form.field("Nơi sinh: ^(4)^ ", child.place_of_birth, key="child_place_of_birth")
    form.field("Quê quán: ", child.place_of_origin)


def _parent(form: Form, parent: Person, key: str, vi: str) -> None:
    form.field(f"{NAME} người {vi}: ", form.look.name(parent.full_name), key=f"{key}_full_name")
    form.row(
        ("Năm sinh: ^(5)^ ", str(parent.born.year), None, None),
        ("Dân tộc: ", parent.ethnicity, None, None),
        ("Quốc tịch: ", parent.nationality, None, None),
    )
    form.field("Giấy tờ tùy thân: ", f"CCCD số {parent.id_number}", key=f"{key}_id_number", value=parent.id_number)
    form.field("Nơi cư trú: ", parent.residence)


def _end(form: Form, applicant: Person, rng: random.Random) -> None:
    form.down(1.5)
    form.paragraph(_OATH, form.look.print.of(italic=True, size=11.5), step=5.4)
    if form.y + 34 > form.bottom + 12:
        form.new_page()
    span = ((form.left + form.right) / 2, form.right)
    small = form.look.print.of(size=12.0)
    form.centre(f"Làm tại: …………, {words.long_date(TODAY)}", small.of(italic=True), span=span, step=6.0)
    form.centre("Người yêu cầu", small.of(bold=True), span=span, step=5.5)
    form.centre("(Ký, ghi rõ họ, chữ đệm, tên)", small.of(italic=True, size=10.5), span=span, step=4.8)
    copies = rng.choice(["Có ☑", "Không ☑"]).replace("☑", "[x]")
    form.sheet.text(
        form.left,
        form.y - 4,
        f"Đề nghị cấp bản sao(6): {copies}   Số lượng: {rng.randint(1, 5):02d} bản",
        small.of(size=11.0),
    )
    form.sheet.press(stamp.signature(form.sheet, rng, width=30), span[0] + 26, form.y + 1)
    form.centre(applicant.full_name, small.of(bold=True), span=span, step=19.0)
