"""A process that is killed loses nothing: the next run finishes what was begun, and nothing is there twice."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from chaos.archive import assert_whole, fingerprint
from chaos.moments import Moment
from chaos.runs import Place, batch, batch_killed_at

SMOKE = [
    "receive/intake.find_or_allocate#1 after",
    "seal/signatures.seal#1 after",
    "archive/store.put_new#1 after",
    "archive/store.put_new#3 after",
    "release/commit#1 before",
]


@pytest.mark.parametrize("written", SMOKE)
def test_a_dossier_whose_process_was_killed_is_archived_once_by_the_next_run(
    written: str, office_before: Callable[[str], Place]
) -> None:
    """Code given and nothing received; sealed; put; half in the log; archived and not in the index."""
    moment = Moment.parse(written)
    place = office_before("receive" if moment.place == "receive" else "seal")
    assert batch_killed_at(place, moment, number=2) == -signal.SIGKILL
    assert batch(place) == 0, place.said.read_text()
    assert_whole(place, dossiers=3)
    before = fingerprint(place.home / "archive")
    assert batch(place) == 0
    assert fingerprint(place.home / "archive") == before


def test_inputs_are_as_they_were(batch_folder: Path, office_before: Callable[[str], Place]) -> None:
    """Nothing touches what was handed in."""
    before = fingerprint(batch_folder)
    assert batch(office_before("seal")) == 0
    assert fingerprint(batch_folder) == before
