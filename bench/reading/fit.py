"""The confidence model fitted: logistic regression with a prior, so that what few fields show moves few weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.reading.reading import Score
from dossier.errors import UsageError

Floats = NDArray[np.float64]

_BEFORE = {
    "digits": 2.4, "date": 3.2, "choice": 2.7, "name": 2.3, "text": 1.65, "list": 0.4, "weakest": 0.6, "label": 6.4,
    "length": -0.3, "list length": -1.0, "check confirmed": 2.2, "check doubtful": -2.7, "again agrees": 1.4,
    "again differs": -1.5, "again alone": -0.5, "foreign": -1.7, "unlisted": -2.0, "repaired": -0.4,
}  # fmt: skip
"""What is believed of a weight before the fields are seen: the first release's fit, and judgement. All others: nothing."""
_SHARED, _OWN = 1.0, 2.0
"""Strength of that belief: less for what all fields share, more for a family's own."""
_STEPS = 40
_OWN_TEXT = 2.5  # set by judgement: drawn scans have none
_FEWEST = 600
_FAMILIES = ("digits", "date", "choice", "name", "text", "list")


def fit(scores: Sequence[Score]) -> dict[str, float]:
    """Weights that make the fields that were read as probable as they were right (Newton's method)."""
    read = [score for score in scores if score.read and score.made_of]
    names = sorted({name for score in read for name in score.made_of})
    table = np.array([[score.made_of.get(name, 0.0) for name in names] for score in read])
    right = np.array([float(score.exact) for score in read])
    strength = np.array([_OWN if " " in name and name.partition(" ")[0] in _FAMILIES else _SHARED for name in names])
    before = np.array([_BEFORE.get(name, 0.0) for name in names])
    found = _newton(table, right, strength, before)
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if abs(weight) >= 0.005}


def _newton(table: Floats, right: Floats, strength: Floats, before: Floats) -> Floats:
    weights = before.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (right - chance) - strength * (weights - before)
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(strength)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return np.asarray(weights)


def write(scores: Sequence[Score], command: str) -> Path:
    """Fit and put the weights where the reader finds them."""
    count = sum(score.read and bool(score.made_of) for score in scores)
    if count < _FEWEST:
        raise UsageError(f"{count} fields were read: too few to fit a model on.", remedy="Give a larger --count.")
    weights = {**fit(scores), "own text": _OWN_TEXT}
    model = {"fitted_on": date.today().isoformat(), "command": command, "fields": count, "weights": weights}
    path = Path(str(resources.files("ocr").joinpath("data/confidence.json")))
    path.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
