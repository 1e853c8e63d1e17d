"""The archived dossier is entered in the index; only now may its source be let go."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.pipeline import Advanced, Outcome
from hoso.drafts import Drafts
from hoso.indexing import index_entry
from storage.database import Database


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """Indexes documents, fields, owners and text; doing it twice changes nothing."""

    drafts: Drafts
    database: Database

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """The record as it was."""
        record = self.drafts.load(digest)
        self.database.index.write(code, index_entry(self.drafts, record))
        return Advanced(digest)
