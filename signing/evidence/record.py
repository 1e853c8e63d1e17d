"""EvidenceRecord in DER (RFC 4998, appendix A.1: implicit tags)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signing.cms import der
from signing.cms.algorithms import hash_algorithm
from signing.evidence.tree import Lists


@dataclass(frozen=True, slots=True)
class ArchiveTimeStamp:
    """One token (ContentInfo in DER) and the lists that lead to what it is about."""

    hash_name: str
    reduced: Lists
    token: bytes

    def encode(self) -> bytes:
        """ArchiveTimeStamp in DER."""
        lists = b"".join(der.sequence(*map(der.octets, each)) for each in self.reduced)
        algorithm = der.implicit(0xA0, hash_algorithm(self.hash_name))
        return der.sequence(algorithm, der.tlv(0xA2, lists), self.token)


Chain = tuple[ArchiveTimeStamp, ...]


def sequence_of(chains: Sequence[Chain]) -> bytes:
    """ArchiveTimeStampSequence in DER, the oldest chain and time stamp first."""
    return der.sequence(*(der.sequence(*(each.encode() for each in chain)) for chain in chains))


def evidence_record(chains: Sequence[Chain]) -> bytes:
    """EvidenceRecord in DER."""
    names = dict.fromkeys(each.hash_name for chain in chains for each in chain)
    return der.sequence(der.integer(1), der.sequence(*map(hash_algorithm, names)), sequence_of(chains))
