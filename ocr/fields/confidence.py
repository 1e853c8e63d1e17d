"""From what was observed about a reading to the probability that its value is exactly right: a logistic model."""

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
    """What a second reading of the same print said; ``alone``: only it found the value, the page's reading did not."""

    NOT_ASKED = "not_asked"
    AGREES = "agrees"
    DIFFERS = "differs"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Observation:
    """What is known about one reading.

    ``weakest``: lowest word confidence, 0 to 1. ``label``: how well the label was recognised, 0 to 1. ``foreign``: share of
    words that are no Vietnamese syllables. ``repaired``: letters were taken for digits, or tones put right where only one
    spelling is possible. ``again``: a second reading. ``unlisted``: share of the words (of a name, after the family name;
    of an address, its units) that are in no list of such words.
    """

    weakest: float
    label: float
    words: int
    check: Check = Check.NONE
    foreign: float = 0.0
    repaired: bool = False
    again: Again = Again.NOT_ASKED
    unlisted: float = 0.0


# Log-odds, fitted by ridge regression on about 1,100 fields of generated papers of all types, office, clean and hard;
# the bases are lowered by 0.3, for real paper is harder. ``doubtful``: what a failed check takes away.
@dataclass(frozen=True, slots=True)
class Weights:
    """One family's own part of the model."""

    base: float
    doubtful: float


_FAMILIES = {
    Family.DIGITS: Weights(base=2.4, doubtful=-3.4),
    Family.DATE: Weights(base=3.2, doubtful=-4.5),
    Family.CHOICE: Weights(base=2.7, doubtful=-2.7),
    Family.NAME: Weights(base=2.3, doubtful=-2.7),
    Family.TEXT: Weights(base=1.65, doubtful=-2.7),
    Family.LIST: Weights(base=0.4, doubtful=-2.7),
}
_WEAKEST, _LABEL, _LENGTH, _CONFIRMED, _FOREIGN, _REPAIRED = 0.62, 6.4, -0.03, 2.2, -1.7, -0.4
_AGAIN = {Again.NOT_ASKED: 0.0, Again.AGREES: 1.4, Again.DIFFERS: -1.5, Again.ALONE: -0.5}
# The file's own text (confidence 1, which no engine gives) holds no misread letters: what is left is where a value ends.
_OWN_TEXT = 2.5
# What nothing confirmed is never quite sure, whatever the engine says of its letters.
CEILING = {Check.CONFIRMED: 0.99, Check.PLAUSIBLE: 0.98, Check.NONE: 0.95, Check.DOUBTFUL: 0.7}
MISSING = 0.05


def probability(family: Family, seen: Observation) -> float:
    """The probability that a value so observed is exactly what the paper says."""
    own = _FAMILIES[family]
    weakest = min(max(seen.weakest, 0.02), 0.97)
    odds = own.base + _WEAKEST * (log(weakest / (1 - weakest)) - 1.5)
    odds += _LABEL * (min(seen.label, 1.0) - 0.95) + _LENGTH * max(seen.words - 3, 0)
    odds += {Check.CONFIRMED: _CONFIRMED, Check.DOUBTFUL: own.doubtful}.get(seen.check, 0.0)
    odds += _AGAIN[seen.again] + _FOREIGN * seen.foreign + (_REPAIRED if seen.repaired else 0.0)
    odds += _OWN_TEXT if seen.weakest >= 1.0 else 0.0
    return round(min(1 / (1 + exp(-odds)), CEILING[seen.check]), 3)
