"""Was a certificate revoked? Answered from lists and OCSP answers at hand; when they cannot answer, that is said."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from signing.judge import crypto
from signing.judge.certificates import extension, may_list
from signing.judge.evidence import Evidence, readable_certificates, readable_list, readable_response
from signing.judge.malformed import Malformed, reading
from signing.judge.path import Path
from signing.judge.schemes import scheme_of

# Critical in a list: read below, or without bearing on whom it lists (RFC 5280, 5.2).
_UNDERSTOOD = {
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_NUMBER,
}
# Of an answer that does not say when the next one comes: RFC 6960, 4.2.2.1, newer word is to be had at any time.
_OLDEST_ANSWER = timedelta(days=1)
_AHEAD = timedelta(minutes=10)


class Standing(StrEnum):
    """What the lists say."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: at ``now``, about something proven to be as old as ``proven`` (None: not proven).

    ``evidence`` came with the signature, the ``lists`` were given by whoever asks.
    """

    lists: Sequence[x509.CertificateRevocationList]
    now: datetime
    proven: datetime | None
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class _Word:
    """One usable word about a certificate: revoked since when, or None for not revoked."""

    revoked: datetime | None


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


Pairs = tuple[tuple[x509.Certificate, x509.Certificate], ...]
"""Certificates and their issuers."""


def unanswered(path: Path, question: Question) -> Pairs:
    """Those about which nothing usable is at hand."""
    pairs = zip(path.certificates, path.certificates[1:], strict=False)
    return tuple(pair for pair in pairs if _answer(*pair, question) is Standing.UNKNOWN)


def plain_pairs(pairs: Pairs) -> tuple[tuple[str, str], ...]:
    """DER in Base64, for a judgement."""
    return tuple((_plain(certificate), _plain(issuer)) for certificate, issuer in pairs)


def _plain(certificate: x509.Certificate) -> str:
    return b64encode(certificate.public_bytes(Encoding.DER)).decode()


def _answer(certificate: x509.Certificate, issuer: x509.Certificate, question: Question) -> Standing:
    if _is_exempt(certificate):
        return Standing.GOOD
    words = [*_listed(certificate, issuer, question), *_answered(certificate, issuer, question)]
    since = [each.revoked for each in words if each.revoked is not None]
    if any(question.proven is None or moment <= question.proven for moment in since):
        return Standing.REVOKED
    return Standing.GOOD if words else Standing.UNKNOWN


def _is_exempt(certificate: x509.Certificate) -> bool:
    """A responder whose issuer wants nobody to ask about it (RFC 6960, 4.2.2.2.1)."""
    purposes = extension(certificate, x509.ExtendedKeyUsage)
    responds = purposes is not None and ExtendedKeyUsageOID.OCSP_SIGNING in purposes
    return responds and extension(certificate, x509.OCSPNoCheck) is not None


def _listed(certificate: x509.Certificate, issuer: x509.Certificate, question: Question) -> Iterator[_Word]:
    """What revocation lists say, those that are given and those that came with the signature."""
    brought = ((readable_list(each), question.evidence.proven(each)) for each in question.evidence.lists)
    for found, known in (*((each, None) for each in question.lists), *brought):
        if found is not None and _is_usable(found, certificate, issuer, question, known):
            if not _is_lasting(issuer, question, known):
                continue
            entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
            yield _Word(None if entry is None else entry.revocation_date_utc)


def _is_lasting(signer: x509.Certificate, question: Question, known: datetime | None) -> bool:
    """Whether a word counts whose signer's certificate has run out: only if it is proven to be older than that.

    Who gets hold of an old key could write such words today (EN 319 102-1, 5.6.2.4).
    """
    return question.now <= signer.not_valid_after_utc or (known is not None and known <= signer.not_valid_after_utc)


def _is_usable(
    found: x509.CertificateRevocationList,
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    question: Question,
    known: datetime | None,
) -> bool:
    facts = _facts_of(found)
    return (
        _is_same_name(facts.issuer, _subject_of(issuer))
        and _is_fresh(facts, certificate, question, known)
        and _covers(facts, certificate)
        and _is_signed(found, issuer)
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """Of a list, what is asked for every signature. ``issuer``: as DER. ``understood``: nothing in it is critical and

    unknown. ``of``: the list, for its identity is the key under which they are kept.
    """

    of: x509.CertificateRevocationList
    issuer: bytes
    made: datetime
    until: datetime | None
    understood: bool
    scopes: tuple[x509.IssuingDistributionPoint, ...]


_FACTS: dict[int, _Facts] = {}


def _facts_of(found: x509.CertificateRevocationList) -> _Facts:
    """Lists have no hash of their own, and their parts are made anew whenever they are looked at."""
    kept = _FACTS.get(id(found))
    if kept is None or kept.of is not found:
        if len(_FACTS) >= _MOST_KEPT:
            _FACTS.clear()
        extensions = list(found.extensions)
        kept = _FACTS[id(found)] = _Facts(
            found,
            found.issuer.public_bytes(),
            found.last_update_utc,
            found.next_update_utc,
            all(not each.critical or each.oid in _UNDERSTOOD for each in extensions),
            tuple(each.value for each in extensions if isinstance(each.value, x509.IssuingDistributionPoint)),
        )
    return kept


@lru_cache(maxsize=1024)
def _subject_of(certificate: x509.Certificate) -> bytes:
    return certificate.subject.public_bytes()


@lru_cache(maxsize=1024)
def _is_same_name(one: bytes, other: bytes) -> bool:
    """By the bytes, else by the texts: programs write the same text in several types."""
    return one == other or bool(asn1_x509.Name.load(one).native == asn1_x509.Name.load(other).native)


def _is_fresh(found: _Facts, certificate: x509.Certificate, question: Question, known: datetime | None) -> bool:
    """RFC 5280, 6.3.3: not of the future, and current, or else made after the time that is asked about.

    Or current at a time at which list and signature are both proven to have existed: it counted then (EN 319 102-1,
    5.6.2.1: the control time slides back). A certificate may be dropped from lists once it has expired (5280, 5.3): a
    list made after that is silent on it.
    """
    if found.made > question.now or found.made > certificate.not_valid_after_utc:
        return False
    if found.until is None or found.until >= question.now:
        return True
    return _counted_then(found.made, found.until, question, known)


def _counted_then(made: datetime, until: datetime, question: Question, known: datetime | None) -> bool:
    if question.proven is None:
        return False
    return made >= question.proven or (known is not None and question.proven <= known <= until)


def _covers(found: _Facts, certificate: x509.Certificate) -> bool:
    """Whether the list is complete for this kind of certificate (RFC 5280, 5.2.5): no delta, no selection of reasons."""
    return found.understood and all(_in_scope(each, certificate) for each in found.scopes)


def _in_scope(scope: x509.IssuingDistributionPoint, certificate: x509.Certificate) -> bool:
    if scope.indirect_crl or scope.only_some_reasons is not None or scope.only_contains_attribute_certs:
        return False
    constraints = extension(certificate, x509.BasicConstraints)
    is_authority = constraints is not None and constraints.ca
    return not (scope.only_contains_user_certs if is_authority else scope.only_contains_ca_certs)


def _is_signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Asked of the same few lists for every file: the answers are kept."""
    key = id(found), issuer
    kept = _SIGNED.get(key)
    if kept is None or kept[0] is not found:
        if len(_SIGNED) >= _MOST_KEPT:
            _SIGNED.clear()
        _SIGNED[key] = found, _is_really_signed(found, issuer)
    return _SIGNED[key][1]


# Lists have no hash of their own; the list in the value keeps its identity from being given to another.
_SIGNED: dict[tuple[int, x509.Certificate], tuple[x509.CertificateRevocationList, bool]] = {}
_MOST_KEPT = 64  # as many as ``readable_list`` keeps: lists may be megabytes


def _is_really_signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    if not may_list(issuer):
        return False
    try:
        key = issuer.public_key()
        return found.is_signature_valid(key)  # type: ignore[arg-type]  # raises TypeError for keys that cannot sign
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _answered(certificate: x509.Certificate, issuer: x509.Certificate, question: Question) -> Iterator[_Word]:
    """What OCSP answers say that came with the signature."""
    for each in question.evidence.responses:
        response = readable_response(each)
        if response is None:
            continue
        for word in response.responses:
            if not _is_about(word, certificate, issuer) or not _is_current(word, each, certificate, question):
                continue
            signer = _responder(response, issuer, question)
            if signer is None or not _is_lasting(signer, question, question.evidence.proven(each)):
                continue
            match word.certificate_status:
                case ocsp.OCSPCertStatus.GOOD:
                    yield _Word(None)
                case ocsp.OCSPCertStatus.REVOKED:
                    yield _Word(word.revocation_time_utc)


def _is_about(word: ocsp.OCSPSingleResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if word.serial_number != certificate.serial_number:
        return False
    try:
        own = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, word.hash_algorithm).build()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return (word.issuer_key_hash, word.issuer_name_hash) == (own.issuer_key_hash, own.issuer_name_hash)


def _is_current(
    word: ocsp.OCSPSingleResponse, response: bytes, certificate: x509.Certificate, question: Question
) -> bool:
    """Not of the future, not silent on what has expired, and current or made after the time that is asked about."""
    made = word.this_update_utc
    if made > question.now + _AHEAD:
        return False
    if made > certificate.not_valid_after_utc and not _reaches_back(response, certificate):
        return False
    until = word.next_update_utc or made + _OLDEST_ANSWER
    return until >= question.now or _counted_then(made, until, question, question.evidence.proven(response))


def _reaches_back(response: bytes, certificate: x509.Certificate) -> bool:
    """RFC 6960, 4.4.4: the responder keeps word of certificates that ended after its cut-off."""
    try:
        with reading("an OCSP answer"):
            basic = asn1_ocsp.OCSPResponse.load(response)["response_bytes"]["response"].parsed
            words = [
                each
                for each in basic["tbs_response_data"]["responses"]
                if each["cert_id"]["serial_number"].native == certificate.serial_number
            ]
            cutoffs = [
                extension["extn_value"].parsed.native
                for each in words
                for extension in each["single_extensions"] or ()
                if extension["extn_id"].native == "archive_cutoff"
            ]
            return any(each <= certificate.not_valid_after_utc for each in cutoffs)
    except Malformed:
        return False


def _responder(response: ocsp.OCSPResponse, issuer: x509.Certificate, question: Question) -> x509.Certificate | None:
    """Who signed an answer: the issuer, or whom it has delegated (RFC 6960, 4.2.2.2) and who is not to be asked about."""
    if _signed_by(response, issuer):
        return issuer
    for each in (*response.certificates, *readable_certificates(question.evidence)):
        if _is_delegate(each, issuer, response.produced_at_utc) and _signed_by(response, each):
            return each if _is_exempt(each) or _is_good(each, issuer, question) else None
    return None


def _is_good(certificate: x509.Certificate, issuer: x509.Certificate, question: Question) -> bool:
    """A responder that may be asked about: by lists only, for its own answers prove nothing about itself."""
    words = list(_listed(certificate, issuer, question))
    return bool(words) and all(each.revoked is None for each in words)


def _is_delegate(certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> bool:
    purposes = extension(certificate, x509.ExtendedKeyUsage)
    if purposes is None or ExtendedKeyUsageOID.OCSP_SIGNING not in purposes:
        return False
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _signed_by(response: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    try:
        with reading("an OCSP answer"):
            basic = asn1_ocsp.OCSPResponse.load(response.public_bytes(Encoding.DER))["response_bytes"]["response"]
            scheme = scheme_of(basic.parsed["signature_algorithm"], "sha256")
        return crypto.verifies(signer, scheme, response.signature, response.tbs_response_bytes)
    except Malformed:
        return False
