"""From what was observed about a reading to the probability that its value is exactly right: a logistic model."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Mapping, Sequence
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
    of an address, its units) that are in no list of such words. ``page``: mean word confidence of the page. ``odd``: signs
    in the value that no such value has. ``twice``: printed in a second place on the paper. ``once``: a personal
    number or a telephone's that one reading alone shows. ``agreed``: the lower confidence of two readings that agree.
    ``borne_out``: of all its figures a look at their shapes found the same. ``apart``: what the network for lines read there.
    ``network``: the page was read by the network for lines, not by Tesseract: each has a model of its own.
    """

    weakest: float
    label: float
    words: int
    check: Check = Check.NONE
    foreign: float = 0.0
    repaired: bool = False
    again: Again = Again.NOT_ASKED
    unlisted: float = 0.0
    page: float = 0.95
    odd: int = 0
    twice: bool = False
    once: bool = False
    agreed: float = 0.0
    borne_out: bool = False
    apart: Again = Again.NOT_ASKED
    network: bool = False


# Over what failed a check, and over two readings that differ (one of them is wrong) where nothing says which is right.
_DOUBTED = 0.88
_DISPUTED = 0.89
# Over what was read once and nothing confirms: prose, and the last six digits of a personal number, whose wrong one is
# somebody else's.
_ONCE = 0.985
MISSING = 0.05

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds for each named quantity, and what probability they came to; when, how and on what that was fitted.

    ``curves``: for each family points (log-odds, share that was right), both rising, shares between 0 and 1.
    """

    fitted_on: str
    command: str
    fields: int
    weights: Mapping[str, float]
    curves: Mapping[str, Points]

    def probability(self, made_of: Mapping[str, float], check: Check) -> float:
        """What is believed of a value with these quantities; open doubts bound it."""
        family = next(family for family in Family if family in made_of)
        found = on_curve(self.curves[family], log_odds(self.weights, made_of))
        return round(min(found, bound(family, check, made_of)), 4)


@cache
def fitted(*, network: bool) -> Model:
    """The weights that ``./run bench reading --fit`` wrote last, of pages that the network for lines or Tesseract reads."""
    text = resources.files("ocr").joinpath(f"data/{model_file(network=network)}").read_text(encoding="utf-8")
    return Model(**json.loads(text))


def model_file(*, network: bool) -> str:
    """The file of a model in the data of this package."""
    return "confidence.json" if network else "confidence-tesseract.json"


BY_NETWORK = "network"
"""The quantity that says which model weighs the others."""


def quantities(family: Family, seen: Observation) -> dict[str, float]:
    """An observation as named quantities: those of all fields, and again for its family alone.

    "own text": the file's own text (confidence 1, which no engine gives) holds no misread letters; what is left to go
    wrong is where a value ends.
    """
    common = {
        "weakest": _stretched(seen.weakest) - 1.5,
        "page": _stretched(seen.page) - 2.5,
        "label": min(seen.label, 1.0) - 0.95,
        "length": min(max(seen.words - 3, 0), _LONG) / 10,
        f"check {seen.check}": 1.0,
        f"again {seen.again}": 1.0,
        "twice": float(seen.twice),
        "foreign": seen.foreign,
        "unlisted": seen.unlisted,
        "repaired": float(seen.repaired),
        "odd": min(seen.odd, 2),
        "once": float(seen.once),
        "weakly": float(
            seen.again is Again.AGREES and not seen.borne_out and max(seen.agreed, seen.weakest - _BETTER) < _WEAKLY
        ),
        "borne out": float(seen.borne_out),
        f"apart {seen.apart}": 1.0,
    }
    own = {f"{family} {name}": value for name, value in common.items()}
    return {
        "base": 1.0,
        str(family): 1.0,
        **common,
        **own,
        "own text": float(seen.weakest >= 1.0),
        BY_NETWORK: float(seen.network),
    }


_WEAKLY, _BETTER = 0.6, 0.3
"""Two readings agree weakly where the less certain is below this and the more certain not much above."""
_LONG = 40
"""Words over which more make no odds."""


def _stretched(share: float) -> float:
    """The logarithm of the odds of a share, within what can be told from 0 and 1."""
    share = min(max(share, 0.02), 0.97)
    return log(share / (1 - share))


_FAINT = _stretched(0.6) - 1.5
"""The certainty of figures below which one reading alone is not believed."""


def log_odds(weights: Mapping[str, float], made_of: Mapping[str, float]) -> float:
    """What named quantities come to."""
    return sum(weights.get(name, 0.0) * value for name, value in made_of.items())


def bound(family: Family, check: Check, made_of: Mapping[str, float]) -> float:
    """The most that may be believed: of prose, names, dates and numbers, whose signs may be any, a dispute is open."""
    of_any_form = family in (Family.NAME, Family.DIGITS, Family.DATE)
    disputed = f"again {Again.DIFFERS}" in made_of
    # Sex and birth date confirm the first six digits of a personal number, not the last six.
    confirmed = check is Check.CONFIRMED and family is not Family.DIGITS
    open_doubt = not confirmed and (check is not Check.PLAUSIBLE or of_any_form)
    if check is Check.DOUBTFUL:
        return _DOUBTED
    apart_agrees = made_of.get(f"apart {Again.AGREES}")
    if disputed and open_doubt:
        return _ONCE if apart_agrees else _DISPUTED  # two of three
    told_twice = made_of.get("own text") or made_of.get("borne out") or apart_agrees
    alone = f"again {Again.NOT_ASKED}" in made_of and not told_twice
    if alone and family is Family.DIGITS and made_of.get("weakest", 0.0) < _FAINT:
        return _DISPUTED  # what a pen wrote
    unasked = check is Check.NONE and alone
    weakly = family in (Family.NAME, Family.DATE) and made_of.get("weakly") and not apart_agrees
    contradicted = made_of.get(f"apart {Again.DIFFERS}")
    return _ONCE if unasked or weakly or contradicted or made_of.get("once") else 1.0


def on_curve(points: Points, odds: float) -> float:
    """The height of a curve through points at ``odds``; outside them that of the first or last.

    Between two points the odds of being right, not the share, grow evenly in their logarithm, as the model's own do.
    """
    at = bisect([x for x, _ in points], odds)
    if at in (0, len(points)):
        return points[0 if at == 0 else -1][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    low, high = log(y0 / (1 - y0)), log(y1 / (1 - y1))
    return 1 / (1 + exp(-(low + (high - low) * (odds - x0) / (x1 - x0))))


def weighed(made_of: Mapping[str, float], check: Check) -> float:
    """The probability that the model of today gives to named quantities."""
    return fitted(network=bool(made_of.get(BY_NETWORK))).probability(made_of, check)


def probability(family: Family, seen: Observation) -> float:
    """The probability that a value so observed is exactly what the paper says."""
    return weighed(quantities(family, seen), seen.check)
