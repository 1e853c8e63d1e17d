"""No question about one dossier grows with the archive: every statement is explained over 20,000 dossiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from random import Random

import pytest
from sqlalchemy import Connection, event, insert, text

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import TransientError
from dossier.pipeline import Position, State
from dossier.record import Policy, Profile
from storage.database import (
    AccessLog,
    Coverage,
    Database,
    DatabaseJournal,
    DossierIndex,
    EventLog,
    Holdings,
    IndexedDocument,
    IndexEntry,
    Intake,
    IntakeHead,
    Leases,
    Outbox,
    Place,
    Register,
    Search,
    connect,
    schema,
)
from storage.database.search import text_index
from storage.database.words import words_of

ROWS, TEXTS = 20_000, 4_000
CODE = DossierCode("H29-200101-19000")
HEAD = IntakeHead(None, "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs", "2026-11-22T08:15:30+07:00")
ENTRY = IndexEntry((IndexedDocument(1, "other", 0.9, owners=("079190000123",)),), (), None, "giấy tờ")
NUMBERS = count(1)
# One row for each series and chain: smaller than any archive.
SMALL = {"series", "chain", "alembic_version", "CONSTANT"}
# Empty here, which PostgreSQL reads from end to end at no cost.
EMPTY = {"lease", "field", "review_item"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A register with 20,000 archived dossiers."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('archive')}/register.db"
    else:
        make: Callable[[], str] = request.getfixturevalue("new_postgres_database")
        url = make()
    database = connect(url)
    with database.write() as connection:
        fill(connection)
        connection.execute(text("ANALYZE"))
    yield database
    database.close()


def fill(connection: Connection) -> None:
    numbers = range(1, ROWS + 1)
    codes = [f"H29-200101-{number:04d}" for number in numbers]
    connection.execute(insert(schema.series).values(name="H29-200101", last_number=ROWS))
    common = {"series": "H29-200101", "unit": "H29", "officer": "o", "profile": "counter", "policy": "batch"}
    state = {"step": "release", "state": "archived", "record": "0" * 64, "open": False, "attempts": 0, "name": ""}
    dossiers = [
        {**common, **state, "code": code, "number": number, "intake_key": code, "received_at": "", "since": code}
        for code, number in zip(codes, numbers, strict=True)
    ]
    connection.execute(insert(schema.dossier), dossiers)
    connection.execute(insert(schema.dossier_file), [{"code": code, "sha256": code} for code in codes])
    papers = [{"code": code, "ordinal": 1, "type": "other", "confidence": 1} for code in codes]
    connection.execute(insert(schema.document), papers)
    owners = [{"code": code, "ordinal": 1, "owner_id": code} for code in codes]
    connection.execute(insert(schema.document_owner), owners)
    packages = [{"code": code, "version": 1, "key": code, "sha256": "0" * 64} for code in codes]
    connection.execute(insert(schema.package), packages)
    covered = [{"batch": "b", "place": place, "key": code, "package": code} for place, code in enumerate(codes)]
    connection.execute(insert(schema.covered), covered)
    link = {"at": "", "previous": "", "hash": ""}
    events = [
        {**link, "sequence": number, "type": "x", "code": code, "step": "", "outcome": ""}
        for code, number in zip(codes, numbers, strict=True)
    ]
    connection.execute(insert(schema.event), events)
    looks = [
        {**link, "sequence": number, "who": "", "purpose": "", "code": code}
        for code, number in zip(codes, numbers, strict=True)
    ]
    connection.execute(insert(schema.access), looks)
    connection.execute(text("UPDATE chain SET sequence = :last"), {"last": ROWS})
    messages = [{"topic": "archived", "code": code, "record": "0" * 64, "at": "", "sent_at": ""} for code in codes]
    connection.execute(insert(schema.outbox), messages)
    texts = codes[-TEXTS:]
    connection.execute(insert(schema.search_text), [{"code": code, "body": f"nguyễn {code}"} for code in texts])
    for number, code in enumerate(texts, 1):
        text_index(connection).put(connection, number, words_of(f"nguyễn {code}"))


def one_dossier(database: Database) -> None:
    """Everything that is ever done with a single dossier."""
    intake, leases, outbox = Intake(database), Leases(database), Outbox(database)
    key = Digest.of(b"papers %d" % next(NUMBERS))
    code = intake.find_or_allocate(
        intake_key=key, unit=UnitCode("H29"), day=date(2020, 1, 1), code=None, head=HEAD
    ).code
    intake.received(code, Position("receive", State.RECEIVED, key), (key,))
    intake.dossiers_with(key)
    lease = leases.claim(code, "one", 60)
    assert lease
    assert leases.renew(lease, 60)
    journal = DatabaseJournal(database).under(lease)
    journal.position(code)
    journal.fail(code, "read", TransientError("away"))
    journal.advance(code, Position("decide", State.IN_REVIEW, key))
    DossierIndex(database).index(code, ENTRY)
    DossierIndex(database).forget(code)
    leases.release(lease)
    outbox.sent(outbox.pending(1)[0])
    AccessLog(database).record_access(who="o", purpose="p", code=code)
    AccessLog(database).of(code)
    EventLog(database).of(code)
    Coverage(database).of(str(code), key)
    Register(database).dossier(code)


def pages(database: Database) -> None:
    """Everything that answers with a page of dossiers."""
    register, holdings = Register(database), Holdings(database)
    register.unfinished(after=CODE, limit=10)
    register.review_queue(limit=10)
    register.review_queue(limit=10, after=Place("2020", CODE))
    register.waiting_count()
    register.documents_of("079190000123")
    holdings.archived(after=500, limit=10)
    holdings.packages(CODE)
    holdings.sample(5, Random(1))
    holdings.series(limit=5)
    for asked in (str(CODE), "nguyễn", "19000", "không có"):
        Search(database).search(asked, 10)


def plans(database: Database, act: Callable[[Database], object], *, forced: bool = True) -> dict[str, str]:
    """The plan of every statement that ``act`` runs; ``forced``: where an index can be used at all, it is."""
    seen: dict[str, object] = {}

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if re.match("SELECT|INSERT|UPDATE|DELETE", statement):
            seen.setdefault(statement, parameters)

    event.listen(database.engine, "before_cursor_execute", note)
    act(database)
    event.remove(database.engine, "before_cursor_execute", note)
    word = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.write() as connection:
        if forced and word == "EXPLAIN ":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return {
            statement: "\n".join(str(row[-1]) for row in connection.exec_driver_sql(word + statement, parameters))
            for statement, parameters in seen.items()
        }


def scanned(plan: str) -> set[str]:
    """Tables that a plan reads from end to end; partial indices hold what waits or runs, never the archive."""
    harmless = re.compile("VIRTUAL TABLE INDEX|ix_dossier_(review|open)|ix_outbox_unsent")
    lines = [line for line in plan.splitlines() if not harmless.search(line)]
    return {found for line in lines for found in re.findall(r"(?:Seq Scan on|^SCAN) (\w+)", line)} - SMALL


@pytest.mark.parametrize("act", [one_dossier, pages])
def test_no_statement_reads_a_table_from_end_to_end(archive: Database, act: Callable[[Database], None]) -> None:
    found = plans(archive, act)
    assert len(found) >= 12
    assert {statement: plan for statement, plan in found.items() if scanned(plan)} == {}


def test_the_planner_chooses_the_indices_by_itself(archive: Database) -> None:
    found = plans(archive, one_dossier, forced=False)
    assert {statement: plan for statement, plan in found.items() if scanned(plan) - EMPTY} == {}


def test_a_page_is_not_sorted(archive: Database) -> None:
    found = plans(archive, pages)
    sorting = re.compile(r"TEMP B-TREE FOR ORDER BY|Sort\b")
    pagers = [plan for text, plan in found.items() if "LIMIT" in text and "search_index" not in text]
    assert len(pagers) >= 4
    assert [plan for plan in pagers if sorting.search(plan)] == []


@pytest.mark.parametrize("word", ["19000", "vắng"])
def test_a_rare_word_is_found_through_the_text_index(archive: Database, word: str) -> None:
    found = plans(archive, lambda database: Search(database).search(word, 10))
    last = [plan for statement, plan in found.items() if "search_index" in statement][-1]
    assert "VIRTUAL TABLE INDEX" in last or "Bitmap Index Scan on ix_search_index" in last
