"""Archive time stamps of CAdES, version 3 (EN 319 122-1, 5.5): what they cover is what they prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos

from dossier.judgement import Indication
from signing.judge import crypto
from signing.judge.evidence import Evidence
from signing.judge.frame import elements
from signing.judge.malformed import Malformed, reading
from signing.judge.parts import Parts, take_apart
from signing.judge.schemes import hash_name
from signing.judge.surroundings import Surroundings
from signing.judge.timestamp import TokenJudgement, imprint_of, judge_token
from signing.judge.trust import TrustStore

_INDEX = "0.4.0.19122.1.5"
_WHAT = "an archive time stamp"
Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Archived:
    """What archive time stamps prove: nothing when there is none or none is believed.

    ``around``: evidence and time for the signature below them. ``judged``: every token, the earliest first.
    """

    around: Surroundings
    judged: tuple[TokenJudgement, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """ATSHashIndexV3: digests of what is covered besides the signature. ``encoded``: as it stands in the token."""

    hash: str
    certificates: frozenset[bytes]
    revocation: frozenset[bytes]
    attributes: frozenset[bytes]
    encoded: bytes


def judge_archive(
    parts: Parts, pieces: Sequence[Piece], trust: TrustStore, now: datetime, around: Surroundings
) -> Archived:
    """Judge the latest first: it proves when the earlier ones, and what they rest on, existed."""
    judged: list[TokenJudgement] = []
    evidence = around.evidence.joined(parts.evidence)
    state = Surroundings(evidence, around.proven, around.stamped, around.archived)
    for token in _latest_first(parts.archive_timestamps):
        found = _judged(token, parts, pieces, trust, now, state)
        judged.insert(0, found)
        if found.indication is Indication.TOTAL_PASSED and found.at is not None:
            proven = found.at if state.proven is None else min(state.proven, found.at)
            state = Surroundings(state.evidence.joined(_covered(token, parts).known_at(found.at)), proven, True, True)
        elif found.indication is Indication.INDETERMINATE:
            state = Surroundings(state.evidence, state.proven, True, True)
    return Archived(state, tuple(judged))


def _latest_first(tokens: Sequence[bytes]) -> list[bytes]:
    """A token whose time cannot be read comes first: it proves nothing for the others."""
    return sorted(tokens, key=_time_of, reverse=True)


def _time_of(token: bytes) -> tuple[bool, str]:
    try:
        with reading(_WHAT):
            parts = take_apart(token)
            for (_, tag), _, inner in elements(next(elements(parts.content or b""))[2]):
                if tag == 24:  # GeneralizedTime: in UTC, and so in the order of its digits
                    return False, inner.decode("ascii")
    except Malformed:
        pass
    return True, ""


def _judged(
    token: bytes, parts: Parts, pieces: Sequence[Piece], trust: TrustStore, now: datetime, around: Surroundings
) -> TokenJudgement:
    try:
        index = _index_of(take_apart(token))
        if index.hash != imprint_of(token):
            raise Malformed("an index of another hash")
        _check_covered(index, parts)
        data = _stamped_bytes(index, parts, pieces)
    except Malformed:
        # Over nothing that could be put together: whatever it says, it is not about this signature.
        return TokenJudgement(Indication.TOTAL_FAILED, "FORMAT_FAILURE", None, None)
    return judge_token(token, data, trust, now, around)


def _index_of(token: Parts) -> _Index:
    with reading(_WHAT):
        if token.raw is None:
            raise Malformed("no token")
        values = [
            value.dump()
            for each in token.raw["unsigned_attrs"] or ()
            if each["type"].dotted == _INDEX
            for value in each["values"]
        ]
        if len(values) != 1:
            raise Malformed("not one index")
        algorithm, *lists = elements(next(elements(values[0]))[2])
        name = hash_name(algos.DigestAlgorithm.load(algorithm[1]))
        certificates, revocation, attributes = (frozenset(each[2] for each in elements(one[2])) for one in lists)
    return _Index(name, certificates, revocation, attributes, values[0])


def _check_covered(index: _Index, parts: Parts) -> None:
    """Every digest must be of something that is there: what is gone was taken away (5.5.2)."""
    for digests, values in (
        (index.certificates, _certificates(parts)),
        (index.revocation, _revocation(parts)),
        (index.attributes, _attributes(parts)),
    ):
        if not digests <= {crypto.digest(index.hash, each) for each in values}:
            raise Malformed("something that an archive time stamp covers is gone")


def _stamped_bytes(index: _Index, parts: Parts, pieces: Sequence[Piece]) -> bytes:
    with reading(_WHAT):
        if parts.raw is None or parts.container is None:
            raise Malformed("no signature")
        kind = parts.container["encap_content_info"]["content_type"].dump()
        fields = [whole for _, whole, _ in elements(parts.raw.contents)][:6]
    return b"".join((kind, crypto.digest(index.hash, *pieces), *fields, index.encoded))


def _covered(token: bytes, parts: Parts) -> Evidence:
    """Of the evidence in the CMS, what the token's index names."""
    try:
        index = _index_of(take_apart(token))
    except Malformed:
        return Evidence()
    digests = index.certificates | index.revocation
    names = {crypto.digest(index.hash, each) for each in (*_certificates(parts), *_revocation(parts))}
    if not names <= digests:
        return Evidence()  # something came later: which of the evidence is old is not sorted out here
    return parts.evidence


def _certificates(parts: Parts) -> list[bytes]:
    return _of_field(parts, "certificates")


def _revocation(parts: Parts) -> list[bytes]:
    return _of_field(parts, "crls")


def _of_field(parts: Parts, name: str) -> list[bytes]:
    with reading(_WHAT):
        found = parts.container[name] if parts.container is not None else None
        contents = found.contents if found is not None else b""
        return [whole for _, whole, _ in elements(contents or b"")]


def _attributes(parts: Parts) -> Iterator[bytes]:
    """Type and value of each unsigned attribute's values, one behind the other (5.5.2)."""
    with reading(_WHAT):
        for each in (parts.raw["unsigned_attrs"] if parts.raw is not None else ()) or ():
            for value in each["values"]:
                yield each["type"].dump() + value.dump()
