"""Births: certificate and extract from the register, of today and of before 2016, and the declaration."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.reading.other_forms.citizens import area, citizen, formerly, name, old_area
from bench.reading.other_forms.civil import (
    BORN,
    CHIEFS,
    OLD,
    OLD_CHIEFS,
    SIGN,
    TODAYS,
    authority,
    committee,
    dated,
    day_entry,
    in_two_languages,
    in_words,
    old_paper,
    paper,
    people,
    sex,
    year,
)
from bench.reading.other_forms.content import Content, Entry, Heading, Item, Prose, Signer
from hoso.samples.persons import TODAY, Family, Person, age_on, day_between, make_family

_OATH = (
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung "
    "cam đoan của mình."
)
_OLD_OATH = "Tôi cam đoan lời khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình."
_OLD_YEARS = date(2006, 4, 1), date(2015, 10, 30)
_RELATION = "Quan hệ với người được khai sinh"


def _family(rng: random.Random, born: date | None = None) -> Family:
    family = make_family(rng, born)
    while min(age_on(parent.born, family.child.born) for parent in (family.mother, family.father)) < 18:
        family = make_family(rng, born)
    father = citizen(rng, family.father)
    child = citizen(rng, family.child, surname=father.full_name.split()[0])
    return Family(citizen(rng, family.mother), father, child)


def _former_family(rng: random.Random) -> Family:
    family = _family(rng, day_between(rng, *_OLD_YEARS))
    return Family(*(formerly(rng, person) for person in (family.mother, family.father, family.child)))


def _registered(child: Person, rng: random.Random) -> date:
    return min(TODAY, child.born + timedelta(days=rng.randint(2, 59)))


# --- certificate ----------------------------------------------------------------------------------------------------


def birth_certificate(rng: random.Random) -> Content:
    """Giấy khai sinh of today, also in two languages, or of before 2016; or an extract from the register."""
    content = rng.choice([_certificate, _certificate, _extract, _old_certificate])(rng)
    if content.title == ("GIẤY KHAI SINH",) and content.numbered and rng.random() < 0.35:
        return in_two_languages(content, "BIRTH CERTIFICATE")
    return content


def _parent(person: Person, key: str, vi: str) -> tuple[Entry, ...]:
    return (
        Entry(f"{TODAYS.name} người {vi}", person.full_name, f"{key}_full_name"),
        year(person, f"{key}_birth_year"),
        *people(person),
        Entry(TODAYS.residence, person.residence, f"{key}_residence", mark="(2)"),
    )


def _born(family: Family, rng: random.Random) -> tuple[Entry, ...]:
    child = family.child
    return (
        Entry(TODAYS.name, child.full_name, "full_name"),
        day_entry(BORN, child.born, "date_of_birth", rng),
        in_words(child.born),
        sex(child, "sex"),
        *people(child, "ethnicity", "nationality"),
        Entry("Nơi sinh", child.place_of_birth, "place_of_birth"),
        Entry("Quê quán", child.place_of_origin, "place_of_origin"),
        Entry("Số định danh cá nhân", child.id_number, "id_number", boxed=True),
        *_parent(family.mother, "mother", "mẹ"),
        *_parent(family.father, "father", "cha"),
    )


def _certificate(rng: random.Random) -> Content:
    family, where = _family(rng), area(rng)
    registered = _registered(family.child, rng)
    number = f"{rng.randint(1, 900):0{rng.choice([1, 2, 3])}d}/{registered.year}"
    declarant = rng.choice([family.mother, family.father])
    items = (
        *_born(family, rng),
        Entry(f"{TODAYS.name} người đi khai sinh", declarant.full_name),
        *((paper(declarant, None, rng),) if rng.random() < 0.5 else ()),
        Entry("Nơi đăng ký khai sinh", committee(where, rng), "registered_at"),
        day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
    )
    signer = name(rng, rng.choice(["male", "female"]))
    return Content(
        "birth_certificate",
        ("GIẤY KHAI SINH",),
        items,
        (Signer(("NGƯỜI KÝ GIẤY KHAI SINH", *rng.choice(CHIEFS)), signer, "signer_name", seal=True),),
        authority=authority(where) if rng.random() < 0.5 else (),
        number=number,
        fields={"certificate_number": (number,)},
    )


def _extract(rng: random.Random) -> Content:
    family, where = _family(rng), area(rng)
    registered = _registered(family.child, rng)
    number = f"{rng.randint(1, 700)}/TLKS-BS"
    entered: tuple[Item, ...] = (
        Entry("Nơi đăng ký khai sinh", committee(where, rng), "registered_at"),
        day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
    )
    if rng.random() < 0.4:
        entered = (
            Entry("Đăng ký khai sinh tại", committee(where, rng), "registered_at"),
            Entry("Số", f"{rng.randint(1, 400)}/{registered.year}", short=True),
            day_entry("Ngày", registered, "registered_on", rng, short=True),
        )
    note = (Entry("Ghi chú", "Không"),) if rng.random() < 0.4 else ()
    signer = name(rng, rng.choice(["male", "female"]))
    return Content(
        "birth_certificate",
        ("TRÍCH LỤC KHAI SINH", "(BẢN SAO)"),
        (*_born(family, rng), *entered, *note),
        (Signer(("NGƯỜI KÝ TRÍCH LỤC", *rng.choice(CHIEFS)), signer, "signer_name", seal=True),),
        authority=authority(where) if rng.random() < 0.5 else (),
        number=number,
        fields={"certificate_number": (number,)},
    )


def _former_parent(person: Person, key: str, vi: str) -> tuple[Entry, ...]:
    return (
        Entry(f"{OLD.name} {vi}", person.full_name, f"{key}_full_name"),
        *people(person),
        year(person, f"{key}_birth_year"),
        Entry(OLD.residence, person.residence, f"{key}_residence"),
    )


def _old_certificate(rng: random.Random) -> Content:
    """The form of 2006 to 2015: father before mother, no number of the child, the registrar signs too."""
    family, where = _former_family(rng), old_area(rng)
    child, registered = family.child, _registered(family.child, rng)
    number = rng.choice([f"{rng.randint(1, 380)}/{registered.year}", f"{rng.randint(1, 999):03d}"])
    declarant = rng.choice([family.mother, family.father])
    items = (
        Entry(OLD.name, child.full_name, "full_name", short=True),
        sex(child, "sex"),
        day_entry(BORN, child.born, "date_of_birth", rng),
        in_words(child.born, "(Bằng chữ)"),
        Entry("Nơi sinh", child.place_of_birth, "place_of_birth"),
        *people(child, "ethnicity", "nationality"),
        *((Entry("Quê quán", child.place_of_origin, "place_of_origin"),) if rng.random() < 0.6 else ()),
        *_former_parent(family.father, "father", "cha"),
        *_former_parent(family.mother, "mother", "mẹ"),
        Entry("Nơi đăng ký", committee(where, rng), "registered_at"),
        day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
        Entry("Họ và tên người đi khai sinh", declarant.full_name),
        Entry(_RELATION, "Mẹ" if declarant is family.mother else "Cha"),
    )
    signers = (
        Signer(("CÁN BỘ TƯ PHÁP HỘ TỊCH",), name(rng, "female")),
        Signer(rng.choice(OLD_CHIEFS), name(rng, "male"), "signer_name", seal=True),
    )
    return Content(
        "birth_certificate",
        ("GIẤY KHAI SINH",) if rng.random() < 0.7 else ("GIẤY KHAI SINH", "(BẢN SAO)"),
        items,
        signers,
        authority=authority(where) if rng.random() < 0.5 else (),
        number=number,
        corner=(f"Mẫu TP/HT-{rng.choice(['2010-KS', '1999-A2'])}", f"Quyển số: 0{rng.randint(1, 3)}/{registered.year}"),
        numbered=False,
        fields={"certificate_number": (number,)},
    )


# --- declaration ----------------------------------------------------------------------------------------------------


def birth_form(rng: random.Random) -> Content:
    """Tờ khai đăng ký khai sinh, of today or of before 2016."""
    return rng.choice([_form, _form, _old_form])(rng)


def _declared(person: Person, key: str, vi: str, rng: random.Random) -> tuple[Entry, ...]:
    lines = [Entry(TODAYS.residence, person.residence, mark="(2)"), paper(person, f"{key}_id_number", rng)]
    if rng.random() < 0.5:
        lines.reverse()
    name_line = Entry(f"{TODAYS.name} người {vi}", person.full_name, f"{key}_full_name")
    return name_line, year(person, None), *people(person), *lines


def _form(rng: random.Random) -> Content:
    family, where = _family(rng), area(rng)
    child, applicant = family.child, rng.choice([family.mother, family.father])
    to = committee(where, rng)
    asks = [
        Entry(TODAYS.residence, applicant.residence, "applicant_residence", mark="(2)"),
        paper(applicant, "applicant_id_number", rng),
    ]
    if rng.random() < 0.3:
        asks = [day_entry(BORN, applicant.born, None, rng), *reversed(asks)]
    parents = _declared(family.mother, "mother", "mẹ", rng), _declared(family.father, "father", "cha", rng)
    items = (
        Entry(f"{TODAYS.name} người yêu cầu", applicant.full_name, "applicant_full_name"),
        *asks,
        Entry(_RELATION, "Cha" if applicant is family.father else "Mẹ"),
        Heading("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:"),
        Entry(TODAYS.name, child.full_name, "child_full_name"),
        day_entry(BORN, child.born, "child_date_of_birth", rng),
        in_words(child.born),
        sex(child, "child_sex"),
        *people(child),
        Entry("Nơi sinh", child.place_of_birth, "child_place_of_birth", mark="(4)"),
        Entry("Quê quán", child.place_of_origin),
        *parents[0],
        *parents[1],
        Prose(_OATH),
    )
    return Content(
        "birth_registration_form",
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
        items,
        (Signer(("Người yêu cầu", SIGN), applicant.full_name),),
        dated=f"Làm tại: {dated(where, TODAY)}",
        dated_at_end=True,
        addressed=to,
        fields={"addressed_to": (to,)},
    )


def _old_form(rng: random.Random) -> Content:
    """The form of 2006 to 2015: ``Người khai``, father before mother, no papers of the parents."""
    family, where = _former_family(rng), old_area(rng)
    child, applicant = family.child, rng.choice([family.mother, family.father])
    day, to = _registered(child, rng), committee(where, rng)
    parents = [
        entry
        for person, vi, key in ((family.father, "cha", "father"), (family.mother, "mẹ", "mother"))
        for entry in (
            Entry(f"{OLD.name} {vi}", person.full_name, f"{key}_full_name"),
            *people(person),
            year(person, None),
            Entry(OLD.residence, person.residence),
        )
    ]
    items = (
        Entry("Họ và tên người khai", applicant.full_name, "applicant_full_name"),
        Entry(OLD.residence, applicant.residence, "applicant_residence"),
        old_paper(applicant, "applicant_id_number", rng, day, "Số CMND/Hộ chiếu"),
        Entry(_RELATION, "Cha" if applicant is family.father else "Mẹ"),
        Heading(f"Đề nghị {to} đăng ký khai sinh cho người có tên dưới đây:"),
        Entry(OLD.name, child.full_name, "child_full_name", short=True),
        sex(child, "child_sex"),
        day_entry(BORN, child.born, "child_date_of_birth", rng),
        in_words(child.born, "(Bằng chữ)"),
        Entry("Nơi sinh", child.place_of_birth, "child_place_of_birth"),
        *people(child),
        Entry("Quê quán", child.place_of_origin),
        *parents,
        Prose(_OLD_OATH),
    )
    return Content(
        "birth_registration_form",
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
        items,
        (Signer(("Người khai", "(Ký, ghi rõ họ tên)"), applicant.full_name),),
        dated=f"Làm tại: {dated(where, day)}",
        dated_at_end=True,
        addressed=to,
        corner=("TP/HT-2012-TKKS",) if rng.random() < 0.5 else (),
        fields={"addressed_to": (to,)},
    )
