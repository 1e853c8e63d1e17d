"""Records on their way, kept in the working store under their digests (docs/adr/0001)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dossier.digest import Digest
from dossier.page import PageReading
from dossier.record import Event, Record, SourceFile
from storage import record_json
from storage.blobs import Blobs

_RECENT = 8
"""Files whose readings stay at hand: one step after the other asks for them."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """Loads and keeps records and page readings; the readings of the last files are at hand without parsing again."""

    blobs: Blobs
    _recent: dict[Digest, tuple[PageReading, ...]] = field(default_factory=dict, repr=False, compare=False)

    def load(self, digest: Digest) -> Record:
        """The record of that digest."""
        return record_json.load(self.blobs.get(digest))

    def keep(self, record: Record) -> Digest:
        """Keep a record; its digest is what steps hand on."""
        return self.blobs.put(record_json.dump(record))

    def readings(self, file: SourceFile) -> tuple[PageReading, ...]:
        """What the machine read in a file, page by page; nothing before it was read."""
        if file.words is None:
            return ()
        readings = self._recent.get(file.words)
        if readings is None:
            readings = record_json.readings_from_json(self.blobs.get(file.words))
            self._remember(file.words, readings)
        return readings

    def keep_readings(self, readings: tuple[PageReading, ...]) -> Digest:
        """Keep the words side-car of one file."""
        return self.blobs.put(record_json.readings_to_json(readings))

    def _remember(self, digest: Digest, readings: tuple[PageReading, ...]) -> None:
        """Workers share this: each operation is one of the dict's own, and one too many or too few does no harm."""
        self._recent[digest] = readings
        for oldest in list(self._recent)[:-_RECENT]:
            self._recent.pop(oldest, None)


def with_event(record: Record, event: Event) -> Record:
    """The record with one more event at its end."""
    return replace(record, events=(*record.events, event))
