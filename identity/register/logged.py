"""A register whose every question is entered in the access log before it is put."""

from __future__ import annotations

from dossier.codes import IdNumber
from dossier.digest import Digest
from identity.register.interface import Access, AccessLog, Citizen, CitizenRegister, Purpose, RegisterDescription


class LoggedRegister(CitizenRegister):
    """Wraps any register. When the log cannot be written the question is not asked: the log's error goes up."""

    def __init__(self, register: CitizenRegister, log: AccessLog) -> None:
        self._register = register
        self._log = log

    @property
    def source(self) -> str:
        """That of the wrapped register."""
        return self._register.source

    def lookup(self, number: IdNumber, *, purpose: Purpose) -> Citizen | None:
        """Log, then ask."""
        self._log(Access(self.source, purpose, Digest.of(number.digits.encode())))
        return self._register.lookup(number, purpose=purpose)

    def describe(self) -> RegisterDescription:
        """What the wrapped register is."""
        return self._register.describe()
