"""Several time-stamping authorities, asked in turn until one answers."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.errors import HosoError, PermanentError, TransientError
from signing.tsa.port import TimeStamper


@dataclass(frozen=True, slots=True)
class FirstTimeStamper:
    """The first that gives a token. When none does: transient if one of them may later, else permanent."""

    stampers: tuple[TimeStamper, ...]

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        """A token over ``data``."""
        failures: list[HosoError] = []
        for each in self.stampers:
            try:
                return each.stamp(data, hash_name)
            except (TransientError, PermanentError) as error:
                failures.append(error)
        raise _gathered(failures)

    def describe(self) -> str:
        """All of them."""
        return ", ".join(each.describe() for each in self.stampers)

    @property
    def token_bytes(self) -> int:
        """Room for whoever answers."""
        return max(each.token_bytes for each in self.stampers)


def _gathered(failures: list[HosoError]) -> HosoError:
    what = " ".join(dict.fromkeys(each.message for each in failures))
    if any(isinstance(each, TransientError) for each in failures):
        return TransientError(f"No time-stamp server gives a token. {what}", remedy="Try again later.")
    return PermanentError(f"No time-stamp server gives a token. {what}", remedy="Check the addresses in HOSO_TSA.")
