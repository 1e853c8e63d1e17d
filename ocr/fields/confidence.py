"""From what was observed about a reading to the probability that its value is exactly right: a logistic model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
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


# What nothing confirmed is never quite sure, whatever the engine says of its letters.
CEILING = {Check.CONFIRMED: 0.99, Check.PLAUSIBLE: 0.98, Check.NONE: 0.95, Check.DOUBTFUL: 0.7}
# Of two readings that differ one is wrong; of prose, names and numbers, whose letters may be any, nothing says which.
_DISPUTED = 0.85
MISSING = 0.05


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds for each named quantity of an observation; when, how and on how many fields they were fitted."""

    fitted_on: str
    command: str
    fields: int
    weights: Mapping[str, float]


@cache
def fitted() -> Model:
    """The weights that ``./run bench reading --fit`` wrote last."""
    text = resources.files("ocr").joinpath("data/confidence.json").read_text(encoding="utf-8")
    return Model(**json.loads(text))


def quantities(family: Family, seen: Observation) -> dict[str, float]:
    """An observation as named quantities: those of all fields, and again for its family alone.

    "own text": the file's own text (confidence 1, which no engine gives) holds no misread letters; what is left to go
    wrong is where a value ends.
    """
    weakest = min(max(seen.weakest, 0.02), 0.97)
    common = {
        "weakest": log(weakest / (1 - weakest)) - 1.5,
        "label": min(seen.label, 1.0) - 0.95,
        "length": max(seen.words - 3, 0) / 10,
        f"check {seen.check}": 1.0,
        f"again {seen.again}": 1.0,
        "foreign": seen.foreign,
        "unlisted": seen.unlisted,
        "repaired": float(seen.repaired),
    }
    own = {f"{family} {name}": value for name, value in common.items()}
    return {"base": 1.0, str(family): 1.0, **common, **own, "own text": float(seen.weakest >= 1.0)}


def weighed(made_of: Mapping[str, float], check: Check) -> float:
    """The probability that the fitted weights give to named quantities, under the ceiling of a check."""
    weights = fitted().weights
    odds = sum(weights.get(name, 0.0) * value for name, value in made_of.items())
    of_any_form = str(Family.NAME) in made_of or str(Family.DIGITS) in made_of
    open_doubt = check in (Check.NONE, Check.DOUBTFUL) or (check is Check.PLAUSIBLE and of_any_form)
    disputed = open_doubt and made_of.get(f"again {Again.DIFFERS}")
    return round(min(1 / (1 + exp(-odds)), _DISPUTED if disputed else 1.0, CEILING[check]), 3)


def probability(family: Family, seen: Observation) -> float:
    """The probability that a value so observed is exactly what the paper says."""
    return weighed(quantities(family, seen), seen.check)
