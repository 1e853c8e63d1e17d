"""Evidence records (RFC 4998), judged: since when at the latest an object has existed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos

from dossier.judgement import Indication, Reason, SignatureJudgement
from signing.cms import der
from signing.judge import crypto
from signing.judge.frame import elements
from signing.judge.malformed import Malformed, reading
from signing.judge.reasons import reason
from signing.judge.schemes import hash_name
from signing.judge.surroundings import NOTHING, Surroundings
from signing.judge.timestamp import TokenJudgement, imprint_of, judge_token
from signing.judge.trust import TrustStore

_WHAT = "an evidence record"
_INTEGER, _OCTETS, _SEQUENCE = 2, 4, 16
_MOST_STAMPS = 1_000


class OtherObject(Malformed):
    """The record can be read, and is about something else."""


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """One ArchiveTimeStamp: the hash of its tree, the lists that lead to the token, the token."""

    hash: str
    lists: tuple[tuple[bytes, ...], ...]
    token: bytes


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Chains of archive time stamps, the oldest first; ``encoded`` is each chain as it stands in the record."""

    chains: tuple[tuple[ArchiveStamp, ...], ...]
    encoded: tuple[bytes, ...]

    @property
    def stamps(self) -> tuple[ArchiveStamp, ...]:
        """All of them, the oldest first."""
        return tuple(each for chain in self.chains for each in chain)


def read_record(data: bytes) -> EvidenceRecord:
    """Read to its end; ``Malformed`` for what is none."""
    with reading(_WHAT):
        (outer, whole, content), *rest = elements(data)
        parts = list(elements(content))
        if outer != (0, _SEQUENCE) or rest or len(whole) != len(data) or len(parts) < 3:
            raise Malformed("no evidence record")
        if parts[0][0] != (0, _INTEGER) or parts[0][2] != b"\x01" or parts[-1][0] != (0, _SEQUENCE):
            raise Malformed("no evidence record of a version that is known")
        if len(parts) > 3:
            raise Malformed("an evidence record over encrypted data")
        named = {hash_name(algos.DigestAlgorithm.load(one[1])) for one in _all(parts[1][2], _SEQUENCE)}
        chains = [
            (one[1], tuple(_stamp(each[2]) for each in _all(one[2], _SEQUENCE)))
            for one in _all(parts[-1][2], _SEQUENCE)
        ]
    found = EvidenceRecord(tuple(chain for _, chain in chains), tuple(encoded for encoded, _ in chains))
    if not found.stamps or not all(found.chains) or len(found.stamps) > _MOST_STAMPS:
        raise Malformed("an evidence record without time stamps")
    if parts[1][0] != (0, _SEQUENCE) or named != {each.hash for each in found.stamps}:
        raise Malformed("an evidence record that names other hashes than it uses")
    return found


def _all(content: bytes, tag: int) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    """The values in ``content``, all of that universal type; ``Malformed`` otherwise."""
    for each in elements(content):
        if each[0] != (0, tag) or (each[1][0] & 0x20 != 0) != (tag == _SEQUENCE):
            raise Malformed("an evidence record with another value than belongs there")
        yield each


def _stamp(content: bytes) -> ArchiveStamp:
    name, lists, token = "", [], b""
    for (kind, number), whole, inner in elements(content):
        match kind, number:
            case 2, 0:
                name = hash_name(algos.DigestAlgorithm.load(der.sequence(inner)))
            case 2, 2:
                lists = [tuple(each[2] for each in _all(one[2], _OCTETS)) for one in _all(inner, _SEQUENCE)]
            case 0, 16 if not token:
                token = whole
            case _:
                raise Malformed("an archive time stamp with parts that are not understood")
    return ArchiveStamp(name or imprint_of(token), tuple(lists), token)


def judge_record(data: bytes, content: bytes, trust: TrustStore, *, name: str, now: datetime) -> SignatureJudgement:
    """Judge a record over ``content``. It proves the time of its first stamp if every later one holds what is before it."""
    try:
        record = read_record(data)
        imprints = list(_imprints(record, content))
    except OtherObject:
        return _judgement(name, Indication.TOTAL_FAILED, "HASH_FAILURE", None, (reason("digest_differs"),))
    except Malformed as error:
        told = (reason("malformed", detail=str(error)),)
        return _judgement(name, Indication.INDETERMINATE, "FORMAT_FAILURE", None, told)
    judged = _judged(record, imprints, trust, now)
    first = judged[0]
    failed = [each for each in judged if each.indication is Indication.TOTAL_FAILED]
    doubted = [each for each in judged if each.indication is Indication.INDETERMINATE]
    gravest = next(iter(failed or doubted), first)
    reasons = tuple(dict.fromkeys(one for each in judged for one in each.reasons))
    if any(each.development for each in judged):
        reasons = (reason("development"), *reasons)
    return _judgement(name, gravest.indication, gravest.sub_indication, first, reasons, intact=not failed)


def _judged(
    record: EvidenceRecord, imprints: Sequence[tuple[bytes, ...]], trust: TrustStore, now: datetime
) -> list[TokenJudgement]:
    """The newest first: it proves when the one before it existed."""
    around: Surroundings = NOTHING
    judged: list[TokenJudgement] = []
    for stamp, possible in reversed(list(zip(record.stamps, imprints, strict=True))):
        tried = [judge_token(stamp.token, each, trust, now, around) for each in possible]
        best = next((each for each in tried if each.indication is not Indication.TOTAL_FAILED), tried[0])
        judged.insert(0, best)
        if best.indication is Indication.TOTAL_PASSED:
            around = Surroundings(around.evidence, best.at)
        else:
            around = Surroundings(around.evidence, None)
    return judged


def _imprints(record: EvidenceRecord, content: bytes) -> Iterator[tuple[bytes, ...]]:
    """What each token must be over (the bytes whose hash is its imprint), following 5.3."""
    for number, chain in enumerate(record.chains):
        own = crypto.digest(chain[0].hash, content)
        if number:
            before = der.sequence(*record.encoded[:number])
            own = crypto.digest(chain[0].hash, own, crypto.digest(chain[0].hash, before))
        for place, stamp in enumerate(chain):
            if place and stamp.hash != chain[0].hash:
                raise Malformed("another hash within one chain")
            value = own if place == 0 else crypto.digest(stamp.hash, chain[place - 1].token)
            yield _roots(stamp, value, content if place == 0 and not number else None)


def _roots(stamp: ArchiveStamp, value: bytes, content: bytes | None) -> tuple[bytes, ...]:
    """The possible summits: without lists the time stamp is over the object itself."""
    if not stamp.lists:
        if content is None:
            raise Malformed("a renewal without hash tree")
        return (content,)
    current = value
    for number, listed in enumerate(stamp.lists):
        if number == 0 and value not in listed:
            raise OtherObject("the object is not among those that the record is about")
        members = sorted({*listed} if number == 0 else {*listed, current})
        joined = b"".join(members)
        if number == len(stamp.lists) - 1:
            return (joined,)
        # A group of one is its own hash (4.2): nothing is joined.
        current = members[0] if len(members) == 1 else crypto.digest(stamp.hash, joined)
    raise Malformed("a hash tree without root")


def _judgement(
    name: str,
    indication: Indication,
    sub: str | None,
    first: TokenJudgement | None,
    reasons: tuple[Reason, ...],
    *,
    intact: bool = False,
) -> SignatureJudgement:
    authority = first.authority if first else None
    return SignatureJudgement(
        field=name,
        kind="timestamp",
        indication=indication,
        sub_indication=sub,
        intact=intact,
        coverage="whole_file" if intact else "unclear",
        modification="none",
        level="unknown",
        sub_filter=None,
        signer=authority.subject.rfc4514_string() if authority else None,
        issuer=authority.issuer.rfc4514_string() if authority else None,
        signed_at=None,
        timestamped_at=first.at.isoformat(timespec="seconds") if first and first.at else None,
        algorithms=None,
        reasons=reasons,
        development=bool(first and first.development),
    )
