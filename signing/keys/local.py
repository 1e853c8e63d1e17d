"""A key in this process's memory: loaded once, used for as long as the process lives."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from dossier.errors import PermanentError
from signing.keys.port import Scheme

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=hashes.SHA256.digest_size)
_LEAST_RSA_BITS = 2048
_LEAST_EC_BITS = 256


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """RSA signs with RSASSA-PSS, an elliptic curve with ECDSA."""

    key: PrivateKey = field(repr=False)
    chain: tuple[x509.Certificate, ...]

    def __post_init__(self) -> None:
        """Keys weaker than the circular allows, and keys of another certificate, are a ``PermanentError``."""
        least = _LEAST_RSA_BITS if isinstance(self.key, rsa.RSAPrivateKey) else _LEAST_EC_BITS
        if self.key.key_size < least:
            raise PermanentError("The signing key is too short.", remedy="RSA needs 2048 bits, ECDSA 256.")
        if not self.chain or not _belongs(self.chain[0], self.key):
            raise PermanentError("The signing key does not belong to its certificate.", remedy="Check the key file.")

    @property
    def scheme(self) -> Scheme:
        """RSASSA-PSS or ECDSA, by the kind of key."""
        return Scheme.RSASSA_PSS if isinstance(self.key, rsa.RSAPrivateKey) else Scheme.ECDSA

    def sign(self, data: bytes) -> bytes:
        """The signature value over ``data``."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, _PSS, hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


def _belongs(certificate: x509.Certificate, key: PrivateKey) -> bool:
    try:
        return certificate.public_key() == key.public_key()
    except (ValueError, UnsupportedAlgorithm):  # a certificate for a kind of key that is not known here
        return False
