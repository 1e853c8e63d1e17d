"""Giấy xác nhận tình trạng hôn nhân after TT 04/2020/TT-BTP."""

from __future__ import annotations

import random
from datetime import timedelta

from hoso.samples import words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import signed, two_columns
from hoso.samples.offices import make_office, official, signing_lines
from hoso.samples.persons import MERGER, TODAY, Person, birthday, day_between

_STATES = (
    "Hiện tại chưa đăng ký kết hôn với ai", "Chưa đăng ký kết hôn với ai", "Đã đăng ký kết hôn nhưng đã ly hôn, hiện tại chưa đăng ký kết hôn với ai",
    "Có đăng ký kết hôn nhưng vợ hoặc chồng đã chết, hiện tại chưa đăng ký kết hôn với ai",
)  # fmt: skip
_PURPOSES = (
    "đăng ký kết hôn",
    "chuyển nhượng quyền sử dụng đất",
    "vay vốn ngân hàng",
    "bổ túc hồ sơ nhận con nuôi",
    "mua nhà ở xã hội",
)


def draw(person: Person, rng: random.Random, look: Look) -> Drawn:
    """The certificate of ``person``, issued within the last two years."""
    day = day_between(rng, MERGER, TODAY)
    office = make_office(rng, day)
    form = Form(look)
    number = f"{rng.randint(1, 900)}/UBND-XNTTHN"
    body = f"ỦY BAN NHÂN DÂN\n{office.commune.upper()}"
    date_line = f"{office.place}, {words.long_date(day)}"
    two_columns(form, superior=office.superior, body=body, left=[f"Số: {number}"], date_line=date_line)
    form.keep("certificate_number", number)
    form.keep("issued_on", words.long_date(day), day.isoformat())
    form.centre("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", look.print.of(size=16.0, bold=True), step=13.0)
    form.down(4.0)
    asked = f"Xét đề nghị của ông/bà: {person.full_name} về việc cấp Giấy xác nhận tình trạng hôn nhân cho: {person.full_name}"
    form.paragraph(asked, look.print.of(italic=True))
    form.centre("XÁC NHẬN:", look.print.of(bold=True), step=9.0)
    _person(form, person, rng)
    purpose = rng.choice(_PURPOSES)
    form.down(2.0)
    text = "Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: "
    form.paragraph(f"{text}{purpose}.", look.print.of(italic=True))
    form.keep("purpose", purpose)
    form.down(5.0)
    name = official(rng)
    lines = ["NGƯỜI KÝ GIẤY XÁC NHẬN", *signing_lines(rng)]
    signed(form, rng, lines=lines, name=name, seal_of=office.full)
    return form.drawn("marital_status_certificate", "2020")


def _person(form: Form, person: Person, rng: random.Random) -> None:
    form.field("Họ, chữ đệm, tên: ", form.look.name(person.full_name), key="full_name")
    form.field(
        "Ngày, tháng, năm sinh: ", words.slashed(person.born), key="date_of_birth", value=person.born.isoformat()
    )
    form.row(
        ("Giới tính: ", person.sex_vi, "sex", person.sex),
        ("Dân tộc: ", person.ethnicity, None, None),
        ("Quốc tịch: ", person.nationality, None, None),
    )
    paper = f"{rng.choice(['CCCD số', 'Thẻ căn cước số', 'Số định danh cá nhân'])} {person.id_number}"
    form.field("Giấy tờ tùy thân: ", paper, key="id_number", value=person.id_number)
    form.field("Nơi cư trú: ", person.residence, key="residence")
    since = birthday(person.born, 18) + timedelta(days=rng.randint(0, 20))
    stay = f"từ ngày {words.slashed(since)} đến ngày {words.slashed(TODAY)}"
    if rng.random() < 0.6:
        form.field("Trong thời gian cư trú tại: ", f"{person.residence}, {stay}")
    form.field("Tình trạng hôn nhân: ", state := rng.choice(_STATES))
    form.keep("marital_status", state)
