"""The index: written once, replaced as a whole, packages only ever added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from sqlalchemy import func, select

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import PermanentError, TransientError, UsageError
from dossier.pipeline import Position, State
from dossier.record import (
    Attributes,
    Document,
    Field,
    Head,
    LogEntry,
    Package,
    PageRef,
    Policy,
    Profile,
    Record,
    ReviewItem,
    Source,
    Status,
)
from storage.database import (
    Database,
    DatabaseJournal,
    DossierIndex,
    Holdings,
    IndexedDocument,
    IndexedField,
    IndexEntry,
    Intake,
    IntakeHead,
    Register,
    Search,
    entry_of,
    schema,
)

UNIT, DAY = UnitCode("H29"), date(2026, 11, 22)
HEAD = IntakeHead("1.001193", "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs-1", "2026-11-22T08:15:30+07:00")
OWNER = "079190000123"


def received(database: Database, number: int = 1) -> DossierCode:
    intake = Intake(database)
    key = Digest.of(b"%d" % number)
    code = intake.find_or_allocate(intake_key=key, unit=UNIT, day=DAY, code=None, head=HEAD).code
    intake.received(code, Position("receive", State.RECEIVED, key), (key,))
    return code


def moved(database: Database, number: int, step: str, state: State) -> DossierCode:
    code = received(database, number)
    DatabaseJournal(database).advance(code, Position(step, state, Digest.of(b"r")))
    return code


def package(code: DossierCode, version: int = 1, log: int | None = 7) -> Package:
    where = f"{code}/v{version}.zip"
    return Package(where, Digest.of(where.encode()), version, "v-id", LogEntry(log, "checkpoint") if log else None)


def record(code: DossierCode) -> Record:
    def field(value: str | tuple[str, ...] | None) -> Field:
        return Field(value, "", 0.97, "scan.pdf", 1, None, Source.PRINT)

    fields = {"full_name": field("Nguyễn Thị Ánh"), "children": field(("Lê An", "Lê Bình")), "ward": field(None)}
    about = Attributes(title="Giấy khai sinh", owner_id=OWNER, number="12/2020")
    paper = Document("birth_certificate", 0.98, (PageRef("scan.pdf", 1),), 1, about, fields=fields)
    head = Head(code, "1.001193", "H29", "can-bo-01", Profile.COUNTER, Policy.BATCH, HEAD.received_at, "hs-1")
    items = (ReviewItem("low_confidence", "", "", 0, "full_name"), ReviewItem("low_confidence", "", "", 0, "ward"))
    return Record(head, Status.ARCHIVED, (), (paper,), review=items, package=package(code))


def counts(database: Database) -> dict[str, int]:
    tables = ("document", "field", "document_owner", "review_item", "search_text", "package")
    with database.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(schema.metadata.tables[name])) or 0
            for name in tables
        }


def test_indexing_twice_changes_nothing(database: Database) -> None:
    code = received(database)
    entry = entry_of(record(code), "CỘNG HOÀ XÃ HỘI")
    index = DossierIndex(database)
    assert index.index(code, entry)
    before = counts(database)
    assert not index.index(code, entry)
    assert counts(database) == before
    assert before["field"] == 3


def test_a_new_entry_replaces_the_old_one(database: Database) -> None:
    code = received(database)
    DossierIndex(database).index(code, entry_of(record(code), "giấy cũ"))
    DossierIndex(database).index(code, IndexEntry((), (), None, "giấy mới"))
    assert Register(database).documents_of(OWNER) == ()
    assert Search(database).search("giấy cũ") == ()
    assert len(Search(database).search("giấy mới")) == 1


def test_a_person_finds_his_papers(database: Database) -> None:
    code = received(database)
    DossierIndex(database).index(code, entry_of(record(code), ""))
    (paper,) = Register(database).documents_of(OWNER)
    assert (paper.code, paper.ordinal, paper.title, paper.number) == (code, 1, "Giấy khai sinh", "12/2020")


def test_what_proves_secret_is_forgotten(database: Database) -> None:
    code = received(database)
    DossierIndex(database).index(code, replace(entry_of(record(code), "nội dung"), package=None))
    DossierIndex(database).forget(code)
    assert set(counts(database).values()) == {0}
    assert Search(database).search("nội dung") == ()


def test_what_no_database_takes_is_replaced(database: Database) -> None:
    code = received(database)
    paper = IndexedDocument(1, "other", 0.5, title="\udcff", fields=(IndexedField("qr", "a\x00b", 0.9, "qr"),))
    DossierIndex(database).index(code, IndexEntry((paper,), (), None, "trang\x00một"))
    assert len(Search(database).search("trang một")) == 1


def test_a_package_version_never_changes_its_digest(database: Database) -> None:
    code = received(database)
    entry = IndexEntry((), (), package(code), "")
    DossierIndex(database).index(code, entry)
    other = replace(package(code), sha256=Digest.of(b"other"))
    with pytest.raises(PermanentError, match="another digest"):
        DossierIndex(database).index(code, replace(entry, package=other))
    assert [each.sha256 for each in Holdings(database).packages(code)] == [package(code).sha256]


def test_the_place_in_the_log_can_come_later(database: Database) -> None:
    code = received(database)
    for log in (None, 12):
        DossierIndex(database).index(code, IndexEntry((), (), package(code, log=log), ""))
    assert [each.log_index for each in Holdings(database).packages(code)] == [12]


def test_the_register_shows_head_position_and_failure(database: Database) -> None:
    code = received(database)
    DatabaseJournal(database).fail(code, "read", TransientError("The engine is away."))
    row = Register(database).dossier(code)
    assert (row.head, row.unit, row.state, row.files) == (HEAD, "H29", State.FAILED, (Digest.of(b"1"),))
    assert row.failure
    assert (row.failure.step, row.failure.message, row.failure.attempts) == ("read", "The engine is away.", 1)
    assert row.position
    assert row.position.state is State.RECEIVED


def test_an_unknown_dossier_is_a_usage_error(database: Database) -> None:
    with pytest.raises(UsageError):
        Register(database).dossier(DossierCode("H29-261122-0001"))


def test_unfinished_is_what_a_run_would_go_on_with(database: Database) -> None:
    running, unreleased = received(database, 1), moved(database, 2, "archive", State.ARCHIVED)
    for number, (step, state) in enumerate(
        [("release", State.ARCHIVED), ("read", State.REFUSED), ("decide", State.IN_REVIEW)], 3
    ):
        moved(database, number, step, state)
    assert Register(database).unfinished() == (running, unreleased)
    assert Register(database).unfinished(after=running) == (unreleased,)


def test_the_queue_is_paged_and_counts_items(database: Database) -> None:
    codes = [moved(database, number, "decide", State.IN_REVIEW) for number in (1, 2, 3)]
    DossierIndex(database).index(codes[0], entry_of(record(codes[0]), ""))
    first = Register(database).review_queue(limit=2)
    rest = Register(database).review_queue(limit=2, after=first[-1].place)
    assert [each.place.code for each in (*first, *rest)] == codes
    assert (first[0].items, first[0].reasons) == (2, (("low_confidence", 2),))
    assert Register(database).waiting_count() == 3


def test_the_archive_is_walked_in_the_order_of_entry(database: Database) -> None:
    codes = [received(database, number) for number in (1, 2, 3)]
    for code in codes:
        DossierIndex(database).index(code, IndexEntry((), (), package(code), ""))
    first = Holdings(database).archived(limit=2)
    rest = Holdings(database).archived(after=first[-1].id)
    assert [each.code for each in (*first, *rest)] == codes


def test_a_sample_is_drawn_of_latest_versions(database: Database) -> None:
    codes = [received(database, number) for number in range(10)]
    for code in codes:
        for version in (1, 2):
            DossierIndex(database).index(code, IndexEntry((), (), package(code, version), ""))
    drawn = Holdings(database).sample(4, Random(1))
    assert len({each.code for each in drawn}) == 4
    assert {each.version for each in drawn} == {2}
    assert {each.code for each in Holdings(database).sample(50, Random(2))} == set(codes)


def test_codes_never_archived_are_named(database: Database) -> None:
    done, stuck = moved(database, 1, "release", State.ARCHIVED), received(database, 2)
    own = DossierCode("H29-261122-0006")
    Intake(database).find_or_allocate(intake_key=Digest.of(b"x"), unit=UNIT, day=DAY, code=own, head=HEAD)
    report = Holdings(database).codes_in_series("H29-261122")
    assert (report.archived, report.last_number, report.absent) == ((done,), 6, ((3, 5),))
    assert report.not_archived == ((stuck, State.RECEIVED), (own, None))
    assert Holdings(database).series() == ("H29-261122",)
