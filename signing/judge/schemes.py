"""Signature algorithms as their identifiers name them."""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import algos

from signing.judge.malformed import Malformed


@dataclass(frozen=True, slots=True)
class Scheme:
    """The signature algorithm: ``name`` as in the contract, its hash, and for PSS the salt length and MGF1's hash."""

    name: str
    hash: str
    salt: int = 0
    mask_hash: str = ""


# Signatures whose hash is part of the scheme, or of which asn1crypto has not heard.
_PLAIN = {
    "2.16.840.1.101.3.4.3.17": "ml_dsa_44",
    "2.16.840.1.101.3.4.3.18": "ml_dsa_65",
    "2.16.840.1.101.3.4.3.19": "ml_dsa_87",
    "1.3.101.112": "ed25519",
    "1.3.101.113": "ed448",
}
_COMPOSED = {
    "1.2.840.113549.1.1.15": ("rsassa_pkcs1v15", "sha512_224"),
    "1.2.840.113549.1.1.16": ("rsassa_pkcs1v15", "sha512_256"),
    "2.16.840.1.101.3.4.3.9": ("ecdsa", "sha3_224"),
    "2.16.840.1.101.3.4.3.10": ("ecdsa", "sha3_256"),
    "2.16.840.1.101.3.4.3.11": ("ecdsa", "sha3_384"),
    "2.16.840.1.101.3.4.3.12": ("ecdsa", "sha3_512"),
    "2.16.840.1.101.3.4.3.13": ("rsassa_pkcs1v15", "sha3_224"),
    "2.16.840.1.101.3.4.3.14": ("rsassa_pkcs1v15", "sha3_256"),
    "2.16.840.1.101.3.4.3.15": ("rsassa_pkcs1v15", "sha3_384"),
    "2.16.840.1.101.3.4.3.16": ("rsassa_pkcs1v15", "sha3_512"),
}
# Hashes of which asn1crypto knows the number only.
_HASHES = {
    "2.16.840.1.101.3.4.2.7": "sha3_224",
    "2.16.840.1.101.3.4.2.8": "sha3_256",
    "2.16.840.1.101.3.4.2.9": "sha3_384",
    "2.16.840.1.101.3.4.2.10": "sha3_512",
    "2.16.840.1.101.3.4.2.11": "shake128",
    "2.16.840.1.101.3.4.2.12": "shake256",
    "2.16.840.1.101.3.4.2.17": "shake128",
    "2.16.840.1.101.3.4.2.18": "shake256",
}
# BSI TR-03111: r and s one behind the other.
_PLAIN_ECDSA = {
    "0.4.0.127.0.7.1.1.4.1.2": "sha224",
    "0.4.0.127.0.7.1.1.4.1.3": "sha256",
    "0.4.0.127.0.7.1.1.4.1.4": "sha384",
    "0.4.0.127.0.7.1.1.4.1.5": "sha512",
}


def hash_name(algorithm: algos.DigestAlgorithm) -> str:
    """The hash that an identifier names."""
    number = algorithm["algorithm"].dotted
    return _HASHES.get(number) or str(algorithm["algorithm"].native)


def scheme_of(algorithm: algos.SignedDigestAlgorithm, digest: str) -> Scheme:
    """The scheme that an identifier names; ``digest`` is taken where it leaves the hash open."""
    plain = _PLAIN.get(algorithm["algorithm"].dotted)
    if plain is not None:
        return Scheme(plain, digest)
    if algorithm["algorithm"].dotted in _PLAIN_ECDSA:
        return Scheme("plain_ecdsa", _PLAIN_ECDSA[algorithm["algorithm"].dotted])
    if algorithm["algorithm"].dotted in _COMPOSED:
        return Scheme(*_COMPOSED[algorithm["algorithm"].dotted])
    name = algorithm.signature_algo
    match name:
        case "rsassa_pkcs1v15":
            hashed = algorithm["algorithm"].native.removesuffix("_rsa")
            return Scheme(name, digest if hashed == "rsassa_pkcs1v15" else hashed)
        case "rsassa_pss":
            parameters = algorithm["parameters"]
            mask = hash_name(parameters["mask_gen_algorithm"]["parameters"])
            hashed = hash_name(parameters["hash_algorithm"])
            return Scheme(name, hashed, parameters["salt_length"].native, mask)
        case "ecdsa" | "dsa":
            hashed = algorithm["algorithm"].native.removesuffix(f"_{name}")
            return Scheme(name, digest if hashed == name else hashed)
    raise Malformed("unknown signature algorithm")
