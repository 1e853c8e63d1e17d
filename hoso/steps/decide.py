"""Does the dossier pass, or does a person have to look?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.contradictions import Persons
from dossier.digest import Digest
from dossier.pipeline import Advanced, Outcome, Waiting
from dossier.policy import Thresholds, review_items
from dossier.record import Event, Record, Status
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event


@dataclass(frozen=True, slots=True)
class DecideStep:
    """Applies the policy; ``required`` names the fields that a paper of each type never lacks, ``persons`` who is on it.

    ``waiting`` is told of a record that goes to the queue, so that it can be found there.
    """

    drafts: Drafts
    thresholds: Thresholds
    required: Mapping[str, frozenset[str]]
    persons: Persons
    waiting: Callable[[Record], None]
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """``Waiting`` with everything that a person must look at, or ``Advanced``."""
        record = self.drafts.load(digest)
        items = review_items(record, self.thresholds, self.required, self.persons)
        outcome = "warning" if items else "success"
        event = Event("decision", rfc3339(self.clock()), "hoso", outcome, {"items": len(items)})
        status = Status.IN_REVIEW if items else Status.IN_PROGRESS
        decided = with_event(replace(record, review=items, status=status), event)
        kept = self.drafts.keep(decided)
        if not items:
            return Advanced(kept)
        self.waiting(decided)
        return Waiting(kept)
