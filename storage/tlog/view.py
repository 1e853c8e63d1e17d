"""The transparency log as anybody reads it: the public key is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.digest import Digest
from dossier.errors import InputRefused, PermanentError, UsageError
from dossier.merkle import EMPTY_ROOT, consistency_proof, includes, inclusion_proof, leaf_hash, root_of
from storage.objects.port import NotThereError, ObjectStore
from storage.tlog.checkpoint import Checkpoint
from storage.tlog.layout import CHECKPOINT, WIDTH, decode_bundle, index_key, tile_key, tile_width, timestamp_key
from storage.tlog.leaf import Leaf
from storage.tlog.note import NoteKey
from storage.tlog.proof import InclusionProof
from storage.tlog.tiles import Tiles

RESTORE = "Compare the log with an auditor's copy, and restore what was altered."


@dataclass(frozen=True, slots=True)
class LogView:
    """The log in ``store`` that ``key`` signs. Whatever is altered in it is a ``PermanentError``."""

    store: ObjectStore
    key: NoteKey

    def head(self) -> Checkpoint:
        """The published checkpoint, its signature checked; that of the empty tree (no note) before the first append."""
        try:
            note = self.store.get(CHECKPOINT).decode("utf-8")
            checkpoint = Checkpoint.open(note, self.key)
        except NotThereError:
            return Checkpoint(0, EMPTY_ROOT, "")
        except (InputRefused, UnicodeDecodeError) as error:
            raise PermanentError("The log's checkpoint is damaged.", remedy=RESTORE) from error
        if checkpoint is None:
            raise PermanentError("The log's checkpoint is not signed by the log's key.", remedy=RESTORE)
        return checkpoint

    def find(self, leaf: Leaf) -> int | None:
        """The index of a leaf that is in the log; another digest for its version is a ``PermanentError``."""
        try:
            noted = self.store.get(index_key(leaf.code.text, leaf.version)).decode("ascii")
            index, digest = noted.removesuffix("\n").split(" ")
            known = Leaf(leaf.code, leaf.version, Digest.parse(digest))
            position = int(index)
        except NotThereError:
            return None
        except (ValueError, UsageError) as error:
            raise PermanentError("A lookup of the log is damaged.", remedy=RESTORE) from error
        if known != leaf:
            raise PermanentError(
                f"{leaf.code} v{leaf.version} is in the log with another package.",
                remedy="Archive the change as the next version.",
            )
        return position

    def timestamp(self, size: int) -> bytes | None:
        """The time stamp over the checkpoint of this size, None when there is none."""
        try:
            return self.store.get(timestamp_key(size))
        except NotThereError:
            return None

    def prove(self, index: int) -> InclusionProof:
        """That the leaf ``index`` is in the tree of the published checkpoint; no such leaf is a ``UsageError``."""
        head = self.head()
        if not 0 <= index < head.size:
            raise UsageError("The log has no leaf of this index.")
        tiles = Tiles(self.store, head.size)
        hashes = inclusion_proof(index, head.size, tiles.node)
        if not includes(tiles.node(0, index), index, head.size, hashes, head.root):
            raise PermanentError("The log's tiles do not lead to its checkpoint.", remedy=RESTORE)
        return InclusionProof(index, hashes, head.note)

    def consistency(self, old_size: int) -> tuple[bytes, ...]:
        """That the published tree begins with the first ``old_size`` leaves; more than there are is a ``UsageError``."""
        head = self.head()
        if not 0 <= old_size <= head.size:
            raise UsageError("The log is not that long.")
        return consistency_proof(old_size, head.size, Tiles(self.store, head.size).node) if old_size else ()

    def leaves(self, begin: int = 0) -> Iterator[Leaf]:
        """The leaves of the published tree from ``begin`` on, read bundle by bundle."""
        size = self.head().size
        for index in range(begin // WIDTH, (size + WIDTH - 1) // WIDTH):
            entries = self.bundle(index, tile_width(index, size))
            yield from map(read_leaf, entries[max(0, begin - index * WIDTH) :])

    def audit(self) -> Checkpoint:
        """Compute the whole tree anew from its leaves; a ``PermanentError`` when the checkpoint says otherwise."""
        head = self.head()
        if root_of(leaf_hash(leaf.encoded()) for leaf in self.leaves()) != head.root:
            raise PermanentError("The log's leaves do not lead to its checkpoint.", remedy=RESTORE)
        return head

    def bundle(self, index: int, width: int) -> list[bytes]:
        """The first ``width`` entries of entry bundle ``index``."""
        try:
            data = self.store.get(tile_key(None, index, width))
        except NotThereError:
            if width == WIDTH:
                raise
            data = self.store.get(tile_key(None, index))
        entries = decode_bundle(data)[:width]
        if len(entries) != width:
            raise PermanentError("An entry bundle of the log is too short.", remedy=RESTORE)
        return entries


def read_leaf(entry: bytes) -> Leaf:
    """The leaf in an entry of the log itself."""
    try:
        return Leaf.parse(entry)
    except InputRefused as error:
        raise PermanentError("An entry of the log is no leaf.", remedy=RESTORE) from error
