"""A seal beside its record, and the time stamp beside that, judged."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from asn1crypto import cms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signing_office import AT, Office
from signing_papers import flipped
from signing_pki import NOW, Pki

from dossier.judgement import Indication, SignatureJudgement
from signing.cades import DetachedSeal, seal
from signing.cms import der
from signing.judge.detached import judge_detached
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore

RECORD = b'{"contract":"hoso.record/1"}'


@pytest.fixture(scope="module")
def sealed(office: Office) -> DetachedSeal:
    return seal(RECORD, office.agency, office.stamper, at=AT)


def judge(data: bytes, office: Office, content: bytes = RECORD) -> SignatureJudgement:
    return judge_detached(data, content, office.trust, name="record.p7s", now=office.now)


def codes(found: SignatureJudgement) -> set[str]:
    return {reason.code for reason in found.reasons}


@pytest.mark.parametrize("which", ["office", "rsa_office"])
def test_our_own_seal_is_valid_and_cades_b_t(which: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(which)
    found = judge(seal(RECORD, office.agency, office.stamper, at=AT).cms, office)
    assert (found.indication, found.level, found.field) == (Indication.TOTAL_PASSED, "CAdES-B-T", "record.p7s")
    assert found.signed_at is not None
    assert datetime.fromisoformat(found.signed_at) == AT
    assert found.development


def test_a_changed_record_is_named(office: Office, sealed: DetachedSeal) -> None:
    found = judge(sealed.cms, office, RECORD.replace(b"1", b"2"))
    assert (found.indication, found.sub_indication) == (Indication.TOTAL_FAILED, "HASH_FAILURE")
    assert "digest_differs" in codes(found)


def test_a_changed_signature_value_is_named(office: Office, sealed: DetachedSeal) -> None:
    found = judge(flipped(sealed.cms, sealed.cms.index(sealed.signature) + 20), office)
    assert (found.indication, found.sub_indication) == (Indication.TOTAL_FAILED, "SIG_CRYPTO_FAILURE")
    assert "signature_wrong" in codes(found)


def test_bytes_behind_the_seal_are_named(office: Office, sealed: DetachedSeal) -> None:
    found = judge(sealed.cms + b"\0", office)
    assert found.indication is Indication.TOTAL_FAILED
    assert "padding" in codes(found)


@pytest.mark.parametrize("data", [b"", b"rubbish", b"\x30\x80", b"\x30\x03\x06\x01\x01", bytes(50)])
def test_rubbish_is_in_doubt_and_says_so(office: Office, data: bytes) -> None:
    found = judge(data, office)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "FORMAT_FAILURE")
    assert "malformed" in codes(found)


def test_a_seal_by_an_officer_for_the_agency_shows_who_signed(office: Office) -> None:
    found = judge(seal(RECORD, office.officer, office.stamper, at=AT).cms, office)
    assert found.signer is not None
    assert "CN=canbo" in found.signer


def test_a_signing_time_far_from_the_time_stamp_is_said_and_not_held_against_it(office: Office) -> None:
    """Government signatures state local time as UTC."""
    found = judge(seal(RECORD, office.agency, office.stamper, at=AT + timedelta(hours=7)).cms, office)
    assert found.indication is Indication.TOTAL_PASSED
    assert "time_disagrees" in codes(found)


def test_attributes_that_are_not_in_der_are_said(office: Office, sealed: DetachedSeal) -> None:
    """The same attributes in another order, signed in that order: right by the bytes, not by the rule."""
    parsed = cms.ContentInfo.load(sealed.cms)
    attributes = parsed["content"]["signer_infos"][0]["signed_attrs"]
    backwards = [bytes(each.dump()) for each in attributes][::-1]
    unsorted = der.tlv(0x31, b"".join(backwards))
    value = office.agency.sign(unsorted)
    data = sealed.cms.replace(attributes.contents, b"".join(backwards))
    old, new = der.octets(sealed.signature), der.octets(value)
    while len(new) != len(old):  # an ECDSA value is of 70 to 72 bytes; the lengths around it are not touched here
        new = der.octets(office.agency.sign(unsorted))
    found = judge(data.replace(old, new), office)
    assert found.intact
    assert "not_der" in codes(found)


def test_more_time_stamps_than_anybody_adds_are_not_read(office: Office) -> None:
    signer = office.agency
    many = Many(office)
    found = judge(seal(RECORD, signer, many, at=AT).cms, office)
    assert found.indication is Indication.INDETERMINATE
    assert "malformed" in codes(found)


class Many:
    """Gives a dozen tokens where one is asked for."""

    token_bytes = 50_000

    def __init__(self, office: Office) -> None:
        self._office = office

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        return b"".join(sorted(self._office.stamper.stamp(data) for _ in range(12)))

    def describe(self) -> str:
        return "many"


def test_a_token_over_the_value_is_judged_by_itself(office: Office, sealed: DetachedSeal) -> None:
    found = judge_token(sealed.timestamp, sealed.signature, office.trust, office.now)
    assert (found.indication, found.sub_indication) == (Indication.TOTAL_PASSED, None)
    assert found.development


def test_a_token_over_other_bytes_has_failed(office: Office, sealed: DetachedSeal) -> None:
    found = judge_token(sealed.timestamp, b"other", office.trust, office.now)
    assert (found.indication, found.sub_indication) == (Indication.TOTAL_FAILED, "HASH_FAILURE")


def test_a_token_of_nobody_trusted_is_in_doubt(office: Office, sealed: DetachedSeal) -> None:
    found = judge_token(sealed.timestamp, sealed.signature, TrustStore(), office.now)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")


def test_a_token_without_revocation_lists_is_in_doubt(office: Office, sealed: DetachedSeal) -> None:
    found = judge_token(sealed.timestamp, sealed.signature, TrustStore(office.trust.anchors), office.now)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_token_from_before_its_certificate_is_in_doubt() -> None:
    pki = Pki.made()
    stamper = pki.stamper()
    early = type(stamper)(stamper.signer, lambda: NOW - timedelta(days=30))
    found = judge_token(early.stamp(b"x"), b"x", pki.trust(), NOW)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")


def test_a_seal_is_no_token(office: Office, sealed: DetachedSeal) -> None:
    assert judge_token(sealed.cms, sealed.signature, office.trust, office.now).indication is Indication.TOTAL_FAILED


QUICK = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(data=st.data())
def test_whatever_is_done_to_a_token_there_is_a_judgement(office: Office, sealed: DetachedSeal, data) -> None:
    token = bytearray(sealed.timestamp)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(token) - 1))
        token[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    found = judge_token(bytes(token), sealed.signature, office.trust, office.now)
    assert found.indication in Indication
