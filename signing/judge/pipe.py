"""How the judging process and whoever asks it hand each other bytes: each piece with its length before it."""

from __future__ import annotations

from typing import IO

_HEAD = 8


def read_frame(source: IO[bytes]) -> bytes | None:
    """The next frame; None at the end."""
    head = source.read(_HEAD)
    return source.read(int.from_bytes(head)) if len(head) == _HEAD else None


def write_frame(sink: IO[bytes], data: bytes) -> None:
    """One frame, at once."""
    sink.write(len(data).to_bytes(_HEAD) + data)
    sink.flush()
