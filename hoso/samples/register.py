"""The citizen register of the invented: everybody on the papers, and a crowd besides."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hoso.samples.persons import Person, make_person

COLUMNS = (
    "id_number", "full_name", "date_of_birth", "sex", "nationality", "ethnicity", "place_of_origin", "place_of_residence",
    "card_date_of_issue", "card_date_of_expiry", "status",
)  # fmt: skip


class CitizenStatus(StrEnum):
    """What the register says of a citizen besides the data."""

    ACTIVE = "active"
    DECEASED = "deceased"
    CARD_REVOKED = "card_revoked"


@dataclass(frozen=True, slots=True)
class Citizen:
    """A row: whom the register knows under this number, which need not be what the paper says."""

    person: Person
    status: CitizenStatus = CitizenStatus.ACTIVE

    def row(self) -> tuple[str, ...]:
        """The columns in order."""
        p = self.person
        expiry = p.expires.isoformat() if p.expires else ""
        dates = (p.issued.isoformat(), expiry)
        places = (p.place_of_origin, p.residence)
        return (
            p.id_number,
            p.full_name,
            p.born.isoformat(),
            p.sex,
            p.nationality,
            p.ethnicity,
            *places,
            *dates,
            self.status.value,
        )


def write_register(path: Path, citizens: Iterable[Citizen], *, crowd: int, rng: random.Random) -> Path:
    """Write the CSV: ``citizens`` among ``crowd`` others, by number; a number stands there once."""
    rows = {citizen.person.id_number: citizen.row() for citizen in citizens}
    for _ in range(crowd):
        other = Citizen(make_person(rng)).row()
        rows.setdefault(other[0], other)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[number] for number in sorted(rows))
    return path
