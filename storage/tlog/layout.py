"""Where things lie in the log and how they are encoded (c2sp.org/tlog-tiles)."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.errors import PermanentError

HEIGHT = 8
WIDTH = 1 << HEIGHT
HASH_BYTES = 32
CHECKPOINT = "log/checkpoint"
_ENTRIES = "entries"


def tile_key(level: int | None, index: int, width: int = WIDTH) -> str:
    """The key of hash tile ``index`` of a level, or of an entry bundle (level None); narrower ones are partial."""
    kind = _ENTRIES if level is None else str(level)
    partial = "" if width == WIDTH else f".p/{width}"
    return f"log/tile/{kind}/{_number(index)}{partial}"


def index_key(code: str, version: int) -> str:
    """Where the index of a version's leaf is noted: the log's own lookup, no part of the tlog-tiles layout."""
    return f"log/index/{code}/v{version}"


def timestamp_key(size: int) -> str:
    """Where the time stamp over the checkpoint of this size lies."""
    return f"log/timestamps/{size}.tst"


def last_tile(size: int, level: int = 0) -> tuple[int, int]:
    """Number and width of the rightmost tile of a level in a tree of ``size`` leaves; width 0 when it has none."""
    count = size >> (HEIGHT * level)
    return ((count - 1) >> HEIGHT, (count - 1) % WIDTH + 1) if count else (0, 0)


def tile_width(index: int, size: int, level: int = 0) -> int:
    """How wide tile ``index`` of a level is in a tree of ``size`` leaves."""
    return min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH)


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each behind its length in two bytes, big-endian."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; a damaged one is a ``PermanentError``."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise PermanentError("An entry bundle of the log is damaged.", remedy="Restore it from a copy.")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def decode_tile(data: bytes, width: int) -> list[bytes]:
    """The hashes of a tile at least ``width`` wide; a damaged one is a ``PermanentError``."""
    if len(data) % HASH_BYTES or len(data) < width * HASH_BYTES:
        raise PermanentError("A hash tile of the log is damaged.", remedy="Restore it from a copy.")
    return [data[at : at + HASH_BYTES] for at in range(0, width * HASH_BYTES, HASH_BYTES)]


def _number(index: int) -> str:
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03d}")
    return "/".join(reversed(groups))
