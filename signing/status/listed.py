"""Revocation lists at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.judge.path import Path
from signing.judge.revocation import Question, Standing, standing_of
from signing.status.port import UNKNOWN, Answer

Lists = Sequence[x509.CertificateRevocationList]


@dataclass(frozen=True, slots=True)
class ListedStatus:
    """``lists`` gives them anew for each question: files are replaced."""

    lists: Callable[[], Lists]

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
        """From the newest list that can answer."""
        return answer_of(self.lists(), certificate, issuer, at)


def answer_of(lists: Lists, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
    """The newest list's word; one that says revoked counts whatever a newer one says."""
    path = Path((certificate, issuer))
    answers = []
    for each in sorted(lists, key=lambda found: found.last_update_utc, reverse=True):
        standing = standing_of(path, Question([each], at, None))
        if standing is not Standing.UNKNOWN:
            answers.append(Answer(standing, revocation_list=each.public_bytes(Encoding.DER)))
    revoked = (each for each in answers if each.standing is Standing.REVOKED)
    return next(revoked, answers[0] if answers else UNKNOWN)
