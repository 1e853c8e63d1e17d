"""Records on their way, kept in the working store under their digests (docs/adr/0001)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.digest import Digest
from dossier.page import PageReading
from dossier.record import Event, Record, SourceFile
from storage import record_json
from storage.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Drafts:
    """Loads and keeps records and page readings."""

    blobs: Blobs

    def load(self, digest: Digest) -> Record:
        """The record of that digest."""
        return record_json.load(self.blobs.get(digest))

    def keep(self, record: Record) -> Digest:
        """Keep a record; its digest is what steps hand on."""
        return self.blobs.put(record_json.dump(record))

    def readings(self, file: SourceFile) -> tuple[PageReading, ...]:
        """What the machine read in a file, page by page; nothing before it was read."""
        return record_json.readings_from_json(self.blobs.get(file.words)) if file.words else ()

    def keep_readings(self, readings: tuple[PageReading, ...]) -> Digest:
        """Keep the words side-car of one file."""
        return self.blobs.put(record_json.readings_to_json(readings))


def with_event(record: Record, event: Event) -> Record:
    """The record with one more event at its end."""
    return replace(record, events=(*record.events, event))
