"""The path as a sequence: order, waiting, refusing, going on."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, TransientError
from dossier.pipeline import Advanced, Outcome, Position, Refused, Run, State, Steps, Waiting, run

CODE = DossierCode.parse("H29.12-261122-0001")
START = Position("receive", State.RECEIVED, Digest.of(b"received"))
NAMES = [each.name for each in fields(Steps)]


class MemoryJournal:
    """A journal in memory."""

    def __init__(self, position: Position = START) -> None:
        self.at = position
        self.failures: list[tuple[str, str]] = []

    def position(self, code: DossierCode) -> Position:
        return self.at

    def advance(self, code: DossierCode, position: Position) -> None:
        self.at = position

    def fail(self, code: DossierCode, step: str, error: HosoError) -> None:
        self.failures.append((step, str(error)))


def steps(**special: Run) -> Steps:
    def plain(name: str) -> Run:
        return lambda _code, digest: Advanced(Digest.of(f"{digest}{name}".encode()))

    return Steps(**{name: special.get(name, plain(name)) for name in NAMES})


def entered(made: Steps, journal: MemoryJournal) -> list[str]:
    names: list[str] = []
    run(made, journal, CODE, entering=names.append)
    return names


def test_every_step_runs_once_in_the_order_of_the_law() -> None:
    journal = MemoryJournal()
    assert entered(steps(), journal) == NAMES
    assert (journal.at.step, journal.at.state) == ("release", State.ARCHIVED)


def test_a_second_run_changes_nothing() -> None:
    journal = MemoryJournal()
    entered(steps(), journal)
    before = journal.at
    assert entered(steps(), journal) == []
    assert journal.at == before


@pytest.mark.parametrize(("outcome", "state"), [(Waiting, State.IN_REVIEW), (Refused, State.REFUSED)])
def test_a_dossier_that_waits_or_is_refused_stops_there(outcome: type[Outcome], state: State) -> None:
    journal = MemoryJournal()
    made = steps(decide=lambda _code, digest: outcome(digest))
    assert entered(made, journal)[-1] == "decide"
    assert journal.at.state is state
    assert entered(made, journal) == []


@pytest.mark.parametrize(
    ("step", "state", "rests"),
    [
        ("read", State.READ, False),
        ("decide", State.IN_REVIEW, True),
        ("decide", State.CONFIRMED, False),
        ("sort", State.REFUSED, True),
        ("archive", State.ARCHIVED, False),
        ("release", State.ARCHIVED, True),
    ],
)
def test_a_dossier_rests_when_a_person_has_to_look_or_the_path_is_done(step: str, state: State, rests: bool) -> None:
    """An archived one is still to be released."""
    assert Position(step, state, Digest.of(b"")).at_rest is rests


def test_an_error_is_remembered_and_the_next_run_goes_on_from_the_last_step_done() -> None:
    def busy(_code: DossierCode, _digest: Digest) -> Outcome:
        raise TransientError("The server is busy.")

    journal = MemoryJournal()
    with pytest.raises(TransientError):
        entered(steps(seal=busy), journal)
    assert journal.failures == [("seal", "The server is busy.")]
    assert entered(steps(), journal) == ["seal", "archive", "release"]


def test_a_confirmed_dossier_goes_on_to_be_sealed() -> None:
    journal = MemoryJournal(Position("decide", State.CONFIRMED, Digest.of(b"confirmed")))
    assert entered(steps(), journal) == ["seal", "archive", "release"]
