"""A batch of objects under one time stamp, its renewals, and the evidence record of each object."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from signing.evidence.record import ArchiveTimeStamp, Chain, evidence_record, sequence_of
from signing.evidence.tree import HashTree, Lists, tree_of
from signing.tsa.port import TimeStamper


@dataclass(frozen=True, slots=True)
class Stamp:
    """A token; ``reduced`` leads to it from the token before, and is empty for the first of a chain."""

    token: bytes
    reduced: Lists = ()


@dataclass(frozen=True, slots=True)
class BatchChain:
    """All time stamps under one hash: of the leaves, then of the token before. ``leaves`` hold a filler if odd."""

    hash_name: str
    leaves: tuple[bytes, ...]
    stamps: tuple[Stamp, ...]

    @property
    def tree(self) -> HashTree:
        """Over the leaves."""
        return _tree(self.leaves, self.hash_name)


@dataclass(frozen=True, slots=True)
class Batch:
    """The chains, the oldest first; an object is told by its place among the leaves."""

    chains: tuple[BatchChain, ...]

    @property
    def newest(self) -> BatchChain:
        """The chain that counts now."""
        return self.chains[-1]

    @property
    def token(self) -> bytes:
        """The token that counts now."""
        return self.newest.stamps[-1].token


@lru_cache(maxsize=8)
def _tree(leaves: tuple[bytes, ...], hash_name: str) -> HashTree:
    """Built once for all records of a batch."""
    return tree_of(leaves, hash_name)


def begin(digests: Sequence[bytes], timestamper: TimeStamper, hash_name: str = "sha256") -> Batch:
    """One time stamp over objects with these digests."""
    return Batch((_stamped(digests, timestamper, hash_name),))


def renew_stamps(batches: Sequence[Batch], timestamper: TimeStamper) -> tuple[Batch, ...]:
    """One new time stamp over the newest token of each (RFC 4998, 5.2). All have the same hash in their newest chain.

    What judges the old tokens should be inside of them by now: afterwards they cannot be added to.
    """
    (hash_name,) = {each.newest.hash_name for each in batches}
    hashed = [hashlib.new(hash_name, each.token).digest() for each in batches]
    tree = tree_of(_even(hashed, hash_name), hash_name)
    token = timestamper.stamp(tree.summit, hash_name)
    return tuple(_with_stamp(each, Stamp(token, tree.reduced(place))) for place, each in enumerate(batches))


def renew_tree(batch: Batch, digests: Sequence[bytes], timestamper: TimeStamper, hash_name: str) -> Batch:
    """A new chain under another hash (5.3). ``digests``: that hash of each object's bytes, read anew, in their order."""
    records = (sequence_of(_chains(batch, place)) for place in range(len(digests)))
    hashed = (hashlib.new(hash_name, each).digest() for each in records)
    leaves = [hashlib.new(hash_name, own + record).digest() for own, record in zip(digests, hashed, strict=True)]
    return Batch((*batch.chains, _stamped(leaves, timestamper, hash_name)))


def with_token(batch: Batch, token: bytes) -> Batch:
    """The same with its newest token in another form: more certificates and revocation data in it."""
    stamps = batch.newest.stamps
    newest = replace(batch.newest, stamps=(*stamps[:-1], replace(stamps[-1], token=token)))
    return Batch((*batch.chains[:-1], newest))


def record_of(batch: Batch, place: int) -> bytes:
    """The EvidenceRecord of the object at ``place``."""
    return evidence_record(_chains(batch, place))


def _chains(batch: Batch, place: int) -> tuple[Chain, ...]:
    return tuple(_chain(each, place) for each in batch.chains)


def _chain(chain: BatchChain, place: int) -> Chain:
    own = chain.tree.reduced(place)
    return tuple(
        ArchiveTimeStamp(chain.hash_name, own if number == 0 else each.reduced, each.token)
        for number, each in enumerate(chain.stamps)
    )


def _stamped(leaves: Iterable[bytes], timestamper: TimeStamper, hash_name: str) -> BatchChain:
    chain = BatchChain(hash_name, _even(leaves, hash_name), ())
    return replace(chain, stamps=(Stamp(timestamper.stamp(chain.tree.summit, hash_name)),))


def _with_stamp(batch: Batch, stamp: Stamp) -> Batch:
    newest = replace(batch.newest, stamps=(*batch.newest.stamps, stamp))
    return Batch((*batch.chains[:-1], newest))


def _even(leaves: Iterable[bytes], hash_name: str) -> tuple[bytes, ...]:
    """With a random filler where the number is odd: every first list then has two hashes."""
    found = tuple(leaves)
    return found if len(found) % 2 == 0 else (*found, secrets.token_bytes(hashlib.new(hash_name).digest_size))
