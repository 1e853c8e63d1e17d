"""How much each level of agreement weighs: bits, log2 of the likelihood ratio (Fellegi and Sunter 1969).

The figures lie in ``data/weights.csv``, the two thresholds among them; ``python -m bench.identity.weights`` estimates the
weights anew on an invented population, read with the noise of our own reader. A name that differs in a letter never
stands with a match, whatever it weighs.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from identity.name import normal

_RARE = 0.003  # share assumed of a surname that the table does not name
_RAREST_BONUS = 3.0


@cache
def bits(field: str, level: str) -> float:
    """The weight of this level of this field; nothing known weighs nothing."""
    return _levels().get((field, level), 0.0)


def name_bits(distance: float) -> float:
    """The weight of a distance between names (0 to 1): linear between the points of the table."""
    points = _name_points()
    for (near, high), (far, low) in pairwise(points):
        if distance <= far:
            return high + (low - high) * (distance - near) / (far - near)
    return points[-1][1]


@cache
def surname_bits(name: str) -> float:
    """What an agreeing surname weighs more or less than surnames do on average: a rare one says more."""
    shares = _surnames()
    average = sum(share * share for share in shares.values())
    share = shares.get(normal(name).partition(" ")[0], _RARE)
    return min(math.log2(average / share), _RAREST_BONUS)


@cache
def _levels() -> dict[tuple[str, str], float]:
    return {(row["field"], row["level"]): float(row["bits"]) for row in _rows("weights.csv") if row["field"] != "name"}


@cache
def _name_points() -> list[tuple[float, float]]:
    return sorted((float(row["level"]), float(row["bits"])) for row in _rows("weights.csv") if row["field"] == "name")


@cache
def _surnames() -> dict[str, float]:
    """Shares of the commonest surnames (after Lê Trung Hoa 2005; what is given for a pair of variants is halved)."""
    return {normal(row["surname"]): float(row["share"]) for row in _rows("surnames.csv")}


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = resources.files("identity").joinpath("data", file).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


MATCH_BITS = bits("threshold", "match")
"""From here on the evidence is enough: at most one in a million random pairs reaches it."""
MISMATCH_BITS = bits("threshold", "mismatch")
"""Down to here two people are likelier than one."""
