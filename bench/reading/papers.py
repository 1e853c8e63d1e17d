"""Papers drawn for this benchmark and scanned, and real scans where they are at hand, with the truth about each."""

from __future__ import annotations

import json
import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.path.truth import Placed, drawn_words
from hoso.samples.catalogue import draw_paper
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf

MEASURED, FITTED = "bench reading 2026", "fit reading 2026"
"""Seeds: what is measured is never fitted on, and both are used nowhere else."""
REAL = Path(__file__).parents[3] / "shared" / "real"

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One dossier of one paper. ``fields``: for each key every value that is right; ``words`` by page, if drawn."""

    kind: str
    condition: str
    file: Path
    fields: Mapping[str, tuple[Value, ...]]
    words: tuple[tuple[Placed, ...], ...] = ()


def draw(folder: Path, kind: str, condition: Condition, seed: str) -> Paper:
    """Draw a paper of this type about people of this seed and scan it into ``folder``."""
    rng = random.Random(seed)
    feeder = Feeder(folder, np.random.default_rng(rng.getrandbits(64)), condition)
    drawn = draw_paper(kind, rng)
    file = feeder.scan("scan.pdf", Sheaf(drawn))
    fields = {key: tuple(map(_value, (each.value, *each.alternatives))) for key, each in drawn.fields.items()}
    return Paper(kind, condition.value, file, fields, tuple(map(drawn_words, drawn.sheets)))


def corpus(
    folder: Path,
    kinds: Sequence[str],
    conditions: Sequence[Condition],
    count: int,
    *,
    seed: str,
    without: Container[str] = (),
) -> Iterator[tuple[str, Paper]]:
    """``count`` papers of each type under each condition with their names, one after the other, less those named."""
    for name, kind, condition in names(kinds, conditions, count):
        if name not in without:
            yield name, draw(folder / name, kind, condition, f"{seed}:{name}")


def names(kinds: Sequence[str], conditions: Sequence[Condition], count: int) -> Iterator[tuple[str, str, Condition]]:
    """The papers of a corpus by name, type and condition; a larger count goes on after a smaller one's."""
    for index in range(count):
        for condition in conditions:
            for kind in kinds:
                yield f"{condition.value}-{kind}-{index:04d}", kind, condition


def real(without: Container[str] = ()) -> Iterator[tuple[str, Paper]]:
    """The scans of public acts beside the repository, with what was read in them by hand; none where they are not."""
    truth = REAL / "truth.json"
    for each in json.loads(truth.read_text(encoding="utf-8"))["documents"] if truth.is_file() else ():
        also = each.get("alternatives", {})
        fields = {key: tuple(map(_value, (value, *also.get(key, ())))) for key, value in each["fields"].items()}
        fields.pop("addressees", None)  # no field of the type
        if each["name"] not in without:
            yield each["name"], Paper(each["type"], "real", REAL / each["file"], fields)


def _value(value: str | list[str]) -> Value:
    return value if isinstance(value, str) else tuple(value)
