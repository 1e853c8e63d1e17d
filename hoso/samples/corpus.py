"""A corpus for measuring: dossiers of one paper each, all under one condition, of unseen people for every seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hoso.samples.catalogue import DRAWERS, draw_paper
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.truth import TrueDossier, write_truth


def make_corpus(
    folder: Path,
    *,
    seed: int,
    count: int,
    condition: Condition | str = Condition.OFFICE,
    types: Sequence[str] = tuple(DRAWERS),
    dpi: int = 300,
) -> tuple[TrueDossier, ...]:
    """Write ``count`` dossiers to ``folder/dossiers`` and the truth to ``folder/truth.json``.

    The types come in turn, so that a small corpus has them all; each dossier is one PDF in its folder.
    """
    made = tuple(
        _one(
            folder / "dossiers",
            f"c{index:04d}",
            types[index % len(types)],
            f"{seed}:{index}",
            Condition(condition),
            dpi,
        )
        for index in range(count)
    )
    write_truth(folder / "truth.json", seed, made)
    return made


def _one(folder: Path, name: str, kind: str, seed: str, condition: Condition, dpi: int) -> TrueDossier:
    rng = random.Random(seed)
    feeder = Feeder(folder / name, np.random.default_rng(rng.getrandbits(64)), condition)
    feeder.scan("scan.pdf", Sheaf(draw_paper(kind, rng, dpi=dpi)))
    return feeder.dossier(name, f"{kind}, {condition.value}")
