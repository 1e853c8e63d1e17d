"""From the signer's certificate to an anchor (RFC 5280, 6.1, as far as document signing needs it)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from signing.judge.certificates import is_understood, may_issue
from signing.judge.trust import TrustStore

_LONGEST = 8
_MOST_CHECKS = 200
"""Issuer signatures that are checked for one path: enough for any real chain, too few to be kept busy with."""


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

    @property
    def understood(self) -> bool:
        """Whether no certificate has critical conditions that are not looked at here."""
        return all(is_understood(each) for each in self.proven)


def find_path(
    leaf: x509.Certificate, helpers: Sequence[x509.Certificate], trust: TrustStore, at: datetime
) -> Path | None:
    """The shortest way from ``leaf`` to an anchor that was valid at ``at``, else the shortest; None without any."""
    found = list(_paths(leaf, helpers, trust, at))
    valid = [path for path in found if outside_validity(path, at) is None]
    return next(iter(valid or found), None)


def _paths(
    leaf: x509.Certificate, helpers: Sequence[x509.Certificate], trust: TrustStore, at: datetime
) -> Iterator[Path]:
    """All ways, shortest first, until the checks are used up."""
    candidates = tuple(dict.fromkeys((*trust.anchors, *helpers)))
    waiting: deque[tuple[x509.Certificate, ...]] = deque([(leaf,)])
    left = _MOST_CHECKS
    while waiting:
        chain = waiting.popleft()
        if trust.trusts(chain[-1], at):
            yield Path(chain)
            continue
        for issuer in _named_issuers(chain, candidates):
            if left == 0:
                return
            left -= 1
            if _issued(chain[-1], issuer):
                waiting.append((*chain, issuer))


def _named_issuers(
    chain: tuple[x509.Certificate, ...], candidates: Sequence[x509.Certificate]
) -> Iterator[x509.Certificate]:
    if len(chain) == _LONGEST:
        return
    for candidate in candidates:
        if _is_named_issuer(chain[-1], candidate) and candidate not in chain and may_issue(candidate, len(chain) - 1):
            yield candidate


@lru_cache(maxsize=1024)
def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def unexplained(
    enclosed: Iterable[x509.Certificate], helpers: Sequence[x509.Certificate], trust: TrustStore
) -> tuple[x509.Certificate, ...]:
    """Certificates that nobody at hand has issued: what came with a signature has a place in some path, or is odd."""
    candidates = tuple(dict.fromkeys((*trust.anchors, *helpers)))
    return tuple(each for each in enclosed if not any(_may_be_issuer(each, other) for other in candidates))


def _may_be_issuer(certificate: x509.Certificate, other: x509.Certificate) -> bool:
    return _is_named_issuer(certificate, other) and _issued(certificate, other)


@lru_cache(maxsize=4096)
def _is_named_issuer(certificate: x509.Certificate, other: x509.Certificate) -> bool:
    return other.subject == certificate.issuer


def outside_validity(path: Path, at: datetime) -> x509.Certificate | None:
    """The first certificate that was not valid then; None when all were."""
    for certificate in path.proven:
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            return certificate
    return None
