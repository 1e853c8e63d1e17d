"""Signatures, time stamps and evidence records as files of their own, told apart by what they hold."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from signing_office import AT, Office
from test_signing_levels import listed

from dossier.judgement import FileJudgement, Indication, Verdict
from signing.cades import sign_detached
from signing.evidence.batch import begin, record_of
from signing.judge.detached import judge_detached
from signing.judge.files import judge_der
from signing.judge.records import judge_record
from signing.judge.trust import TrustStore
from signing.levels import Level
from signing.wanted import Wanted

CONTENT = b'{"ghi":"mau"}'


def judge(data: bytes, content: bytes | None, office: Office) -> FileJudgement | None:
    return judge_der(data, content, office.trust, file="a", now=office.now)


def signature(office: Office, level: Level = Level.B_T) -> bytes:
    wanted = Wanted(level, listed(office))
    return sign_detached(CONTENT, office.agency, office.stamper, at=AT, wanted=wanted).cms


def record(office: Office, content: bytes = CONTENT) -> bytes:
    others = [sha256(bytes((each,))).digest() for each in range(4)]
    return record_of(begin([sha256(content).digest(), *others], office.stamper), 0)


def files(office: Office) -> dict[str, bytes]:
    return {"cms": signature(office), "timestamp": office.stamper.stamp(CONTENT), "evidence_record": record(office)}


@pytest.mark.parametrize("kind", ["cms", "timestamp", "evidence_record"])
def test_each_kind_is_told_by_its_content_and_judged(office: Office, kind: str) -> None:
    found = judge(files(office)[kind], CONTENT, office)
    assert found is not None
    assert (found.kind, found.verdict, found.development) == (kind, Verdict.VALID, True)


@pytest.mark.parametrize("kind", ["cms", "timestamp", "evidence_record"])
def test_over_another_content_each_has_failed(office: Office, kind: str) -> None:
    found = judge(files(office)[kind], CONTENT + b" ", office)
    assert found is not None
    assert (found.verdict, found.signatures[0].sub_indication) == (Verdict.INVALID, "HASH_FAILURE")


@pytest.mark.parametrize("kind", ["cms", "timestamp", "evidence_record"])
def test_without_content_nothing_is_said(office: Office, kind: str) -> None:
    found = judge(files(office)[kind], None, office)
    assert found is not None
    assert (found.verdict, found.reasons[0].code) == (Verdict.REFUSED, "content_missing")


def test_pem_is_read_as_well(office: Office) -> None:
    encoded = base64.encodebytes(signature(office))
    found = judge(b"-----BEGIN CMS-----\n" + encoded + b"-----END CMS-----\n", CONTENT, office)
    assert found is not None
    assert found.verdict is Verdict.VALID


@pytest.mark.parametrize("data", [b"", b"0", b"\x30\x00", b"-----BEGIN CMS-----\n!\n-----END CMS-----\n", bytes(99)])
def test_anything_else_is_no_signature(office: Office, data: bytes) -> None:
    assert judge(data, CONTENT, office) is None


@pytest.mark.parametrize("level", list(Level))
def test_the_level_of_a_detached_signature_is_found_again(office: Office, level: Level) -> None:
    found = judge_detached(signature(office, level), CONTENT, office.trust, name="a", now=office.now)
    assert (found.level, found.indication) == (f"CAdES-{level}", Indication.TOTAL_PASSED)


@pytest.mark.parametrize("level", [Level.B_LT, Level.B_LTA])
def test_what_a_long_term_signature_brings_is_enough_to_judge_it(office: Office, level: Level) -> None:
    alone = TrustStore(office.trust.anchors, (), office.trust.development)
    found = judge_detached(signature(office, level), CONTENT, alone, name="a", now=office.now)
    assert found.indication is Indication.TOTAL_PASSED


def test_without_revocation_data_nothing_is_valid(office: Office) -> None:
    alone = TrustStore(office.trust.anchors, (), office.trust.development)
    found = judge_detached(signature(office, Level.B_T), CONTENT, alone, name="a", now=office.now)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_record_with_a_bit_changed_never_passes(office: Office) -> None:
    encoded = record(office)
    verdicts = set()
    for at in range(0, len(encoded), 7):
        changed = encoded[:at] + bytes((encoded[at] ^ 4,)) + encoded[at + 1 :]
        verdicts.add(judge_record(changed, CONTENT, office.trust, name="a", now=office.now).indication)
    assert Indication.TOTAL_FAILED in verdicts
    assert Indication.TOTAL_PASSED not in verdicts
