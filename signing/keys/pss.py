"""EMSA-PSS (RFC 8017, 9.1.1) for tokens that know nothing of RSA but the bare power."""

from __future__ import annotations

import secrets
from hashlib import sha256

_HASH_BYTES = _SALT_BYTES = 32


def pss_encoded(digest: bytes, modulus_bits: int) -> bytes:
    """The encoded message for a SHA-256 ``digest``, as long as the modulus."""
    bits = modulus_bits - 1
    size = (bits + 7) // 8
    salt = secrets.token_bytes(_SALT_BYTES)
    hashed = sha256(bytes(8) + digest + salt).digest()
    block = bytes(size - _SALT_BYTES - _HASH_BYTES - 2) + b"\x01" + salt
    masked = bytes(a ^ b for a, b in zip(block, _mask(hashed, len(block)), strict=True))
    first = masked[0] & (0xFF >> (8 * size - bits))
    encoded = bytes((first,)) + masked[1:] + hashed + b"\xbc"
    return encoded.rjust((modulus_bits + 7) // 8, b"\x00")


def _mask(seed: bytes, size: int) -> bytes:
    """MGF1 with SHA-256 (B.2.1)."""
    blocks = (sha256(seed + counter.to_bytes(4)).digest() for counter in range(-(-size // _HASH_BYTES)))
    return b"".join(blocks)[:size]
