"""From the clues of a page to the probability of each type."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from dossier.doctype import OTHER
from ocr.sort.clues import ADMINISTRATIVE, PASSPORT, Clues

# Log-odds a clue adds for its type, and what "of no known type" starts with. Set by hand on generated and real pages.
_TITLE, _LABELS, _HEAD, _CODE, _NOTHING = 7.0, 6.0, 8.0, 6.0, 3.0
CEILING = 0.995


def probabilities(clues: Clues) -> Mapping[str, float]:
    """The probability of each type for a page with these clues, adding up to at most 1."""
    odds = {key: _TITLE * clues.titles[key] + _LABELS * clues.labels.get(key, 0.0) for key in clues.titles}
    odds = {key: value + _CODE * (key in clues.codes) for key, value in odds.items()}
    odds[PASSPORT] = odds.get(PASSPORT, 0.0) + _CODE * clues.requests
    odds[ADMINISTRATIVE] = odds.get(ADMINISTRATIVE, 0.0) + _HEAD * clues.head
    odds[OTHER] = _NOTHING
    weights = {key: exp(value) for key, value in odds.items()}
    total = sum(weights.values())
    return {key: min(weight / total, CEILING) for key, weight in weights.items()}


def likeliest(clues: Clues) -> tuple[str, float]:
    """The likeliest type and its probability."""
    ranked = probabilities(clues)
    best = max(ranked, key=lambda key: ranked[key])
    return best, ranked[best]
