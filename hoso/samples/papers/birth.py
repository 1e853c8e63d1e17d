"""Giấy khai sinh after TT 04/2020/TT-BTP: original with a frame, plain original, certified extract."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hoso.samples import words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import national_head, signed, two_columns
from hoso.samples.offices import Office, make_office, official, signing_lines
from hoso.samples.persons import TODAY, Family, Person, make_person
from hoso.samples.sheet import RED

VARIANTS = ("framed", "plain", "extract")
NAME = "Họ, chữ đệm, tên"


def draw(family: Family, rng: random.Random, look: Look, variant: str | None = None) -> Drawn:
    """The certificate of ``family.child``; registered some days after the birth."""
    variant = variant or rng.choice(VARIANTS)
    registered = min(TODAY, family.child.born + timedelta(days=rng.randint(3, 58)))
    office = make_office(rng, registered)
    form = Form(look)
    _head(
        form, variant, office, f"{rng.randint(1, 460)}{'/TLKS-BS' if variant == 'extract' else f'/{registered.year}'}"
    )
    _child(form, family.child, rng)
    _parent(form, family.mother, "mother", "mẹ")
    _parent(form, family.father, "father", "cha")
    _registration(form, rng, variant=variant, office=office, registered=registered)
    return form.drawn("birth_certificate", variant)


def _head(form: Form, variant: str, office: Office, number: str) -> None:
    if variant == "framed":
        for inset, width in ((9.0, 0.9), (11.0, 0.25)):
            form.sheet.box((inset, inset, 210 - inset, 297 - inset), width=width, ink=RED)
    if variant == "plain":
        two_columns(
            form,
            superior=office.superior,
            body=f"ỦY BAN NHÂN DÂN\n{office.commune.upper()}",
            left=[f"Số: {number}"],
            date_line="",
        )
    else:
        national_head(form)
        form.down(7.0)
        form.sheet.text(form.right, form.y, f"Số: {number}", form.look.print, anchor="r")
    form.keep("certificate_number", number)
    title = form.look.print.of(size=20.0, bold=True)
    form.centre("TRÍCH LỤC KHAI SINH" if variant == "extract" else "GIẤY KHAI SINH", title, step=13.0)
    form.centre("(BẢN SAO)" if variant == "extract" else "(BẢN CHÍNH)", form.look.print.of(bold=True), step=6.5)
    form.down(2.0)


def _child(form: Form, child: Person, rng: random.Random) -> None:
    form.field(f"{NAME}: ", form.look.name(child.full_name), key="full_name")
    in_words = words.day(child.born)
    figures = words.slashed(child.born) if rng.random() < 0.75 else words.long_date(child.born)
    form.down(form.look.step)
    form.fill("Ngày, tháng, năm sinh: ", figures, span=(form.left, form.left + 92))
    form.keep("date_of_birth", figures, child.born.isoformat())
    if rng.random() < 0.5:
        form.fill("ghi bằng chữ: ", in_words, span=(form.left + 93, form.right))
    else:
        form.field("ghi bằng chữ: ", in_words)
    form.row(
        ("Giới tính: ", child.sex_vi, "sex", child.sex),
        ("Dân tộc: ", child.ethnicity, "ethnicity", None),
        ("Quốc tịch: ", child.nationality, "nationality", None),
    )
    form.field("Nơi sinh: ", child.place_of_birth, key="place_of_birth")
    form.field("Quê quán: ", child.place_of_origin, key="place_of_origin")
    if child.born.year >= 2016:  # numbers have been given at birth registration since Law 59/2014
        form.field("Số định danh cá nhân: ", child.id_number, key="id_number")


def _parent(form: Form, parent: Person, key: str, vi: str) -> None:
    form.down(1.0)
    form.field(f"{NAME} người {vi}: ", form.look.name(parent.full_name), key=f"{key}_full_name")
    form.row(
        ("Năm sinh: ", str(parent.born.year), f"{key}_birth_year", None),
        ("Dân tộc: ", parent.ethnicity, None, None),
        ("Quốc tịch: ", parent.nationality, None, None),
    )
    form.field("Nơi cư trú: ", parent.residence, key=f"{key}_residence")


def _registration(form: Form, rng: random.Random, *, variant: str, office: Office, registered: date) -> None:
    form.down(1.0)
    if variant != "extract":
        applicant = make_person(rng)
        form.field(f"{NAME} người đi khai sinh: ", form.look.name(applicant.full_name))
        form.field("Giấy tờ tùy thân: ", f"CCCD số {applicant.id_number}")
    form.field("Nơi đăng ký khai sinh: ", office.full, key="registered_at")
    form.field(
        "Ngày, tháng, năm đăng ký: ", words.slashed(registered), key="registered_on", value=registered.isoformat()
    )
    name = official(rng)
    title = "NGƯỜI KÝ TRÍCH LỤC" if variant == "extract" else "NGƯỜI KÝ GIẤY KHAI SINH"
    form.down(3.0)
    note = "(Ký, ghi rõ họ, chữ đệm, tên, chức vụ, đóng dấu)"
    signed(form, rng, lines=[title, *signing_lines(rng)], name=name, seal_of=f"{office.full}", note=note)
    form.keep("signer_name", name)
