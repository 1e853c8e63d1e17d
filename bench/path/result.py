"""Everything measured in one call, as plain values: what the table, the picture, the page and ``--json`` are made of."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.path.error import Count
from bench.path.orchestration import Orchestrated
from bench.path.pages import Sample
from bench.path.programs import Measured

TARGETS = {"speed": 1.5, "orchestration": 0.05, "memory": 500.0}
_PACKAGES = (
    "ocrmypdf",
    "tesserocr",
    "pypdfium2",
    "pdf2image",
    "pikepdf",
    "pyhanko",
    "prefect",
    "opencv-python-headless",
)


@dataclass(slots=True)
class Result:
    """Runs by variant, in the order they were made. ``command``: how to have it again."""

    command: str
    samples: Sequence[Sample]
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    runs: dict[str, list[Measured]] = field(default_factory=dict)
    tesseract_start: float = 0.0
    orchestrated: Orchestrated | None = None
    day: date = field(default_factory=date.today)

    def add(self, variant: str, run: Measured) -> None:
        """One more run of a variant."""
        self.runs.setdefault(variant, []).append(run)

    def cpu_per_page(self, variant: str) -> float:
        """Processor seconds a page, the mean of all runs."""
        runs = self.runs[variant]
        return sum(run.spent.cpu for run in runs) / sum(run.pages for run in runs)

    def speed_of(self, variant: str) -> float | None:
        """OCRmyPDF's processor time over the variant's; none of one that was given other pages."""
        same = self.runs[variant][0].pages == self.runs["ocrmypdf"][0].pages
        return self.cpu_per_page("ocrmypdf") / self.cpu_per_page(variant) if same else None

    @property
    def speed(self) -> float:
        """OCRmyPDF's processor time over ours, on the same pages."""
        return self.cpu_per_page("ocrmypdf") / self.cpu_per_page("hoso")

    def spread(self) -> tuple[float, float]:
        """The lowest and highest ratio of runs that stood side by side."""
        pairs = zip(self.runs["ocrmypdf"], self.runs["hoso"], strict=True)
        ratios = [theirs.spent.cpu / ours.spent.cpu for theirs, ours in pairs]
        return min(ratios), max(ratios)

    def errors(self, variant: str) -> dict[str, Count]:
        """By condition; the last run's, since the same pixels give the same words."""
        found = self.runs[variant][-1].errors
        known = [sample for sample in self.samples if sample.name in found]
        conditions = dict.fromkeys(sample.condition for sample in known)
        return {name: total(found[each.name] for each in known if each.condition == name) for name in conditions}

    @property
    def orchestration(self) -> float | None:
        """What Prefect adds to a dossier of the main set, as a share of its processor time."""
        if self.orchestrated is None:
            return None
        spent: float = sum(run.figures["path"] for run in self.runs["hoso"])
        return self.orchestrated.per_dossier * len(self.samples) * len(self.runs["hoso"]) / spent

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "contract": "hoso.bench.path/1",
            "day": self.day.isoformat(),
            "command": self.command,
            "machine": dict(self.machine),
            "versions": dict(self.versions),
            "pages": sum(sample.pages for sample in self.samples),
            "dossiers": len(self.samples),
            "speed": {"ratio": self.speed, "spread": self.spread(), "target": TARGETS["speed"]},
            "errors": {
                variant: {name: asdict(count) | {"rate": count.rate} for name, count in self.errors(variant).items()}
                for variant in self.runs
                if self.runs[variant][-1].errors
            },
            "tesseract_start": self.tesseract_start,
            "orchestration": self.orchestrated and asdict(self.orchestrated) | {"share": self.orchestration},
            "runs": {variant: [_plain(run) for run in runs] for variant, runs in self.runs.items()},
        }


def total(counts: Iterable[Count]) -> Count:
    """All together."""
    return sum(counts, Count(0, 0))


def _plain(run: Measured) -> dict[str, Any]:
    return {
        "pages": run.pages,
        "pages_per_cpu_second": run.pages_per_cpu_second,
        **asdict(run.spent),
        "errors": {name: asdict(count) for name, count in run.errors.items()},
        "figures": dict(run.figures),
    }


def machine() -> dict[str, str]:
    """The machine in words. The load says how many others were at work when the measurement began."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processor": model.group(1) if model else "?",
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory.group(1)) / 2**20:.0f} GiB" if memory else "?",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def versions() -> dict[str, str]:
    """Of everything that a figure depends on."""
    said = subprocess.run(["tesseract", "--version"], capture_output=True, check=True, text=True).stdout.split()
    return {"python": sys.version.split()[0], "tesseract": said[1]} | {name: version(name) for name in _PACKAGES}
