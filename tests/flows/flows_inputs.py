"""Dossiers of one page, quick to read."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import make_look
from hoso.samples.papers import administrative, marital_status
from hoso.samples.persons import Person


@dataclass(frozen=True, slots=True)
class Inputs:
    """A folder of dossiers and the persons that they name."""

    folder: Path
    persons: tuple[Person, ...]


def notice(folder: Path, seed: str) -> Path:
    """A dossier of one born-digital page that names nobody: it is archived."""
    rng = random.Random(seed)
    drawn = administrative.draw(rng, make_look(rng, 200), administrative.Order(pages=1))
    return Feeder(folder, np.random.default_rng(1)).digital("cong-van.pdf", drawn)


def certificate(folder: Path, file: str, person: Person) -> Path:
    """A dossier of one born-digital page about somebody whom the register does not know: it waits for an officer."""
    rng = random.Random(person.id_number)
    return Feeder(folder, np.random.default_rng(1)).digital(file, marital_status.draw(person, rng, make_look(rng, 200)))


def scanned(folder: Path, seed: str) -> Path:
    """A dossier of one scanned page that names nobody."""
    rng = random.Random(seed)
    drawn = administrative.draw(rng, make_look(rng, 200), administrative.Order(pages=1))
    return Feeder(folder, np.random.default_rng(2)).scan("scan.png", Sheaf(drawn))
