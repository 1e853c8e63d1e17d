"""Two pictures: how often values of a confidence are right, and how many wrong ones pass for how many accepted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl

from bench.reading.reading import Outcome, Score
from bench.reading.tables import conditions, of, scores

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

_EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def draw(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write the PNG: reliability diagram left, risk–coverage curve right."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
    for condition in conditions(outcomes):
        read = [score for score in scores(of(outcomes, condition)) if score.read]
        _reliability(left, read, condition)
        _risk(right, read, condition)
    left.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    left.set(xlabel="confidence", ylabel="share that is right", title="Reliability")
    right.set(xlabel="share of read values accepted", ylabel="share of these that is wrong", title="Risk and coverage")
    left.legend(frameon=False)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _reliability(axes: Axes, read: Sequence[Score], name: str) -> None:
    points = []
    for low, high in pairwise(_EDGES):
        inside = [score for score in read if low <= score.confidence < high or (high == 1.0 == score.confidence)]
        if inside:
            mean = sum(score.confidence for score in inside) / len(inside)
            points.append((mean, sum(score.exact for score in inside) / len(inside)))
    axes.plot([x for x, _ in points], [y for _, y in points], marker="o", label=f"{name} ({len(read)})")


def _risk(axes: Axes, read: Sequence[Score], name: str) -> None:
    wrong, curve = 0, []
    for count, score in enumerate(sorted(read, key=lambda each: -each.confidence), 1):
        wrong += not score.exact
        curve.append((count / len(read), wrong / count))
    axes.plot([x for x, _ in curve], [y for _, y in curve], label=name)
