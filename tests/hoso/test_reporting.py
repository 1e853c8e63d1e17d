"""Reports of verdicts: Vietnamese, escaped, signed, and for other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, Hoso
from lxml import etree

from dossier.circular15 import Outcome, rows_of
from dossier.judgement import FileJudgement, Indication, Reason, SignatureJudgement, Verdict
from hoso.reporting.content import report_of
from hoso.reporting.etsi import NAMESPACE, etsi_report
from hoso.reporting.html import html_report

AT = datetime(2026, 11, 22, 10, 25, 16, tzinfo=UTC)


def judgement(
    *codes: str, intact: bool = True, sub: str | None = None, field: str = "Signature1"
) -> SignatureJudgement:
    passed = intact and sub is None
    return SignatureJudgement(
        field=field,
        kind="signature",
        indication=Indication.TOTAL_PASSED if passed else Indication.INDETERMINATE,
        sub_indication=sub,
        intact=intact,
        coverage="whole_file",
        modification="none",
        level="PAdES-B-LT",
        sub_filter="ETSI.CAdES.detached",
        signer="CN=A",
        issuer="CN=B",
        signed_at=None,
        timestamped_at="2026-11-22T10:00:00+00:00",
        algorithms=None,
        reasons=tuple(Reason(each, each, each) for each in codes),
    )


def whole(*signatures: SignatureJudgement) -> FileJudgement:
    return FileJudgement("a.pdf", "pdf", Verdict.INDETERMINATE, signatures)


def answers(judged: SignatureJudgement) -> dict[str, Outcome]:
    return {row.number: row.outcome for row in rows_of(judged)}


def test_a_signature_that_passed_passes_every_row() -> None:
    assert set(answers(judgement()).values()) == {Outcome.PASSED}


@pytest.mark.parametrize(
    ("judged", "row", "outcome"),
    [
        (judgement(intact=False, sub="HASH_FAILURE"), "G2.4", Outcome.FAILED),
        (judgement(intact=False, sub="SIG_CRYPTO_FAILURE"), "G2.2", Outcome.FAILED),
        (judgement("revoked", sub="REVOKED"), "C1.1", Outcome.FAILED),
        (judgement("revoked", sub="REVOKED_NO_POE"), "C1.1", Outcome.DOUBTED),
        (judgement("revocation_unknown", sub="TRY_LATER"), "C1.2", Outcome.DOUBTED),
        (judgement("weak_algorithm"), "C1.3", Outcome.DOUBTED),
        (judgement("usage", sub="CHAIN_CONSTRAINTS_FAILURE"), "C1.4", Outcome.DOUBTED),
        (judgement("no_chain", sub="NO_CERTIFICATE_CHAIN_FOUND"), "C2", Outcome.DOUBTED),
        (judgement("expired", sub="OUT_OF_BOUNDS_NO_POE"), "G2.3", Outcome.DOUBTED),
    ],
)
def test_a_row_tells_what_was_wrong(judged: SignatureJudgement, row: str, outcome: Outcome) -> None:
    assert answers(judged)[row] is outcome


def test_what_a_stranger_wrote_into_a_file_is_no_markup() -> None:
    report = report_of(whole(judgement(field="<script>x</script>")), b"", AT, lambda _, pages: [None] * len(pages))
    text = html_report(report).decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_the_etsi_report_has_each_signature_with_its_indications() -> None:
    root = etree.fromstring(etsi_report(whole(judgement(), judgement("x", sub="TRY_LATER")), b"data", AT))
    mains = [each.text for each in root.iter(f"{{{NAMESPACE}}}MainIndication")]
    assert mains == ["urn:etsi:019102:mainindication:total-passed", "urn:etsi:019102:mainindication:indeterminate"]
    assert [each.text for each in root.iter(f"{{{NAMESPACE}}}SubIndication")] == [
        "urn:etsi:019102:subindication:TRY_LATER"
    ]


def test_a_time_stamp_in_doubt_is_no_proof_in_the_etsi_report() -> None:
    root = etree.fromstring(etsi_report(whole(judgement(sub="TRY_LATER")), b"data", AT))
    assert [each.text for each in root.iter(f"{{{NAMESPACE}}}POETime")] == ["2026-11-22T10:25:16Z"]


def test_reports_are_written_and_signed(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    assert hoso("verify", ARCHIVED, "--report", str(tmp_path / "reports")).status == 0
    written = sorted(each.name.removeprefix(f"{ARCHIVED}.report.") for each in (tmp_path / "reports").iterdir())
    assert written == ["etsi.xml", "etsi.xml.p7s", "html", "html.p7s", "json", "json.p7s", "pdf"]
    for name in ("pdf", "html.p7s", "json.p7s", "etsi.xml.p7s"):
        assert hoso("verify", str(tmp_path / "reports" / f"{ARCHIVED}.report.{name}")).status == 0, name


def test_a_folder_that_is_not_there_is_wrong_usage(hoso: Hoso, tmp_path: Path) -> None:
    assert hoso("verify", ARCHIVED, "--report", str(tmp_path / "nowhere")).status == 2
