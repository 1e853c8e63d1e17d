"""Algorithm identifiers of the schemes that sign here, and whether a value is what they make."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, padding, rsa

from dossier.errors import PermanentError
from signing.cms import der
from signing.keys.port import Scheme

SHA256_ALGORITHM = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))
SHA512_ALGORITHM = der.sequence(der.oid("2.16.840.1.101.3.4.2.3"))
HASHES = {
    "sha256": SHA256_ALGORITHM,
    "sha384": der.sequence(der.oid("2.16.840.1.101.3.4.2.2")),
    "sha512": SHA512_ALGORITHM,
}
"""AlgorithmIdentifiers by name, for imprints and hash trees."""
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=hashes.SHA256.digest_size)

_MGF1 = der.sequence(der.oid("1.2.840.113549.1.1.8"), SHA256_ALGORITHM)
_ML_DSA_65_BYTES = 3309


@dataclass(frozen=True, slots=True)
class Algorithm:
    """``hash`` digests the content; both identifiers in DER."""

    hash: str
    digest: bytes
    signature: bytes

    def hashed(self, content: bytes) -> bytes:
        """The digest of ``content``."""
        return hashlib.new(self.hash, content).digest()


_ALGORITHMS = {
    Scheme.ECDSA: Algorithm("sha256", SHA256_ALGORITHM, der.sequence(der.oid("1.2.840.10045.4.3.2"))),
    # RFC 4056: SHA-256, MGF1 with SHA-256, salt of 32 bytes.
    Scheme.RSASSA_PSS: Algorithm(
        "sha256",
        SHA256_ALGORITHM,
        der.sequence(
            der.oid("1.2.840.113549.1.1.10"),
            der.sequence(der.explicit(0, SHA256_ALGORITHM), der.explicit(1, _MGF1), der.explicit(2, der.integer(32))),
        ),
    ),
    # RFC 9882, 3.3: SHA-512 suits every ML-DSA.
    Scheme.ML_DSA_65: Algorithm("sha512", SHA512_ALGORITHM, der.sequence(der.oid("2.16.840.1.101.3.4.3.18"))),
}


def hash_algorithm(name: str) -> bytes:
    """The AlgorithmIdentifier of ``sha256``, ``sha384`` or ``sha512``."""
    return HASHES[name]


def algorithm_of(scheme: Scheme) -> Algorithm:
    """What a scheme writes into a CMS."""
    return _ALGORITHMS[scheme]


def scheme_of(certificate: x509.Certificate) -> Scheme:
    """How a certificate's key signs here; ``PermanentError`` for keys that do not."""
    match _public_key(certificate):
        case rsa.RSAPublicKey():
            return Scheme.RSASSA_PSS
        case ec.EllipticCurvePublicKey():
            return Scheme.ECDSA
        case mldsa.MLDSA65PublicKey():
            return Scheme.ML_DSA_65
    raise PermanentError("The signing key is of no kind that signs here.", remedy="Use RSA, P-256 or ML-DSA-65.")


def is_signature(certificate: x509.Certificate, value: bytes, data: bytes) -> bool:
    """Whether ``value`` is this certificate's over ``data``, made as its scheme makes it."""
    try:
        match _public_key(certificate):
            case rsa.RSAPublicKey() as key:
                key.verify(value, data, PSS, hashes.SHA256())
            case ec.EllipticCurvePublicKey() as key:
                key.verify(value, data, ec.ECDSA(hashes.SHA256()))
            case mldsa.MLDSA65PublicKey() as key:
                key.verify(value, data)
            case _:
                return False
    except InvalidSignature:
        return False
    return True


def longest_value(certificate: x509.Certificate) -> int:
    """Bytes of the longest signature value: RSA's is as long as its modulus, ECDSA's a SEQUENCE of two integers."""
    match _public_key(certificate):
        case rsa.RSAPublicKey() | ec.EllipticCurvePublicKey() as key:
            return key.key_size // 4 + 16
        case mldsa.MLDSA65PublicKey():
            return _ML_DSA_65_BYTES
    raise PermanentError("The signer's certificate is for no kind of key that signs here.")


def _public_key(certificate: x509.Certificate) -> object:
    try:
        return certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):  # a certificate for a kind of key that is not known here
        return None
