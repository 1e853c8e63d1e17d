"""The archived dossier is entered in the index; only now may its source be let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.cover import CoverState
from dossier.digest import Digest
from dossier.page import PageReading
from dossier.pipeline import Advanced, Outcome
from dossier.record import Record, SourceFile
from hoso.drafts import Drafts
from storage.database import DossierIndex, entry_of


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """Indexes documents, fields, owners and text; doing it twice changes nothing."""

    drafts: Drafts
    index: DossierIndex

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record as it was."""
        self.index_record(self.drafts.load(digest))
        return Advanced(digest)

    def index_record(self, record: Record) -> None:
        """Make the dossier findable as it stands now, archived or waiting for a person."""
        readings = (reading for file in record.files for reading in self._papers(file))
        self.index.index(record.head.code, entry_of(record, "\n".join(reading.text for reading in readings)))

    def _papers(self, file: SourceFile) -> Iterator[PageReading]:
        """The pages of a file without the separator sheets that were obeyed."""
        covers = {cover.page for cover in file.covers if cover.state is CoverState.OWN}
        return (reading for reading in self.drafts.readings(file) if reading.image.page not in covers)
