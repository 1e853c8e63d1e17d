"""The hash tree of RFC 4998, 4.2: a node is the hash of its children in binary ascending order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

Lists = tuple[tuple[bytes, ...], ...]


@dataclass(frozen=True, slots=True)
class HashTree:
    """Over an even number of leaves, at least two; a node without sibling goes up as it is."""

    levels: tuple[tuple[bytes, ...], ...]

    @property
    def summit(self) -> bytes:
        """What is time-stamped: its hash is the root."""
        return _joined(self.levels[-1])

    def reduced(self, index: int) -> Lists:
        """The lists that lead from the leaf at ``index`` to the root (4.2): it and its sibling, then siblings alone."""
        lists = []
        for number, level in enumerate(self.levels):
            sibling = index ^ 1
            if sibling < len(level):
                lists.append(tuple(sorted((level[index], level[sibling]))) if number == 0 else (level[sibling],))
            index //= 2
        return tuple(lists)


def tree_of(leaves: Sequence[bytes], hash_name: str) -> HashTree:
    """The tree over ``leaves``, which are hashes of that kind."""
    if len(leaves) < 2 or len(leaves) % 2:
        raise ValueError("an even number of leaves, two or more")
    levels = [tuple(leaves)]
    while len(levels[-1]) > 2:
        levels.append(_above(levels[-1], hash_name))
    return HashTree(tuple(levels))


def _above(level: Sequence[bytes], hash_name: str) -> tuple[bytes, ...]:
    pairs = (level[at : at + 2] for at in range(0, len(level), 2))
    return tuple(hashlib.new(hash_name, _joined(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs)


def _joined(hashes: Sequence[bytes]) -> bytes:
    return b"".join(sorted(hashes))
