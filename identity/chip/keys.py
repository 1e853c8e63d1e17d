"""Signatures on chips and on certificates: RSA (PKCS #1 v1.5 and PSS) and ECDSA, whatever curve."""

from __future__ import annotations

import hashlib

from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.keys import PublicKeyInfo
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from identity.chip.curves import verify_explicit

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303  older documents are signed so; they are judged, none is made
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_LEAST_RSA_BITS = 1024


def digest_of(name: str, data: bytes) -> bytes | None:
    """The digest by an algorithm's name; None for one that is not accepted (MD5 and whatever is not known)."""
    return hashlib.new(name, data).digest() if name in _HASHES else None


def verified(
    key: PublicKeyInfo, algorithm: SignedDigestAlgorithm, signature: bytes, data: bytes, *, digest: str = ""
) -> bool:
    """Whether the signature is right; an algorithm that is not understood never is.

    ``digest``: the signer's digest algorithm, for signature algorithms that do not name one.
    """
    try:
        kind = algorithm.signature_algo
    except ValueError:
        return False
    try:
        name = (
            digest
            if kind == "rsassa_pkcs1v15" and algorithm["algorithm"].native == "rsassa_pkcs1v15"
            else algorithm.hash_algo
        )
    except ValueError:
        name = digest
    if name not in _HASHES:
        return False
    if kind == "rsassa_pkcs1v15":
        return _rsa(key, signature, data, padding.PKCS1v15(), _HASHES[name])
    if kind == "rsassa_pss":
        scheme = _pss(algorithm)
        return scheme is not None and _rsa(key, signature, data, scheme, _HASHES[name])
    return kind == "ecdsa" and _ecdsa(key, signature, data, name)


def _pss(algorithm: SignedDigestAlgorithm) -> padding.PSS | None:
    parameters = algorithm["parameters"]
    mask = parameters["mask_gen_algorithm"]
    name = mask["parameters"]["algorithm"].native
    if mask["algorithm"].native != "mgf1" or name not in _HASHES:
        return None
    if parameters["trailer_field"].native not in (1, "trailer_field_bc"):
        return None
    return padding.PSS(padding.MGF1(_HASHES[name]), int(parameters["salt_length"].native))


def _rsa(
    key: PublicKeyInfo, signature: bytes, data: bytes, scheme: padding.AsymmetricPadding, digest: hashes.HashAlgorithm
) -> bool:
    public = _loaded(key)
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < _LEAST_RSA_BITS:
        return False
    try:
        public.verify(signature, data, scheme, digest)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _ecdsa(key: PublicKeyInfo, signature: bytes, data: bytes, digest: str) -> bool:
    public = _loaded(key)
    if public is None:
        return verify_explicit(key, signature, data, digest)
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return False
    try:
        public.verify(signature, data, ec.ECDSA(_HASHES[digest]))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _loaded(key: PublicKeyInfo) -> object | None:
    """The key as `cryptography` knows it. None when it does not: a curve spelled out, or damage."""
    try:
        if key.algorithm == "rsassa_pss":
            plain = PublicKeyInfo.wrap(key["public_key"].parsed, "rsa")
            return load_der_public_key(plain.dump())
        return load_der_public_key(key.dump())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
