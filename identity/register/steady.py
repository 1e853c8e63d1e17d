"""Around a register that is reached over a line: retries of what is transient, and a breaker that spares the line."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from dossier.codes import IdNumber
from dossier.errors import TransientError
from identity.register.interface import (
    Citizen,
    CitizenRegister,
    Claim,
    Purpose,
    RegisterDescription,
    RegisterRefused,
)

Answer = TypeVar("Answer")
Sleep = Callable[[float], None]
Clock = Callable[[], float]


class RetryingRegister(CitizenRegister):
    """Asks again after each of ``pauses`` (seconds), and only where the error says that it may help."""

    def __init__(
        self, register: CitizenRegister, *, pauses: Sequence[float] = (0.3, 1.0), sleep: Sleep = time.sleep
    ) -> None:
        self._register = register
        self._pauses = tuple(pauses)
        self._sleep = sleep

    @property
    def source(self) -> str:
        """That of the wrapped register."""
        return self._register.source

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """Ask, and again."""
        return self._tried(lambda: self._register.lookup(number, purpose=purpose, claim=claim))

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """Ask, and again."""
        return self._tried(lambda: self._register.among(numbers, purpose=purpose, claim=claim))

    def describe(self) -> RegisterDescription:
        """What the wrapped register is."""
        return self._register.describe()

    def _tried(self, ask: Callable[[], Answer]) -> Answer:
        for pause in self._pauses:
            try:
                return ask()
            except TransientError:
                self._sleep(pause)
        return ask()


@dataclass(frozen=True, slots=True)
class Limits:
    """After ``failures`` in a row nothing is asked for ``seconds``; then one question tries the line."""

    failures: int = 5
    seconds: float = 30.0


class BreakingRegister(CitizenRegister):
    """A circuit breaker: while the register does not answer, nobody waits for it."""

    def __init__(
        self, register: CitizenRegister, *, limits: Limits | None = None, clock: Clock = time.monotonic
    ) -> None:
        self._register = register
        self._limits = limits or Limits()
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0

    @property
    def source(self) -> str:
        """That of the wrapped register."""
        return self._register.source

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """Ask, unless the line is known to be down."""
        return self._guarded(lambda: self._register.lookup(number, purpose=purpose, claim=claim))

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """Ask, unless the line is known to be down."""
        return self._guarded(lambda: self._register.among(numbers, purpose=purpose, claim=claim))

    def describe(self) -> RegisterDescription:
        """What the wrapped register is."""
        return self._register.describe()

    def _guarded(self, ask: Callable[[], Answer]) -> Answer:
        self._enter()
        try:
            answer = ask()
        except TransientError:
            self._failed()
            raise
        except RegisterRefused:  # it answered
            self._stands()
            raise
        self._stands()
        return answer

    def _stands(self) -> None:
        with self._lock:
            self._failures = 0

    def _enter(self) -> None:
        """Refuse while the line is down; the first after that time goes through, and the others wait for what it says."""
        with self._lock:
            now = self._clock()
            if self._failures < self._limits.failures:
                return
            if now < self._closed_until:
                raise TransientError("The register has not answered lately.", remedy="It is tried again by itself.")
            self._closed_until = now + self._limits.seconds

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self._limits.failures:
                self._closed_until = self._clock() + self._limits.seconds
