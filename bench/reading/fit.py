"""The confidence model fitted: a logistic regression, then for each family of fields what its log-odds came to."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib import resources
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.reading.reading import Score
from bench.reading.tables import accepted, calibration_error
from dossier.errors import UsageError
from ocr.fields.confidence import BY_NETWORK, Check, Family, Model, Points, bound, log_odds, model_file

Floats = NDArray[np.float64]

_BEFORE = {
    "digits": 2.4, "date": 3.2, "choice": 2.7, "name": 2.3, "text": 1.65, "list": 0.4, "weakest": 0.6, "label": 6.4,
    "length": -0.3, "list length": -1.0, "check confirmed": 2.2, "check doubtful": -2.7, "again agrees": 1.4,
    "again differs": -1.5, "again alone": -0.5, "foreign": -1.7, "unlisted": -2.0, "repaired": -0.4, "odd": -2.0,
    "page": 0.3, "twice": 0.5,
}  # fmt: skip
"""What is believed of a weight before the fields are seen: the first release's fit, and judgement. All others: nothing."""
_SHARED, _OWN = 1.0, 2.0
"""Strength of that belief: less for what all fields share, more for a family's own."""
_STEPS = 40
_OWN_TEXT = 2.5  # set by judgement: drawn scans have none
_FEWEST = 600
_FOLDS = 5
_OTHERS = 0.1
"""What a field of another family counts in a family's curve: its own few fields alone would promise too much."""
_PRIOR = 2.0
"""As many fields speak for what the logarithm of the odds says by itself."""
_LOW_END = 0.25


def weights(fields: Sequence[Score]) -> dict[str, float]:
    """Weights that make the fields that were read as probable as they were right (Newton's method)."""
    read = _read(fields)
    names = sorted({name for score in read for name in score.made_of} - {BY_NETWORK})
    table = np.array([[score.made_of.get(name, 0.0) for name in names] for score in read])
    right = np.array([float(score.exact) for score in read])
    strength = np.array([_OWN if name.partition(" ")[0] in _FAMILIES and " " in name else _SHARED for name in names])
    before = np.array([_BEFORE.get(name, 0.0) for name in names])
    found = _newton(table, right, strength, before)
    kept = {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if abs(weight) >= 0.005}
    return {**kept, "own text": _OWN_TEXT}


_FAMILIES = tuple(map(str, Family))


def _read(fields: Sequence[Score]) -> list[Score]:
    return [score for score in fields if score.read and score.made_of]


def _newton(table: Floats, right: Floats, strength: Floats, before: Floats) -> Floats:
    """The weights that are most likely; a step that goes too far is halved."""
    found, loss = before.copy(), _loss(table, right, strength, before, before)
    for _ in range(_STEPS):
        chance = _logistic(table @ found)
        slope = table.T @ (right - chance) - strength * (found - before)
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(strength)
        step = np.linalg.solve(bend, slope)
        while (after := _loss(table, right, strength, before, found + step)) > loss:
            step = step / 2
        found, loss = found + step, after
        if float(np.abs(step).max()) < 1e-6:
            break
    return np.asarray(found)


def _loss(table: Floats, right: Floats, strength: Floats, before: Floats, found: Floats) -> float:
    """How unlikely the fields are under these weights, and the weights under what was believed before."""
    odds = table @ found
    return float(np.logaddexp(0, odds).sum() - right @ odds + strength @ (found - before) ** 2 / 2)


def _logistic(odds: Floats) -> Floats:
    return np.asarray((1 + np.tanh(odds / 2)) / 2)


def curves(odds: Floats, right: Floats, families: Sequence[str]) -> dict[str, Points]:
    """For each family the share that was right at each log-odds (isotonic regression); ``odds`` of fields not fitted on."""
    order = np.argsort(odds, kind="stable")
    return {
        family: _curve(odds[order], right[order], own[order])
        for family in _FAMILIES
        for own in [np.array([1.0 if each == family else _OTHERS for each in families])]
    }


def _curve(odds: Floats, right: Floats, counts: Floats) -> Points:
    """A point in the middle of each step; a step without a wrong field promises no more than its count can tell."""
    points: list[tuple[float, float]] = []
    steps = _steps(right, counts)
    for number, (first, last) in enumerate(steps):
        inside, weight = odds[first:last], counts[first:last]
        count, logistic = float(weight.sum()), float(_logistic(inside).mean())
        share = (float(right[first:last] @ weight) + _PRIOR * logistic) / (count + _PRIOR)
        height = max([min(share, (count + 1) / (count + 2)), *(y for _, y in points[-1:])])
        middle = _LOW_END if number == len(steps) - 1 else 0.5  # the last step is a long one
        lower = [point for point in points if point[1] < round(height, 4)]  # of two points as high the later one counts
        points = [*lower, (round(float(np.quantile(inside, middle)), 3), round(height, 4))]
    return points


def _steps(right: Floats, counts: Floats) -> list[tuple[int, int]]:
    """Neighbours pooled until the share that was right rises from step to step: first index and the one after the last."""
    steps: list[tuple[int, int, float, float]] = []
    for index, (value, count) in enumerate(zip(right, counts, strict=True)):
        first, total, weight = index, float(value * count), float(count)
        while steps and steps[-1][2] * weight >= total * steps[-1][3]:
            first, _, more, heavier = steps.pop()
            total, weight = total + more, weight + heavier
        steps.append((first, index + 1, total, weight))
    return [(first, last) for first, last, _, _ in steps]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model, and how it did on papers that its weights had not seen (``unseen``: scores so weighed)."""

    model: Model
    unseen: tuple[Score, ...]

    def told(self) -> str:
        """What was done and what it is worth, in a few lines."""
        sure, passed = accepted(self.unseen, 0.99), accepted(self.unseen)
        return "\n".join(
            (
                f"Fitted on {self.model.fields} fields ({len(self.model.weights)} weights).",
                f"Of fields weighed by a fit on other papers: calibration error {calibration_error(self.unseen):.1%};",
                f"  wrong at 0.9: {_wrong(passed)} of {len(passed)}; wrong at 0.99: {_wrong(sure)} of {len(sure)}"
                f" ({len(sure) / max(1, len(self.unseen)):.1%} of those read).",
            )
        )


def _wrong(fields: Sequence[Score]) -> int:
    return sum(not score.exact for score in fields)


def fit(fields: Sequence[Score], command: str) -> Fit:
    """Weights from all papers; curves from log-odds that each fifth of them gets from the weights of the others."""
    # The corpus goes from type to type and from condition to condition: what follows one another is of one paper.
    papers = groupby(_read(fields), key=lambda score: (score.kind, score.condition))
    seen = [(number % _FOLDS, score) for number, (_, paper) in enumerate(papers) for score in paper]
    if len(seen) < _FEWEST:
        raise UsageError(f"{len(seen)} fields were read: too few to fit a model on.", remedy="Give a larger --count.")
    by_fold = [weights([score for of, score in seen if of != fold]) for fold in range(_FOLDS)]
    odds = np.array([log_odds(by_fold[of], score.made_of) for of, score in seen])
    right = np.array([float(score.exact) for _, score in seen])
    free = np.array(
        [not _is_bounded(score, float(chance)) for (_, score), chance in zip(seen, _logistic(odds), strict=True)]
    )
    families = [_family(score) for (_, score), kept in zip(seen, free, strict=True) if kept]
    found = curves(odds[free], right[free], families)
    model = Model(date.today().isoformat(), command, len(seen), weights([score for _, score in seen]), found)
    weighers = [replace(model, weights=each) for each in by_fold]
    return Fit(model, tuple(_weighed(score, weighers[of]) for of, score in seen))


def _is_bounded(score: Score, chance: float) -> bool:
    """Whether a rule allows less than this chance: then the curve is not asked, and says nothing of such values."""
    return bound(Family(_family(score)), Check(score.check), score.made_of) < chance


def _family(score: Score) -> str:
    return next(family for family in _FAMILIES if family in score.made_of)


def _weighed(score: Score, model: Model) -> Score:
    return replace(score, confidence=model.probability(score.made_of, Check(score.check)))


def write(fields: Sequence[Score], command: str, *, network: bool) -> str:
    """Fit and put the model where what reads by the network, or by Tesseract, finds it; what was done, to be told."""
    fitted = fit(fields, command)
    path = Path(str(resources.files("ocr").joinpath(f"data/{model_file(network=network)}")))
    path.write_text(_text(fitted.model), encoding="utf-8")
    return f"{fitted.told()}\nWritten to {path}."


def _text(model: Model) -> str:
    """JSON with a line for each weight and a line for each curve."""
    curves = {family: json.dumps(points) for family, points in model.curves.items()}
    text = json.dumps({**asdict(model), "curves": curves}, ensure_ascii=False, indent=1)
    return re.sub(r'"(\[\[.*\]\])"', r"\1", text) + "\n"
