"""The arithmetic: hashes and signature values."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, mldsa, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from signing.judge.malformed import Malformed
from signing.judge.schemes import Scheme

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "md5": hashes.MD5,
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
}
# TT 15/2025/TT-BKHCN annex I rows 1.2 and 1.3: neither SHA-1 nor SHA-224, RSA from 2048 bits, curves from 256.
_ALLOWED_HASHES = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
_LEAST_RSA, _LEAST_EC = 2048, 256


def digest(name: str, *pieces: bytes | memoryview) -> bytes:
    """The hash of the pieces one after the other; ``Malformed`` for a hash that is not known."""
    hasher = hashes.Hash(_hash(name))
    for piece in pieces:
        hasher.update(piece)
    return hasher.finalize()


def verifies(certificate: x509.Certificate, scheme: Scheme, signature: bytes, data: bytes) -> bool:
    """Whether ``signature`` is that key's over ``data``; ``Malformed`` when key and scheme do not fit."""
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Malformed("a public key that cannot be read") from error
    hashed = _hash(scheme.hash)
    try:
        match key:
            case rsa.RSAPublicKey() if scheme.name == "rsassa_pkcs1v15":
                key.verify(signature, data, padding.PKCS1v15(), hashed)
            case rsa.RSAPublicKey() if scheme.name == "rsassa_pss":
                mask = padding.MGF1(_hash(scheme.mask_hash))
                key.verify(signature, data, padding.PSS(mask, scheme.salt), hashed)
            case ec.EllipticCurvePublicKey() if scheme.name == "ecdsa":
                key.verify(signature, data, ec.ECDSA(hashed))
            case ec.EllipticCurvePublicKey() if scheme.name == "plain_ecdsa":
                half = len(signature) // 2
                parts = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
                key.verify(encode_dss_signature(*parts), data, ec.ECDSA(hashed))
            case ed25519.Ed25519PublicKey() if scheme.name == "ed25519":
                key.verify(signature, data)
            case mldsa.MLDSA44PublicKey() if scheme.name == "ml_dsa_44":
                key.verify(signature, data)
            case mldsa.MLDSA65PublicKey() if scheme.name == "ml_dsa_65":
                key.verify(signature, data)
            case mldsa.MLDSA87PublicKey() if scheme.name == "ml_dsa_87":
                key.verify(signature, data)
            case _:
                raise Malformed("a key of another kind than the signature")
    except (InvalidSignature, ValueError, OverflowError):
        return False
    except UnsupportedAlgorithm as error:
        raise Malformed("an algorithm that cannot be computed here") from error
    return True


def is_weak(hash_name: str) -> bool:
    """Whether a hash is not allowed for new signatures."""
    return hash_name not in _ALLOWED_HASHES


def weaknesses(certificate: x509.Certificate, scheme: Scheme, digest_name: str) -> tuple[str, ...]:
    """Names of what is not allowed for new signatures; none when all is well."""
    found = [name for name in dict.fromkeys((digest_name, scheme.hash)) if is_weak(name)]
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return (*found, "key")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _LEAST_RSA:
        found.append(f"RSA {key.key_size}")
    if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < _LEAST_EC:
        found.append(f"EC {key.key_size}")
    return tuple(found)


def _hash(name: str) -> hashes.HashAlgorithm:
    if name not in _HASHES:
        raise Malformed("an unknown hash")
    return _HASHES[name]()
