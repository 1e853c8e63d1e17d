"""Giấy chứng nhận kết hôn after TT 04/2020/TT-BTP: the wife's side on the left."""

from __future__ import annotations

import random
from datetime import timedelta

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import national_head, signed
from hoso.samples.offices import make_office, official, signing_lines
from hoso.samples.persons import TODAY, Person, birthday, day_between
from hoso.samples.sheet import RED, wrap


def draw(wife: Person, husband: Person, rng: random.Random, look: Look) -> Drawn:
    """The certificate; in two columns, or one person under the other as on older prints."""
    variant = rng.choice(["columns", "columns", "stacked"])
    first = max(birthday(wife.born, 18), birthday(husband.born, 20)) + timedelta(days=30)
    registered = day_between(rng, min(first, TODAY - timedelta(days=1)), TODAY)
    office = make_office(rng, registered)
    form = Form(look)
    for inset, width in ((8.0, 1.0), (10.5, 0.25)):
        form.sheet.box((inset, inset, 210 - inset, 297 - inset), width=width, ink=RED)
    national_head(form)
    number = f"{rng.randint(1, 300)}/{registered.year}"
    form.down(8.0)
    form.sheet.text(form.right, form.y, f"Số: {number}", look.print, anchor="r")
    form.keep("certificate_number", number)
    form.centre("GIẤY CHỨNG NHẬN KẾT HÔN", look.print.of(size=19.0, bold=True), step=14.0)
    form.down(4.0)
    _couple(form, wife, husband, columns=variant == "columns")
    form.down(2.0)
    form.field("Nơi đăng ký kết hôn: ", office.full, key="registered_at")
    form.field(
        "Ngày, tháng, năm đăng ký: ", words.slashed(registered), key="registered_on", value=registered.isoformat()
    )
    _end(form, wife, husband, rng, seal_of=office.full)
    return form.drawn("marriage_certificate", variant)


def _couple(form: Form, wife: Person, husband: Person, *, columns: bool) -> None:
    if not columns:
        for person, key, vi in ((wife, "wife", "vợ"), (husband, "husband", "chồng")):
            _one(form, person, key, vi, (form.left, form.right))
            form.down(2.0)
        return
    top, middle = form.y, (form.left + form.right) / 2
    _one(form, wife, "wife", "vợ", (form.left, middle - 3))
    low, form.y = form.y, top
    _one(form, husband, "husband", "chồng", (middle + 2, form.right))
    form.y = max(form.y, low)


def _one(form: Form, person: Person, key: str, vi: str, span: tuple[float, float]) -> None:
    lines = (
        (f"Họ, chữ đệm, tên {vi}:", form.look.name(person.full_name), f"{key}_full_name", None),
        ("Ngày, tháng, năm sinh:", words.slashed(person.born), f"{key}_date_of_birth", person.born.isoformat()),
        ("Dân tộc:", person.ethnicity, None, None),
        ("Quốc tịch:", person.nationality, None, None),
        ("Nơi cư trú:", person.residence, f"{key}_residence", None),
        ("Giấy tờ tùy thân:", f"CCCD số {person.id_number}", f"{key}_id_number", person.id_number),
    )
    for label, printed, field, value in lines:
        column_field(form, label, printed, span)
        form.keep(field, printed, value)


def column_field(form: Form, label: str, printed: str, span: tuple[float, float]) -> None:
    """A labelled value inside a column; what does not fit goes on under the label."""
    form.down(form.look.step)
    x = form.label(span[0], label)
    lines = wrap(form.sheet, printed, form.look.entry, (span[1] - x, span[1] - span[0]))
    for index, line in enumerate(lines):
        if index:
            form.down(form.look.step - 1)
        if line:
            form.sheet.text(x if index == 0 else span[0], form.y, line, form.look.entry)


def _end(form: Form, wife: Person, husband: Person, rng: random.Random, *, seal_of: str) -> None:
    form.down(5.0)
    bold, top, middle = form.look.print.of(bold=True), form.y, (form.left + form.right) / 2
    for person, head, span in ((wife, "Vợ", (form.left, middle)), (husband, "Chồng", (middle, form.right))):
        form.y = top
        form.centre(head, bold, span=span, step=6.0)
        form.centre("(Ký, ghi rõ họ, chữ đệm, tên)", form.look.print.of(italic=True, size=11.0), span=span, step=5.0)
        form.sheet.press(stamp.signature(form.sheet, rng, width=30), span[0] + 25, form.y + 2)
        form.centre(person.full_name, bold, span=span, step=24.0)
    form.down(4.0)
    lines = ["NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", *signing_lines(rng)]
    signed(form, rng, lines=lines, name=official(rng), seal_of=seal_of, span=(form.left + 45, form.right - 30))
