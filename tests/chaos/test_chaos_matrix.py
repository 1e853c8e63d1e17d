"""Every moment of a dossier's path at which its process can be killed, one after the other (``./run chaos``)."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from chaos.archive import assert_whole, fingerprint
from chaos.moments import Moment
from chaos.runs import Place, batch, batch_killed_at, moments_of

from dossier.pipeline import STATE_AFTER

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(3000)]

PLACES = ["receive", "claim", *(step for step in STATE_AFTER if step != "receive")]
# What must have gone by on the way of a dossier into the archive, in this order.
EFFECTS = [
    "archive/store.put_new#1 after",  # the package is put
    "archive/log.append#1 before",  # it was read back
    "archive/store.put_new#2 after",  # the leaf's place in the log is claimed
    "archive/store.put_new#3 after",  # its hash tile is there
    "archive/store.put_new#4 after",  # its lookup is there
    "archive/log.stamp#1 after",  # the checkpoint is time-stamped
    "archive/store.overwrite#1 after",  # the time stamp is there
    "archive/store.overwrite#2 after",  # the checkpoint is published
    "archive/journal.advance#1 before",  # the record names package and log entry
    "archive/commit#1 before",  # everything is said to the database, nothing committed
    "archive/journal.advance#1 after",  # committed
    "release/commit#1 before",  # everything is in the index, nothing committed
    "release/index.index#1 after",
    "release/journal.advance#1 after",
]


@pytest.fixture(scope="module")
def moments(batch_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """Every moment of the second dossier in a run that nothing stops."""
    home = tmp_path_factory.mktemp("traced") / "home"
    return moments_of(Place(home, batch_folder, {}), number=2)


def test_the_path_has_the_moments_that_matter_in_their_order(moments: list[Moment]) -> None:
    """Put, read back, log, commit, index; and every step is entered."""
    went_by = [str(moment) for moment in moments]
    assert [moment for moment in went_by if moment in EFFECTS] == EFFECTS
    assert {moment.place for moment in moments} == set(PLACES)


@pytest.mark.parametrize("place_name", PLACES)
def test_killed_anywhere_in_a_step_the_dossier_is_archived_once_by_the_next_run(
    place_name: str,
    moments: list[Moment],
    office_before: Callable[[str], Place],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each moment from a fresh copy of the office before the step."""
    for moment in _distinct(each for each in moments if each.place == place_name):
        place = office_before(place_name)
        assert batch_killed_at(place, moment, number=2) == -signal.SIGKILL, moment
        assert batch(place) == 0, (moment, place.said.read_text())
        assert_whole(place, dossiers=3)
        before = fingerprint(place.home / "archive")
        assert batch(place) == 0
        assert fingerprint(place.home / "archive") == before, moment
        with capsys.disabled():
            print(f"killed: {moment}", flush=True)  # noqa: T201  the list is the test's result


def _distinct(moments: Iterable[Moment]) -> Iterator[Moment]:
    """Of two moments with nothing between them the first; of the engine's many calls the first."""
    last: Moment | None = None
    for moment in moments:
        again = moment.effect == "engine.read" and moment.count > 1
        if not again and not (
            last and last.phase == "after" and moment.phase == "before" and moment.effect != "commit"
        ):
            yield moment
        last = moment


@pytest.mark.parametrize("written", ["archive/store.put_new#1 after", "seal/blobs.put#3 after", "sign/commit#1 before"])
def test_dossiers_that_were_carried_beside_the_followed_one_are_whole_too(
    written: str, office_before: Callable[[str], Place]
) -> None:
    """With three workers the kill takes the others wherever they are."""
    place = office_before("claim")
    assert batch_killed_at(place, Moment.parse(written), number=2, workers=3) == -signal.SIGKILL
    assert batch(place) == 0, place.said.read_text()
    assert_whole(place, dossiers=3)
