"""Identity cards and passports of another make: whose they are, how their sides lie on the paper, and their truth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bench.reading.other_forms import citizen_cards, former_cards
from bench.reading.other_forms.citizens import name, old_area
from bench.reading.other_forms.pen import GREY, Pen, Type
from bench.reading.other_forms.side import HEIGHT, WIDTH, Make, Side, make
from bench.reading.papers import Value
from hoso.samples.persons import TODAY, Person, birthday, day_between, make_person

Drawn = tuple[Pen, dict[str, tuple[Value, ...]]]
_Draw = Callable[[Side], None]
_SHORT = (("Thành phố ", "TP. "), ("Thị xã ", "TX. "), ("Thị trấn ", "TT. "), ("Huyện ", "H. "))


# --- how they lie ---------------------------------------------------------------------------------------------------


def _paper(make: Make) -> Pen:
    return Pen(Type(make.face, 7.0, ink=GREY), 20.0, 190.0, 20.0, 280.0)


def _laid(front: _Draw, back: _Draw, make: Make, rng: random.Random) -> Pen:
    """Both sides one above the other (sometimes copied larger), side by side, or each on a page of its own."""
    pen, how = _paper(make), rng.choice(["above", "above", "beside", "pages"])
    scale = rng.uniform(1.2, 1.45) if how == "above" and rng.random() < 0.3 else 1.0
    x, y = rng.uniform(12, 200 - WIDTH * scale), rng.uniform(18, 90)
    if how == "beside":
        x = rng.uniform(10, 16)
        places = (x, y), (x + WIDTH + rng.uniform(6, 14), y + rng.uniform(-4, 4))
    elif how == "above":
        places = (x, y), (x + rng.uniform(-4, 4), y + HEIGHT * scale + rng.uniform(6, 40))
    else:
        places = (x, y), (rng.uniform(12, 110), rng.uniform(18, 150))
    for index, (draw, (left, top)) in enumerate(zip((front, back), places, strict=True)):
        if index and how == "pages":
            pen.new_page()
        side = Side(pen, make, left, top, scale)
        side.begin(rng)
        draw(side)
    return pen


# --- whose they are -------------------------------------------------------------------------------------------------


def _named(person: Person, rng: random.Random) -> Person:
    """The person under a name of other lists, the people of minorities under their own; places long or shortened."""
    if person.ethnicity == "Kinh":
        person = replace(person, full_name=name(rng, person.sex))
    if rng.random() < 0.7:
        return person
    return replace(person, place_of_origin=_short(person.place_of_origin), residence=_short(person.residence))


def _short(place: str) -> str:
    for whole, short in _SHORT:
        place = place.replace(whole, short)
    return place


def _citizen(person: Person) -> dict[str, tuple[Value, ...]]:
    """What every citizen's card says."""
    fields: dict[str, tuple[Value, ...]] = {
        "id_number": (person.id_number,),
        "full_name": (person.full_name.upper(), person.full_name),
        "date_of_birth": (person.born.isoformat(),),
        "sex": (person.sex,),
        "nationality": (person.nationality,),
        "place_of_residence": (person.residence,),
        "date_of_issue": (person.issued.isoformat(),),
    }
    return {**fields, "date_of_expiry": (person.expires.isoformat(),)} if person.expires else fields


# --- cards ----------------------------------------------------------------------------------------------------------


def identity_card(rng: random.Random) -> Drawn:
    """The citizen's card of 2016, 2021 or 2024."""
    return rng.choice([_card_2016, _card_2021, _card_2024])(rng)


def _card_2016(rng: random.Random) -> Drawn:
    born = day_between(rng, date(1935, 1, 1), date(2002, 1, 1))
    issued = day_between(rng, max(date(2016, 1, 4), birthday(born, 14)), date(2020, 12, 28))
    person = _named(make_person(rng, born=born, issued=issued), rng)
    pen = _laid(
        lambda side: citizen_cards.front_2016(side, person, rng),
        lambda side: citizen_cards.back_2016(side, person, rng),
        make(rng, label=5.6, value=6.8),
        rng,
    )
    return pen, {**_citizen(person), "place_of_origin": (person.place_of_origin,)}


def _card_2021(rng: random.Random) -> Drawn:
    person = _named(make_person(rng, layout="2021"), rng)
    pen = _laid(
        lambda side: citizen_cards.front_2021(side, person, rng),
        lambda side: citizen_cards.back_2021(side, person, rng),
        make(rng),
        rng,
    )
    return pen, {**_citizen(person), "place_of_origin": (person.place_of_origin,)}


def _card_2024(rng: random.Random) -> Drawn:
    born = day_between(rng, date(2010, 1, 1), date(2024, 6, 1)) if rng.random() < 0.2 else None
    person = _named(make_person(rng, born=born, layout="2024"), rng)
    pen = _laid(
        lambda side: citizen_cards.front_2024(side, person, rng),
        lambda side: citizen_cards.back_2024(side, person, rng),
        make(rng),
        rng,
    )
    return pen, {**_citizen(person), "place_of_birth_registration": (person.birth_registered_at,)}


def old_identity_card(rng: random.Random) -> Drawn:
    """Chứng minh nhân dân of nine digits; of some the year of birth alone was known."""
    born = day_between(rng, date(1930, 1, 1), date(1998, 12, 31))
    issued = day_between(rng, max(date(1999, 2, 1), birthday(born, 15)), date(2016, 10, 30))
    person = _named(make_person(rng, born=born, issued=issued), rng)
    person = replace(person, id_number=person.old_number or f"{rng.randrange(10**7, 4 * 10**8):09d}")
    if rng.random() < 0.15:
        person = replace(person, place_of_origin=old_area(rng).bare.replace(", ", " - "))
    year_alone, capitals = rng.random() < 0.12, rng.random() < 0.8
    day = rng.choice([f"{born:%d-%m-%Y}", f"{born:%d/%m/%Y}", f"{born.day}-{born.month}-{born.year}"])
    said = str(born.year) if year_alone else day
    printed = person.full_name.upper() if capitals else person.full_name
    pen = _laid(
        lambda side: former_cards.identity_front(side, person, printed=printed, born=said, rng=rng),
        lambda side: former_cards.identity_back(side, person, issued, rng),
        make(rng, label=6.3, value=7.0),
        rng,
    )
    return pen, {
        "id_number": (person.id_number,),
        "full_name": (printed,),
        "date_of_birth": (str(born.year) if year_alone else born.isoformat(),),
        "place_of_origin": (person.place_of_origin,),
        "place_of_residence": (person.residence,),
    }


def passport(rng: random.Random) -> Drawn:
    """The data page, of today or of before 2023, copied onto a page."""
    today = rng.random() < 0.6
    issued = day_between(rng, date(2023, 1, 3), TODAY) if today else day_between(rng, date(2016, 1, 4), date(2022, 6, 30))  # fmt: skip
    expires = birthday(issued, 10)
    person = _named(make_person(rng, born=day_between(rng, date(1945, 1, 1), date(2001, 12, 31))), rng)
    if not today and rng.random() < 0.6:
        person = replace(person, id_number=person.old_number or f"{rng.randrange(10**8, 4 * 10**8)}")
    nationality = rng.choice(["VIỆT NAM / VIETNAMESE", "VIỆT NAM/ VIETNAMESE", "VIỆT NAM"])
    maker = make(rng, label=5.8, value=8.1)
    pen, (width, height) = _paper(maker), former_cards.PAGE
    side = Side(pen, maker, rng.uniform(14, 70), rng.uniform(20, 190), 1.0, width, height)
    side.begin(rng)
    former_cards.passport_page(
        side, person, today=today, nationality=nationality, issued=issued, expires=expires, rng=rng
    )
    return pen, {
        "passport_number": (person.passport_number,),
        "id_number": (person.id_number,),
        "full_name": (person.full_name.upper(), person.full_name),
        "date_of_birth": (person.born.isoformat(),),
        "sex": (person.sex,),
        "nationality": (nationality, "VIỆT NAM", "Việt Nam"),
        "date_of_expiry": (expires.isoformat(),),
    }
