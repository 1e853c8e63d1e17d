"""Who works on a dossier: a run that comes too early says so and loses nothing; one that wakes up late breaks nothing."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable

from chaos.archive import assert_whole, settings_of
from chaos.moments import Moment
from chaos.runs import Place, batch, batch_killed_at, batch_stopped_at, resume
from sqlalchemy import update

from hoso.wiring import open_office
from storage.database import schema

BEFORE_LOG = Moment.parse("archive/log.append#1 before")
BUSY = 4


def _time_passes(place: Place) -> None:
    """All leases run out, as they do by themselves after HOSO_LEASE_SECONDS."""
    with open_office(settings_of(place)) as office, office.database.write() as connection:
        connection.execute(update(schema.lease).values(expires=0))


def test_a_run_beside_a_living_one_leaves_it_its_dossier(office_before: Callable[[str], Place]) -> None:
    """It reports the dossier as busy, does the others, and the first one finishes."""
    place = office_before("archive")
    first = batch_stopped_at(place, BEFORE_LOG, number=2)
    assert batch(place, "--json") == BUSY
    assert "being worked on by another process" in place.said.read_text()
    resume(first)
    assert_whole(place, dossiers=3)


def test_a_killed_run_whose_machine_is_out_of_sight_is_waited_for(office_before: Callable[[str], Place]) -> None:
    """No lock file tells of its end: its lease has to run out first."""
    place = office_before("archive")
    assert batch_killed_at(place, BEFORE_LOG, number=2) == -signal.SIGKILL
    shutil.rmtree(place.home / "present")
    early = batch(place)
    _time_passes(place)
    assert (early, batch(place)) == (BUSY, 0), place.said.read_text()
    assert_whole(place, dossiers=3)


def test_a_run_that_slept_through_its_lease_changes_nothing(office_before: Callable[[str], Place]) -> None:
    """Another one archived its dossier meanwhile; its own append finds the leaf, its own advance is refused."""
    place = office_before("archive")
    sleeper = batch_stopped_at(place, BEFORE_LOG, number=2)
    _time_passes(place)
    assert batch(place) == 0, place.said.read_text()
    resume(sleeper)
    assert_whole(place, dossiers=3)
