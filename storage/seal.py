"""Files of the working store sealed with AES-256-GCM, a piece at a time, so that size is no matter.

A header and eight random bytes, then pieces of 1 MiB, each with its own tag. The number of a piece and whether it is the
last are under the tag: none can be left out, exchanged or cut off.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"hoso-sealed-1\n"
_NONCE, _TAG = 8, 16
_PIECE = 1 << 20
KEY_BYTES = 32


class Seal:
    """Seals and opens under one key of 32 bytes, which lies elsewhere than what it seals."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def sealed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The sealed form of a stream, in pieces."""
        nonce = secrets.token_bytes(_NONCE)
        yield _MAGIC + nonce
        number, waiting = 0, b""
        for piece in pieces:
            waiting += piece
            while len(waiting) > _PIECE:  # one piece is kept back: the last is marked as such
                yield self._cipher.encrypt(_at(nonce, number), waiting[:_PIECE], b"more")
                number, waiting = number + 1, waiting[_PIECE:]
        yield self._cipher.encrypt(_at(nonce, number), waiting, b"last")

    def opened(self, data: bytes) -> bytes | None:
        """What was sealed; bytes that never were are given back as they are. None: altered, or under another key."""
        if not data.startswith(_MAGIC):
            return data
        nonce = data[len(_MAGIC) : len(_MAGIC) + _NONCE]
        found, number, start = [], 0, len(_MAGIC) + _NONCE
        try:
            while True:
                end = start + _PIECE + _TAG
                last = end >= len(data)
                found.append(self._cipher.decrypt(_at(nonce, number), data[start:end], b"last" if last else b"more"))
                if last:
                    return b"".join(found)
                number, start = number + 1, end
        except (InvalidTag, ValueError):
            return None


def _at(nonce: bytes, number: int) -> bytes:
    return nonce + number.to_bytes(4, "big")
