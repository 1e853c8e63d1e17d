"""The port of a source of revocation answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography import x509

from signing.judge.revocation import Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source says of one certificate, with the DER that says so: an OCSP response or a revocation list."""

    standing: Standing
    response: bytes | None = None
    revocation_list: bytes | None = None
    certificates: tuple[x509.Certificate, ...] = ()
    """What a judge of the evidence needs besides: the certificate of an OCSP responder."""


UNKNOWN = Answer(Standing.UNKNOWN)


class StatusSource(Protocol):
    """Tells whether certificates are revoked. Never raises: who cannot tell answers ``UNKNOWN``."""

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
        """What is known of ``certificate`` at ``at``, which is now; checked: signed by ``issuer`` or its delegate."""
        ...
