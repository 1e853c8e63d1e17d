"""Civil status: birth, marriage and marital status certificates, the declaration of a birth."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.reading.other_forms.citizens import Area, area, citizen, name
from bench.reading.other_forms.content import Content, Entry, Heading, Pair, Prose, Signer
from hoso.samples import words
from hoso.samples.persons import MERGER, TODAY, Family, Person, day_between, make_couple, make_family

NAME = "Họ, chữ đệm, tên"
_OATH = (
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung "
    "cam đoan của mình."
)
BORN = "Ngày, tháng, năm sinh"
PAPER = "Giấy tờ tùy thân"
_CHIEFS = (
    ("CHỦ TỊCH",),
    ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",),
)


def committee(where: Area) -> str:
    """``Ủy ban nhân dân xã An Biên, tỉnh An Giang``."""
    return f"Ủy ban nhân dân {where.written}"


def authority(where: Area) -> tuple[str, ...]:
    """The lines at the head of the committee's papers."""
    return f"ỦY BAN NHÂN DÂN {where.province}".upper(), f"{where.kind} {where.name}".upper()


def dated(where: Area, day: date) -> str:
    """``An Biên, ngày 05 tháng 02 năm 2026``."""
    return f"{where.name}, {words.long_date(day)}"


def day_entry(label: str, day: date, key: str | None, rng: random.Random, *, short: bool = False) -> Entry:
    """A date in one of the forms in which it is printed."""
    printed = rng.choice(
        [
            words.slashed(day),
            words.slashed(day),
            words.long_date(day),
            f"{day:%d-%m-%Y}",
            f"{day.day}/{day.month}/{day.year}",
        ]
    )
    return Entry(label, printed, key, (day.isoformat(),), short=short)


def sex(person: Person, key: str | None) -> Entry:
    """``Giới tính``."""
    return Entry("Giới tính", person.sex_vi, key, (person.sex,), short=True)


def people(person: Person, ethnicity: str | None = None, nationality: str | None = None) -> tuple[Entry, Entry]:
    """``Dân tộc``, ``Quốc tịch``."""
    return (
        Entry("Dân tộc", person.ethnicity, ethnicity, short=True),
        Entry("Quốc tịch", person.nationality, nationality, short=True),
    )


def paper(person: Person, key: str | None, rng: random.Random) -> Entry:
    """``Giấy tờ tùy thân`` with its kind, sometimes with when and by whom it was issued."""
    kind = rng.choice(["CCCD số ", "Căn cước công dân số ", "Thẻ căn cước số ", "Số định danh cá nhân: ", ""])
    issued = rng.choice(
        [
            "",
            "",
            f", cấp ngày {words.slashed(person.issued)}",
            f", do Cục Cảnh sát QLHC về TTXH cấp ngày {words.slashed(person.issued)}",
        ]
    )
    return Entry(PAPER, f"{kind}{person.id_number}{issued}", key, (person.id_number,), mark="(3)")


def _family(rng: random.Random) -> Family:
    family = make_family(rng)
    father = citizen(rng, family.father)
    child = citizen(rng, family.child, surname=father.full_name.split()[0])
    return Family(citizen(rng, family.mother), father, child)


def _parent(person: Person, key: str, vi: str, rng: random.Random, *, birth_year: bool) -> tuple[Entry, ...]:
    return (
        Entry(f"{NAME} người {vi}", person.full_name, f"{key}_full_name"),
        Entry("Năm sinh", str(person.born.year), f"{key}_birth_year" if birth_year else None, short=True, mark="(5)"),
        *people(person),
        *(() if birth_year else (paper(person, f"{key}_id_number", rng),)),
        Entry("Nơi cư trú", person.residence, f"{key}_residence" if birth_year else None, mark="(2)"),
    )


def _in_words(day: date) -> Entry:
    return Entry("Ghi bằng chữ", words.day(day))


def birth_certificate(rng: random.Random) -> Content:
    """Giấy khai sinh, or a copy from the register."""
    family, where = _family(rng), area(rng)
    child = family.child
    registered = min(TODAY, child.born + timedelta(days=rng.randint(2, 59)))
    copy = rng.random() < 0.4
    number = (
        f"{rng.randint(1, 700)}/TLKS-BS"
        if copy
        else f"{rng.randint(1, 900):0{rng.choice([1, 2, 3])}d}/{registered.year}"
    )
    signs = "NGƯỜI KÝ TRÍCH LỤC" if copy else "NGƯỜI KÝ GIẤY KHAI SINH"
    signer = name(rng, rng.choice(["male", "female"]))
    items = (
        Entry(NAME, child.full_name, "full_name"),
        day_entry(BORN, child.born, "date_of_birth", rng),
        _in_words(child.born),
        sex(child, "sex"),
        *people(child, "ethnicity", "nationality"),
        Entry("Nơi sinh", child.place_of_birth, "place_of_birth"),
        Entry("Quê quán", child.place_of_origin, "place_of_origin"),
        Entry("Số định danh cá nhân", child.id_number, "id_number", boxed=True),
        *_parent(family.mother, "mother", "mẹ", rng, birth_year=True),
        *_parent(family.father, "father", "cha", rng, birth_year=True),
        Entry(f"{NAME} người đi khai sinh", rng.choice([family.mother, family.father]).full_name),
        Entry("Nơi đăng ký khai sinh", committee(where), "registered_at"),
        day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
    )
    return Content(
        "birth_certificate",
        ("TRÍCH LỤC KHAI SINH", "(BẢN SAO)") if copy else ("GIẤY KHAI SINH",),
        items,
        (Signer((signs, *rng.choice(_CHIEFS)), signer, "signer_name", seal=True),),
        authority=authority(where) if rng.random() < 0.5 else (),
        number=number,
        fields={"certificate_number": (number,)},
    )


def birth_form(rng: random.Random) -> Content:
    """Tờ khai đăng ký khai sinh."""
    family, where = _family(rng), area(rng)
    child, applicant = family.child, rng.choice([family.mother, family.father])
    to = committee(where)
    items = (
        Entry(f"{NAME} người yêu cầu", applicant.full_name, "applicant_full_name"),
        Entry("Nơi cư trú", applicant.residence, "applicant_residence", mark="(2)"),
        paper(applicant, "applicant_id_number", rng),
        Entry("Quan hệ với người được khai sinh", "Cha" if applicant is family.father else "Mẹ"),
        Heading("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:"),
        Entry(NAME, child.full_name, "child_full_name"),
        day_entry(BORN, child.born, "child_date_of_birth", rng),
        _in_words(child.born),
        sex(child, "child_sex"),
        *people(child),
        Entry("Nơi sinh", child.place_of_birth, "child_place_of_birth", mark="(4)"),
        Entry("Quê quán", child.place_of_origin),
        *_parent(family.mother, "mother", "mẹ", rng, birth_year=False),
        *_parent(family.father, "father", "cha", rng, birth_year=False),
        Prose(_OATH),
    )
    return Content(
        "birth_registration_form",
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH",),
        items,
        (Signer(("Người yêu cầu", "(Ký, ghi rõ họ, chữ đệm, tên)"), applicant.full_name),),
        dated=f"Làm tại: {dated(where, TODAY)}",
        dated_at_end=True,
        addressed=to,
        fields={"addressed_to": (to,)},
    )


def _spouse(person: Person, key: str, vi: str, rng: random.Random) -> tuple[Entry, ...]:
    return (
        Entry(f"{NAME} {vi}", person.full_name, f"{key}_full_name"),
        day_entry(BORN, person.born, f"{key}_date_of_birth", rng),
        Entry("Dân tộc", person.ethnicity),
        Entry("Quốc tịch", person.nationality),
        Entry("Nơi cư trú", person.residence, f"{key}_residence"),
        Entry(PAPER, f"CCCD số {person.id_number}", f"{key}_id_number", (person.id_number,)),
    )


def marriage_certificate(rng: random.Random) -> Content:
    """Giấy chứng nhận kết hôn, the wife on the left or above."""
    wife, husband = (citizen(rng, person) for person in make_couple(rng))
    where = area(rng)
    registered = day_between(rng, date(2025, 7, 2), TODAY)
    number = f"{rng.randint(1, 400)}/{registered.year}"
    left, right = _spouse(wife, "wife", "vợ", rng), _spouse(husband, "husband", "chồng", rng)
    couple = (Pair(left, right),) if rng.random() < 0.65 else (*left, *right)
    title = "(Ký, ghi rõ họ, chữ đệm, tên)"
    return Content(
        "marriage_certificate",
        ("GIẤY CHỨNG NHẬN KẾT HÔN",),
        (
            *couple,
            Entry("Nơi đăng ký kết hôn", committee(where), "registered_at"),
            day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
        ),
        (
            Signer(("Vợ", title), wife.full_name),
            Signer(("Chồng", title), husband.full_name),
            Signer(("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", *rng.choice(_CHIEFS)), name(rng, "male"), seal=True),
        ),
        number=number,
        authority=authority(where) if rng.random() < 0.3 else (),
        fields={"certificate_number": (number,)},
    )


_STATES = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Bản án số 21/2024/HNGĐ-ST, hiện tại chưa đăng ký kết hôn với ai",
    "Hiện tại đang có vợ",
)
_PURPOSES = (
    "đăng ký kết hôn",
    "làm thủ tục vay vốn",
    "bổ sung hồ sơ xin việc",
    "mua bán nhà đất",
    "nhập quốc tịch cho con",
)


def marital_status_certificate(rng: random.Random) -> Content:
    """Giấy xác nhận tình trạng hôn nhân."""
    person, where = citizen(rng), area(rng)
    day = day_between(rng, MERGER, TODAY)
    number = f"{rng.randint(1, 999)}/UBND-XNTTHN"
    purpose = rng.choice(_PURPOSES)
    items = (
        Prose(f"Xét đề nghị của ông/bà: {person.full_name} về việc cấp Giấy xác nhận tình trạng hôn nhân,"),
        Heading("XÁC NHẬN:"),
        Entry(NAME, person.full_name, "full_name"),
        day_entry(BORN, person.born, "date_of_birth", rng),
        sex(person, "sex"),
        *people(person),
        paper(person, "id_number", rng),
        Entry("Nơi cư trú", person.residence, "residence"),
        Entry("Tình trạng hôn nhân", state := rng.choice(_STATES), "marital_status", (state,)),
        Prose(f"Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: {purpose}."),
    )
    return Content(
        "marital_status_certificate",
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",),
        items,
        (Signer(("NGƯỜI KÝ GIẤY XÁC NHẬN", *rng.choice(_CHIEFS)), name(rng, "male"), seal=True),),
        authority=authority(where),
        number=number,
        dated=dated(where, day),
        fields={"certificate_number": (number,), "issued_on": (day.isoformat(),), "purpose": (purpose,)},
    )
