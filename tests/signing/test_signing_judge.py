"""Verdicts that rest on certificates, time stamps and revocation lists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from signing_office import AT, Office
from signing_papers import FONT, REAL, blank_page
from signing_pki import DAY, LONG_AGO, NOW, Pki, new_key, unlike

from dossier.errors import UsageError
from dossier.judgement import FileJudgement, Indication, SignatureJudgement, Verdict
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore, trust_folder, trust_of
from signing.keys.local import LocalSigner
from signing.pades.appearance import officer_appearance
from signing.pades.sign import sign_pdf
from signing.tsa.port import TimeStamper

HOUR = DAY / 24


def judged(pdf: bytes, trust: TrustStore, now: datetime = NOW + HOUR) -> SignatureJudgement:
    """The judgement of the one signature of a file."""
    (only,) = judge_pdf(pdf, trust, file="x.pdf", now=now).signatures
    return only


def whole(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def codes(found: SignatureJudgement) -> set[str]:
    return {reason.code for reason in found.reasons}


def signed_by(signer: LocalSigner, stamper: TimeStamper) -> bytes:
    look = officer_appearance("Người ký", AT, FONT)
    return sign_pdf(blank_page(), signer, stamper, appearance=look, at=AT).data


def answer(found: SignatureJudgement) -> tuple[Indication, str | None]:
    return found.indication, found.sub_indication


@pytest.fixture(scope="module")
def pki() -> Pki:
    return Pki.made()


@pytest.mark.parametrize("which", ["office", "rsa_office"])
def test_our_own_files_are_valid_and_without_legal_value(which: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(which)
    found = whole(office.certify(office.sign(blank_page())), office)
    assert found.verdict is Verdict.VALID
    assert found.development
    for each in found.signatures:
        assert (each.level, each.sub_filter, each.intact) == ("PAdES-B-T", "ETSI.CAdES.detached", True)
        assert any("không có giá trị pháp lý" in reason.message_vi for reason in each.reasons)


def test_two_signatures_differ_in_coverage(office: Office, signed_twice: bytes) -> None:
    first, second = whole(signed_twice, office).signatures
    assert (first.coverage, first.modification) == ("whole_revision", "permitted")
    assert (second.coverage, second.modification) == ("whole_file", "none")


def test_the_signer_the_times_and_the_algorithms_are_told(office: Office, signed: bytes) -> None:
    found = judged(signed, office.trust, office.now)
    assert found.signer is not None
    assert "CN=canbo" in found.signer
    assert found.signed_at == AT.isoformat()
    assert found.timestamped_at is not None
    assert found.algorithms is not None
    assert (found.algorithms.digest, found.algorithms.signature) == ("sha256", "ecdsa")


def test_an_empty_trust_store_makes_nothing_valid(signed: bytes) -> None:
    found = judged(signed, TrustStore())
    assert answer(found) == (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")
    assert found.intact
    assert not found.development


def test_the_development_root_is_known_however_it_came_to_be_trusted(office: Office, signed: bytes) -> None:
    trust = trust_of([office.authority.root, *office.authority.revocation_lists])
    assert judged(signed, trust, office.now).development


def test_without_revocation_lists_the_answer_is_to_try_later(office: Office, signed: bytes) -> None:
    found = judged(signed, TrustStore(office.trust.anchors), office.now)
    assert answer(found) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_signature_with_root_and_lists_is_valid(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.TOTAL_PASSED, None)


def test_revoked_before_the_time_stamp_has_failed(pki: Pki) -> None:
    signer = pki.signer()
    lists = pki.lists((signer.chain[0], NOW - HOUR))
    found = judged(signed_by(signer, pki.stamper()), pki.trust(*lists))
    assert answer(found) == (Indication.TOTAL_FAILED, "REVOKED")
    assert "revoked" in codes(found)


def test_revoked_after_the_time_stamp_still_counts(pki: Pki) -> None:
    signer = pki.signer()
    later = NOW + 2 * HOUR
    lists = pki.lists((signer.chain[0], NOW + HOUR), at=later)
    assert judged(signed_by(signer, pki.stamper()), pki.trust(*lists), later).indication is Indication.TOTAL_PASSED


def test_a_later_revocation_does_not_hide_that_another_certificate_is_unknown(pki: Pki) -> None:
    signer, other = pki.signer(), Pki.made()
    later = NOW + 2 * HOUR
    _, issuing = pki.lists((signer.chain[0], NOW + HOUR), at=later)
    found = judged(signed_by(signer, other.stamper()), pki.trust(issuing).joined(other.trust()), later)
    assert answer(found) == (Indication.INDETERMINATE, "TRY_LATER")


def test_revoked_without_a_time_that_is_proven_is_in_doubt(pki: Pki) -> None:
    signer = pki.signer()
    lists = pki.lists((signer.chain[0], NOW - HOUR))
    stranger = Pki.made().stamper()
    found = judged(signed_by(signer, stranger), pki.trust(*lists))
    assert answer(found) == (Indication.INDETERMINATE, "REVOKED_NO_POE")


def test_a_revoked_time_stamper_proves_no_time(pki: Pki) -> None:
    stamper = pki.stamper()
    lists = pki.lists((stamper.signer.chain[0], NOW + HOUR), at=NOW + 2 * HOUR)
    found = judged(signed_by(pki.signer(), stamper), pki.trust(*lists), NOW + 2 * HOUR)
    assert found.indication is Indication.INDETERMINATE
    assert "timestamp_untrusted" in codes(found)


def test_a_certificate_that_expired_before_the_time_stamp_proves_nothing(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(since=LONG_AGO), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")
    assert "expired" in codes(found)


def test_a_certificate_that_expired_after_the_time_stamp_still_counts(pki: Pki) -> None:
    """The list is from then: one made after the expiry may have dropped the certificate (RFC 5280, 5.3)."""
    then = LONG_AGO + 9 * 365 * DAY
    pdf = signed_by(pki.signer(since=LONG_AGO), pki.stamper(then))
    assert judged(pdf, pki.trust(*pki.lists(at=then + DAY))).indication is Indication.TOTAL_PASSED
    assert answer(judged(pdf, pki.trust())) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_stale_list_answers_nothing_about_now(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(), pki.stamper()), pki.trust(*pki.lists(at=LONG_AGO)))
    assert answer(found) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_list_signed_by_somebody_else_answers_nothing(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(), pki.stamper()), pki.trust(*Pki.made().lists()))
    assert answer(found) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_time_stamp_of_nobody_trusted_leaves_a_doubt(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(), Pki.made().stamper()), pki.trust())
    assert found.indication is Indication.INDETERMINATE
    assert "timestamp_untrusted" in codes(found)


def test_a_time_stamp_from_the_future_leaves_a_doubt(pki: Pki) -> None:
    found = judged(signed_by(pki.signer(), pki.stamper(NOW + 30 * DAY)), pki.trust())
    assert found.indication is Indication.INDETERMINATE
    assert any("yet to come" in reason.message for reason in found.reasons)


def test_a_certificate_for_servers_signs_no_documents(pki: Pki) -> None:
    key = new_key()
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    leaf = unlike(pki.signer().chain[0], pki.issuing, key, (purpose, False))
    found = judged(signed_by(LocalSigner(key, (leaf, pki.issuing.certificate)), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.INDETERMINATE, "CHAIN_CONSTRAINTS_FAILURE")


def test_a_critical_condition_that_is_not_understood_is_not_passed_over(pki: Pki) -> None:
    key = new_key()
    odd = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    leaf = unlike(pki.signer().chain[0], pki.issuing, key, (odd, True))
    found = judged(signed_by(LocalSigner(key, (leaf, pki.issuing.certificate)), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.INDETERMINATE, "CHAIN_CONSTRAINTS_FAILURE")


def test_an_officer_cannot_issue_certificates(pki: Pki) -> None:
    officer, key = pki.signer(), new_key()
    issuer = type(pki.issuing)(officer.chain[0], officer.key)
    leaf = unlike(officer.chain[0], issuer, key)
    found = judged(signed_by(LocalSigner(key, (leaf, *officer.chain)), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")


def test_a_thicket_of_issuers_of_one_name_is_left_early(pki: Pki) -> None:
    """Twenty authorities of one name and key, each of which may have issued each: the ways are beyond counting."""
    key, root = new_key(), Pki.made().root
    constraints = (x509.BasicConstraints(ca=True, path_length=None), True)
    name = type(root)(root.certificate, key)
    thicket = tuple(unlike(root.certificate, name, key, constraints) for _ in range(20))
    leaf_key = new_key()
    leaf = unlike(pki.signer().chain[0], name, leaf_key)
    found = judged(signed_by(LocalSigner(leaf_key, (leaf, *thicket)), pki.stamper()), pki.trust())
    assert answer(found) == (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")


def real(name: str) -> bytes:
    path = REAL / name
    if not path.is_file():
        pytest.skip("the genuine documents are not at hand")
    return path.read_bytes()


def test_a_genuine_decision_is_intact_and_its_revocation_unknown() -> None:
    found = judged(real("qd-1053-ttg-2024.pdf"), trust_folder(REAL / "ca"))
    assert answer(found) == (Indication.INDETERMINATE, "TRY_LATER")
    assert found.intact
    assert found.kind == "certification"
    assert "time_disagrees" in codes(found)


def test_a_genuine_decree_is_intact_its_issuer_unknown_and_its_hash_weak() -> None:
    found = judged(real("nd-45-2020.pdf"), trust_folder(REAL / "ca"))
    assert answer(found) == (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")
    assert found.intact
    assert "weak_algorithm" in codes(found)


def test_a_trust_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        trust_folder(tmp_path / "missing")


@pytest.mark.parametrize("name", ["a.pem", "a.der", "a.crl"])
def test_rubbish_in_a_trust_folder_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"rubbish")
    with pytest.raises(UsageError, match=name):
        trust_folder(tmp_path)


def test_a_trust_folder_may_hold_other_files(office: Office, tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("where these come from")
    (tmp_path / "root.pem").write_bytes(office.authority.root.read_bytes())
    assert trust_folder(tmp_path).anchors == office.trust.anchors
