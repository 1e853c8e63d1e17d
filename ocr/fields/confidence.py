"""From what was observed about a reading to the probability that its value is exactly right.

A logistic model for each family of fields. The weights are fitted on generated dossiers (bench) with the seeds named
there; ``CEILING`` keeps what nothing confirmed below the usual threshold of acceptance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log


class Family(StrEnum):
    """Fields whose readings fail in the same way."""

    DIGITS = "digits"
    DATE = "date"
    CHOICE = "choice"
    NAME = "name"
    TEXT = "text"
    LIST = "list"


class Check(StrEnum):
    """What an independent check says of a value."""

    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    NONE = "none"
    DOUBTFUL = "doubtful"


class Again(StrEnum):
    """What a second reading of the same print said."""

    NOT_ASKED = "not_asked"
    AGREES = "agrees"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Observation:
    """What is known about one reading.

    ``weakest`` and ``usual``: lowest and mean word confidence, 0 to 1. ``label``: how well the label was recognised,
    0 to 1. ``foreign``: share of words that are no Vietnamese syllables. ``repaired``: letters were taken for digits.
    """

    weakest: float
    usual: float
    label: float
    words: int
    check: Check = Check.NONE
    foreign: float = 0.0
    repaired: bool = False
    again: Again = Again.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Weights:
    """One family's model: log-odds for each observation."""

    base: float
    weakest: float
    label: float
    length: float
    confirmed: float
    doubtful: float


_WEIGHTS = {
    Family.DIGITS: Weights(base=1.6, weakest=0.5, label=6.0, length=0.0, confirmed=2.2, doubtful=-3.5),
    Family.DATE: Weights(base=1.6, weakest=0.5, label=6.0, length=0.0, confirmed=3.0, doubtful=-4.5),
    Family.CHOICE: Weights(base=2.0, weakest=0.4, label=6.0, length=0.0, confirmed=1.5, doubtful=-3.0),
    Family.NAME: Weights(base=1.0, weakest=0.7, label=6.0, length=-0.05, confirmed=1.2, doubtful=-2.5),
    Family.TEXT: Weights(base=1.2, weakest=0.7, label=6.0, length=-0.06, confirmed=1.0, doubtful=-2.0),
    Family.LIST: Weights(base=0.4, weakest=0.6, label=4.0, length=-0.02, confirmed=1.0, doubtful=-2.0),
}
CEILING = {Check.CONFIRMED: 0.985, Check.PLAUSIBLE: 0.96, Check.NONE: 0.93, Check.DOUBTFUL: 0.6}
MISSING = 0.05


def probability(family: Family, seen: Observation) -> float:
    """The probability that a value so observed is exactly what the paper says."""
    weights = _WEIGHTS[family]
    weakest = min(max(seen.weakest, 0.02), 0.97)
    odds = weights.base + weights.weakest * (log(weakest / (1 - weakest)) - 1.5)
    odds += weights.label * (min(seen.label, 1.0) - 0.95) + weights.length * max(seen.words - 3, 0)
    odds += {Check.CONFIRMED: weights.confirmed, Check.DOUBTFUL: weights.doubtful}.get(seen.check, 0.0)
    odds += {Again.AGREES: 1.2, Again.DIFFERS: -2.0}.get(seen.again, 0.0)
    odds -= 3.0 * seen.foreign + (1.2 if seen.repaired else 0.0)
    return round(min(1 / (1 + exp(-odds)), CEILING[seen.check]), 3)
