"""Was a certificate revoked? Answered from lists at hand; when they cannot answer, that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from signing.judge.path import Path


class Standing(StrEnum):
    """What the lists say."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Revocation:
    """The standing of a whole path; of a revoked certificate since when."""

    standing: Standing
    since: datetime | None = None


def standing_of(path: Path, lists: Sequence[x509.CertificateRevocationList], now: datetime) -> Revocation:
    """Every certificate below the anchor must be good; the gravest answer counts."""
    answers = [
        _answer(certificate, issuer, lists, now)
        for certificate, issuer in zip(path.certificates, path.certificates[1:], strict=False)
    ]
    for wanted in (Standing.REVOKED, Standing.UNKNOWN):
        found = next((answer for answer in answers if answer.standing is wanted), None)
        if found is not None:
            return found
    return Revocation(Standing.GOOD)


def _answer(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    lists: Sequence[x509.CertificateRevocationList],
    now: datetime,
) -> Revocation:
    usable = [each for each in lists if _speaks_for(each, issuer, now)]
    for each in usable:
        entry = each.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            return Revocation(Standing.REVOKED, entry.revocation_date_utc)
    return Revocation(Standing.GOOD if usable else Standing.UNKNOWN)


def _speaks_for(found: x509.CertificateRevocationList, issuer: x509.Certificate, now: datetime) -> bool:
    """Whether a list is the issuer's own and fresh enough (RFC 5280, 6.3.3)."""
    if found.issuer != issuer.subject or found.last_update_utc > now:
        return False
    if found.next_update_utc is not None and found.next_update_utc < now:
        return False
    try:
        key = issuer.public_key()
        return found.is_signature_valid(key)  # type: ignore[arg-type]  # raises TypeError for keys that cannot sign
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
