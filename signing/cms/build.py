"""SignedData with CAdES signed attributes (EN 319 122-1), attached or detached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import PermanentError
from signing.cms import der
from signing.keys.port import Scheme, Signer

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
SHA256 = "2.16.840.1.101.3.4.2.1"

SHA256_ALGORITHM = der.sequence(der.oid(SHA256))
_MGF1 = der.sequence(der.oid("1.2.840.113549.1.1.8"), SHA256_ALGORITHM)
_SCHEMES = {
    Scheme.ECDSA: der.sequence(der.oid("1.2.840.10045.4.3.2")),
    # RFC 4056: SHA-256, MGF1 with SHA-256, salt of 32 bytes.
    Scheme.RSASSA_PSS: der.sequence(
        der.oid("1.2.840.113549.1.1.10"),
        der.sequence(der.explicit(0, SHA256_ALGORITHM), der.explicit(1, _MGF1), der.explicit(2, der.integer(32))),
    ),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature before it is put into its container: the signer's part, and the bare value for a time stamp."""

    signer: Signer
    attributes: bytes
    value: bytes


def sign_digest(
    signer: Signer, digest: bytes, *, content_type: str = DATA, signing_time: datetime | None = None
) -> Signed:
    """Sign content with that SHA-256 digest. PAdES forbids ``signing_time`` (EN 319 142-1, 5.3), CAdES wants it."""
    parts = [
        _attribute(CONTENT_TYPE, der.oid(content_type)),
        _attribute(MESSAGE_DIGEST, der.octets(digest)),
        _attribute(SIGNING_CERTIFICATE_V2, _signing_certificate(signer.chain[0])),
    ]
    if signing_time is not None:
        parts.append(_attribute(SIGNING_TIME, der.utc_time(signing_time)))
    attributes = der.set_of(*parts)
    return Signed(signer, attributes, signer.sign(attributes))


def container(signed: Signed, *, timestamp: bytes | None = None, content: tuple[str, bytes] | None = None) -> bytes:
    """ContentInfo with the chain inside. ``content``: type and octets of attached content; detached without it."""
    kind, attached = content if content else (DATA, None)
    inner = der.oid(kind) if attached is None else der.oid(kind) + der.explicit(0, der.octets(attached))
    # A SET OF like any other (X.690, 11.6); who signed is told by issuer and serial number, not by the order.
    certificates = b"".join(sorted(each.public_bytes(Encoding.DER) for each in signed.signer.chain))
    signed_data = der.sequence(
        der.integer(1 if kind == DATA else 3),
        der.set_of(SHA256_ALGORITHM),
        der.sequence(inner),
        der.explicit(0, certificates),
        der.set_of(_signer_info(signed, timestamp)),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.explicit(0, signed_data))


def container_size(signer: Signer, timestamp_size: int) -> int:
    """An upper bound for the DER of a detached signature, computed without signing."""
    certificates = sum(len(each.public_bytes(Encoding.DER)) for each in signer.chain)
    return certificates + _longest_value(signer) + timestamp_size + len(signer.chain[0].issuer.public_bytes()) + 600


def _longest_value(signer: Signer) -> int:
    """Bytes of the longest signature value: RSA's is as long as its modulus, ECDSA's a SEQUENCE of two integers."""
    public = signer.chain[0].public_key()
    if isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return public.key_size // 4 + 16
    raise PermanentError("The signer's certificate is for neither RSA nor an elliptic curve.")


def _signer_info(signed: Signed, timestamp: bytes | None) -> bytes:
    certificate = signed.signer.chain[0]
    parts = [
        der.integer(1),
        der.sequence(certificate.issuer.public_bytes(), der.integer(certificate.serial_number)),
        SHA256_ALGORITHM,
        b"\xa0" + signed.attributes[1:],  # [0] IMPLICIT SET OF: the same bytes under another tag
        _SCHEMES[signed.signer.scheme],
        der.octets(signed.value),
    ]
    if timestamp is not None:
        attribute = _attribute(SIGNATURE_TIME_STAMP, timestamp)
        parts.append(der.explicit(1, attribute))
    return der.sequence(*parts)


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.oid(kind), der.set_of(value))


def _signing_certificate(certificate: x509.Certificate) -> bytes:
    """SigningCertificateV2 (RFC 5035): SHA-256 is its default algorithm and so left out."""
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()
    return der.sequence(der.sequence(der.sequence(der.octets(digest))))
