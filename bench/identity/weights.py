"""Weights estimated anew: how much each level of agreement says, on an invented population read with hoso's own noise.

    python -m bench.identity.weights [--genuine 200000] [--pairs 1000000] [--seed 7] [--write]

``--write`` puts the result into ``identity/data/weights.csv``, from which the system works.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.identity.citizens import population
from bench.identity.noise import Noise, load
from identity import name
from identity.address import compare_addresses
from identity.register.interface import Citizen

FILE = Path(__file__).parents[2] / "identity" / "data" / "weights.csv"
MOVED = 0.10  # share of papers whose address is not the register's, as measured elsewhere: 8 to 20 %
_POINTS = ((0.0, 0.0), (0.03, 0.045), (0.06, 0.08), (0.10, 0.125), (0.15, 0.20), (0.25, 0.35), (1.0, 1.0))
"""The points between which names are weighed, and up to which distance pairs count for each."""
_LEVELS = {
    **{("name", f"{point:.2f}"): None for point, _ in _POINTS},
    **{(part, level): None for part in ("day", "month", "year") for level in ("equal", "one_digit", "different")},
    **{("sex", level): None for level in ("equal", "different")},
    **{("address", level): None for level in ("ward", "province", "different")},
}
_MOST = 13.0  # a level that a sample never shows says no more than this

Level = tuple[str, str]


def levels(said: Citizen, known: Citizen, address: str) -> Iterator[Level]:
    """On which level each field of a claim agrees with an entry; ``address``: how far that of the claim does."""
    apart = (
        0.0 if name.key(said.full_name) == name.key(known.full_name) else name.distance(said.full_name, known.full_name)
    )
    yield "name", f"{next(point for point, limit in _POINTS if apart <= limit):.2f}"
    for part, one, other in zip(
        ("year", "month", "day"), said.date_of_birth.split("-"), known.date_of_birth.split("-"), strict=True
    ):
        slips = sum(a != b for a, b in zip(one, other, strict=True))
        yield part, ("equal", "one_digit", "different")[min(slips, 2)] if slips <= 1 else "different"
    yield "sex", "equal" if said.sex == known.sex else "different"
    yield "address", address


def genuine(people: list[Citizen], noise: Noise, count: int, rng: random.Random) -> Counter[Level]:
    """The levels that papers of the right person reach."""
    found: Counter[Level] = Counter()
    addresses = [
        compare_addresses(each.true, each.read).value for each in noise.pairs if each.field == "place_of_residence"
    ]
    for _ in range(count):
        known = rng.choice(people)
        said = _read(known, noise, rng)
        moved = rng.random() < MOVED
        far = compare_addresses(rng.choice(people).place_of_residence, known.place_of_residence).value
        found.update(levels(said, known, far if moved else rng.choice(addresses)))
    return found


def _read(known: Citizen, noise: Noise, rng: random.Random) -> Citizen:
    return Citizen(
        known.id_number, noise.name(known.full_name, rng), noise.date(known.date_of_birth, rng), known.sex,
        known.nationality, known.ethnicity, known.place_of_origin, known.place_of_residence,
        known.card_date_of_issue, known.card_date_of_expiry, known.status,
    )  # fmt: skip


def impostors(people: list[Citizen], count: int, rng: random.Random) -> Counter[Level]:
    """The levels that two random people reach."""
    found: Counter[Level] = Counter()
    for _ in range(count):
        one, other = rng.choice(people), rng.choice(people)
        address = compare_addresses(one.place_of_residence, other.place_of_residence).value
        found.update(levels(one, other, address))
    return found


def estimated(same: Counter[Level], other: Counter[Level]) -> dict[Level, float]:
    """log2 of the likelihood ratio for each level, half a pair added to every count."""
    bits = {}
    for field, level in _LEVELS:
        of_field = [each for each in _LEVELS if each[0] == field]
        shares = [
            (counts[field, level] + 0.5) / (sum(counts[each] for each in of_field) + 0.5 * len(of_field))
            for counts in (same, other)
        ]
        bits[field, level] = max(-_MOST, min(_MOST, math.log2(shares[0] / shares[1])))
    return bits


def falling(bits: dict[Level, float]) -> dict[Level, float]:
    """The same, a farther name never weighing more than a nearer one: small counts waver."""
    least, found = math.inf, dict(bits)
    for point, _ in _POINTS:
        key = ("name", f"{point:.2f}")
        least = min(least, bits[key])
        found[key] = least
    return found


def write(bits: dict[Level, float], path: Path = FILE) -> None:
    """The file that the system reads; the thresholds in it stay."""
    with path.open(encoding="utf-8", newline="") as file:
        thresholds = {r["level"]: float(r["bits"]) for r in csv.DictReader(file) if r["field"] == "threshold"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "level", "bits"))
        writer.writerows((field, level, f"{value:.1f}") for (field, level), value in bits.items())
        writer.writerows(("threshold", level, f"{value:g}") for level, value in thresholds.items())


def main(out: Callable[[str], None] = print) -> None:
    """Estimate, show beside what is in force, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--genuine", type=int, default=200_000)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rng, people = random.Random(asked.seed), population(100_000, asked.seed)
    same = genuine(people, load(), asked.genuine, rng)
    other = impostors(people, asked.pairs, rng)
    bits = falling(estimated(same, other))
    with FILE.open(encoding="utf-8", newline="") as file:
        in_force = {(row["field"], row["level"]): float(row["bits"]) for row in csv.DictReader(file)}
    for key, value in bits.items():
        out(
            f"{key[0]:8} {key[1]:10} {value:+6.1f}  in force {in_force[key]:+6.1f}  same {same[key]:7} other {other[key]:8}"
        )
    if asked.write:
        write(bits)


if __name__ == "__main__":
    main()
