"""False matches among impostors, counted over every pair, and false non-matches under hoso's own noise.

    python -m bench.identity.impostors [--citizens 200000] [--claims 10000] [--genuine 5000] [--seed 3]

A pair is a claim (what a paper says of one person) against another person's entry, told to share the number: the worst
case, for a number that leads to nobody or to its owner harms none. A match needs the same date of birth, sex and name,
so only pairs that share these are weighed; all others are no match by rule, and count as pairs all the same.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bench.identity.card_scans import NOW, Shelf
from bench.identity.citizens import GIVENS, population
from bench.identity.noise import Noise, load
from dossier.identification import IdentityVerdict
from identity import name
from identity.channel import Channel, ChannelKind, Reading, print_channel
from identity.register.interface import Citizen, Purpose
from identity.verdict import Evidence, identify


@dataclass(frozen=True, slots=True)
class Count:
    """False matches among pairs of a kind."""

    kind: str
    false: int
    pairs: int

    @property
    def told(self) -> str:
        """The rate with its exact 95 % interval (Poisson)."""
        low, high = interval(self.false)
        return (
            f"{self.kind:42} {self.false:6} of {self.pairs:>18,}  {self.false / self.pairs:.1e} "
            f"(95 %: {low / self.pairs:.1e} to {high / self.pairs:.1e})"
        )


def interval(count: int) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson count (Garwood 1936)."""
    low = 0.0 if count == 0 else _solved(lambda mean: 1 - _at_most(count - 1, mean), 0.025, 0.0, count)
    return low, _solved(lambda mean: 1 - _at_most(count, mean), 0.975, count, 3 * count + 20)


def _at_most(count: int, mean: float) -> float:
    if mean == 0:
        return 1.0
    return sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1))


def _solved(rising: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2


def evidence(said: Citizen, number: str, name_confidence: float, date_confidence: float = 0.97) -> Evidence:
    """A paper's print by itself, the weakest evidence that can match; the number is the entry's."""
    readings = {
        "full_name": Reading(said.full_name, name_confidence),
        "date_of_birth": Reading(said.date_of_birth, date_confidence),
        "sex": Reading(said.sex, 0.99),
        "place_of_residence": Reading(said.place_of_residence, 0.9),
        "id_number": Reading(number, 0.99),
    }
    return Evidence("applicant", (print_channel(readings),))


def passes(said: Citizen, known: Citizen, confidence: float = 0.97) -> bool:
    """Whether the verdict would be a match."""
    found = identify(evidence(said, str(known.id_number), confidence), Shelf([known]), Purpose("bench"), now=NOW)
    return found.verdict is IdentityVerdict.MATCH


def blocks(people: Iterable[Citizen]) -> dict[tuple[str, str, str], list[Citizen]]:
    """By date of birth, sex and unaccented name."""
    found: dict[tuple[str, str, str], list[Citizen]] = defaultdict(list)
    for each in people:
        found[each.date_of_birth, each.sex, name.folded(each.full_name)].append(each)
    return found


def false_matches(claims: list[Citizen], people: list[Citizen]) -> Iterator[tuple[Citizen, Citizen]]:
    """Every pair of different people that passes."""
    by_block = blocks(people)
    for said in claims:
        for known in by_block.get((said.date_of_birth, said.sex, name.folded(said.full_name)), ()):
            if known.place_of_origin != said.place_of_origin and passes(said, known):
                yield said, known


def counted(people: list[Citizen], claims: list[Citizen], rng: random.Random) -> Iterator[Count]:
    """The kinds of impostors one after the other. ``place_of_origin`` holds who somebody is, whatever else is alike."""
    matched = list(false_matches(claims, people))
    yield Count("random, every claim against every entry", len(matched), len(claims) * (len(people) - 1))
    same_day = Counter(each.date_of_birth for each in people)
    yield Count("same birth date", len(matched), sum(same_day[each.date_of_birth] for each in claims))
    neighbours = Counter(_neighbour(each) for each in people)
    near = [(said, known) for said, known in matched if _neighbour(said) == _neighbour(known)]
    yield Count(
        "same province, sex and year (misread number)", len(near), sum(neighbours[_neighbour(c)] for c in claims)
    )
    names = Counter(name.key(each.full_name) for each in people)
    same_name = [(s, k) for s, k in matched if name.key(s.full_name) == name.key(k.full_name)]
    yield Count("namesakes", len(same_name), sum(names[name.key(each.full_name)] for each in claims))
    some = [rng.choice(people) for _ in range(10_000)]
    yield Count("twins", sum(passes(each, _sibling(each, rng, twin=True)) for each in some), len(some))
    yield Count("siblings", sum(passes(each, _sibling(each, rng, twin=False)) for each in some), len(some))


def _neighbour(each: Citizen) -> str:
    return each.id_number.digits[:6]


def _sibling(each: Citizen, rng: random.Random, *, twin: bool) -> Citizen:
    """Same surname, middle name, home and, for a twin, day; the given name is another one."""
    head, _, given = each.full_name.rpartition(" ")
    other = rng.choice([one for one in GIVENS[each.sex] if name.key(one) != name.key(given)])
    year, rest = each.date_of_birth[:4], each.date_of_birth[4:]
    born = each.date_of_birth if twin else f"{int(year) + rng.choice((1, 2, 3))}{rest.replace('-02-29', '-02-28')}"
    return replace(each, full_name=f"{head} {other}", date_of_birth=born, place_of_origin="sibling")


def genuine(
    people: list[Citizen], noise: Noise, count: int, rng: random.Random, *, coded: bool
) -> Counter[IdentityVerdict]:
    """Verdicts on the right person's paper under noise; ``coded``: a QR code stands beside the print."""
    verdicts: Counter[IdentityVerdict] = Counter()
    for _ in range(count):
        known = rng.choice(people)
        said = replace(
            known,
            full_name=noise.name(known.full_name, rng),
            date_of_birth=noise.date(known.date_of_birth, rng),
        )
        other_letters = name.folded(said.full_name) != name.folded(known.full_name)
        of_name = min(rng.choice(noise.sure), 0.85) if other_letters else rng.choice(noise.sure)
        of_date = 0.97 if said.date_of_birth == known.date_of_birth else rng.choice(noise.unsure)
        paper = evidence(said, str(known.id_number), of_name, of_date)
        channels = (*paper.channels, _code(known)) if coded else paper.channels
        found = identify(Evidence("owner", channels), Shelf([known]), Purpose("bench"), now=NOW)
        verdicts[found.verdict] += 1
    return verdicts


def _code(known: Citizen) -> Channel:
    keys = ("full_name", "date_of_birth", "sex", "place_of_residence")
    readings = {key: Reading(getattr(known, key)) for key in keys}
    return Channel(ChannelKind.QR, {**readings, "id_number": Reading(str(known.id_number))})


def main() -> None:
    """Print every figure on a line of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--citizens", type=int, default=200_000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--genuine", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=3)
    asked = parser.parse_args()
    rng, noise = random.Random(asked.seed), load()
    people = [replace(each, place_of_origin=str(n)) for n, each in enumerate(population(asked.citizens, asked.seed))]
    claims = [
        replace(each, full_name=noise.name(each.full_name, rng), date_of_birth=noise.date(each.date_of_birth, rng))
        for each in rng.sample(people, asked.claims)
    ]
    print(f"{asked.claims:,} claims read with hoso's own noise, {asked.citizens:,} entries (seed {asked.seed})")
    for count in counted(people, claims, rng):
        print(count.told, flush=True)
    for coded in (False, True):
        verdicts = genuine(people, noise, asked.genuine, rng, coded=coded)
        told = ", ".join(f"{verdict.value} {count}" for verdict, count in sorted(verdicts.items()))
        print(f"genuine, {'print and QR' if coded else 'print alone':14} {told}", flush=True)


if __name__ == "__main__":
    main()
