"""The auditor's walk: each thing that can be altered is found and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, alter, settings_of
from cryptography import x509
from sqlalchemy import delete, text, update

from dossier.codes import DossierCode
from hoso.auditing import audit
from hoso.fast_lane import is_unbroken
from hoso.office import Office
from hoso.trusting import Anchor
from hoso.wiring import open_office
from signing.authority.development import open_authority
from signing.judge.trust import Window
from storage import package
from storage.database import schema
from storage.objects import Lock, LockMode
from storage.objects.memory import MemoryStore


def kinds(office: Office, sample: int | None = None) -> set[str]:
    return {finding.what for finding in audit(office, sample=sample).findings}


def test_an_untouched_archive_has_no_findings(office: Office) -> None:
    report = audit(office, sample=None)
    assert (report.findings, report.checked, report.log_size, report.whole) == ((), 1, 1, True)
    assert report.development


def test_codes_that_were_never_archived_are_told_for_information(office: Office) -> None:
    (waiting,) = audit(office, sample=None).not_archived
    assert (str(waiting.code), waiting.state) == (WAITING, "in_review")


def test_an_altered_object_is_named(office: Office, archived_object: Path) -> None:
    alter(archived_object, 5000)
    report = audit(office, sample=50)
    assert [str(finding.code) for finding in report.findings] == [ARCHIVED]
    assert report.findings[0].what == "replaced"
    assert report.findings[0].message_vi.startswith("KHÔNG HỢP LỆ")


def test_a_missing_object_is_named(office: Office, archived_object: Path) -> None:
    archived_object.unlink()
    assert kinds(office) == {"missing"}


def test_a_leaf_that_the_register_lost_is_found(office: Office) -> None:
    with office.database.write() as connection:
        connection.execute(delete(schema.package))
    assert kinds(office) == {"log"}


def test_a_run_that_was_stopped_before_it_entered_its_package_is_no_finding(office: Office) -> None:
    with office.database.write() as connection:
        connection.execute(delete(schema.package))
        connection.execute(update(schema.dossier).where(schema.dossier.c.code == ARCHIVED).values(step="archive"))
    assert kinds(office) == set()


def test_a_package_that_the_log_does_not_have_is_found(office: Office, home: Path) -> None:
    for path in sorted((home / "archive").rglob("*"), reverse=True):
        if path.is_file() and path.name != "v1.zip":
            path.unlink()
    assert "log" in kinds(office)


def test_an_altered_leaf_is_found(office: Office, home: Path) -> None:
    (entries,) = [path for path in (home / "archive").rglob("*") if path.is_file() and "entries" in path.parts]
    alter(entries, 20)
    assert "log" in kinds(office)


@pytest.mark.parametrize("table", [schema.event, schema.access], ids=["events", "access"])
def test_a_changed_row_of_a_chain_is_found(office: Office, table) -> None:
    office.access.record_access(who="can-bo-01", purpose="show", code=DossierCode(ARCHIVED))
    column = "outcome" if table is schema.event else "who"
    with office.database.write() as connection:
        connection.execute(text(f"DROP TRIGGER {table.name}_no_update"))
        connection.execute(update(table).where(table.c.sequence == 1).values({column: "nobody"}))
    assert kinds(office) == {"events" if table is schema.event else "access"}


def test_a_code_that_was_given_out_and_is_gone_is_found(office: Office) -> None:
    with office.database.write() as connection:
        for each in ("review_item", "search_text", "field", "document_owner", "document", "dossier_file", "outbox"):
            connection.execute(text(f"DELETE FROM {each} WHERE code = '{WAITING}'"))  # noqa: S608
        connection.execute(delete(schema.dossier).where(schema.dossier.c.code == WAITING))
    (finding,) = audit(office, sample=None).findings
    assert (finding.what, str(finding.code)) == ("series", WAITING)


def test_numbers_that_an_office_left_out_itself_are_no_finding(office: Office) -> None:
    with office.database.write() as connection:
        connection.execute(update(schema.series).values(last_number=40))
    assert kinds(office) == set()


@pytest.fixture
def versioned(office: Office) -> tuple[Office, MemoryStore]:
    """The same office on a store that keeps versions."""
    store = MemoryStore()
    for key in office.store.keys(""):
        store.put_new(key, office.store.get(key))
    kept = store.history(f"{ARCHIVED}/v1.zip")[0].version_id
    with office.database.write() as connection:
        connection.execute(update(schema.package).values(version_id=kept))
    return replace(office, store=store, log=replace(office.log, store=store)), store


def test_a_delete_marker_is_found(versioned: tuple[Office, MemoryStore]) -> None:
    office, store = versioned
    assert kinds(office) == set()
    store.hide(f"{ARCHIVED}/v1.zip")
    assert kinds(office) == {"deleted", "missing"}


def test_a_foreign_version_over_the_archived_one_is_found_though_its_bytes_are_the_same(
    versioned: tuple[Office, MemoryStore],
) -> None:
    office, store = versioned
    key = f"{ARCHIVED}/v1.zip"
    store.overwrite(key, store.get(key))
    assert kinds(office) == {"versions"}


def test_an_archive_that_should_lock_and_does_not_is_found(office: Office) -> None:
    locking = replace(office, settings=office.settings.model_copy(update={"lock_days": 1}))
    assert kinds(locking, 1) == {"lock"}


def test_the_lock_of_the_archived_version_is_told(office: Office) -> None:
    store = MemoryStore()
    until = Lock(LockMode.COMPLIANCE, datetime.now(UTC) + timedelta(days=1))
    key = f"{ARCHIVED}/v1.zip"
    for each in office.store.keys(""):
        store.put_new(each, office.store.get(each), lock=until if each == key else None)
    with office.database.write() as connection:
        connection.execute(update(schema.package).values(version_id=store.history(key)[0].version_id))
    settings = office.settings.model_copy(update={"lock_days": 1})
    locked = replace(office, store=store, log=replace(office.log, store=store), settings=settings)
    assert audit(locked, sample=None).findings == ()


def test_a_sample_is_drawn_by_lot_and_no_larger_than_asked(office: Office) -> None:
    report = audit(office, sample=5, draw=Random(1))
    assert (report.checked, report.whole) == (1, False)


def test_the_command_tells_findings_by_table_and_status(hoso: Hoso, archived_object: Path) -> None:
    assert hoso("audit").status == 0
    assert hoso("audit", "--all", "--json").json["contract"] == "hoso.audit/1"
    archived_object.unlink()
    found = hoso("audit", "--all")
    assert found.status == 3
    assert ARCHIVED in found.out
    assert hoso("audit", "--all", "--json").json["findings"][0]["what"] == "missing"


def test_all_and_a_sample_exclude_each_other(hoso: Hoso) -> None:
    assert hoso("audit", "--all", "--sample", "3").status == 2


def test_an_archive_of_nothing_is_audited_too(tmp_path: Path) -> None:
    with open_office(settings_of(tmp_path / "new")) as office:
        assert audit(office, sample=None).findings == ()


class Lot(Random):
    """Draws nothing for a second full judgement."""

    def random(self) -> float:
        return 1.0


def in_full(office: Office, *, full: bool = False, lot: Random | None = None) -> int:
    report = audit(office, sample=None, full=full, draw=lot or Lot())
    assert (report.findings, report.checked, report.development) == ((), 1, True)
    return report.in_full


def later(office: Office, days: int) -> Office:
    now = office.clock() + timedelta(days=days)
    return replace(office, clock=lambda: now)


def test_what_was_judged_in_full_is_checked_in_the_fast_lane_next_time(office: Office) -> None:
    assert [in_full(office), in_full(office)] == [1, 0]


def test_full_judgement_comes_again_after_a_month_on_demand_and_by_lot(office: Office) -> None:
    class Chosen(Random):
        def random(self) -> float:
            return 0.0

    assert in_full(office) == 1
    assert in_full(office, full=True) == 1
    assert in_full(office, lot=Chosen()) == 1
    assert [in_full(later(office, 29)), in_full(later(office, 31))] == [0, 1]


def test_a_sample_is_always_judged_in_full(office: Office) -> None:
    assert in_full(office) == 1
    assert audit(office, sample=1, draw=Lot()).in_full == 1


def test_other_anchors_and_other_sunsets_call_for_full_judgement(office: Office) -> None:
    assert in_full(office) == 1
    other = office.settings.model_copy(update={"algorithm_sunsets": {}})
    assert in_full(replace(office, settings=other)) == 1
    authority = open_authority(office.settings.root / "elsewhere")
    certificate = x509.load_pem_x509_certificate(authority.root.read_bytes())
    now = office.clock()
    office.trust.add([certificate], lambda each: Anchor(each, Window(), "test", now, "test"))
    assert in_full(office) == 1


@pytest.mark.parametrize("at", [5000, -300])
def test_the_fast_lane_misses_no_altered_byte(office: Office, archived_object: Path, at: int) -> None:
    assert in_full(office) == 1
    alter(archived_object, at)
    assert {each.what for each in audit(office, sample=None, draw=Lot()).findings} == {"replaced"}


def test_the_fast_lane_misses_no_missing_object(office: Office, archived_object: Path) -> None:
    assert in_full(office) == 1
    archived_object.unlink()
    assert {each.what for each in audit(office, sample=None, draw=Lot()).findings} == {"missing"}


def test_what_is_not_valid_is_judged_in_full_every_time(office: Office, archived_object: Path) -> None:
    alter(archived_object, 5000)
    for _ in range(2):
        assert audit(office, sample=None, draw=Lot()).in_full == 1


@pytest.mark.parametrize("part", ["data/record.json", "data/record.p7s", "data/record.sig", "data/record.tst", "copy"])
def test_the_lane_sees_a_wrong_signature_in_a_package_whose_digests_agree(
    office: Office, archived_object: Path, part: str
) -> None:
    contents = package.read(archived_object.read_bytes())
    path = next(each for each in contents.payload if part in each)
    data = contents.payload[path]
    changed = data.replace(b'"received_at":"2', b'"received_at":"3') if part.endswith("json") else data[:-1] + b"\0"
    place = len(data) // 2
    changed = changed if changed != data else data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    info = {"External-Identifier": ARCHIVED}
    assert not is_unbroken(package.build(contents.code, 1, {**contents.payload, path: changed}, info))
    assert is_unbroken(package.build(contents.code, 1, contents.payload, info))
