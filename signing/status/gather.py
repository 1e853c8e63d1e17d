"""Everything that a judge of tomorrow needs about certificates of today: chains and revocation answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import OCSPNoCheck

from signing.judge.path import Path, find_path
from signing.judge.revocation import Standing
from signing.judge.trust import TrustStore
from signing.status.port import Answer, StatusSource


@dataclass(frozen=True, slots=True)
class ValidationData:
    """DER, each once. ``complete`` when every certificate below an anchor has an answer that it is good."""

    certificates: tuple[bytes, ...]
    responses: tuple[bytes, ...]
    revocation_lists: tuple[bytes, ...]
    complete: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.certificates or self.responses or self.revocation_lists)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Asks ``source`` about the paths that lead to ``trust``."""

    trust: TrustStore
    source: StatusSource

    def gather(self, chains: Iterable[Sequence[x509.Certificate]], at: datetime) -> ValidationData:
        """For each chain (its own certificate first): the path to an anchor and an answer for each step of it."""
        certificates: dict[bytes, None] = {}
        answers: dict[x509.Certificate, Answer] = {}
        complete = True
        for chain in chains:
            path = find_path(chain[0], chain[1:], self.trust, at)
            steps = () if path is None else path.certificates
            complete &= path is not None
            certificates |= dict.fromkeys(each.public_bytes(Encoding.DER) for each in steps or chain)
            for certificate, issuer in pairwise(steps):
                if certificate not in answers and not _is_exempt(certificate):
                    answers[certificate] = self.source.status(certificate, issuer, at)
        found = answers.values()
        helpers = (each.public_bytes(Encoding.DER) for answer in found for each in answer.certificates)
        certificates |= dict.fromkeys(helpers)
        return ValidationData(
            tuple(certificates),
            tuple(dict.fromkeys(each.response for each in found if each.response)),
            tuple(dict.fromkeys(each.revocation_list for each in found if each.revocation_list)),
            complete and all(each.standing is Standing.GOOD for each in found),
        )

    def standing(self, path: Path, at: datetime) -> Standing:
        """Of all certificates below the anchor, the gravest."""
        pairs = pairwise(path.certificates)
        found = {self.source.status(each, issuer, at).standing for each, issuer in pairs if not _is_exempt(each)}
        gravest = (each for each in (Standing.REVOKED, Standing.UNKNOWN) if each in found)
        return next(gravest, Standing.GOOD)


def _is_exempt(certificate: x509.Certificate) -> bool:
    """A responder that its issuer wants not to be asked about (RFC 6960, 4.2.2.2.1)."""
    return any(isinstance(each.value, OCSPNoCheck) for each in certificate.extensions)
