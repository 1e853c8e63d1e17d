"""At most so many questions at a time to what is shared: the register and the time-stamp server."""

from __future__ import annotations

from collections.abc import Sequence
from threading import BoundedSemaphore

from dossier.codes import IdNumber
from identity.register.interface import Citizen, CitizenRegister, Claim, Purpose, RegisterDescription
from signing.tsa.port import TimeStamper


class SlottedRegister(CitizenRegister):
    """Wraps a register."""

    def __init__(self, register: CitizenRegister, slots: int) -> None:
        self._register = register
        self._slots = BoundedSemaphore(slots)

    @property
    def source(self) -> str:
        """That of the wrapped register."""
        return self._register.source

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """Wait for a slot, then ask."""
        with self._slots:
            return self._register.lookup(number, purpose=purpose, claim=claim)

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """Wait for a slot, then ask."""
        with self._slots:
            return self._register.among(numbers, purpose=purpose, claim=claim)

    def describe(self) -> RegisterDescription:
        """What the wrapped register is."""
        return self._register.describe()


class SlottedTimeStamper(TimeStamper):
    """Wraps a time-stamping authority."""

    def __init__(self, timestamper: TimeStamper, slots: int) -> None:
        self._timestamper = timestamper
        self._slots = BoundedSemaphore(slots)

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        """Wait for a slot, then ask."""
        with self._slots:
            return self._timestamper.stamp(data, hash_name)

    @property
    def token_bytes(self) -> int:
        """The room that the wrapped authority's token takes."""
        return self._timestamper.token_bytes

    def describe(self) -> str:
        """Which authority this is."""
        return self._timestamper.describe()
