"""A key in this process's memory: loaded once, used for as long as the process lives."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, rsa

from dossier.errors import PermanentError
from signing.cms.algorithms import PSS, scheme_of
from signing.keys.port import Scheme

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | mldsa.MLDSA65PrivateKey

_LEAST_RSA_BITS = 2048
_LEAST_EC_BITS = 256


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """RSA signs with RSASSA-PSS, an elliptic curve with ECDSA, ML-DSA as it is."""

    key: PrivateKey = field(repr=False)
    chain: tuple[x509.Certificate, ...]

    def __post_init__(self) -> None:
        """Keys weaker than the circular allows, and keys of another certificate, are a ``PermanentError``."""
        if _is_short(self.key):
            raise PermanentError("The signing key is too short.", remedy="RSA needs 2048 bits, ECDSA 256.")
        if not self.chain or not _belongs(self.chain[0], self.key):
            raise PermanentError("The signing key does not belong to its certificate.", remedy="Check the key file.")

    @property
    def scheme(self) -> Scheme:
        """By the kind of key."""
        return scheme_of(self.chain[0])

    def sign(self, data: bytes) -> bytes:
        """The signature value over ``data``."""
        match self.key:
            case rsa.RSAPrivateKey():
                return self.key.sign(data, PSS, hashes.SHA256())
            case ec.EllipticCurvePrivateKey():
                return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
            case _:
                return self.key.sign(data)


def _is_short(key: PrivateKey) -> bool:
    match key:
        case rsa.RSAPrivateKey():
            return key.key_size < _LEAST_RSA_BITS
        case ec.EllipticCurvePrivateKey():
            return key.key_size < _LEAST_EC_BITS
    return False


def _belongs(certificate: x509.Certificate, key: PrivateKey) -> bool:
    try:
        return certificate.public_key() == key.public_key()
    except (ValueError, UnsupportedAlgorithm):  # a certificate for a kind of key that is not known here
        return False
