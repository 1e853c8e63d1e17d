"""Invented offices and the officials who sign for them, with the layers of the day: districts end on 1 July 2025."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from hoso.samples import names, places
from hoso.samples.persons import MERGER


@dataclass(frozen=True, slots=True)
class Office:
    """A commune's People's Committee. ``district`` is empty since July 2025; words begin in lower case."""

    commune: str
    district: str
    province: str

    @property
    def full(self) -> str:
        """``Ủy ban nhân dân xã Phù Linh, huyện Sóc Sơn, thành phố Hà Nội``."""
        return f"Ủy ban nhân dân {self.area}"

    @property
    def area(self) -> str:
        """``xã Phù Linh, huyện Sóc Sơn, thành phố Hà Nội``."""
        return ", ".join(part for part in (self.commune, self.district, self.province) if part)

    @property
    def superior(self) -> str:
        """Whom the committee answers to, in capitals."""
        return f"ỦY BAN NHÂN DÂN\n{(self.district or self.province).upper()}"

    @property
    def place(self) -> str:
        """The name alone, as before a date: ``Phù Linh``; numbers keep their kind: ``Phường 11``."""
        name = self.commune.split(" ", 2 if self.commune.startswith("thị trấn") else 1)[-1]
        return name if not name[0].isdigit() else self.commune[0].upper() + self.commune[1:]


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def make_office(rng: random.Random, day: date) -> Office:
    """An office as it was called on ``day``."""
    province = places.province_of(rng)
    if day >= MERGER:
        return Office(_lower_first(rng.choice(province.communes)), "", province.successor_title)
    district, communes = rng.choice(province.districts)
    return Office(_lower_first(rng.choice(communes)), _lower_first(district), province.title)


def official(rng: random.Random) -> str:
    """The name of somebody who signs."""
    return names.full_name(rng, rng.choice(["male", "male", "female"]))


def signing_lines(rng: random.Random) -> tuple[str, ...]:
    """How a committee signs: by its chairman, or for him by a deputy."""
    return rng.choice(
        [
            ("CHỦ TỊCH",),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ]
    )
