"""What is known about a signature from outside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from signing.judge.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Evidence that lies beside it, and the time at which a later time stamp proves that it existed."""

    evidence: Evidence = field(default_factory=Evidence)
    proven: datetime | None = None


NOTHING = Surroundings()
