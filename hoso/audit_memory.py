"""What this installation judged in full and found valid: the next audits look at digests and signature values only.

Full judgement comes again when a month has passed, when the anchors, the algorithms' last days or the program change, and
for a share drawn by lot (domain rule: three lanes).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from importlib import metadata

from dossier.digest import Digest
from hoso.settings import Settings
from signing.judge.trust import TrustStore, trust_to_plain
from storage.database import Audits, FullJudgement

_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AuditMemory:
    """Packages by digest, with their last full judgement under the same ``circumstances``."""

    audits: Audits
    circumstances: str
    today: date

    def noted(self, digest: Digest) -> FullJudgement | None:
        """What is noted of these very bytes, if that is no more than a month old."""
        found = self.audits.last(digest, self.circumstances)
        return found if found is not None and self.today - _LASTS < found.day <= self.today else None

    def judged(self, digest: Digest, *, valid: bool, development: bool) -> None:
        """Note a full judgement; one that is not valid comes again every time."""
        if valid:
            self.audits.note(digest, self.circumstances, FullJudgement(self.today, development))
        else:
            self.audits.forget(digest)


def circumstances_of(settings: Settings, trust: TrustStore) -> str:
    """Anchors with their windows, algorithms' last days, the program's version; lists change daily and are left out."""
    plain = trust_to_plain(trust)
    kept = {name: plain[name] for name in ("anchors", "development", "windows")}
    sunsets = {name: day.isoformat() for name, day in settings.algorithm_sunsets.items()}
    told = json.dumps([kept, sunsets, metadata.version("hoso")], sort_keys=True)
    return sha256(told.encode()).hexdigest()
