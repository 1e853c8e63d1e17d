"""The Merkle tree of RFC 6962: hashing, inclusion and consistency proofs, and their verification. Pure arithmetic."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

# The hash of the complete subtree number ``index`` of ``2**level`` leaves.
Nodes = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash a leaf's bytes (RFC 6962 section 2.1: prefix 0x00)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into their parent (RFC 6962 section 2.1: prefix 0x01)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    """Complete subtrees computed from leaf hashes that are all at hand."""

    def node(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def root(size: int, nodes: Nodes) -> bytes:
    """The hash of the tree's first ``size`` leaves; of none, the hash of the empty string."""
    return _range_hash(0, size, nodes) if size else EMPTY_ROOT


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over a stream of leaf hashes, in memory that grows with the logarithm of their number."""
    frontier: list[tuple[int, bytes]] = []  # complete subtrees from left to right: level and hash
    for leaf in leaves:
        level, computed = 0, leaf
        while frontier and frontier[-1][0] == level:
            level, computed = level + 1, node_hash(frontier.pop()[1], computed)
        frontier.append((level, computed))
    if not frontier:
        return EMPTY_ROOT
    computed = frontier.pop()[1]
    while frontier:
        computed = node_hash(frontier.pop()[1], computed)
    return computed


def inclusion_proof(index: int, size: int, nodes: Nodes) -> tuple[bytes, ...]:
    """The audit path of leaf ``index`` in the tree of ``size`` leaves (RFC 6962 section 2.1.1), lowest hash first.

    Raises ``ValueError`` when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("the tree has no leaf with this index")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range_hash(middle, end, nodes))
            end = middle
        else:
            path.append(_range_hash(begin, middle, nodes))
            begin = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, nodes: Nodes) -> tuple[bytes, ...]:
    """That the tree of ``new`` leaves begins with the tree of ``old`` leaves (RFC 6962 section 2.1.2).

    Raises ``ValueError`` unless ``0 < old <= new``.
    """
    if not 0 < old <= new:
        raise ValueError("a consistency proof needs a non-empty tree and a later one")
    path: list[bytes] = []
    begin, end, whole = 0, new, True
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_range_hash(middle, end, nodes))
            end = middle
        else:
            path.append(_range_hash(begin, middle, nodes))
            begin, whole = middle, False
    if not whole:
        path.append(_range_hash(begin, end, nodes))
    return tuple(reversed(path))


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Whether ``proof`` leads from the leaf hash ``leaf`` to ``expected_root`` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            computed = node_hash(sibling, computed)
            while position % 2 == 0 and position:
                position, last = position >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and computed == expected_root


def extends(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether ``proof`` shows that the new tree begins with the old one (RFC 9162 section 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    position, last = old - 1, new - 1
    while position % 2:
        position, last = position >> 1, last >> 1
    return bool(path) and _walk(path, position, last) == (old_root, new_root)


def _walk(path: Sequence[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    computed_old = computed_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position % 2 or position == last:
            computed_old = node_hash(sibling, computed_old)
            computed_new = node_hash(sibling, computed_new)
            while position % 2 == 0 and position:
                position, last = position >> 1, last >> 1
        else:
            computed_new = node_hash(computed_new, sibling)
        position, last = position >> 1, last >> 1
    return (computed_old, computed_new) if last == 0 else None


def _range_hash(begin: int, end: int, nodes: Nodes) -> bytes:
    """The hash over leaves [begin, end); ``begin`` is a multiple of the largest power of two below the length."""
    width = end - begin
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes(level, begin >> level)
    middle = begin + _split(width)
    return node_hash(_range_hash(begin, middle, nodes), _range_hash(middle, end, nodes))


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``."""
    return 1 << (width - 1).bit_length() - 1
