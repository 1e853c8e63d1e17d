"""The append-only logs and the outbox."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import PermanentError
from dossier.pipeline import Position, State
from dossier.record import Policy, Profile
from storage.database import ORIGIN, AccessLog, Database, DatabaseJournal, EventLog, Intake, IntakeHead, Outbox, schema

HEAD = IntakeHead(None, "can-bo-01", Profile.COUNTER, Policy.BATCH, "Hồ sơ ông A", "2026-11-22T08:15:30+07:00")
CODE = DossierCode("H29-261122-0001")


@pytest.fixture
def log(database: Database) -> AccessLog:
    """A log with five entries."""
    filled = AccessLog(database)
    for number in range(5):
        filled.record_access(who=f"can-bo-0{number}", purpose="tra cứu", code=CODE if number % 2 else None)
    return filled


def tamper(database: Database, statement: str) -> None:
    """What somebody with the rights of the database's owner could do."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE access DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER access_no_update"))
            connection.execute(text("DROP TRIGGER access_no_delete"))
        connection.execute(text(statement))


def test_an_untouched_log_verifies(log: AccessLog) -> None:
    report = log.verify_chain()
    assert (report.ok, report.rows) == (True, 5)


def test_an_empty_log_verifies(database: Database) -> None:
    assert AccessLog(database).verify_chain().ok


def test_who_looked_at_a_dossier_is_told(log: AccessLog) -> None:
    assert [(each.who, each.purpose) for each in log.of(CODE)] == [("can-bo-01", "tra cứu"), ("can-bo-03", "tra cứu")]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE access SET who = 'x'", "DELETE FROM access WHERE sequence = 2", "UPDATE event SET type = 'x'"],
)
def test_rows_cannot_be_changed(log: AccessLog, statement: str) -> None:
    if "event" in statement:
        take_in(log.database)
    with pytest.raises(PermanentError), log.database.write() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE access SET who = 'x' WHERE sequence = 3", 3),
        ("UPDATE access SET code = NULL WHERE sequence = 4", 4),
        ("DELETE FROM access WHERE sequence = 2", 2),
        ("DELETE FROM access WHERE sequence > 3", 4),
        ("UPDATE chain SET hash = 'x' WHERE name = 'access'", 5),
    ],
)
def test_the_first_tampered_row_is_named(log: AccessLog, statement: str, broken: int) -> None:
    tamper(log.database, statement)
    assert log.verify_chain().broken_at == broken


def test_a_log_cut_back_is_seen_from_a_link_kept_elsewhere(log: AccessLog) -> None:
    kept = log.head()
    tamper(log.database, "DELETE FROM access WHERE sequence > 3")
    with log.database.write() as connection:
        back = "SET sequence = 3, hash = (SELECT hash FROM access WHERE sequence = 3) WHERE name = 'access'"
        connection.execute(text("UPDATE chain " + back))
    assert log.verify_chain().ok
    assert log.verify_chain(kept).broken_at == 4


def test_a_log_goes_on_from_a_link_kept_earlier(log: AccessLog) -> None:
    kept = log.head()
    log.record_access(who="can-bo-09", purpose="kiểm tra")
    assert (log.verify_chain(kept).rows, log.verify_chain(ORIGIN).rows) == (1, 6)


def take_in(database: Database) -> DossierCode:
    intake, key = Intake(database), Digest.of(b"1")
    code = intake.find_or_allocate(
        intake_key=key, unit=UnitCode("H29"), day=date(2026, 11, 22), code=None, head=HEAD
    ).code
    intake.received(code, Position("receive", State.RECEIVED, key), (key,))
    return code


def test_events_follow_a_dossier_in_an_unbroken_chain(database: Database) -> None:
    code = take_in(database)
    DatabaseJournal(database).advance(code, Position("read", State.READ, Digest.of(b"2")))
    events = EventLog(database)
    assert [each.outcome for each in events.of(code)] == ["allocated", "received", "read"]
    assert events.verify_chain().ok
    assert events.head().sequence == 3


def test_a_message_is_pending_until_it_was_sent(database: Database) -> None:
    code, outbox = take_in(database), Outbox(database)
    DatabaseJournal(database).advance(code, Position("decide", State.IN_REVIEW, Digest.of(b"2")))
    (message,) = outbox.pending()
    assert (message.topic, message.code, message.record) == ("in_review", code, Digest.of(b"2"))
    outbox.sent(message)
    assert outbox.pending() == ()


def test_an_event_or_message_names_no_person(database: Database) -> None:
    code = take_in(database)
    DatabaseJournal(database).advance(code, Position("decide", State.IN_REVIEW, Digest.of(b"2")))
    with database.read() as connection:
        rows = [*connection.execute(select(schema.event)), *connection.execute(select(schema.outbox))]
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row if "ông A" in str(cell)]
