"""SignedData with CAdES signed attributes (EN 319 122-1), attached or detached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import PermanentError
from signing.cms import der
from signing.cms.algorithms import SHA256_ALGORITHM, algorithm_of, is_signature, longest_value
from signing.cms.envelope import DATA, SIGNED_DATA, Envelope, attribute
from signing.keys.port import Identity, Signer

__all__ = ["DATA", "SHA256_ALGORITHM", "SIGNED_DATA"]

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"

_OVERHEAD = 600
"""Bytes of headers, identifiers and the three or four signed attributes, with room to spare."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature before it is put into its container: who, what was signed, and the bare value for a time stamp."""

    signer: Identity
    attributes: bytes
    value: bytes


def signed_attributes(
    signer: Identity, digest: bytes, *, content_type: str = DATA, signing_time: datetime | None = None
) -> bytes:
    """The DER of the SET that is signed. PAdES forbids ``signing_time`` (EN 319 142-1, 5.3), CAdES wants it."""
    parts = [
        attribute(CONTENT_TYPE, der.oid(content_type)),
        attribute(MESSAGE_DIGEST, der.octets(digest)),
        attribute(SIGNING_CERTIFICATE_V2, _signing_certificate(signer.chain[0])),
    ]
    if signing_time is not None:
        parts.append(attribute(SIGNING_TIME, der.utc_time(signing_time)))
    return der.set_of(*parts)


def sign_digest(
    signer: Signer, digest: bytes, *, content_type: str = DATA, signing_time: datetime | None = None
) -> Signed:
    """Sign content with that digest (SHA-256; SHA-512 for ML-DSA)."""
    attributes = signed_attributes(signer, digest, content_type=content_type, signing_time=signing_time)
    return checked(signer, attributes, signer.sign(attributes))


def checked(signer: Identity, attributes: bytes, value: bytes) -> Signed:
    """A value that came from a token or from elsewhere is used only if it is the certificate's own."""
    if not is_signature(signer.chain[0], value, attributes):
        raise PermanentError(
            "The signature value is not the certificate's own.", remedy="Check which key the certificate belongs to."
        )
    return Signed(signer, attributes, value)


def container(
    signed: Signed,
    *,
    timestamp: bytes | None = None,
    content: tuple[str, bytes] | None = None,
    certificates: Iterable[bytes] = (),
) -> bytes:
    """ContentInfo with the chain inside. ``content``: type and octets of attached content; detached without it."""
    return envelope(signed, timestamp=timestamp, content=content).with_certificates(certificates).encode()


def envelope(signed: Signed, *, timestamp: bytes | None = None, content: tuple[str, bytes] | None = None) -> Envelope:
    """The same before it is encoded, to put more into it."""
    kind, attached = content if content else (DATA, None)
    inner = der.oid(kind) if attached is None else der.oid(kind) + der.explicit(0, der.octets(attached))
    algorithm = algorithm_of(signed.signer.scheme)
    certificate = signed.signer.chain[0]
    signer = (
        der.integer(1),
        der.sequence(certificate.issuer.public_bytes(), der.integer(certificate.serial_number)),
        algorithm.digest,
        der.implicit(0xA0, signed.attributes),  # [0] IMPLICIT SET OF: the same bytes under another tag
        algorithm.signature,
        der.octets(signed.value),
    )
    stamps = () if timestamp is None else (attribute(SIGNATURE_TIME_STAMP, timestamp),)
    certificates = tuple(each.public_bytes(Encoding.DER) for each in signed.signer.chain)
    return Envelope(der.set_of(algorithm.digest), der.sequence(inner), certificates, (), signer, stamps)


def container_size(signer: Identity, timestamp_size: int) -> int:
    """An upper bound for the DER of a detached signature, computed without signing."""
    certificate = signer.chain[0]
    certificates = sum(len(each.public_bytes(Encoding.DER)) for each in signer.chain)
    issuer = len(certificate.issuer.public_bytes())
    return certificates + longest_value(certificate) + timestamp_size + issuer + _OVERHEAD


@lru_cache(maxsize=256)
def _signing_certificate(certificate: x509.Certificate) -> bytes:
    """SigningCertificateV2 (RFC 5035): SHA-256 is its default algorithm and so left out."""
    digest = sha256(certificate.public_bytes(Encoding.DER)).digest()
    return der.sequence(der.sequence(der.sequence(der.octets(digest))))
