"""The header of a JPEG 2000 file: is it one of those that PDF/A-2 admits (ISO 19005-2, 6.2.8.3)?"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_COLOURS = {1: 17, 3: 16}  # components → enumerated colour space: grey, sRGB (ISO/IEC 15444-1, I.5.3.3)
_PLAIN = frozenset({b"ihdr", b"colr", b"res "})


class Picture(NamedTuple):
    """Size in pixels, bits of a sample, components."""

    width: int
    height: int
    bits: int
    components: int


def picture(data: bytes) -> Picture | None:
    """The picture of a file with plain samples under one plain colour space; ``None`` for every other.

    Palettes, transparency, components of unequal depth and several colour descriptions are not read here, so that
    what is passed on is beyond doubt.
    """
    if not data.startswith(_SIGNATURE):
        return None
    heads = [content for name, content in _boxes(data) if name == b"jp2h"]
    boxes = list(_boxes(heads[0])) if len(heads) == 1 else []
    if not _PLAIN.issuperset(name for name, _ in boxes):
        return None
    sizes = [content for name, content in boxes if name == b"ihdr"]
    colours = [content for name, content in boxes if name == b"colr"]
    if len(sizes) != 1 or len(sizes[0]) != 14 or len(colours) != 1:
        return None
    height, width, components, depth = struct.unpack(">IIHB", sizes[0][:11])
    method, enumerated = colours[0][0], int.from_bytes(colours[0][3:7])
    if method != 1 or depth != 7 or _COLOURS.get(components) != enumerated:
        return None
    return Picture(width, height, depth + 1, components)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each box of one level (ISO/IEC 15444-1, I.4)."""
    place = 0
    while place + 8 <= len(data):
        size, start = int.from_bytes(data[place : place + 4]), place + 8
        if size == 1:
            size, start = int.from_bytes(data[place + 8 : place + 16]), place + 16
        end = len(data) if size == 0 else place + size
        if end < start:
            return
        yield data[place + 4 : place + 8], data[start:end]
        place = end
