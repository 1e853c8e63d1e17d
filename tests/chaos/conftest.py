"""A small batch, and an office in which its first dossier is archived and its second is about to be carried."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from chaos.moments import Moment
from chaos.runs import Place, batch_killed_at

from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import Drawn, make_look
from hoso.samples.papers import administrative


def drawn(seed: str) -> Drawn:
    """A notice of one page that names nobody, so that it passes without a register."""
    rng = random.Random(seed)
    return administrative.draw(rng, make_look(rng, 200), administrative.Order(pages=1))


def make_inputs(folder: Path) -> Path:
    """Three dossiers of one page; the second is a scan, which Tesseract has to read."""
    for number in (1, 2, 3):
        feeder = Feeder(folder / f"hs-{number}", np.random.default_rng(number))
        if number == 2:
            feeder.scan("scan.pdf", Sheaf(drawn("2")))
        else:
            feeder.digital("digital.pdf", drawn(str(number)))
    return folder


@pytest.fixture(scope="session")
def batch_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the batch."""
    return make_inputs(tmp_path_factory.mktemp("chaos") / "inputs")


@pytest.fixture(scope="session")
def half_done(batch_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A home whose second dossier stands before that step; made once for each step by a kill right there."""
    made: dict[str, Path] = {}

    def home(step: str) -> Path:
        if step not in made:
            place = Place(tmp_path_factory.mktemp("before") / step, batch_folder, {})
            place.home.mkdir()
            moment = (
                Moment("claim", "leases.claim", 1, "before") if step == "claim" else Moment(step, "step", 1, "before")
            )
            assert batch_killed_at(place, moment, number=2) == -signal.SIGKILL
            made[step] = place.home
        return made[step]

    return home


@pytest.fixture
def office_before(batch_folder: Path, half_done: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Place]:
    """A copy of that home for the test itself; before ``receive`` it is empty."""

    def place(step: str) -> Place:
        home = tmp_path / f"home-{len(list(tmp_path.iterdir()))}"
        if step == "receive":
            home.mkdir()
        else:
            shutil.copytree(half_done(step), home)
        return Place(home, batch_folder, {})

    return place
