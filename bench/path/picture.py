"""The figures as one picture: where the processor time of a page goes, and who misreads how much."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

from bench.path.result import Result
from bench.path.tables import NAMES, steps_of

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

_QUIET = 30.0  # ms: a step below this is drawn together with the others


def draw(result: Result, path: Path) -> None:
    """Write the PNG."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 4.2), width_ratios=(3, 2))
    _time(result, left)
    _errors(result, right)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _time(result: Result, axes: Axes) -> None:
    variants = [name for name in ("tesserocr", "tesseract", "ocrmypdf", "hoso") if name in result.runs]
    colours = plt.get_cmap("tab20")
    parts = list(dict.fromkeys(part for name in variants for part in _parts(result, name)))
    for index, part in enumerate(parts):
        lefts = [sum(_parts(result, name).get(before, 0.0) for before in parts[:index]) for name in variants]
        widths = [_parts(result, name).get(part, 0.0) for name in variants]
        axes.barh([NAMES[name] for name in variants], widths, left=lefts, label=part, color=colours(index))
    axes.set_xlabel("CPU seconds a page")
    axes.set_title(f"{result.speed:.2f} times the pages per CPU second of OCRmyPDF")
    axes.legend(ncols=5, fontsize=8, loc="upper center", bbox_to_anchor=(0.4, -0.16), frameon=False)


def _parts(result: Result, variant: str) -> dict[str, float]:
    """Seconds a page by step, Python and programs apart where both matter."""
    if variant == "ocrmypdf":
        return {"OCRmyPDF": result.cpu_per_page(variant)}
    parts = {"other steps": 0.0}
    for step, (own, programs) in steps_of(result, variant).items():
        for name, spent in ((step, own), (f"{step}: programs", programs)):
            parts[name if spent >= _QUIET else "other steps"] = spent / 1000 + (
                parts["other steps"] if spent < _QUIET else 0.0
            )
    return parts


def _errors(result: Result, axes: Axes) -> None:
    variants = [name for name in ("hoso", "ocrmypdf") if name in result.runs]
    for index, name in enumerate(variants):
        rates = {condition: 100 * count.rate for condition, count in result.errors(name).items()}
        places = [place + 0.38 * index for place in range(len(rates))]
        bars = axes.bar(places, list(rates.values()), width=0.36, label=NAMES[name].split(",")[0])
        axes.bar_label(bars, fmt="%.1f", fontsize=8)
        axes.set_xticks([place + 0.19 for place in range(len(rates))], list(rates))
    axes.set_ylabel("character error rate, %")
    axes.legend(frameon=False)
