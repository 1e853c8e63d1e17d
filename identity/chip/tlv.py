"""Tag, length, value as chips nest them (ISO/IEC 7816-4, X.690): read, never trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.errors import InputRefused

_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A tag (its bytes as a number) and the bytes of its value; ``end``: where it ends in what it was read from."""

    tag: int
    value: bytes
    end: int


def read_node(data: bytes, start: int = 0) -> Node:
    """The node at ``start``; ``InputRefused`` where there is none."""
    try:
        tag, at = _tag(data, start)
        length, at = _length(data, at)
    except IndexError as error:
        raise _damaged() from error
    if at + length > len(data):
        raise _damaged()
    return Node(tag, data[at : at + length], at + length)


def children(data: bytes) -> Iterator[Node]:
    """The nodes side by side in a value."""
    at = 0
    while at < len(data):
        node = read_node(data, at)
        yield node
        at = node.end


def find(data: bytes, tag: int, depth: int = 0) -> bytes | None:
    """The value of the first node of this tag, searched through constructed nodes."""
    for node in children(data):
        if node.tag == tag:
            return node.value
        if _constructed(node.tag) and depth < _DEEPEST:
            found = find(node.value, tag, depth + 1)
            if found is not None:
                return found
    return None


def _constructed(tag: int) -> bool:
    first = tag >> 8 if tag > 0xFF else tag
    return bool(first & 0x20)


def _tag(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first & 0x1F != 0x1F:
        return first, at + 1
    second = data[at + 1]
    if second & 0x80:  # tags of three bytes occur on no travel document
        raise _damaged()
    return first << 8 | second, at + 2


def _length(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    if not 1 <= count <= 4 or at + 1 + count > len(data):
        raise _damaged()
    return int.from_bytes(data[at + 1 : at + 1 + count], "big"), at + 1 + count


def _damaged() -> InputRefused:
    return InputRefused(
        "chip_damaged",
        "A file of the chip's dump is damaged; read the chip again.",
        "Một tệp trong bản đọc chíp bị hỏng; hãy đọc lại chíp.",
    )
