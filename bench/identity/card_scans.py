"""Cards drawn, scanned and read: what hoso made of each, kept as JSON lines, for the identity figures to rest on.

python -m bench.identity.card_scans --out FILE [--cards N] [--condition office] [--dpi 300] [--seed S]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from time import perf_counter

import numpy as np

from dossier.codes import IdNumber
from dossier.identification import Identification
from hoso.card_reading import CardReader, CardReading
from hoso.catalogue import load_catalogue, load_layouts
from hoso.reader import Reader
from hoso.samples import write
from hoso.samples.degrade import Condition, Scan, scan
from hoso.samples.form import Drawn
from hoso.samples.papers import card as parts
from hoso.samples.papers import card_2021, card_2024
from hoso.samples.papers.card import Arrangement, Card
from hoso.samples.persons import TODAY, Person, make_person
from identity.register.interface import Citizen, CitizenRegister, CitizenStatus, Claim, Purpose, RegisterDescription
from identity.verdict import Evidence, identify
from ocr.engine.tesseract import TesseractEngine
from ocr.intake.limits import Limits
from ocr.intake.poppler import PopplerRenderer


def card_reader() -> CardReader:
    """The reader that the command uses."""
    reader = Reader(TesseractEngine(), PopplerRenderer(), Limits(), lambda _pages: None)
    return CardReader(reader, load_catalogue(), load_layouts())


def drawn(card: Card, rng: random.Random, dpi: int, how: Arrangement) -> Drawn:
    """The card on paper, in the layout that it bears."""
    layout = card_2024 if card.layout == "2024" else card_2021
    return layout.draw(card, rng, dpi=dpi, how=how)


def scanned(paper: Drawn, condition: Condition, seed: int) -> bytes:
    """A PDF of the paper's pages as a machine in this condition delivers them."""
    noise = np.random.default_rng(seed)
    pages: list[Scan] = []
    for sheet in paper.sheets:
        pages.append(scan(np.asarray(sheet.image), dpi=sheet.dpi, condition=condition, noise=noise))
    return write.pdf(pages)


def told(person: Person) -> dict[str, str]:
    """What the print of the card says, under the names that channels share."""
    return {
        "id_number": person.id_number,
        "full_name": person.full_name,
        "date_of_birth": person.born.isoformat(),
        "sex": person.sex,
        "nationality": person.nationality,
        "place_of_residence": person.residence,
        "date_of_issue": person.issued.isoformat(),
        "date_of_expiry": person.expires.isoformat() if person.expires else "",
    }


def plain(read: CardReading) -> dict[str, object]:
    """Each channel's values, with the confidence of the print."""
    return {
        "layout": read.layout.value,
        "print": {key: [each.value, each.confidence] for key, each in read.printed.readings.items()},
        "qr": None if read.qr is None else {"full_name": read.qr.full_name, "id_number": str(read.qr.id_number)},
        "mrz": None if read.mrz is None else asdict(read.mrz) | {"check_digits": read.mrz.check_digits},
    }


def entry(person: Person, status: CitizenStatus = CitizenStatus.ACTIVE) -> Citizen:
    """What the register knows of somebody."""
    said = told(person)
    return Citizen(
        IdNumber(person.id_number),
        said["full_name"],
        said["date_of_birth"],
        said["sex"],
        said["nationality"],
        person.ethnicity,
        person.place_of_origin,
        said["place_of_residence"],
        said["date_of_issue"],
        said["date_of_expiry"],
        status,
    )


class Shelf(CitizenRegister):
    """A register of a few."""

    def __init__(self, citizens: Iterable[Citizen]) -> None:
        self._known = {each.id_number: each for each in citizens}

    @property
    def source(self) -> str:
        """As a database of the office's own."""
        return "sql"

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:  # noqa: ARG002
        """By number."""
        return self._known.get(number)

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:  # noqa: ARG002
        """By numbers and birth date."""
        found = (self._known[each] for each in numbers if each in self._known)
        return tuple(each for each in found if each.date_of_birth == claim.date_of_birth)

    def describe(self) -> RegisterDescription:
        """How many."""
        return RegisterDescription("shelf", len(self._known))


NOW = datetime.combine(TODAY, time(8), UTC)  # the day for which cards are drawn: on a later one some have run out


def judged(read: CardReading, register: CitizenRegister) -> Identification:
    """The verdict on a card by itself."""
    return identify(Evidence("owner", read.channels), register, Purpose("bench"), now=NOW)


def samples(count: int, seed: int) -> Iterator[tuple[int, Person, random.Random, Arrangement]]:
    """Honest cards of invented people, layouts and arrangements in turn."""
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        person = make_person(rng, layout=("2021", "2024")[number % 2])
        yield number, person, rng, list(Arrangement)[number % 3]


def main() -> None:
    """Write one line for each card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--condition", type=Condition, default=Condition.OFFICE)
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    reader = card_reader()
    with asked.out.open("a", encoding="utf-8") as out:
        for number, person, rng, how in samples(asked.cards, asked.seed):
            data = scanned(drawn(parts.honest(person), rng, asked.dpi, how), asked.condition, number)
            start = perf_counter()
            line = {"truth": told(person), "how": how.value, "dpi": asked.dpi, "condition": asked.condition.value}
            read = reader([data])
            line |= plain(read) | {"seconds": round(perf_counter() - start, 2)}
            start = perf_counter()
            verdict = judged(read, Shelf([entry(person)]))
            line |= {"verdict": verdict.verdict.value, "reasons": [each.message for each in verdict.reasons]}
            line |= {"check_ms": round(1000 * (perf_counter() - start), 2)}
            out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
