"""What keeps an archive provable: evidence over packages, and its renewal in time."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso
from sqlalchemy import text

from dossier.codes import DossierCode
from dossier.pipeline import Position
from hoso.office import Office
from hoso.renewing import Done, Renewal, evidence_of, renew
from hoso.upgrading import lacking
from signing.evidence import keeping
from signing.evidence.batch import record_of
from signing.evidence.plan import Need, Reason
from signing.judge.detached import judge_detached
from signing.levels import Level
from signing.tsa.http import HttpTimeStamper
from storage.evidence import FILES, HEAD, MEMBERS, SEAL, SECOND_SEAL, EvidenceObjects

sys.path.append(str(Path(__file__).parents[1] / "signing"))
from evidence_reader import read

MONTHS = timedelta(days=180)
LATER = timedelta(days=9 * 365 + 270)
"""From now: inside half a year of the end of the development authority's certificates."""


def run(office: Office, *, plan_only: bool = False, after: timedelta = timedelta()) -> Renewal:
    now = office.clock() + after
    return renew(replace(office, clock=lambda: now), plan_only=plan_only, margin=MONTHS)


def changed(office: Office, **settings: object) -> Office:
    return replace(office, settings=office.settings.model_copy(update=settings))


def silent(office: Office) -> Office:
    stamper = HttpTimeStamper("http://127.0.0.1:1/", 0.5)
    return replace(office, signatures=replace(office.signatures, timestamper=stamper))


def only(office: Office) -> tuple[EvidenceObjects, str, int]:
    objects = EvidenceObjects(office.store)
    (newest,) = objects.newest()
    return objects, newest.id, newest.number


def holds(office: Office) -> list[str]:
    """Every object of the batch against its record; the hashes of the chains."""
    objects, name, number = only(office)
    batch = keeping.load(objects.get(name, f"{number:04d}.json"))
    contents = [office.store.get(each.key) for each in objects.members(name)]
    contents += [objects.get(name, each) for each in FILES if objects.has(name, each)]
    found = [read(record_of(batch, place), content) for place, content in enumerate(contents)]
    assert len(found) >= 4
    assert all(each.holds for each in found)
    return found[0].hashes


def test_a_plan_changes_nothing_and_says_what_is_due(office: Office) -> None:
    found = run(office, plan_only=True)
    assert (found.fresh, found.fresh_done, found.batches, found.at_risk) == (1, Done.PLANNED, (), False)
    assert list(EvidenceObjects(office.store).newest()) == []


def test_archived_packages_get_evidence_once(office: Office) -> None:
    first, second = run(office), run(office)
    assert (first.fresh, first.fresh_done) == (1, Done.DONE)
    assert (second.fresh, [each.packages for each in second.batches]) == (0, [1])
    assert holds(office) == ["sha256"]


def test_a_package_has_a_record_that_proves_it_alone(office: Office) -> None:
    (package,) = office.holdings.archived()
    assert evidence_of(office, package) is None
    run(office)
    record = evidence_of(office, package)
    assert record is not None
    assert read(record, office.store.get(package.key)).holds


def test_one_packages_evidence_is_found_without_reading_other_batches(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package,) = office.holdings.archived()
    run(office)
    objects, name, _ = only(office)
    for number in range(20):
        objects.put(f"{number:032x}", MEMBERS, objects.get(name, MEMBERS))
        objects.begin(f"{number:032x}", b"of other packages")
    asked: list[str] = []
    get = type(office.store).get
    monkeypatch.setattr(type(office.store), "get", lambda self, key: asked.append(key) or get(self, key))
    assert evidence_of(office, package) is not None
    assert asked == [f"evidence/{name}/0000.json"]


def test_a_database_that_was_lost_learns_from_the_archive_what_has_evidence(office: Office) -> None:
    (package,) = office.holdings.archived()
    run(office)
    with office.database.write() as connection:
        connection.execute(text("DELETE FROM covered"))
    assert evidence_of(office, package) is None
    assert run(office).fresh == 0
    assert evidence_of(office, package) is not None


def test_the_list_of_packages_is_sealed_by_the_agency(office: Office, tmp_path: Path) -> None:
    run(office)
    objects, name, _ = only(office)
    listed, seal = objects.get(name, MEMBERS), objects.get(name, SEAL)
    assert ARCHIVED.encode() in listed
    judged = judge_detached(seal, listed, office.judges.trust(), name=SEAL, now=office.clock())
    assert judged.indication == "TOTAL_PASSED"
    for file, data in (("a", listed), ("a.p7s", seal), ("root.pem", office.development.root.read_bytes())):
        (tmp_path / file).write_bytes(data)
    command = "openssl cms -verify -binary -inform DER -in a.p7s -content a -CAfile root.pem -purpose any"
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_the_logs_checkpoint_is_proven_with_the_packages(office: Office) -> None:
    run(office)
    objects, name, _ = only(office)
    assert objects.get(name, HEAD) == office.log.view.head().note.encode()


def test_a_second_seal_lies_beside_the_first_where_the_office_wants_it(office: Office) -> None:
    signatures = replace(office.signatures, second_uri="development:second-seal")
    run(replace(office, signatures=signatures))
    objects, name, _ = only(office)
    assert len(objects.get(name, SECOND_SEAL)) > 3309
    assert holds(office) == ["sha256"]


def test_evidence_is_renewed_before_the_authoritys_certificate_ends(office: Office) -> None:
    run(office)
    assert run(office).batches[0].need is Need.NOTHING
    lasting = changed(office, algorithm_sunsets={})
    (due,) = run(lasting, plan_only=True, after=LATER).batches
    assert (due.need, due.ending.why, due.done, due.late) == (Need.TIME_STAMP, Reason.CERTIFICATE, Done.PLANNED, False)
    (renewed,) = run(lasting, after=LATER).batches
    assert renewed.done is Done.DONE
    assert only(office)[2] == 1
    assert holds(office) == ["sha256"]


def test_what_judges_the_old_time_stamp_is_kept_in_it(office: Office) -> None:
    run(office)
    before = keeping.load(EvidenceObjects(office.store).get(only(office)[1], "0000.json"))
    run(changed(office, algorithm_sunsets={"ec256": date.today()}))
    after = keeping.load(EvidenceObjects(office.store).get(only(office)[1], "0001.json"))
    assert len(after.newest.stamps[0].token) > len(before.token)


def test_a_hash_that_weakens_means_a_new_tree_over_the_packages(office: Office) -> None:
    run(office)
    soon = (datetime.now(UTC) + timedelta(days=60)).date()
    (due,) = run(changed(office, algorithm_sunsets={"sha256": soon})).batches
    assert (due.need, due.ending.why, due.done) == (Need.HASH_TREE, Reason.HASH_ALGORITHM, Done.DONE)
    assert holds(office) == ["sha256", "sha512"]


def test_a_package_that_is_not_what_it_was_is_not_covered_again(office: Office, archived_object: Path) -> None:
    run(office)
    archived_object.chmod(0o644)
    data = archived_object.read_bytes()
    archived_object.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))
    soon = (datetime.now(UTC) + timedelta(days=60)).date()
    found = run(changed(office, algorithm_sunsets={"sha256": soon}))
    assert (found.batches[0].done, found.at_risk) == (Done.FAILED, True)
    assert "không còn như trước" in found.batches[0].problem
    assert only(office)[2] == 0


def test_without_a_server_what_is_due_stays_due_and_is_at_risk(office: Office) -> None:
    found = run(silent(office))
    assert (found.fresh_done, found.at_risk) == (Done.FAILED, True)
    assert "dấu thời gian" in found.problem
    assert run(office).fresh_done is Done.DONE


def test_evidence_that_has_ended_already_is_told(office: Office) -> None:
    run(office)
    yesterday = date.today() - timedelta(days=2)
    found = run(changed(office, algorithm_sunsets={"ec256": yesterday}))
    assert (found.batches[0].late, found.at_risk) == (True, True)


def lowered(office: Office) -> DossierCode:
    """The waiting dossier's copies as if they had been signed without a server."""
    code = DossierCode(WAITING)
    position = office.journal.position(code)
    record = office.drafts.load(position.record)
    documents = []
    for each in record.documents:
        assert each.copy is not None and each.copy.signature is not None
        documents.append(
            replace(each, copy=replace(each.copy, signature=replace(each.copy.signature, level="PAdES-B-B")))
        )
    kept = office.drafts.keep(replace(record, documents=tuple(documents)))
    lease = office.leases.claim(code, office.worker(), 60)
    assert lease is not None
    office.journal.under(lease).advance(code, Position(position.step, position.state, kept))
    office.leases.release(lease)
    return code


def test_copies_of_open_dossiers_get_their_time_stamp(office: Office) -> None:
    code = lowered(office)
    planned, done = run(office, plan_only=True), run(office)
    assert [(each.code, each.done) for each in planned.waiting] == [(code, Done.PLANNED)]
    assert [(each.code, each.done) for each in done.waiting] == [(code, Done.DONE)]
    assert run(office).waiting == ()
    record = office.drafts.load(office.journal.position(code).record)
    assert lacking(record, Level.B_T) == ()


def test_a_copy_that_cannot_be_raised_now_goes_on_waiting(office: Office) -> None:
    code = lowered(office)
    poor = changed(silent(office))
    poor = replace(poor, signatures=replace(poor.signatures, level=Level.B_LTA))
    found = run(poor)
    assert [(each.code, each.done) for each in found.waiting] == [(code, Done.FAILED)]
    assert found.at_risk


def test_the_verb_plans_does_and_says_so_in_json(hoso: Hoso) -> None:
    planned = json.loads(hoso("renew", "--plan", "--json").out)
    assert (planned["contract"], planned["fresh"], planned["fresh_done"]) == ("hoso.renew/1", 1, "planned")
    done = hoso("renew")
    assert (done.status, "đã làm" in done.out) == (0, True)
    again = json.loads(hoso("renew", "--json").out)
    assert [each["need"] for each in again["batches"]] == ["nothing"]
    assert "chưa cần" in hoso("renew", "--plan").out


def test_a_dead_server_is_status_1_and_told(hoso: Hoso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_TSA", "http://127.0.0.1:1/")
    said = hoso("renew")
    assert said.status == 1
    assert "chưa làm được" in said.out
    assert "rủi ro" in said.out
