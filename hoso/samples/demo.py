"""The demonstration: dossiers of every kind of ending, a register, and the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hoso.samples import demo_cases, demo_oddities
from hoso.samples.demo_desk import Case, Desk
from hoso.samples.dossiers import Feeder
from hoso.samples.register import Citizen, write_register
from hoso.samples.truth import TrueDossier, write_truth

CASES: tuple[Case, ...] = (*demo_cases.CASES, *demo_oddities.CASES)


@dataclass(frozen=True, slots=True)
class DemoSet:
    """Where things lie: ``dossiers`` is the folder for a batch, ``register`` a CSV, ``truth`` JSON."""

    dossiers: Path
    register: Path
    truth: Path
    cases: tuple[TrueDossier, ...]


def make_demo(folder: Path, seed: int, *, dpi: int = 300, crowd: int = 3000) -> DemoSet:
    """Write ``folder/dossiers``, ``folder/register.csv`` and ``folder/truth.json``; the same for the same seed."""
    citizens: list[Citizen] = []
    made = []
    for index, case in enumerate(CASES, 1):
        rng = random.Random(f"{seed}:{index}")
        name = f"hs-{index:03d}{case.suffix}"
        target = folder / "dossiers" / ("" if case.suffix else name)
        feeder = Feeder(target, np.random.default_rng(rng.getrandbits(64)), case.condition)
        desk = Desk(rng, dpi, feeder, name, citizens)
        expected = case.make(desk)
        made.append(feeder.dossier(name, case.about, procedure=case.procedure, expected=expected))
    register = write_register(folder / "register.csv", citizens, crowd=crowd, rng=random.Random(f"{seed}:register"))
    truth = write_truth(folder / "truth.json", seed, made)
    return DemoSet(folder / "dossiers", register, truth, tuple(made))
