"""JPEG: the frame header, which says whether a PDF may carry it as it is (ISO 32000-1, 7.4.8), and quick decoding."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from ocr.intake.source import Pixels

_CARRIED = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive; Huffman coded
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_END = b"\xff\xd9"


class Frame(NamedTuple):
    """Size in pixels, bits of a sample, components."""

    width: int
    height: int
    bits: int
    components: int


def frame(data: bytes) -> Frame | None:
    """The frame of a JPEG whose coding PDF readers know; ``None`` for any other and for what is no JPEG."""
    if data[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 10 <= len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker in _FRAMES:
            return _frame(data, place) if marker in _CARRIED else None
        place += _segment(data, place, marker)
    return None


def _segment(data: bytes, place: int, marker: int) -> int:
    """Bytes from this marker to the next; fill bytes (0xFF) are one each."""
    if marker == 0xFF:
        return 1
    return 2 if marker in _BARE else 2 + int.from_bytes(data[place + 2 : place + 4])


def _frame(data: bytes, place: int) -> Frame:
    height, width = (int.from_bytes(data[place + at : place + at + 2]) for at in (5, 7))
    return Frame(width, height, data[place + 4], data[place + 9])


def quick_pixels(data: bytes, width: int, height: int) -> Pixels | None:
    """Grey or blue-green-red pixels of a common and complete JPEG, in half of Pillow's time.

    ``None`` for every other, also for one that stops short: Pillow tells what is wrong with it.
    """
    found = frame(data)
    if found is None or found[:3] != (width, height, 8) or found.components not in (1, 3):
        return None
    if not data.rstrip(b"\x00\r\n").endswith(_END):
        return None
    return _decoded(data)


@lru_cache(maxsize=1)
def _decoded(data: bytes) -> Pixels | None:
    """The last picture is kept, read-only: of a paper of one page, its fields are looked at again after it was read."""
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
    if decoded is None:
        return None
    decoded.flags.writeable = False
    return np.asarray(decoded, dtype=np.uint8)
