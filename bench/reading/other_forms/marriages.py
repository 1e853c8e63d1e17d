"""Marriages: certificate and extract from the register, certificate of marital status, of today and of before 2016."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from bench.reading.other_forms.citizens import Area, area, citizen, formerly, name, old_address, old_area
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
    old_paper,
    paper,
    people,
    sex,
)
from bench.reading.other_forms.content import Content, Entry, Heading, Item, Pair, Prose, Signer
from hoso.samples import words
from hoso.samples.persons import MERGER, TODAY, Person, birthday, day_between, make_couple, make_person

_BEFORE = date(2015, 12, 31)
_OLD_FROM = date(2006, 4, 1)


# --- marriage -------------------------------------------------------------------------------------------------------


def marriage_certificate(rng: random.Random) -> Content:
    """Giấy chứng nhận kết hôn of today, also in two languages, or of before 2016; or an extract from the register."""
    return rng.choice([_certificate, _certificate, _extract, _old_certificate])(rng)


def _spouse(person: Person, key: str, vi: str, rng: random.Random) -> tuple[Entry, ...]:
    return (
        Entry(f"{TODAYS.name} {vi}", person.full_name, f"{key}_full_name"),
        day_entry(BORN, person.born, f"{key}_date_of_birth", rng),
        Entry("Dân tộc", person.ethnicity),
        Entry("Quốc tịch", person.nationality),
        Entry(TODAYS.residence, person.residence, f"{key}_residence"),
        Entry(TODAYS.paper, f"CCCD số {person.id_number}", f"{key}_id_number", (person.id_number,)),
    )


def _former_spouse(person: Person, key: str, vi: str, rng: random.Random, day: date) -> tuple[Entry, ...]:
    return (
        Entry(f"{OLD.name} {vi}", person.full_name, f"{key}_full_name"),
        day_entry(BORN, person.born, f"{key}_date_of_birth", rng),
        Entry("Dân tộc", person.ethnicity),
        Entry("Quốc tịch", person.nationality),
        Entry(OLD.residence, person.residence, f"{key}_residence"),
        old_paper(person, f"{key}_id_number", rng, day),
    )


def _couple(first: tuple[Entry, ...], second: tuple[Entry, ...], rng: random.Random) -> tuple[Item, ...]:
    """Side by side or one after the other."""
    return (Pair(first, second),) if rng.random() < 0.65 else (*first, *second)


def _certificate(rng: random.Random) -> Content:
    wife, husband = (citizen(rng, person) for person in make_couple(rng))
    where, registered = area(rng), day_between(rng, date(2025, 7, 2), TODAY)
    number = f"{rng.randint(1, 400)}/{registered.year}"
    parts = _spouse(wife, "wife", "vợ", rng), _spouse(husband, "husband", "chồng", rng)
    content = Content(
        "marriage_certificate",
        ("GIẤY CHỨNG NHẬN KẾT HÔN",),
        (
            *_couple(*(parts if rng.random() < 0.8 else parts[::-1]), rng),
            Entry("Nơi đăng ký kết hôn", committee(where, rng), "registered_at"),
            day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
        ),
        (
            Signer(("Vợ", SIGN), wife.full_name),
            Signer(("Chồng", SIGN), husband.full_name),
            Signer(("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", *rng.choice(CHIEFS)), name(rng, "male"), seal=True),
        ),
        number=number,
        authority=authority(where) if rng.random() < 0.3 else (),
        fields={"certificate_number": (number,)},
    )
    return in_two_languages(content, "MARRIAGE CERTIFICATE") if rng.random() < 0.35 else content


def _extract(rng: random.Random) -> Content:
    wife, husband = (citizen(rng, person) for person in make_couple(rng))
    where, registered = area(rng), day_between(rng, date(2016, 1, 4), TODAY)
    number = f"{rng.randint(1, 500)}/TLKH-BS"
    return Content(
        "marriage_certificate",
        ("TRÍCH LỤC KẾT HÔN", "(BẢN SAO)"),
        (
            *_couple(_spouse(wife, "wife", "vợ", rng), _spouse(husband, "husband", "chồng", rng), rng),
            Entry("Nơi đăng ký kết hôn", committee(where, rng), "registered_at"),
            day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
            *((Entry("Ghi chú", "Không"),) if rng.random() < 0.4 else ()),
        ),
        (Signer(("NGƯỜI KÝ TRÍCH LỤC", *rng.choice(CHIEFS)), name(rng, "female"), seal=True),),
        number=number,
        authority=authority(where) if rng.random() < 0.5 else (),
        fields={"certificate_number": (number,)},
    )


def _old_couple(rng: random.Random) -> tuple[Person, Person, date]:
    """Wife and husband under their papers of then, and the day on which they married, both of age."""
    while True:
        wife, husband = make_couple(rng)
        first = max(_OLD_FROM, birthday(wife.born, 18), birthday(husband.born, 20))
        if first < _BEFORE:
            married = day_between(rng, first, _BEFORE)
            return formerly(rng, citizen(rng, wife)), formerly(rng, citizen(rng, husband)), married


def _old_certificate(rng: random.Random) -> Content:
    """The form of 2006 to 2015, the husband first."""
    wife, husband, registered = _old_couple(rng)
    where = old_area(rng)
    number = rng.choice([f"{rng.randint(1, 280)}/{registered.year}", f"{rng.randint(1, 99):02d}"])
    left = _former_spouse(husband, "husband", "chồng", rng, registered)
    right = _former_spouse(wife, "wife", "vợ", rng, registered)
    return Content(
        "marriage_certificate",
        ("GIẤY CHỨNG NHẬN KẾT HÔN",),
        (
            *_couple(left, right, rng),
            Entry("Nơi đăng ký", committee(where, rng), "registered_at"),
            day_entry("Ngày, tháng, năm đăng ký", registered, "registered_on", rng),
        ),
        (
            Signer(("Chồng", "(Ký, ghi rõ họ tên)"), husband.full_name),
            Signer(("Vợ", "(Ký, ghi rõ họ tên)"), wife.full_name),
            Signer(rng.choice(OLD_CHIEFS), name(rng, "male"), seal=True),
        ),
        number=number,
        authority=authority(where) if rng.random() < 0.3 else (),
        corner=(f"Quyển số: 0{rng.randint(1, 3)}/{registered.year}",) if rng.random() < 0.5 else (),
        numbered=False,
        fields={"certificate_number": (number,)},
    )


# --- marital status -------------------------------------------------------------------------------------------------

_STATES = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Từ ngày đủ tuổi kết hôn đến nay chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Bản án số 21/2024/HNGĐ-ST, hiện tại chưa đăng ký kết hôn với ai",
    "Hiện tại đang có vợ",
)
_OLD_STATES = (*_STATES[:3], "Đã ly hôn, hiện tại chưa đăng ký kết hôn với ai")
_PURPOSES = (
    "đăng ký kết hôn",
    "làm thủ tục vay vốn",
    "bổ sung hồ sơ xin việc",
    "mua bán nhà đất",
    "nhập quốc tịch cho con",
    "hoàn thiện hồ sơ xuất khẩu lao động tại Nhật Bản",
)


def marital_status_certificate(rng: random.Random) -> Content:
    """Giấy xác nhận tình trạng hôn nhân of today, also in two languages, or of before 2016."""
    content = rng.choice([_status, _status, _old_status])(rng)
    if content.numbered and rng.random() < 0.35:
        return in_two_languages(content, "CERTIFICATE OF MARITAL STATUS")
    return content


def _status(rng: random.Random) -> Content:
    person, where = citizen(rng), area(rng)
    day = day_between(rng, MERGER, TODAY)
    number = rng.choice([f"{rng.randint(1, 999)}/UBND-XNTTHN", f"{rng.randint(1, 900)}/XNTTHN"])
    purpose, state = rng.choice(_PURPOSES), rng.choice(_STATES)
    lives = [
        paper(person, "id_number", rng),
        Entry(TODAYS.residence, person.residence, "residence"),
    ]
    if rng.random() < 0.25:
        lives.reverse()
    items = (
        Prose(f"Xét đề nghị của ông/bà: {person.full_name} về việc cấp Giấy xác nhận tình trạng hôn nhân,"),
        Heading("XÁC NHẬN:"),
        Entry(rng.choice([TODAYS.name, TODAYS.name, "Ông/bà"]), person.full_name, "full_name"),
        day_entry(rng.choice([BORN, BORN, "Sinh ngày"]), person.born, "date_of_birth", rng),
        sex(person, "sex"),
        *people(person),
        *lives,
        *((Prose(_lived(person, where, day)),) if rng.random() < 0.3 else ()),
        Entry("Tình trạng hôn nhân", state, "marital_status", (state,)),
        Prose(f"Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: {purpose}."),
    )
    return _certified(items, ("NGƯỜI KÝ GIẤY XÁC NHẬN", *rng.choice(CHIEFS)), where, day, number, purpose, rng)


def _lived(person: Person, where: Area, day: date) -> str:
    of_age = words.long_date(birthday(person.born, 18))
    return f"Trong thời gian cư trú tại: {where.written}, từ {of_age}, đến {words.long_date(day)}"


def _old_status(rng: random.Random) -> Content:
    """The form of 2006 to 2015."""
    where, day = old_area(rng), day_between(rng, date(2009, 1, 2), _BEFORE)
    born = day_between(rng, date(1955, 1, 1), date(1988, 12, 31))
    person = replace(formerly(rng, citizen(rng, make_person(rng, born=born))), residence=old_address(rng, where))
    number = rng.choice([f"{rng.randint(1, 300)}/XN-UBND", f"{rng.randint(1, 300)}/UBND-XN", str(rng.randint(1, 300))])
    purpose, state = rng.choice(_PURPOSES), rng.choice(_OLD_STATES)
    items = (
        Heading(f"ỦY BAN NHÂN DÂN {where.commune.upper()}"),
        Heading("XÁC NHẬN:"),
        Entry(OLD.name, person.full_name, "full_name", short=True),
        sex(person, "sex"),
        day_entry(BORN, person.born, "date_of_birth", rng),
        *people(person),
        old_paper(person, "id_number", rng, day),
        Entry(OLD.residence, person.residence, "residence"),
        Entry("Tình trạng hôn nhân", state, "marital_status", (state,)),
        Prose(f"{rng.choice(['Giấy', 'Giấy xác nhận'])} này được sử dụng để: {purpose}."),
    )
    return replace(_certified(items, rng.choice(OLD_CHIEFS), where, day, number, purpose, rng), numbered=False)


def _certified(
    items: tuple[Item, ...],
    signs: tuple[str, ...],
    where: Area,
    day: date,
    number: str,
    purpose: str,
    rng: random.Random,
) -> Content:
    """The certificate about these items, signed and sealed under these lines."""
    return Content(
        "marital_status_certificate",
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",),
        items,
        (Signer(signs, name(rng, "male"), seal=True),),
        authority=authority(where),
        number=number,
        dated=dated(where, day),
        fields={"certificate_number": (number,), "issued_on": (day.isoformat(),), "purpose": (purpose,)},
    )
