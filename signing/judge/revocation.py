"""Was a certificate revoked? Answered from lists at hand; when they cannot answer, that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import ExtensionOID

from signing.judge.certificates import extension, may_list
from signing.judge.path import Path

# Critical in a list: read below, or without bearing on whom it lists (RFC 5280, 5.2).
_UNDERSTOOD = {
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_NUMBER,
}


class Standing(StrEnum):
    """What the lists say."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """What the lists are asked: at ``now``, about something proven to be as old as ``proven`` (None: not proven)."""

    lists: Sequence[x509.CertificateRevocationList]
    now: datetime
    proven: datetime | None


def standing_of(path: Path, question: Question) -> Standing:
    """Every certificate below the anchor must be good; the gravest answer counts.

    A revocation later than the proven time does not count: nothing was wrong with the certificate then.
    """
    pairs = zip(path.certificates, path.certificates[1:], strict=False)
    answers = {_answer(certificate, issuer, question) for certificate, issuer in pairs}
    for gravest in (Standing.REVOKED, Standing.UNKNOWN):
        if gravest in answers:
            return gravest
    return Standing.GOOD


def _answer(certificate: x509.Certificate, issuer: x509.Certificate, question: Question) -> Standing:
    usable = [each for each in question.lists if _is_usable(each, certificate, issuer, question)]
    entries = [each.get_revoked_certificate_by_serial_number(certificate.serial_number) for each in usable]
    since = [entry.revocation_date_utc for entry in entries if entry is not None]
    if any(question.proven is None or moment <= question.proven for moment in since):
        return Standing.REVOKED
    return Standing.GOOD if usable else Standing.UNKNOWN


def _is_usable(
    found: x509.CertificateRevocationList, certificate: x509.Certificate, issuer: x509.Certificate, question: Question
) -> bool:
    return (
        found.issuer == issuer.subject
        and _is_fresh(found, certificate, question)
        and _covers(found, certificate)
        and _is_signed(found, issuer)
    )


def _is_fresh(found: x509.CertificateRevocationList, certificate: x509.Certificate, question: Question) -> bool:
    """RFC 5280, 6.3.3: not of the future, and current, or else made after the time that is asked about.

    A certificate may be dropped from lists once it has expired (5280, 5.3): a list made after that is silent on it.
    """
    if found.last_update_utc > question.now or found.last_update_utc > certificate.not_valid_after_utc:
        return False
    if found.next_update_utc is None or found.next_update_utc >= question.now:
        return True
    return question.proven is not None and found.last_update_utc >= question.proven


def _covers(found: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether the list is complete for this kind of certificate (RFC 5280, 5.2.5): no delta, no selection of reasons."""
    for each in found.extensions:
        if each.critical and each.oid not in _UNDERSTOOD:
            return False
        scope = each.value
        if isinstance(scope, x509.IssuingDistributionPoint) and not _in_scope(scope, certificate):
            return False
    return True


def _in_scope(scope: x509.IssuingDistributionPoint, certificate: x509.Certificate) -> bool:
    if scope.indirect_crl or scope.only_some_reasons is not None or scope.only_contains_attribute_certs:
        return False
    constraints = extension(certificate, x509.BasicConstraints)
    is_authority = constraints is not None and constraints.ca
    return not (scope.only_contains_user_certs if is_authority else scope.only_contains_ca_certs)


def _is_signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    if not may_list(issuer):
        return False
    try:
        key = issuer.public_key()
        return found.is_signature_valid(key)  # type: ignore[arg-type]  # raises TypeError for keys that cannot sign
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
