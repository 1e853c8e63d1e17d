"""Which level a signature is to have, what that takes, and what to do when it cannot be had now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.errors import TransientError, UsageError
from signing.levels import Level
from signing.status.gather import Gatherer


class Shortfall(StrEnum):
    """Why a signature has less than was wanted; ``hoso renew`` makes up for it."""

    NO_TIME_STAMP = "no_time_stamp"
    NO_REVOCATION_DATA = "no_revocation_data"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``gatherer`` is needed from B-LT on. With ``degrade`` a lower level comes back with its shortfall, else an error."""

    level: Level = Level.B_T
    gatherer: Gatherer | None = None
    degrade: bool = False

    def __post_init__(self) -> None:
        """A level that cannot be reached by anybody is a mistake of the caller."""
        if self.level.holds(Level.B_LT) and self.gatherer is None:
            raise UsageError("B-LT and B-LTA need somebody to ask about revocation.")

    def excuse(self, error: TransientError, shortfall: Shortfall) -> Shortfall:
        """The shortfall where degrading is allowed; else the error goes up."""
        if self.degrade:
            return shortfall
        raise error


B_T = Wanted()


def untold() -> TransientError:
    """Nobody says whether a certificate is revoked: there is no B-LT now."""
    return TransientError("Whether the certificates are revoked cannot be told.", remedy="Try again later.")
