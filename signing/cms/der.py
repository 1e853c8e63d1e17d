"""The few forms of DER (ITU-T X.690) that CMS needs."""

from __future__ import annotations

from datetime import UTC, datetime


def tlv(tag: int, content: bytes) -> bytes:
    """Tag, length, content."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE."""
    return tlv(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF: elements in the order of their encodings (X.690, 11.6)."""
    return tlv(0x31, b"".join(sorted(parts)))


def explicit(number: int, content: bytes) -> bytes:
    """[number] EXPLICIT, or a constructed IMPLICIT whose content is given without its own header."""
    return tlv(0xA0 | number, content)


def integer(value: int) -> bytes:
    """INTEGER; some old certificates have negative serial numbers."""
    size = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return tlv(0x02, value.to_bytes(size, signed=True))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(0x04, value)


def boolean(value: bool) -> bytes:
    """BOOLEAN."""
    return tlv(0x01, b"\xff" if value else b"\x00")


NULL = b"\x05\x00"


def implicit(tag: int, encoded: bytes) -> bytes:
    """The same content under another tag byte (IMPLICIT tagging)."""
    return bytes((tag,)) + encoded[1:]


def children(encoded: bytes) -> list[bytes]:
    """The elements inside one constructed value, each with its header; ``ValueError`` for what is not DER."""
    start, end = _extent(encoded, 0)
    if end != len(encoded) or not encoded[0] & 0x20:
        raise ValueError("not one constructed value")
    found = []
    while start < end:
        _, after = _extent(encoded, start)
        if after > end:
            raise ValueError("an element is longer than what holds it")
        found.append(encoded[start:after])
        start = after
    return found


def content(encoded: bytes) -> bytes:
    """What stands behind the header of one value."""
    start, end = _extent(encoded, 0)
    return encoded[start:end]


def first(data: bytes) -> bytes:
    """The value that ``data`` begins with, without what follows it."""
    return data[: _extent(data, 0)[1]]


def _extent(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at ``at`` begins and ends; definite lengths and one-byte tags only."""
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F or data[at + 1] == 0x80:
        raise ValueError("not DER")
    size, start = data[at + 1], at + 2
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(data[at + 2 : start])
    if start + size > len(data):
        raise ValueError("cut short")
    return start, start + size


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    first, second, *rest = map(int, dotted.split("."))
    return tlv(0x06, b"".join(_base128(number) for number in (40 * first + second, *rest)))


def _base128(number: int) -> bytes:
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(0x80 | number & 0x7F)
    return bytes(reversed(groups))


def utc_time(moment: datetime) -> bytes:
    """UTCTime, for years up to 2049 (RFC 5652, 11.3)."""
    return tlv(0x17, f"{moment.astimezone(UTC):%y%m%d%H%M%SZ}".encode())


def generalized_time(moment: datetime) -> bytes:
    """GeneralizedTime to the second."""
    return tlv(0x18, f"{moment.astimezone(UTC):%Y%m%d%H%M%SZ}".encode())
