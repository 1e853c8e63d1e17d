"""Does the dossier pass, or does a person have to look?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.pipeline import Advanced, Outcome, Waiting
from dossier.policy import Thresholds, review_items
from dossier.record import Event, Status
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event


@dataclass(frozen=True, slots=True)
class DecideStep:
    """Applies the policy; ``required`` names the fields that a paper of each type never lacks."""

    drafts: Drafts
    thresholds: Thresholds
    required: Mapping[str, frozenset[str]]
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """``Waiting`` with everything that a person must look at, or ``Advanced``."""
        record = self.drafts.load(digest)
        items = review_items(record, self.thresholds, self.required)
        outcome = "warning" if items else "success"
        event = Event("decision", rfc3339(self.clock()), "hoso", outcome, {"items": len(items)})
        status = Status.IN_REVIEW if items else Status.IN_PROGRESS
        kept = self.drafts.keep(with_event(replace(record, review=items, status=status), event))
        return Waiting(kept) if items else Advanced(kept)
