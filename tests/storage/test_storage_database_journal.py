"""The journal: positions, failures, events and messages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import TransientError, UsageError
from dossier.pipeline import Advanced, Position, Run, State, Steps, run
from dossier.record import Policy, Profile
from storage.database import Database, DatabaseJournal, Intake, IntakeHead, Leases, schema

HEAD = IntakeHead(None, "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs-1", "2026-11-22T08:15:30+07:00")
START = Position("receive", State.RECEIVED, Digest.of(b"0"))


@pytest.fixture
def code(database: Database) -> DossierCode:
    """A received dossier."""
    intake = Intake(database)
    found = intake.find_or_allocate(
        intake_key=Digest.of(b"papers"), unit=UnitCode("H29"), day=date(2026, 11, 22), code=None, head=HEAD
    )
    intake.received(found.code, START, ())
    return found.code


def at(step: str, state: State) -> Position:
    return Position(step, state, Digest.of(step.encode()))


def rows(database: Database, column: str, table: str = "event") -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(schema.metadata.tables[table].c[column])))


def test_an_unknown_code_is_a_usage_error(database: Database) -> None:
    journal, unknown = DatabaseJournal(database), DossierCode("H29-261122-9999")
    with pytest.raises(UsageError):
        journal.position(unknown)
    with pytest.raises(UsageError):
        journal.advance(unknown, START)
    with pytest.raises(UsageError):
        journal.fail(unknown, "read", TransientError("away"))
    assert rows(database, "sequence") == []


def test_a_dossier_stands_where_it_was_advanced_to(database: Database, code: DossierCode) -> None:
    journal = DatabaseJournal(database)
    journal.advance(code, at("copy", State.READ))
    assert journal.position(code) == at("copy", State.READ)


def test_a_failure_leaves_the_position(database: Database, code: DossierCode) -> None:
    journal = DatabaseJournal(database)
    journal.fail(code, "read", TransientError("The engine is away."))
    assert journal.position(code) == START


def test_an_event_names_the_kind_of_a_failure_and_not_its_text(database: Database, code: DossierCode) -> None:
    DatabaseJournal(database).fail(code, "read", TransientError("The engine is away."))
    assert rows(database, "outcome") == ["allocated", "received", "TransientError"]


def test_the_ends_and_the_queue_are_told_once(database: Database, code: DossierCode) -> None:
    journal = DatabaseJournal(database)
    journal.advance(code, at("decide", State.IN_REVIEW))
    for step, state in (("decide", State.CONFIRMED), ("archive", State.ARCHIVED), ("release", State.ARCHIVED)):
        journal.advance(code, at(step, state))
    assert rows(database, "topic", "outbox") == ["in_review", "archived"]


def test_who_lost_the_lease_cannot_write(database: Database, code: DossierCode) -> None:
    lost = Leases(database).claim(code, "killed", 0)
    assert lost
    assert Leases(database).claim(code, "next", 60)
    with pytest.raises(TransientError, match="other hands"):
        DatabaseJournal(database).under(lost).advance(code, at("read", State.READ))
    assert DatabaseJournal(database).position(code) == START


def test_the_sequence_runs_on_this_journal(database: Database, code: DossierCode) -> None:
    done: Run = lambda _, record: Advanced(Digest.of(record.hex.encode()))  # noqa: E731
    steps = Steps(done, done, done, done, done, done, done, done, done, done)
    assert run(steps, DatabaseJournal(database), code, entering=lambda _: None).state is State.ARCHIVED
    assert rows(database, "step")[-1] == "release"
