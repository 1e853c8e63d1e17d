"""Colour profiles: the output intent's sRGB, and a CMYK profile for scans that came without one.

Both are computed, so no file of a vendor is shipped (ICC.1:2004-10, the version ISO 32000-1 Table 67 names).
"""

from __future__ import annotations

import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray

_D50 = (0.9642, 1.0, 0.8249)
_SRGB_TO_D50 = ((0.43607, 0.38515, 0.14307), (0.22249, 0.71687, 0.06061), (0.01392, 0.09708, 0.71410))
_D65_TO_D50 = (1.04788, 0.02292, -0.05020, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_GRID = 9


def components(profile: bytes) -> int | None:
    """How many components a profile is for; ``None`` when PDF/A-2 does not admit it (ISO 19005-2, 6.2.4.2)."""
    if len(profile) < 132 or profile[36:40] != b"acsp" or profile[8] > 4 or profile[12:16] not in _CLASSES:
        return None
    return claimed_components(profile) if int.from_bytes(profile[:4]) == len(profile) else None


def claimed_components(profile: bytes) -> int | None:
    """How many components the header names, whatever the rest is worth."""
    return _COMPONENTS.get(profile[16:20])


@cache
def srgb() -> bytes:
    """sRGB (IEC 61966-2-1) as a matrix and one curve."""
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {
        b"desc": _text("sRGB IEC61966-2.1"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(*_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_D65_TO_D50),
    }
    for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), zip(*_SRGB_TO_D50, strict=True), strict=True):
        tags[name] = _xyz(*column)
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve))


@cache
def plain_cmyk() -> bytes:
    """DeviceCMYK as viewers show it without a profile, red = 1 - min(1, cyan + black) … (ISO 32000-1, 10.3.5)."""
    steps = np.linspace(0.0, 1.0, _GRID)
    cyan, magenta, yellow, black = np.meshgrid(steps, steps, steps, steps, indexing="ij")
    ink = np.stack([cyan, magenta, yellow], axis=-1) + black[..., None]
    lab = _lab(1.0 - np.minimum(1.0, ink)).reshape(-1, 3)
    encoded = np.round(lab * (2.55, 1.0, 1.0) + (0.0, 128.0, 128.0)).clip(0, 255).astype(np.uint8)
    ramp = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes((4, 3, _GRID, 0)) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    tags = {
        b"desc": _text("Plain CMYK"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(*_D50),
        b"A2B0": table + 4 * ramp + encoded.tobytes() + 3 * ramp,
    }
    return _profile(b"scnr", b"CMYK", b"Lab ", tags)


def _lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ np.array(_SRGB_TO_D50).T / np.array(_D50)
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _text(text: str) -> bytes:
    words = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(words), 28) + words


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Header, tag table, tags; equal tags are stored once, as ICC.1 7.3.1 allows."""
    places: dict[bytes, int] = {}
    body = b""
    start = 132 + 12 * len(tags)
    for content in tags.values():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
    table = struct.pack(">I", len(tags))
    table += b"".join(name + struct.pack(">II", places[tag], len(tag)) for name, tag in tags.items())
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s6H4s", size, bytes(4), 0x04200000, kind, space, connection, *_DATE, b"acsp")
    head += bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\0") + table + body


_DATE = (2026, 1, 1, 0, 0, 0)
