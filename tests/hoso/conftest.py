"""One office with an archived and a waiting dossier, really read, and the command called in it."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cli_desk import ARCHIVED, PASSING, WAITING, Called, Hoso, Papers, settings_of

from dossier.record import Policy
from hoso.cli.app import main
from hoso.digitise import digitise
from hoso.intake import IntakeOptions, entry_of
from hoso.office import Office
from hoso.samples.catalogue import draw_card
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import make_look
from hoso.samples.papers import administrative, card
from hoso.samples.papers.card import Arrangement
from hoso.samples.persons import make_person
from hoso.samples.register import Citizen, write_register
from hoso.wiring import open_office

_DPI = 200


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Scans clean enough to be read at once."""
    folder, rng = tmp_path_factory.mktemp("papers"), random.Random(7)
    owner = make_person(rng, layout="2021")
    order = administrative.Order(pages=1)
    notice = administrative.draw(rng, make_look(rng, _DPI), order)
    sides = draw_card(card.honest(owner), rng, dpi=300, how=Arrangement.TWO_PAGES)
    for name, drawn in (("notice", notice), ("card", sides)):
        feeder = Feeder(folder / "scans" / name, np.random.default_rng(7), Condition.CLEAN)
        feeder.scan("scan.pdf", Sheaf(drawn))
    register = write_register(folder / "register.csv", [Citizen(owner)], crowd=3, rng=rng)
    return Papers(folder / "scans", owner, register)


@pytest.fixture(scope="session")
def worked(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the notice was archived and the card waits for its officer. Nobody changes it."""
    home = tmp_path_factory.mktemp("worked") / "home"
    with open_office(settings_of(home)) as office:
        for name, code, policy in (("notice", ARCHIVED, Policy.BATCH), ("card", WAITING, Policy.COUNTER)):
            options = IntakeOptions("H29.12", "can-bo-01", None, policy=policy, code=code)
            digitise(office, entry_of([papers.folder / name]), options, entering=lambda _code, _step: None)
    return home


@pytest.fixture
def home(worked: Path, tmp_path: Path) -> Path:
    """A copy of that home, to be changed."""
    return Path(shutil.copytree(worked, tmp_path / "home"))


@pytest.fixture
def office(home: Path) -> Iterator[Office]:
    """The office of the copy."""
    with open_office(settings_of(home)) as opened:
        yield opened


@pytest.fixture
def hoso(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hoso:
    """Calls the command in the copy, as a terminal of 100 columns would; the folder it is called in is ``tmp_path``."""
    monkeypatch.chdir(tmp_path)
    for name, value in {**PASSING, "HOSO_HOME": str(home), "HOSO_LANG": "vi", "COLUMNS": "100"}.items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str | Path) -> Called:
        monkeypatch.setattr(sys, "argv", ["hoso", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Called(int(ended.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def archived_object(home: Path) -> Path:
    """The archived package as it lies in the store."""
    return home / "archive" / ARCHIVED / "v1.zip"
