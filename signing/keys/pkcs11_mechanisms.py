"""How tokens sign: with the hash inside where they can, over a digest, or with the bare arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pkcs11 import MGF, Mechanism

from dossier.errors import PermanentError
from signing.keys.pss import pss_encoded

_PSS = (Mechanism.SHA256, MGF.SHA256, 32)
# What a token says when it lists a mechanism and does not do it, or not with this key.
_NOT_THIS_WAY = (
    pkcs11.MechanismInvalid,
    pkcs11.MechanismParamInvalid,
    pkcs11.FunctionNotSupported,
    pkcs11.KeyTypeInconsistent,
    pkcs11.DataLenRange,
    pkcs11.DataInvalid,
)
TokenKey = pkcs11.SignMixin
"""A private key in a token that may sign."""
Way = Callable[[], bytes]


def signature(key: TokenKey, mechanisms: frozenset[Mechanism], certificate: x509.Certificate, data: bytes) -> bytes:
    """The value over ``data``: RSASSA-PSS, or ECDSA in DER. The first way that the token knows is taken."""
    for way in _ways(key, mechanisms, certificate, data):
        try:
            return way()
        except _NOT_THIS_WAY:
            continue
    raise PermanentError("The token signs neither RSASSA-PSS nor ECDSA.", remedy="Use another token.")


def _ways(key: TokenKey, mechanisms: frozenset[Mechanism], certificate: x509.Certificate, data: bytes) -> Iterator[Way]:
    public = certificate.public_key()
    digest = sha256(data).digest()
    if isinstance(public, ec.EllipticCurvePublicKey):
        if Mechanism.ECDSA_SHA256 in mechanisms:
            yield lambda: _der(key.sign(data, mechanism=Mechanism.ECDSA_SHA256))
        yield lambda: _der(key.sign(digest, mechanism=Mechanism.ECDSA))
    elif isinstance(public, rsa.RSAPublicKey):
        if Mechanism.SHA256_RSA_PKCS_PSS in mechanisms:
            yield lambda: key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS_PSS, mechanism_param=_PSS)
        if Mechanism.RSA_PKCS_PSS in mechanisms:
            yield lambda: key.sign(digest, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=_PSS)
        yield lambda: key.sign(pss_encoded(digest, public.key_size), mechanism=Mechanism.RSA_X_509)


def _der(value: bytes) -> bytes:
    """Tokens give r and s one after the other."""
    half = len(value) // 2
    return encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))
