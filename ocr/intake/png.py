"""The data of a PNG are what a PDF calls Flate with PNG predictors (ISO 32000-1, 7.4.4.4): they can change places."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ocr.stored_image import StoredImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SPACES = {0: ("DeviceGray", 1), 2: ("DeviceRGB", 3), 3: ("Indexed", 1)}
"""Colour type → space and samples of a pixel (PNG, 11.2.2); types 4 and 6 have an alpha channel."""


def png_image(file: bytes, profile: bytes | None = None) -> StoredImage | None:
    """The picture of ``file`` as it lies there; ``None`` when it is interlaced, has transparency or is animated."""
    chunks = list(_chunks(file))
    names = {name for name, _ in chunks}
    if not {b"IHDR", b"IDAT"} <= names or names & {b"tRNS", b"acTL"}:
        return None
    head = next(content for name, content in chunks if name == b"IHDR")
    if len(head) != 13:
        return None
    width, height, bits, colour_type, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if interlaced or colour_type not in _SPACES:
        return None
    space, samples = _SPACES[colour_type]
    palette = b"".join(content for name, content in chunks if name == b"PLTE") if space == "Indexed" else None
    return StoredImage(
        "FlateDecode",
        b"".join(content for name, content in chunks if name == b"IDAT"),
        width,
        height,
        bits,
        space,
        parameters={"Predictor": 15, "Colors": samples, "BitsPerComponent": bits, "Columns": width},
        profile=profile,
        palette=palette,
        palette_base="DeviceRGB" if palette is not None else None,
    )


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each whole chunk (PNG, 5.3)."""
    place = len(_SIGNATURE) if file.startswith(_SIGNATURE) else len(file)
    while place + 12 <= len(file):
        size = int.from_bytes(file[place : place + 4])
        if place + 12 + size > len(file):
            return
        yield file[place + 4 : place + 8], file[place + 8 : place + 8 + size]
        place += size + 12
