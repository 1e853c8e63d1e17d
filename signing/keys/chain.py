"""Certificates in the order of a chain."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


def ordered(chain: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Each certificate followed by its issuer, beginning with the first one; strangers are left out."""
    found = list(chain[:1])
    rest = list(chain[1:])
    while found and (issuer := next((each for each in rest if _issued(found[-1], each)), None)) is not None:
        rest.remove(issuer)
        found.append(issuer)
    return tuple(found)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """By name and signature: authorities that were given a new key keep their name."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True
