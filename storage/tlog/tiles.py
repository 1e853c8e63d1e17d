"""Reading the tree's hashes out of its tiles, and laying the tiles for one more leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.merkle import node_hash, root
from storage.objects.port import NotThereError, ObjectStore
from storage.tlog.layout import HEIGHT, WIDTH, decode_tile, last_tile, tile_key, tile_width


@dataclass(slots=True)
class Tiles:
    """The hash tiles of a tree of ``size`` leaves; each is read once."""

    store: ObjectStore
    size: int
    _read: dict[tuple[int, int], list[bytes]] = field(default_factory=dict)

    def node(self, level: int, index: int) -> bytes:
        """The hash of complete subtree ``index`` of ``2**level`` leaves (``dossier.merkle.Nodes``)."""
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        hashes = self.tile(tile_level, first // WIDTH)
        return subtree(hashes[first % WIDTH : first % WIDTH + (1 << height)])

    def tile(self, level: int, index: int) -> list[bytes]:
        """The hashes of one tile, as wide as the tree makes it."""
        if (level, index) not in self._read:
            width = tile_width(index, self.size, level)
            self._read[level, index] = decode_tile(self._bytes(level, index, width), width)
        return self._read[level, index]

    def root(self) -> bytes:
        """The tree's root, from its right edge."""
        return root(self.size, self.node)

    def with_leaf(self, leaf: bytes) -> tuple[Tiles, Mapping[str, bytes]]:
        """The tree with one more leaf hash, and the tiles that have to be written for it (key, bytes)."""
        grown = Tiles(self.store, self.size + 1, dict(self._read))
        written: dict[str, bytes] = {}
        level, added = 0, leaf
        while True:
            index, width = last_tile(grown.size, level)
            hashes = [*(self.tile(level, index) if width > 1 else []), added]
            grown._read[level, index] = hashes
            written[tile_key(level, index, width)] = b"".join(hashes)
            if width < WIDTH:
                return grown, written
            level, added = level + 1, subtree(hashes)

    def _bytes(self, level: int, index: int, width: int) -> bytes:
        try:
            return self.store.get(tile_key(level, index, width))
        except NotThereError:
            # A partial tile may be deleted once the full one is there, which begins with the same hashes.
            if width == WIDTH:
                raise
            return self.store.get(tile_key(level, index))


def subtree(hashes: list[bytes]) -> bytes:
    """The hash over a power of two of neighbouring hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]
