"""What is known about a signature from outside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from signing.judge.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Evidence that lies beside it, and the time at which a later time stamp proves that it existed.

    ``stamped``: there is a later time stamp, believed or not. ``archived``: one that covers revocation data.
    """

    evidence: Evidence = field(default_factory=Evidence)
    proven: datetime | None = None
    stamped: bool = False
    archived: bool = False


NOTHING = Surroundings()


def known_around(judged: bytes, held: Evidence, given: Evidence) -> Surroundings:
    """What is known from the outset of a file or signature that holds ``held``, where ``given`` proves its age."""
    proven = given.proven(judged)
    return Surroundings(held) if proven is None else Surroundings(held.known_at(proven), proven)
