"""Several sources, asked in turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from signing.judge.revocation import Standing
from signing.status.port import UNKNOWN, Answer, StatusSource


@dataclass(frozen=True, slots=True)
class FirstStatus:
    """The first that can tell."""

    sources: tuple[StatusSource, ...]

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
        """Its word."""
        for source in self.sources:
            answer = source.status(certificate, issuer, at)
            if answer.standing is not Standing.UNKNOWN:
                return answer
        return UNKNOWN
