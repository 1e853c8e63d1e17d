"""The transparency log: appending is idempotent, survives being killed anywhere, and costs the same at any size.

What decides who stands at index ``n`` is the entry bundle of the tree of ``n + 1`` leaves: written only where nothing
is, so that of two writers one wins. Everything after it (hash tiles, lookup, time stamp, checkpoint) follows from it
and is written again, unchanged, by whoever finds it unfinished. The checkpoint comes last: it never promises a tile
that is not there (c2sp.org/tlog-tiles: "logs MUST serve partial tiles for which a checkpoint was produced").
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from dossier.errors import PermanentError, TransientError
from dossier.merkle import leaf_hash
from dossier.record import LogEntry
from storage.objects.port import AlreadyThere, NotThereError, ObjectStore
from storage.tlog.checkpoint import Checkpoint
from storage.tlog.layout import CHECKPOINT, decode_bundle, encode_bundle, index_key, last_tile, tile_key, timestamp_key
from storage.tlog.leaf import Leaf
from storage.tlog.note import NoteSigner
from storage.tlog.tiles import Tiles
from storage.tlog.view import RESTORE, LogView, read_leaf

# Losing a place to another writer this often in a row means that the guard does not guard.
_TURNS = 20


@dataclass(frozen=True, slots=True)
class TransparencyLog:
    """The log in ``store``, signed by ``signer``.

    ``guard`` lets one writer at a time in (a lock file, a lease): without it no leaf is lost, but an older checkpoint
    may stand over a newer one until the next append. ``stamp`` time-stamps each checkpoint: bytes to RFC 3161 token.
    """

    store: ObjectStore
    signer: NoteSigner
    guard: Callable[[], AbstractContextManager[object]] = nullcontext
    stamp: Callable[[bytes], bytes] | None = None

    @property
    def view(self) -> LogView:
        """The same log, for reading and proving."""
        return LogView(self.store, self.signer.key)

    def append(self, leaf: Leaf) -> LogEntry:
        """Enter a leaf and return its index with a checkpoint that covers it; a leaf already there keeps its index.

        The same version with another digest is a ``PermanentError``: an archived version never changes.
        """
        with self.guard():
            for _ in range(_TURNS):
                head = self._caught_up()
                index = self.view.find(leaf)
                if index is not None and index < head.size:
                    return LogEntry(index, head.note)
                if index is None:
                    self._stage(head, leaf)
        raise TransientError("Several writers are at the log at once.", remedy="Try again; check the log's lock.")

    def _caught_up(self) -> Checkpoint:
        """The head after finishing what was staged and not published."""
        head = self.view.head()
        while (entries := self._staged(head.size)) is not None:
            head = self._publish(head, entries)
        return head

    def _staged(self, size: int) -> list[bytes] | None:
        index, width = last_tile(size + 1)
        try:
            return decode_bundle(self.store.get(tile_key(None, index, width)))
        except NotThereError:
            return None

    def _stage(self, head: Checkpoint, leaf: Leaf) -> None:
        """Claim the next index for ``leaf``, unless another leaf has it by now: the next turn will tell."""
        index, width = last_tile(head.size + 1)
        before = self.view.bundle(index, width - 1) if width > 1 else []
        self.store.put_new(tile_key(None, index, width), encode_bundle([*before, leaf.encoded()]))

    def _publish(self, head: Checkpoint, entries: list[bytes]) -> Checkpoint:
        """Write what follows from a staged bundle, the checkpoint last."""
        tiles = Tiles(self.store, head.size)
        if tiles.root() != head.root:
            raise PermanentError("The log's tiles do not lead to its checkpoint.", remedy=RESTORE)
        grown, written = tiles.with_leaf(leaf_hash(entries[-1]))
        if grown.tile(0, last_tile(grown.size)[0]) != [leaf_hash(entry) for entry in entries]:
            raise PermanentError("An entry bundle of the log disagrees with its tiles.", remedy=RESTORE)
        leaf = read_leaf(entries[-1])
        noted = {index_key(leaf.code.text, leaf.version): f"{head.size} {leaf.package}\n".encode("ascii")}
        for key, data in {**written, **noted}.items():
            self._put_same(key, data)
        checkpoint = Checkpoint.sign(grown.size, grown.root(), self.signer)
        if self.stamp is not None:
            self.store.overwrite(timestamp_key(grown.size), self.stamp(checkpoint.note.encode("utf-8")))
        return self._advance(checkpoint)

    def _advance(self, checkpoint: Checkpoint) -> Checkpoint:
        published = self.view.head()
        if published.size > checkpoint.size:
            return published
        self.store.overwrite(CHECKPOINT, checkpoint.note.encode("utf-8"))
        return checkpoint

    def _put_same(self, key: str, data: bytes) -> None:
        if self.store.put_new(key, data) == AlreadyThere() and self.store.get(key) != data:
            raise PermanentError("A part of the log was there with other content.", remedy=RESTORE)
