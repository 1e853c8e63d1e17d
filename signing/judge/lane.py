"""The fast lane: digest and signature value of every signature in a PDF, and nothing else.

For files that were judged in full when they came and whose bytes are watched since. It says ``False`` or ``True``, never
"valid": who signed, when, whether that was allowed and what came after is not asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import algos

from signing.judge import crypto
from signing.judge.certificates import read_certificate
from signing.judge.malformed import Malformed, reading
from signing.judge.schemes import Scheme, hash_name, scheme_of

_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s*\]")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")
_LONGEST = 8_000_000
_MOST = 64


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature by its range, and whether its digest and value are right."""

    byte_range: tuple[int, int, int, int]
    intact: bool


def check_signatures(data: bytes) -> tuple[Checked, ...]:
    """Every range in the file, in the order of the bytes; what cannot be read is not intact."""
    ranges = dict.fromkeys((0, int(each[1]), int(each[2]), int(each[3])) for each in _RANGE.finditer(data))
    return tuple(Checked(found, _is_intact(data, found)) for found in list(ranges)[:_MOST])


def contents_in(data: bytes) -> tuple[bytes, ...]:
    """The CMS of every range in the file, with what fills its gap; what is no CMS is left out."""
    found = (_contents(data, int(each[1]), int(each[2])) for each in _RANGE.finditer(data))
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST]


def _contents(data: bytes, first: int, second: int) -> bytes:
    if not first < second <= len(data) or second - first > _LONGEST:
        return b""
    try:
        padded = bytes.fromhex(data[first + 1 : second - 1].decode("ascii"))
        return padded[: _inside(padded, 0)[1]]
    except (Malformed, ValueError, IndexError):
        return b""


def check_detached(cms: bytes, content: bytes) -> bool:
    """Whether digest and value of a CMS, or of a time-stamp token, over ``content`` are right."""
    try:
        return _verified(cms, (memoryview(content), memoryview(b"")))
    except (Malformed, ValueError, IndexError):
        return False


def _is_intact(data: bytes, found: tuple[int, int, int, int]) -> bool:
    _, first, second, length = found
    if not first < second <= second + length <= len(data) or second - first > _LONGEST:
        return False
    try:
        contents = bytes.fromhex(data[first + 1 : second - 1].decode("ascii"))
        view = memoryview(data)
        return _verified(contents, (view[:first], view[second : second + length]))
    except (Malformed, ValueError, IndexError):
        return False


def _verified(contents: bytes, pieces: tuple[memoryview, memoryview]) -> bool:
    wrapped = _children(contents, *_inside(contents, 0))[1]
    (signed,) = _children(contents, *_inside(contents, wrapped[0]))
    fields = _children(contents, *_inside(contents, signed[0]))
    certificates = [each for each in fields if contents[each[0]] == 0xA0]
    signers = fields[-1]
    info = _children(contents, *_inside(contents, _children(contents, *_inside(contents, signers[0]))[0][0]))
    held = _children(contents, *_inside(contents, certificates[0][0])) if certificates else []
    _, sid, digest, attributes, algorithm, value = info[:6]
    raw = b"\x31" + contents[attributes[0] + 1 : attributes[1]]
    name = _digest_name(contents[digest[0] : digest[1]])
    enclosed = _children(contents, *_inside(contents, fields[2][0]))
    if contents[enclosed[0][0] : enclosed[0][1]] == _TST_INFO:
        content = _enclosed(contents, enclosed[1])
        if not _is_imprint(content, pieces) or _message_digest(raw) != crypto.digest(name, content):
            return False
    elif _message_digest(raw) != crypto.digest(name, *pieces):
        return False
    scheme = _scheme(contents[algorithm[0] : algorithm[1]], name)
    signature = contents[slice(*_inside(contents, value[0]))]
    number = _serial(contents, sid)
    return any(
        crypto.verifies(each, scheme, signature, raw)
        for each in (read_certificate(contents[one[0] : one[1]]) for one in held)
        if number is None or each.serial_number == number
    )


def _enclosed(data: bytes, wrapped: tuple[int, int]) -> bytes:
    (octets,) = _children(data, *_inside(data, wrapped[0]))
    return data[slice(*_inside(data, octets[0]))]


def _is_imprint(token: bytes, pieces: tuple[memoryview, memoryview]) -> bool:
    """Whether a time stamp's information is about the pieces (RFC 3161, 2.4.2)."""
    imprint = _children(token, *_inside(token, 0))[2]
    algorithm, value = _children(token, *_inside(token, imprint[0]))
    name = _digest_name(token[algorithm[0] : algorithm[1]])
    return token[slice(*_inside(token, value[0]))] == crypto.digest(name, *pieces)


def _serial(data: bytes, sid: tuple[int, int]) -> int | None:
    """The serial number of the signer's certificate; None when it is named by its key."""
    if data[sid[0]] != 0x30:
        return None
    number = _children(data, *_inside(data, sid[0]))[1]
    return int.from_bytes(data[slice(*_inside(data, number[0]))], signed=True)


def _message_digest(attributes: bytes) -> bytes:
    for start, _ in _children(attributes, *_inside(attributes, 0)):
        kind, values = _children(attributes, *_inside(attributes, start))
        if attributes[kind[0] : kind[1]] == _MESSAGE_DIGEST:
            (value,) = _children(attributes, *_inside(attributes, values[0]))
            return attributes[slice(*_inside(attributes, value[0]))]
    raise Malformed("no message digest")


def _inside(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the value at ``at`` starts and ends (DER only)."""
    length = data[at + 1]
    if length < 0x80:
        return at + 2, at + 2 + length
    count = length & 0x7F
    if not 1 <= count <= 4:
        raise Malformed("a length that is not DER")
    start = at + 2 + count
    return start, start + int.from_bytes(data[at + 2 : start])


def _children(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Where each value between ``start`` and ``end`` begins and ends."""
    found = []
    while start < end:
        after = _inside(data, start)[1]
        found.append((start, after))
        start = after
    if start != end:
        raise Malformed("a value longer than what holds it")
    return found


@lru_cache(maxsize=64)
def _digest_name(encoded: bytes) -> str:
    with reading("a hash"):
        return hash_name(algos.DigestAlgorithm.load(encoded))


@lru_cache(maxsize=64)
def _scheme(encoded: bytes, digest: str) -> Scheme:
    with reading("a signature algorithm"):
        return scheme_of(algos.SignedDigestAlgorithm.load(encoded), digest)
