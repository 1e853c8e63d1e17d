"""One scanned notice, archived by the command itself with the defaults, and its package unpacked by ``unzip``."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from chaos.archive import settings_of
from chaos.conftest import drawn
from chaos.runs import Place, batch

from hoso.office import Office
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.wiring import open_office


@dataclass(frozen=True, slots=True)
class Archived:
    """Where the office is, its one package, and the directory that ``unzip`` made of it."""

    place: Place
    package: Path
    unpacked: Path

    @property
    def root(self) -> Path:
        """The development authority's root certificate."""
        return self.place.home / "development" / "root.pem"

    def copies(self) -> list[Path]:
        """The signed copies."""
        return sorted((self.unpacked / "data" / "copy").glob("*.pdf"))


def one_scan(folder: Path) -> Path:
    """A folder with one dossier of one page."""
    Feeder(folder / "hs-1", np.random.default_rng(1)).scan("scan.pdf", Sheaf(drawn("1")))
    return folder


@pytest.fixture(scope="session")
def scan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The input."""
    return one_scan(tmp_path_factory.mktemp("end") / "inputs")


@pytest.fixture(scope="session")
def archived(scan_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    """The archived package."""
    root = tmp_path_factory.mktemp("archived")
    place = Place(root / "home", scan_folder, {})
    assert batch(place, "--records", str(root / "records")) == 0, place.said.read_text()
    (package,) = (place.home / "archive").glob("*/v1.zip")
    subprocess.run(["unzip", "-q", str(package), "-d", str(root / "unpacked")], check=True)
    (unpacked,) = (root / "unpacked").iterdir()
    return Archived(place, package, unpacked)


@pytest.fixture(scope="session")
def office(archived: Archived) -> Iterator[Office]:
    """The office that holds the package."""
    with open_office(settings_of(archived.place)) as opened:
        yield opened
