"""The arithmetic: hashes and signature values."""

from __future__ import annotations

from collections.abc import Callable

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, mldsa, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from signing.judge.malformed import Malformed, reading
from signing.judge.schemes import Scheme

_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "md5": hashes.MD5,
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha512_224": hashes.SHA512_224,
    "sha512_256": hashes.SHA512_256,
    "sha3_224": hashes.SHA3_224,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
    # RFC 8702, 3.1: 256 and 512 bits
    "shake128": lambda: hashes.SHAKE128(32),
    "shake256": lambda: hashes.SHAKE256(64),
}

# Schemes whose hash is part of them.
_HASHING_ITSELF: dict[str, type] = {
    "ed25519": ed25519.Ed25519PublicKey,
    "ed448": ed448.Ed448PublicKey,
    "ml_dsa_44": mldsa.MLDSA44PublicKey,
    "ml_dsa_65": mldsa.MLDSA65PublicKey,
    "ml_dsa_87": mldsa.MLDSA87PublicKey,
}


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
    except (ValueError, UnsupportedAlgorithm):
        key = _negative_modulus(certificate)
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
            case dsa.DSAPublicKey() if scheme.name == "dsa":
                key.verify(signature, data, hashed)
            case (
                ed25519.Ed25519PublicKey()
                | ed448.Ed448PublicKey()
                | mldsa.MLDSA44PublicKey()
                | mldsa.MLDSA65PublicKey()
                | mldsa.MLDSA87PublicKey()
            ) if isinstance(key, _HASHING_ITSELF.get(scheme.name, ())):
                key.verify(signature, data)
            case _:
                raise Malformed("a key of another kind than the signature")
    except (InvalidSignature, ValueError, OverflowError):
        return False
    except UnsupportedAlgorithm as error:
        raise Malformed("an algorithm that cannot be computed here") from error
    return True


def _negative_modulus(certificate: x509.Certificate) -> rsa.RSAPublicKey:
    """The key of old certificates whose modulus lacks its leading zero and so reads as a negative number."""
    with reading("a public key"):
        encoded = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
        numbers = encoded["tbs_certificate"]["subject_public_key_info"]["public_key"].parsed
        modulus = int.from_bytes(numbers["modulus"].contents)
        return rsa.RSAPublicNumbers(numbers["public_exponent"].native, modulus).public_key()


def _hash(name: str) -> hashes.HashAlgorithm:
    if name not in _HASHES:
        raise Malformed("an unknown hash")
    return _HASHES[name]()
