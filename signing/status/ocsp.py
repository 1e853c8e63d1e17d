"""OCSP answers (RFC 6960), checked before they are believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.judge.revocation import Standing
from signing.status.port import UNKNOWN, Answer

_AHEAD = timedelta(minutes=5)
_OLDEST = timedelta(days=1)
"""Of an answer that does not say when the next one comes."""
_STANDINGS = {
    ocsp.OCSPCertStatus.GOOD: Standing.GOOD,
    ocsp.OCSPCertStatus.REVOKED: Standing.REVOKED,
    ocsp.OCSPCertStatus.UNKNOWN: Standing.UNKNOWN,
}


def question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """OCSPRequest in DER. SHA-1 only names the issuer: it is what every responder knows (RFC 5019, 2.1.1)."""
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
    return builder.build().public_bytes(Encoding.DER)


def read(response: bytes, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
    """What ``response`` says; ``UNKNOWN`` when it is about another, not of now, or not the issuer's word."""
    try:
        loaded = ocsp.load_der_ocsp_response(response)
        if loaded.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return UNKNOWN
        return _read(loaded, certificate, issuer, at)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return UNKNOWN


def _read(response: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
    word = next((each for each in response.responses if _is_about(each, certificate, issuer)), None)
    if word is None or not _is_current(word, at):
        return UNKNOWN
    signer = next((each for each in _responders(response, issuer, at) if _signed_by(response, each)), None)
    if signer is None:
        return UNKNOWN
    helpers = () if signer == issuer else (signer,)
    return Answer(_STANDINGS[word.certificate_status], response.public_bytes(Encoding.DER), certificates=helpers)


def _is_about(word: ocsp.OCSPSingleResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    own = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, word.hash_algorithm).build()
    same = (word.issuer_key_hash, word.issuer_name_hash) == (own.issuer_key_hash, own.issuer_name_hash)
    return same and word.serial_number == certificate.serial_number


def _is_current(word: ocsp.OCSPSingleResponse, at: datetime) -> bool:
    until = word.next_update_utc or word.this_update_utc + _OLDEST
    return word.this_update_utc - _AHEAD <= at <= until


def _responders(response: ocsp.OCSPResponse, issuer: x509.Certificate, at: datetime) -> Iterator[x509.Certificate]:
    """The issuer, and whom it has delegated (RFC 6960, 4.2.2.2)."""
    yield issuer
    for each in response.certificates:
        if _is_delegate(each, issuer) and each.not_valid_before_utc <= at <= each.not_valid_after_utc:
            yield each


def _is_delegate(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        certificate.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _signed_by(response: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    hashed = response.signature_hash_algorithm
    if hashed is None or isinstance(hashed, hashes.SHA1 | hashes.MD5):
        return False
    try:
        match signer.public_key():
            case rsa.RSAPublicKey() as key:
                key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), hashed)
            case ec.EllipticCurvePublicKey() as key:
                key.verify(response.signature, response.tbs_response_bytes, ec.ECDSA(hashed))
            case _:
                return False
    except InvalidSignature:
        return False
    return True
