"""What papers of civil status share: the committee, its chiefs, labels of two generations and in two languages, entries."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bench.reading.other_forms.citizens import Area
from bench.reading.other_forms.content import Content, Entry, Item, Pair
from hoso.samples import words
from hoso.samples.persons import Person

BORN = "Ngày, tháng, năm sinh"
CHIEFS = (
    ("CHỦ TỊCH",),
    ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",),
)
OLD_CHIEFS = (*CHIEFS[:3], ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
SIGN = "(Ký, ghi rõ họ, chữ đệm, tên)"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the forms of one time call a name, where somebody lives and what shows who he is."""

    name: str
    residence: str
    paper: str


TODAYS = Wording("Họ, chữ đệm, tên", "Nơi cư trú", "Giấy tờ tùy thân")
OLD = Wording("Họ và tên", "Nơi thường trú/tạm trú", "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế")

_ENGLISH = {
    "Họ, chữ đệm, tên": "Full name",
    "Họ, chữ đệm, tên người mẹ": "Full name of mother",
    "Họ, chữ đệm, tên người cha": "Full name of father",
    "Họ, chữ đệm, tên vợ": "Wife's full name",
    "Họ, chữ đệm, tên chồng": "Husband's full name",
    "Họ, chữ đệm, tên người đi khai sinh": "Full name of declarant",
    BORN: "Date of birth",
    "Ghi bằng chữ": "In words",
    "Giới tính": "Gender",
    "Dân tộc": "Ethnic group",
    "Quốc tịch": "Nationality",
    "Nơi sinh": "Place of birth",
    "Quê quán": "Place of origin",
    "Số định danh cá nhân": "Personal identification number",
    "Năm sinh": "Year of birth",
    "Nơi cư trú": "Place of residence",
    "Giấy tờ tùy thân": "Identity document",
    "Nơi đăng ký khai sinh": "Registered at",
    "Nơi đăng ký kết hôn": "Place of registration",
    "Ngày, tháng, năm đăng ký": "Date of registration",
    "Tình trạng hôn nhân": "Marital status",
}


def in_two_languages(content: Content, title: str) -> Content:
    """The paper with English after each label (``Quốc tịch / Nationality``) and under its title."""
    return replace(content, title=(*content.title, title), items=tuple(_bilingual(content.items)))


def _bilingual(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Pair):
            yield Pair(tuple(map(_labelled, item.left)), tuple(map(_labelled, item.right)))
        else:
            yield _labelled(item) if isinstance(item, Entry) else item


def _labelled(entry: Entry) -> Entry:
    english = _ENGLISH.get(entry.label)
    return replace(entry, label=f"{entry.label} / {english}", mark="") if english else entry


def committee(where: Area, rng: random.Random | None = None) -> str:
    """``Ủy ban nhân dân xã An Biên, tỉnh An Giang``; given chance, sometimes ``UBND``."""
    return f"{'UBND' if rng and rng.random() < 0.3 else 'Ủy ban nhân dân'} {where.written}"


def authority(where: Area) -> tuple[str, ...]:
    """The lines at the head of the committee's papers."""
    return f"ỦY BAN NHÂN DÂN {where.district or where.province}".upper(), where.commune.upper()


def dated(where: Area, day: date) -> str:
    """``An Biên, ngày 05 tháng 02 năm 2026``."""
    return f"{where.seat}, {words.long_date(day)}"


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


def in_words(day: date, label: str = "Ghi bằng chữ") -> Entry:
    """The date of birth written out."""
    return Entry(label, words.day(day))


def sex(person: Person, key: str | None) -> Entry:
    """``Giới tính``."""
    return Entry("Giới tính", person.sex_vi, key, (person.sex,), short=True)


def people(person: Person, ethnicity: str | None = None, nationality: str | None = None) -> tuple[Entry, Entry]:
    """``Dân tộc``, ``Quốc tịch``."""
    return (
        Entry("Dân tộc", person.ethnicity, ethnicity, short=True),
        Entry("Quốc tịch", person.nationality, nationality, short=True),
    )


def year(person: Person, key: str | None) -> Entry:
    """``Năm sinh``."""
    return Entry("Năm sinh", str(person.born.year), key, short=True, mark="(5)")


def paper(person: Person, key: str | None, rng: random.Random, label: str = TODAYS.paper) -> Entry:
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
    return Entry(label, f"{kind}{person.id_number}{issued}", key, (person.id_number,), mark="(3)")


def old_paper(person: Person, key: str | None, rng: random.Random, day: date, label: str = OLD.paper) -> Entry:
    """The number of nine digits that somebody showed on ``day``, mostly with who issued it and when."""
    kind = rng.choice(["CMND số ", "Giấy CMND số ", "CMND: ", "Chứng minh nhân dân số ", ""])
    issued = words.slashed(day.replace(year=day.year - rng.randint(1, 9), day=min(day.day, 28)))
    province = person.place_of_origin.rsplit(", ", 1)[-1]
    tail = rng.choice(["", f", cấp ngày {issued}", f", Công an {province} cấp ngày {issued}"])
    return Entry(label, f"{kind}{person.id_number}{tail}", key, (person.id_number,))
