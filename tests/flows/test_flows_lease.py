"""Our own lease decides who works on a dossier, and our own register where it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from flows_inputs import certificate
from flows_served import Served

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


def test_a_dossier_that_is_leased_elsewhere_is_reported_and_done_later(served: Served, tmp_path: Path) -> None:
    """The batch fails with our message and leaves the dossier; ``digitise_dossier`` carries it on once it is free."""
    certificate(tmp_path / "in" / "hs", "giay.pdf", make_person(Random("leased")))
    with open_office(Settings(home=served.home)) as office:
        code = take_in(office, entry_of([tmp_path / "in" / "hs"]), IntakeOptions("H29.12", "can-bo-01"))
        with held(office, code):
            ended = served.flow("digitise.digitise_batch", folder=str(tmp_path / "in"), records=str(tmp_path / "out"))
    assert ended.returncode != 0
    told = json.loads((tmp_path / "out" / "hs.json").read_text())
    assert (told["status"], told["dossier"]["code"]) == ("failed", str(code))
    assert "being worked on by another process" in told["error"]
    assert _state(served.home, code) is State.RECEIVED

    assert served.flow("digitise.digitise_dossier", code=str(code)).returncode == 0
    assert _state(served.home, code) is State.IN_REVIEW
    with (
        open_office(Settings(home=served.home, tsa="http://127.0.0.1:9", tsa_timeout=1)) as unlucky,
        pytest.raises(TransientError),
    ):
        confirm(unlucky, code, by="can-bo-01", entering=lambda _code, _step: None)
    assert served.flow("digitise.digitise_dossier", code=str(code)).returncode == 0
    assert _state(served.home, code) is State.ARCHIVED
