"""Forged cards and what is said of them: each kind of forgery drawn, scanned, read and judged.

    python -m bench.identity.forged [--each 3] [--seed 1] [--condition office]

A card that an impostor has reprinted whole for a living person whom the register knows, with his own photograph, cannot
be told without the chip; that row says ``match``, and the officer compares the face.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.identity.card_scans import Shelf, card_reader, drawn, entry, judged, scanned
from hoso.samples.degrade import Condition
from hoso.samples.papers.card import Arrangement, Card, honest
from hoso.samples.persons import Person, birthday, make_person
from identity.register.interface import CitizenStatus

Forge = Callable[[Person, random.Random], Card]


@dataclass(frozen=True, slots=True)
class Kind:
    """What was done to the card; ``status`` of its owner; ``seen``: whether anything but the face could tell."""

    name: str
    forge: Forge
    status: CitizenStatus = CitizenStatus.ACTIVE
    seen: bool = True


def _other(person: Person, rng: random.Random) -> Person:
    return make_person(rng, sex=person.sex, layout=person.layout)


def _digit(text: str, at: int, rng: random.Random) -> str:
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _day(person: Person, rng: random.Random) -> date:
    """The birth date with one digit of its day changed."""
    days = [
        d
        for d in range(1, 29)
        if d != person.born.day and (d // 10 == person.born.day // 10 or d % 10 == person.born.day % 10)
    ]
    return person.born.replace(day=rng.choice(days))


def _print(**changes: Callable[[Person, random.Random], object]) -> Forge:
    def forge(person: Person, rng: random.Random) -> Card:
        made = replace(person, **{key: change(person, rng) for key, change in changes.items()})
        return replace(honest(person), print=made)

    return forge


def _all(**changes: Callable[[Person, random.Random], object]) -> Forge:
    def forge(person: Person, rng: random.Random) -> Card:
        made = replace(person, **{key: change(person, rng) for key, change in changes.items()})
        return Card(made, made, made, person.layout)

    return forge


def _given(person: Person, rng: random.Random) -> str:
    head, _, last = person.full_name.rpartition(" ")
    return f"{head} {rng.choice([n for n in ('Hà', 'Lan', 'Oanh', 'Sơn', 'Phúc', 'Long') if n != last])}"


def _house(person: Person, rng: random.Random) -> str:
    """The residence with a digit of its first number changed, or with a house number where it has none."""
    found = re.search(r"\d", person.residence)
    if found is None:
        return f"Số {rng.randrange(1, 90)}, {person.residence}"
    digit = rng.choice([each for each in "123456789" if each != found[0]])
    return person.residence[: found.start()] + digit + person.residence[found.end() :]


def _number(person: Person, rng: random.Random) -> str:
    return _digit(person.id_number, rng.randrange(6, 12), rng)


def _print_and_zone(person: Person, rng: random.Random) -> Card:
    made = replace(person, id_number=_number(person, rng))
    return Card(made, person, made, person.layout)


KINDS = (
    Kind("honest", lambda person, _rng: honest(person), seen=False),
    Kind("another name in print", _print(full_name=lambda p, r: _other(p, r).full_name)),
    Kind("another given name in print", _print(full_name=_given)),
    Kind("birth date in print, years off", _print(born=lambda p, r: p.born + timedelta(days=r.randint(400, 1500)))),
    Kind("birth date in print, one digit", _print(born=_day)),
    Kind("address in print", _print(residence=lambda p, r: _other(p, r).residence)),
    Kind("house number in print", _print(residence=_house)),
    Kind("sex in print", _print(sex=lambda p, _r: "female" if p.sex == "male" else "male")),
    Kind("number in print, one digit", _print(id_number=_number)),
    Kind("expiry in print, ten years on", _print(expires=lambda p, _r: birthday(p.born, 70))),
    Kind("QR of another person", lambda p, r: replace(honest(p), qr=_other(p, r))),
    Kind("zone of another person", lambda p, r: replace(honest(p), mrz=_other(p, r))),
    Kind("number in print and zone with right check digits", _print_and_zone),
    Kind("print and QR of another name, zone left", lambda p, r: replace(_all(full_name=_given)(p, r), mrz=p)),
    Kind("all channels: another name", _all(full_name=lambda p, r: _other(p, r).full_name)),
    Kind("all channels: another birth date", _all(born=_day)),
    Kind("all channels: a number that nobody has", _all(id_number=_number)),
    Kind("all channels: term ten years longer", _all(expires=lambda p, _r: birthday(p.born, 70))),
    Kind("the owner is dead", lambda p, _r: honest(p), CitizenStatus.DECEASED),
    Kind("the card is revoked", lambda p, _r: honest(p), CitizenStatus.CARD_REVOKED),
    Kind("the card has run out", _all(expires=lambda p, _r: birthday(p.born, 14 if p.born.year > 1990 else 25))),
    Kind("whole card reprinted for a living person, other photograph", lambda p, _r: honest(p), seen=False),
)


def main() -> None:
    """A line for each kind: verdicts and the codes of their reasons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--condition", type=Condition, default=Condition.OFFICE)
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    asked = parser.parse_args()
    reader = card_reader()
    passed = 0
    for kind in (each for each in KINDS if asked.only in each.name):
        verdicts: Counter[str] = Counter()
        codes: Counter[str] = Counter()
        for number in range(asked.each):
            rng = random.Random(f"{asked.seed} {kind.name} {number}")
            person = make_person(rng, layout=("2021", "2024")[number % 2])
            card = kind.forge(person, rng)
            paper = drawn(card, rng, 300, list(Arrangement)[number % 3])
            found = judged(reader([scanned(paper, asked.condition, number)]), Shelf([entry(person, kind.status)]))
            verdicts[found.verdict.value] += 1
            codes.update({each.code for each in found.reasons})
        passed += verdicts["match"] if kind.seen else 0
        told = ", ".join(f"{name} {count}" for name, count in sorted(verdicts.items()))
        print(f"{kind.name:58} {told:24} {', '.join(sorted(codes))}", flush=True)
    print(f"forged cards that passed for a match: {passed} (seed {asked.seed}, {asked.each} of each kind)")


if __name__ == "__main__":
    main()
