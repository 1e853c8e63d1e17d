"""ECDSA values as tokens and services give them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature


def in_der(value: bytes) -> bytes:
    """In DER; some give r and s one after the other."""
    try:
        decode_dss_signature(value)
    except ValueError:
        half = len(value) // 2
        return encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))
    return value
