"""Signing in two steps, the key being in nobody's reach but the officer's."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from signing_office import AT, Office
from signing_papers import FONT, blank_page, flipped

from dossier.errors import PermanentError, UsageError
from dossier.judgement import Indication
from signing.judge.pdf import judge_pdf
from signing.keys.local import LocalSigner
from signing.keys.outside import Certified
from signing.pades.appearance import officer_appearance
from signing.pades.prepare import Prepared, reopened
from signing.pades.sign import finish_pdf, prepare_pdf

LOOK = officer_appearance("Nguyễn Thị Hạnh", AT, FONT)


def at_the_desk(signer: LocalSigner, digest: bytes) -> bytes:
    """What a token does with the digest that it is shown."""
    done = Prehashed(hashes.SHA256())
    if isinstance(signer.key, rsa.RSAPrivateKey):
        return signer.key.sign(digest, padding.PSS(padding.MGF1(hashes.SHA256()), 32), done)
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    return signer.key.sign(digest, ec.ECDSA(done))


def prepared(office: Office) -> Prepared:
    return prepare_pdf(blank_page(), Certified(office.officer.chain), office.stamper, appearance=LOOK, at=AT)


@pytest.mark.parametrize("which", ["office", "rsa_office"])
def test_a_digest_that_was_signed_elsewhere_makes_a_valid_signature(which: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(which)
    first = prepared(office)
    file, ticket = first.gap.pdf, first.ticket()
    value = at_the_desk(office.officer, first.digest)
    done = finish_pdf(reopened(file, ticket), value, office.stamper, at=AT)
    judged = judge_pdf(done.data, office.trust, file="a.pdf", now=office.now)
    assert (done.level, done.signer) == ("PAdES-B-T", "canbo")
    assert [each.indication for each in judged.signatures] == [Indication.TOTAL_PASSED]


def test_a_value_by_another_key_is_refused(office: Office) -> None:
    first = prepared(office)
    value = at_the_desk(office.agency, first.digest)
    with pytest.raises(PermanentError, match="not the certificate's own"):
        finish_pdf(first, value, office.stamper, at=AT)


@pytest.mark.parametrize("value", [b"", b"rubbish", bytes(64)])
def test_a_value_that_is_none_is_refused(office: Office, value: bytes) -> None:
    with pytest.raises(PermanentError):
        finish_pdf(prepared(office), value, office.stamper, at=AT)


def test_a_file_that_was_changed_between_the_steps_is_refused(office: Office) -> None:
    first = prepared(office)
    with pytest.raises(UsageError, match="another file's"):
        reopened(flipped(first.gap.pdf, 30), first.ticket())


def test_a_gap_that_is_filled_is_not_filled_again(office: Office) -> None:
    first = prepared(office)
    done = finish_pdf(first, at_the_desk(office.officer, first.digest), office.stamper, at=AT)
    with pytest.raises(UsageError, match="another file's"):
        reopened(done.data, first.ticket())


@pytest.mark.parametrize("ticket", [b"", b"{}", b"[]", b"\xff", b'{"chain": [], "start": 1}'])
def test_what_is_no_ticket_is_refused(office: Office, ticket: bytes) -> None:
    with pytest.raises(UsageError):
        reopened(prepared(office).gap.pdf, ticket)


@pytest.mark.parametrize(("start", "end"), [(-5, 10), (10, 5), (0, 10**9), (0, 0)])
def test_a_ticket_with_another_gap_is_refused(office: Office, start: int, end: int) -> None:
    first = prepared(office)
    ticket = json.loads(first.ticket()) | {"start": start, "end": end}
    with pytest.raises(UsageError):
        reopened(first.gap.pdf, json.dumps(ticket).encode())


def test_a_ticket_holds_no_page_of_the_file(office: Office) -> None:
    assert len(prepared(office).ticket()) < 5_000
