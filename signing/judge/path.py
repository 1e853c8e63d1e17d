"""From the signer's certificate to an anchor (RFC 5280, 6.1, as far as document signing needs it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from signing.judge.trust import TrustStore

_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Path:
    """Certificates from the signer's to the anchor, both included."""

    certificates: tuple[x509.Certificate, ...]

    @property
    def anchor(self) -> x509.Certificate:
        """What is believed without proof."""
        return self.certificates[-1]

    @property
    def proven(self) -> tuple[x509.Certificate, ...]:
        """The certificates whose validity and revocation count: all but the anchor."""
        return self.certificates[:-1]


def find_path(leaf: x509.Certificate, helpers: Sequence[x509.Certificate], trust: TrustStore) -> Path | None:
    """The shortest way from ``leaf`` to an anchor over ``helpers``; None when there is none."""
    waiting: list[tuple[x509.Certificate, ...]] = [(leaf,)]
    candidates = (*trust.anchors, *helpers)
    while waiting:
        chain = waiting.pop(0)
        if trust.trusts(chain[-1]):
            return Path(chain)
        if len(chain) < _LONGEST:
            waiting.extend((*chain, issuer) for issuer in _issuers(chain, candidates))
    return None


def _issuers(chain: tuple[x509.Certificate, ...], candidates: Sequence[x509.Certificate]) -> Iterator[x509.Certificate]:
    below = len(chain) - 1
    for candidate in dict.fromkeys(candidates):
        if candidate not in chain and _may_issue(candidate, below) and _issued(chain[-1], candidate):
            yield candidate


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(certificate: x509.Certificate, below: int) -> bool:
    """Whether it is an authority that may have ``below`` authorities under it."""
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if not constraints.ca or (constraints.path_length is not None and constraints.path_length < below):
        return False
    try:
        return extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True


def outside_validity(path: Path, at: datetime) -> x509.Certificate | None:
    """The first certificate that was not valid then; None when all were."""
    for certificate in path.proven:
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            return certificate
    return None
