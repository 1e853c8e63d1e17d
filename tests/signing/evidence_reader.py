"""Evidence records in the eyes of RFC 4998: read with asn1crypto after the module of its appendix, checked after 4.3 and 5.3."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto import algos, cms, core


class PartialHashtree(core.SequenceOf):
    _child_spec = core.OctetString


class ReducedHashtree(core.SequenceOf):
    _child_spec = PartialHashtree


class ArchiveTimeStamp(core.Sequence):
    _fields = [  # noqa: RUF012
        ("digest_algorithm", algos.DigestAlgorithm, {"implicit": 0, "optional": True}),
        ("attributes", core.Sequence, {"implicit": 1, "optional": True}),
        ("reduced_hashtree", ReducedHashtree, {"implicit": 2, "optional": True}),
        ("time_stamp", cms.ContentInfo),
    ]


class ArchiveTimeStampChain(core.SequenceOf):
    _child_spec = ArchiveTimeStamp


class ArchiveTimeStampSequence(core.SequenceOf):
    _child_spec = ArchiveTimeStampChain


class DigestAlgorithms(core.SequenceOf):
    _child_spec = algos.DigestAlgorithm


class EvidenceRecord(core.Sequence):
    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("digest_algorithms", DigestAlgorithms),
        ("crypto_infos", core.Sequence, {"implicit": 0, "optional": True}),
        ("encryption_info", core.Sequence, {"implicit": 1, "optional": True}),
        ("sequence", ArchiveTimeStampSequence),
    ]


@dataclass(frozen=True)
class Found:
    """Tokens in DER by chain; ``holds`` is whether every link is right."""

    chains: list[list[bytes]]
    hashes: list[str]
    holds: bool


def read(record: bytes, content: bytes) -> Found:
    """Follow the hashes from ``content`` to every time stamp."""
    parsed = EvidenceRecord.load(record, strict=True)
    named = {each["algorithm"].native for each in parsed["digest_algorithms"]}
    chains, hashes, holds = [], [], parsed["version"].native == 1
    for number, chain in enumerate(parsed["sequence"]):
        before = parsed["sequence"].dump() if number == 0 else _sequence(list(parsed["sequence"])[:number])
        name = chain[0]["digest_algorithm"]["algorithm"].native
        start = hashlib.new(name, content).digest()
        if number:
            start = hashlib.new(name, start + hashlib.new(name, before).digest()).digest()
        holds = holds and name in named and _chain_holds(chain, name, start)
        chains.append([each["time_stamp"].dump() for each in chain])
        hashes.append(name)
    return Found(chains, hashes, holds)


def _sequence(chains: list[ArchiveTimeStampChain]) -> bytes:
    """ArchiveTimeStampSequence of the chains so far (5.3)."""
    content = b"".join(each.dump() for each in chains)
    return ArchiveTimeStampSequence(contents=content).dump()


def _chain_holds(chain: ArchiveTimeStampChain, name: str, start: bytes) -> bool:
    for each in chain:
        if each["digest_algorithm"]["algorithm"].native != name or not _leads(each, name, start):
            return False
        start = hashlib.new(name, each["time_stamp"].dump()).digest()
    return True


def _leads(stamp: ArchiveTimeStamp, name: str, start: bytes) -> bool:
    """4.3: the first list holds the hash; each list's hash goes into the next one; the last is the imprint."""
    groups = [[each.native for each in group] for group in stamp["reduced_hashtree"]]
    if start not in groups[0]:
        return False
    value = b""
    for number, group in enumerate(groups):
        value = hashlib.new(name, b"".join(sorted([*group, *([value] if number else [])]))).digest()
    imprint = stamp["time_stamp"]["content"]["encap_content_info"]["content"].parsed["message_imprint"]
    return (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native) == (name, value)
