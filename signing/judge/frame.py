"""The frame of a CMS: every byte of it has a meaning, or it is malformed. No signature covers the frame."""

from __future__ import annotations

from collections.abc import Iterator

from asn1crypto import parser

from signing.judge.malformed import Malformed, reading

_UNIVERSAL, _CONTEXT = 0, 2
_INTEGER, _OCTETS, _OID, _SEQUENCE, _SET = 2, 4, 6, 16, 17
_WHAT = "a signature"
Tag = tuple[int, int]
# RFC 5652: the fields in their order, and whether each may be missing.
_CONTENT_INFO = (((_UNIVERSAL, _OID), False), ((_CONTEXT, 0), False))
_SIGNED_DATA = (
    ((_UNIVERSAL, _INTEGER), False),
    ((_UNIVERSAL, _SET), False),
    ((_UNIVERSAL, _SEQUENCE), False),
    ((_CONTEXT, 0), True),
    ((_CONTEXT, 1), True),
    ((_UNIVERSAL, _SET), False),
)
_SIGNER_INFO = (
    ((_UNIVERSAL, _INTEGER), False),
    (None, False),  # IssuerAndSerialNumber or [0] SubjectKeyIdentifier
    ((_UNIVERSAL, _SEQUENCE), False),
    ((_CONTEXT, 0), True),
    ((_UNIVERSAL, _SEQUENCE), False),
    ((_UNIVERSAL, _OCTETS), False),
    ((_CONTEXT, 1), True),
)


def check_frame(data: bytes) -> None:
    """``Malformed`` unless ContentInfo, SignedData and each SignerInfo hold their fields and nothing else."""
    with reading(_WHAT):
        _, _, _, _, content, _ = parser.parse(data)
        outer = list(_children(content))
        _check(outer, _CONTENT_INFO)
        (signed,) = _children(outer[1][1])
        fields = list(_children(signed[1]))
        _check(fields, _SIGNED_DATA)
        for info in _children(fields[-1][1]):
            _check(list(_children(info[1])), _SIGNER_INFO)
        _check_digests(fields[1][1])


def _check_digests(content: bytes) -> None:
    """DigestAlgorithmIdentifiers: an object identifier, and parameters that are absent or NULL."""
    for _, algorithm in _children(content):
        parts = list(_children(algorithm))
        if not parts or parts[0][0] != (_UNIVERSAL, _OID) or len(parts) > 2 or any(each for _, each in parts[1:]):
            raise Malformed("a hash with parameters")


def elements(content: bytes) -> Iterator[tuple[Tag, bytes, bytes]]:
    """The values one behind the other in ``content``: tag, the whole, what is in it."""
    at = 0
    while at < len(content):
        found = parser.parse(content[at:])
        size = sum(len(each) for each in found[3:])
        yield (found[0], found[2]), content[at : at + size], found[4]
        at += size


def _children(content: bytes) -> Iterator[tuple[Tag, bytes]]:
    at = 0
    while at < len(content):
        (kind, _, tag, _, inner, _), at = _one(content, at)
        yield (kind, tag), inner


def _one(content: bytes, at: int) -> tuple[tuple[int, int, int, bytes, bytes, bytes], int]:
    found = parser.parse(content[at:])
    length = sum(len(each) for each in found[3:])
    return found, at + length


def _check(found: list[tuple[Tag, bytes]], expected: tuple[tuple[Tag | None, bool], ...]) -> None:
    waiting = list(found)
    for tag, optional in expected:
        if waiting and tag in {None, waiting[0][0]}:
            waiting.pop(0)
        elif not optional:
            raise Malformed("a signature that lacks a part")
    if waiting:
        raise Malformed("a signature with a part that has no meaning")
