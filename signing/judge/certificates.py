"""Certificates of strangers: read to the end at once, so that nothing in them can fail later."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from signing.judge.malformed import Malformed, reading

Extension = TypeVar("Extension", bound=x509.ExtensionType)

# What is looked at here, or says nothing about whether a path holds (RFC 5280, 4.2).
_UNDERSTOOD = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.ISSUER_ALTERNATIVE_NAME,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_DISTRIBUTION_POINTS,
    ExtensionOID.AUTHORITY_INFORMATION_ACCESS,
}
# Purposes none of which is to sign documents; a certificate that names no others is not for them.
_OTHER_PURPOSES = {
    ExtendedKeyUsageOID.SERVER_AUTH,
    ExtendedKeyUsageOID.CODE_SIGNING,
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
}


@lru_cache(maxsize=1024)
def read_certificate(der: bytes) -> x509.Certificate:
    """A certificate of which every part can be read; ``Malformed`` otherwise."""
    with reading("a certificate"):
        certificate = x509.load_der_x509_certificate(der)
        check_readable(certificate)
        if not der.endswith(b"\0" + certificate.signature):
            raise Malformed("a signature with bits that count for nothing")
    return certificate


def check_readable(certificate: x509.Certificate) -> None:
    """Look at every part that is looked at later; each raises in its own way when it is odd."""
    for name in (certificate.subject, certificate.issuer):
        name.rfc4514_string()
        name.public_bytes()
    if certificate.not_valid_before_utc > certificate.not_valid_after_utc:
        raise Malformed("a certificate that was never valid")


@lru_cache(maxsize=1024)
def has_readable_extensions(certificate: x509.Certificate) -> bool:
    """Whether its conditions can be read: what was signed with an odd certificate is intact, and trusted by nobody."""
    try:
        with reading("extensions"):
            list(certificate.extensions)
    except Malformed:
        return False
    return True


def extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """The extension of that kind; None when the certificate has none, or none that can be read."""
    return next((each for each in _values(certificate) if isinstance(each, kind)), None)


@lru_cache(maxsize=1024)
def _values(certificate: x509.Certificate) -> tuple[x509.ExtensionType, ...]:
    return tuple(each.value for each in certificate.extensions) if has_readable_extensions(certificate) else ()


def is_understood(certificate: x509.Certificate) -> bool:
    """Whether nothing in it is critical and yet not looked at (RFC 5280, 4.2): name constraints, for one."""
    if not has_readable_extensions(certificate):
        return False
    return all(each.oid in _UNDERSTOOD for each in certificate.extensions if each.critical)


def signs_documents(certificate: x509.Certificate) -> bool:
    """Key usage: signature or non-repudiation; extended key usage: any but purposes that exclude it. Silence is yes."""
    usage = extension(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        return False
    purposes = extension(certificate, x509.ExtendedKeyUsage)
    return purposes is None or not set(purposes) <= _OTHER_PURPOSES


def stamps_time(certificate: x509.Certificate) -> bool:
    """RFC 3161, 2.3: the one extended key usage, critical; old authorities leave the flag out, so it is not asked."""
    purposes = extension(certificate, x509.ExtendedKeyUsage)
    return purposes is not None and list(purposes) == [ExtendedKeyUsageOID.TIME_STAMPING]


def may_issue(certificate: x509.Certificate, below: int) -> bool:
    """Whether it is an authority that may have ``below`` authorities under it."""
    constraints = extension(certificate, x509.BasicConstraints)
    if constraints is None or not constraints.ca:
        return False
    if constraints.path_length is not None and constraints.path_length < below:
        return False
    usage = extension(certificate, x509.KeyUsage)
    return usage is None or usage.key_cert_sign


def may_list(certificate: x509.Certificate) -> bool:
    """Whether it may sign revocation lists."""
    usage = extension(certificate, x509.KeyUsage)
    return usage is None or usage.crl_sign
