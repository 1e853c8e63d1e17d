"""Verdicts put together: container, seal, copies, log."""

from __future__ import annotations

import pytest
from cli_desk import ARCHIVED, WAITING

from dossier.codes import DossierCode
from dossier.judgement import FileJudgement, Verdict
from hoso.digitise import record_of
from hoso.office import Office
from hoso.packing import payload
from hoso.verifying import in_log, judge_archived
from storage import package


def judged(office: Office, changed: dict[str, bytes | None]) -> FileJudgement:
    """The archived package built anew, canonical in itself, with other content; None takes a file out."""
    code = DossierCode(ARCHIVED)
    files = {**payload(office.drafts, record_of(office, code)), **changed}
    kept = {path: content for path, content in files.items() if content is not None}
    data = package.build(code, 1, kept, info={})
    return office.judges.package(data, file="x", log=lambda _contents, _digest: "not_checked")


def codes(judgement: FileJudgement) -> set[str]:
    return {reason.code for reason in judgement.reasons}


def test_a_package_without_its_seal_is_invalid(office: Office) -> None:
    found = judged(office, {"data/record.p7s": None})
    assert found.verdict is Verdict.INVALID
    assert "seal_missing" in codes(found)


@pytest.mark.parametrize("part", ["data/record.sig", "data/record.tst"])
def test_parts_beside_the_seal_must_be_its_own(office: Office, part: str) -> None:
    found = judged(office, {part: b"something else"})
    assert found.verdict is Verdict.INVALID
    assert "seal_parts_differ" in codes(found)


def test_a_rewritten_record_breaks_the_seal_though_every_digest_fits(office: Office) -> None:
    record = payload(office.drafts, record_of(office, DossierCode(ARCHIVED)))["data/record.json"]
    found = judged(office, {"data/record.json": record.replace(b'"confidence":0.9', b'"confidence":0.8')})
    assert found.verdict is Verdict.INVALID
    assert found.package is not None
    assert found.package.record_seal != "ok"


def test_a_copy_that_lost_its_signature_is_invalid(office: Office) -> None:
    original = payload(office.drafts, record_of(office, DossierCode(ARCHIVED)))["data/original/1.pdf"]
    assert judged(office, {f"data/copy/{ARCHIVED}.1.pdf": original}).verdict is Verdict.INVALID


def test_a_rebuilt_package_is_not_in_the_log(office: Office) -> None:
    (archived,) = office.holdings.packages(DossierCode(ARCHIVED))
    assert in_log(office, archived, archived.sha256) == "included"
    other = office.drafts.blobs.put(b"another package")
    assert in_log(office, archived, other) == "not_included"


def test_a_dossier_that_was_never_archived_has_no_package_to_judge(office: Office) -> None:
    assert office.holdings.packages(DossierCode(WAITING)) == ()


def test_the_archived_package_is_valid_and_says_that_its_keys_have_no_legal_value(office: Office) -> None:
    (archived,) = office.holdings.packages(DossierCode(ARCHIVED))
    found = judge_archived(office, archived)
    assert (found.verdict, found.development, found.reasons) == (Verdict.VALID, True, ())
