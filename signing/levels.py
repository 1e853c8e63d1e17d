"""How much proof a signature carries with it (EN 319 142-1 and EN 319 122-1, table 1): each level holds the ones below."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """``B-B`` the signature, ``B-T`` its time, ``B-LT`` what judges it later, ``B-LTA`` a time over all of that."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def rank(self) -> int:
        """Higher proves more."""
        return list(Level).index(self)

    def holds(self, other: Level) -> bool:
        """Whether this level includes ``other``."""
        return self.rank >= other.rank
