"""A register whose every question is entered in the access log before it is put."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.codes import IdNumber
from identity.register.interface import (
    Access,
    AccessLog,
    Citizen,
    CitizenRegister,
    Claim,
    Purpose,
    RegisterDescription,
)


class LoggedRegister(CitizenRegister):
    """Wraps any register. When the log cannot be written the question is not asked: the log's error goes up."""

    def __init__(self, register: CitizenRegister, log: AccessLog) -> None:
        self._register = register
        self._log = log

    @property
    def source(self) -> str:
        """That of the wrapped register."""
        return self._register.source

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """Log, then ask."""
        self._log(Access(self.source, purpose, number))
        return self._register.lookup(number, purpose=purpose, claim=claim)

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """Log the question, ask, and log each person that the answer tells of, before the answer is given on."""
        self._log(Access(self.source, purpose, None))
        found = self._register.among(numbers, purpose=purpose, claim=claim)
        for citizen in found:
            self._log(Access(self.source, purpose, citizen.id_number))
        return found

    def describe(self) -> RegisterDescription:
        """What the wrapped register is."""
        return self._register.describe()
