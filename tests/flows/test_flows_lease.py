"""Our own lease decides who works on a dossier, and our own register where it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from flows_inputs import certificate
from flows_served import Driver, Served, Told

from dossier.codes import DossierCode
from dossier.errors import TransientError
from dossier.pipeline import State
from hoso.digitise import held, take_in
from hoso.intake import IntakeOptions, entry_of
from hoso.reviewing import confirm
from hoso.samples.persons import make_person
from hoso.settings import Settings
from hoso.wiring import open_office


def _state(home: Path, code: DossierCode) -> State:
    with open_office(Settings(home=home)) as office:
        return office.journal.position(code).state


def _taken_in(served: Served, folder: Path, seed: str) -> DossierCode:
    certificate(folder / "hs", "giay.pdf", make_person(Random(seed)))
    with open_office(Settings(home=served.home)) as office:
        return take_in(office, entry_of([folder / "hs"]), IntakeOptions("H29.12", "can-bo-01"))


def test_a_dossier_that_is_leased_elsewhere_is_reported_and_not_done(
    served: Served, flow: Driver, tmp_path: Path
) -> None:
    code = _taken_in(served, tmp_path / "in", "leased")
    with (
        open_office(Settings(home=served.home)) as office,
        held(office, code),
        pytest.raises(Told, match="1 of 1 dossiers failed"),
    ):
        flow("digitise.digitise_batch", folder=str(tmp_path / "in"), records=str(tmp_path / "out"))
    told = json.loads((tmp_path / "out" / "hs.json").read_text())
    assert (told["status"], told["dossier"]["code"]) == ("failed", str(code))
    assert "being worked on by another process" in told["error"]
    assert _state(served.home, code) is State.RECEIVED


def test_one_dossier_is_carried_on_after_a_failure(served: Served, flow: Driver, tmp_path: Path) -> None:
    """It waits for an officer; the time-stamp server is away while the officer confirms; later it goes to the archive."""
    code = _taken_in(served, tmp_path, "failed")
    assert flow("digitise.digitise_dossier", code=str(code)) == "in_review"
    unlucky = Settings(home=served.home, tsa="http://127.0.0.1:9", tsa_timeout=1)
    with open_office(unlucky) as office, pytest.raises(TransientError):
        confirm(office, code, by="can-bo-01", entering=lambda _code, _step: None)
    assert _state(served.home, code) is State.CONFIRMED
    assert flow("digitise.digitise_dossier", code=str(code)) == "archived"


def test_a_code_that_is_none_is_refused(flow: Driver) -> None:
    with pytest.raises(Told, match="UsageError: A dossier code looks like"):
        flow("digitise.digitise_dossier", code="Nguyễn Văn A")
