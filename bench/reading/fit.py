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

_FREE = ("base",)
_SHARED, _OWN = 0.15, 2.0
"""Strength of the prior that a weight is nothing: little for what all fields share, more for a family's own."""
_OWN_TEXT = 2.5  # set by judgement: drawn scans have none
_STEPS = 40
_FEWEST = 600
_FAMILIES = ("digits", "date", "choice", "name", "text", "list")


def fit(scores: Sequence[Score]) -> dict[str, float]:
    """Weights that make the fields that were read as probable as they were right (Newton's method)."""
    read = [score for score in scores if score.read and score.made_of]
    names = sorted({name for score in read for name in score.made_of})
    table = np.array([[score.made_of.get(name, 0.0) for name in names] for score in read])
    right = np.array([float(score.exact) for score in read])
    prior = np.array([_strength(name) for name in names])
    found = _newton(table, right, prior)
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if abs(weight) >= 0.005}


def _strength(name: str) -> float:
    if name in _FREE:
        return 0.01
    return _OWN if name.partition(" ")[0] in _FAMILIES and " " in name else _SHARED


def _newton(table: NDArray[np.float64], right: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (right - chance) - prior * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(prior)
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
