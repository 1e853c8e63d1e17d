"""Revocation lists that were current when a signature is proven to have existed, and have run out since."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from signing_pki import DAY, NOW, Pki

from signing.judge.evidence import Evidence
from signing.judge.path import Path
from signing.judge.revocation import Question, Standing, standing_of

SIGNED = NOW - 100 * DAY
MADE, ENDED = SIGNED - 2 * DAY, SIGNED + 5 * DAY


def listed(pki: Pki, *revoked: tuple[x509.Certificate, datetime]) -> bytes:
    """The issuing authority's list from ``MADE`` to ``ENDED``."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(pki.issuing.certificate.subject)
        .last_update(MADE)
        .next_update(ENDED)
    )
    for certificate, since in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(since)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(pki.issuing.key, hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def pki() -> Pki:
    return Pki.made()


@pytest.fixture(scope="module")
def path(pki: Pki) -> Path:
    return Path((pki.signer(SIGNED - 50 * DAY).chain[0], pki.issuing.certificate))


def standing(path: Path, encoded: bytes, *, known: datetime | None, proven: datetime | None) -> Standing:
    evidence = Evidence(lists=(encoded,))
    if known is not None:
        evidence = evidence.known_at(known)
    return standing_of(path, Question((), NOW, proven, evidence))


@pytest.mark.parametrize("after", [timedelta(), 3 * DAY, 5 * DAY])
def test_a_list_that_was_current_when_both_are_proven_counts(pki: Pki, path: Path, after: timedelta) -> None:
    assert standing(path, listed(pki), known=SIGNED + after, proven=SIGNED) is Standing.GOOD


def test_a_list_that_is_proven_only_after_its_end_does_not(pki: Pki, path: Path) -> None:
    assert standing(path, listed(pki), known=ENDED + DAY, proven=SIGNED) is Standing.UNKNOWN


def test_a_list_that_is_proven_only_before_the_signature_does_not(pki: Pki, path: Path) -> None:
    assert standing(path, listed(pki), known=SIGNED - DAY, proven=SIGNED) is Standing.UNKNOWN


def test_a_list_of_which_no_time_is_proven_does_not(pki: Pki, path: Path) -> None:
    assert standing(path, listed(pki), known=None, proven=SIGNED) is Standing.UNKNOWN


def test_a_signature_of_which_no_time_is_proven_gains_nothing(pki: Pki, path: Path) -> None:
    assert standing(path, listed(pki), known=SIGNED, proven=None) is Standing.UNKNOWN


def test_what_such_a_list_revoked_is_revoked(pki: Pki, path: Path) -> None:
    encoded = listed(pki, (path.certificates[0], MADE - DAY))
    assert standing(path, encoded, known=SIGNED, proven=SIGNED) is Standing.REVOKED
