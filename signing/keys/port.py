"""The port of a signing key."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from cryptography import x509


class Scheme(StrEnum):
    """Signature schemes of TT 15/2025/TT-BKHCN annex I row 1.2, both with SHA-256; ML-DSA only as a second seal."""

    ECDSA = "ecdsa"
    RSASSA_PSS = "rsassa_pss"
    ML_DSA_65 = "ml_dsa_65"


class Identity(Protocol):
    """Who signs and how, without the means to do it: enough to prepare what a token elsewhere signs."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The signer's certificate first, then its issuers; the root may be left out."""
        ...

    @property
    def scheme(self) -> Scheme:
        """How it signs."""
        ...


class Signer(Identity, Protocol):
    """A key that signs, wherever it lies. ``sign`` raises ``TransientError`` or ``PermanentError``."""

    def sign(self, data: bytes) -> bytes:
        """The signature value over ``data`` (hashed with SHA-256 by the scheme, but for ML-DSA); DER for ECDSA."""
        ...
