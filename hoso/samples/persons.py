"""Invented persons: names, numbers, places and card dates that agree with each other as a real person's do."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hoso.samples import names, places
from hoso.samples.places import Province

TODAY = date(2026, 11, 20)
CHIP_CARDS_FROM = date(2021, 1, 23)
NEW_CARDS_FROM = date(2024, 7, 1)
MERGER = date(2025, 7, 1)
_EXCHANGE = ((14, 12), (25, 23), (40, 38), (60, 58))


@dataclass(frozen=True, slots=True)
class Person:
    """One invented citizen. Places are as the card prints them; ``expires`` is None for a card without a term."""

    id_number: str
    old_number: str
    full_name: str
    sex: str
    born: date
    nationality: str
    ethnicity: str
    place_of_birth: str
    place_of_origin: str
    birth_registered_at: str
    residence: str
    issued: date
    expires: date | None
    passport_number: str
    phone: str

    @property
    def sex_vi(self) -> str:
        """As cards and forms print it."""
        return "Nam" if self.sex == "male" else "Nữ"

    @property
    def layout(self) -> str:
        """``2021`` or ``2024``: the layout of the card issued on that day."""
        return "2024" if self.issued >= NEW_CARDS_FROM else "2021"


@dataclass(frozen=True, slots=True)
class Family:
    """Parents and a young child, one household."""

    mother: Person
    father: Person
    child: Person


def age_on(born: date, day: date) -> int:
    """Full years of age on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The day somebody turns ``age``; 28 February stands in for 29 where the year has none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28)


def card_expiry(born: date, issued: date) -> date | None:
    """The end of a card's term by Law 26/2023 Art. 21 (before it, the Law of 2014: no term at 14)."""
    age = age_on(born, issued)
    steps = _EXCHANGE if issued >= NEW_CARDS_FROM else _EXCHANGE[1:]
    return next((birthday(born, until) for until, below in steps if age < below), None)


def number(rng: random.Random, *, province: str, sex: str, born: date) -> str:
    """Twelve digits after NĐ 137/2015 Art. 13: province, century and sex, year, six at random."""
    century = 2 * ((born.year - 1900) // 100) + (sex == "female")
    return f"{province}{century}{born.year % 100:02d}{rng.randrange(1_000_000):06d}"


def day_between(rng: random.Random, first: date, last: date) -> date:
    """A day drawn evenly from ``first`` to ``last``, both included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def _issue_day(rng: random.Random, born: date, layout: str | None) -> date:
    if layout == "2024" or birthday(born, 14) >= NEW_CARDS_FROM:
        return day_between(rng, max(NEW_CARDS_FROM, birthday(born, 1)), TODAY - timedelta(days=30))
    last = NEW_CARDS_FROM - timedelta(days=1) if layout == "2021" else TODAY - timedelta(days=30)
    return day_between(rng, max(CHIP_CARDS_FROM, birthday(born, 14)), last)


def _valid_issue_day(rng: random.Random, born: date, layout: str | None) -> date:
    for _ in range(60):
        issued = _issue_day(rng, born, layout)
        expires = card_expiry(born, issued)
        if expires is None or expires > TODAY:
            return issued
    return _issue_day(rng, born, "2024")


def _address(rng: random.Random, province: Province, issued: date) -> str:
    commune = places.commune_new(rng, province) if issued >= MERGER else places.commune_old(rng, province)
    return f"{places.house(rng, commune)}, {commune}"


def _hospital(rng: random.Random, province: Province) -> str:
    commune = places.commune_old(rng, province)
    return rng.choice(
        [
            f"Bệnh viện Đa khoa {province.title}, {commune}",
            f"Trạm y tế {commune}",
            f"Bệnh viện Phụ sản {province.name}",
            commune,
        ]
    )


def make_person(
    rng: random.Random,
    *,
    sex: str | None = None,
    born: date | None = None,
    people: str | None = None,
    surname: str | None = None,
    layout: str | None = None,
    issued: date | None = None,
) -> Person:
    """One person; what is not given is drawn. ``layout`` asks for a card of ``2021`` or ``2024`` that is still valid."""
    sex = sex or rng.choice(["male", "female"])
    people = people or names.ethnicity(rng)
    born = born or day_between(rng, date(1948, 1, 1), date(2006, 12, 31))
    issued = issued or _valid_issue_day(rng, born, layout)
    origin = places.province_of(rng, people)
    home = origin if rng.random() < 0.7 else places.province_of(rng)
    return Person(
        id_number=number(rng, province=origin.code, sex=sex, born=born),
        old_number=f"{rng.randrange(10**8, 4 * 10**8)}" if born.year < 1998 and rng.random() < 0.7 else "",
        full_name=names.full_name(rng, sex, people, surname),
        sex=sex,
        born=born,
        nationality="Việt Nam",
        ethnicity=people,
        place_of_birth=_hospital(rng, origin),
        place_of_origin=places.commune_old(rng, origin),
        birth_registered_at=places.commune_old(rng, origin),
        residence=_address(rng, home, issued),
        issued=issued,
        expires=card_expiry(born, issued),
        passport_number=f"{rng.choice('BCPQ')}{rng.randrange(10**7):07d}",
        phone=f"0{rng.choice(['91', '98', '97', '36', '38', '90', '77', '83'])}{rng.randrange(10**7):07d}",
    )


def make_couple(rng: random.Random) -> tuple[Person, Person]:
    """Wife and husband under one roof."""
    people = names.ethnicity(rng)
    husband = make_person(rng, sex="male", people=people, born=day_between(rng, date(1968, 1, 1), date(2002, 12, 31)))
    first = max(date(1970, 1, 1), husband.born - timedelta(days=900))
    born = day_between(rng, first, min(date(2004, 12, 31), husband.born + timedelta(days=2600)))
    wife = make_person(rng, sex="female", people=people, born=born)
    return replace(wife, residence=husband.residence), husband


def make_family(rng: random.Random, child_born: date | None = None) -> Family:
    """A couple and a child born to them, the surname and people from the father."""
    wife, husband = make_couple(rng)
    born = child_born or day_between(rng, date(2016, 1, 1), TODAY - timedelta(days=20))
    surname = None if husband.ethnicity == "Ê Đê" else husband.full_name.split()[0]
    child = make_person(
        rng, born=born, people=husband.ethnicity, surname=surname, issued=max(NEW_CARDS_FROM, born + timedelta(days=5))
    )
    return Family(wife, husband, replace(child, residence=husband.residence, place_of_origin=husband.place_of_origin))
