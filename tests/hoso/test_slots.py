"""At most so many questions at a time reach what is shared."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock

import pytest

from dossier.codes import IdNumber
from dossier.errors import TransientError
from hoso.slots import SlottedRegister, SlottedTimeStamper
from identity.register.interface import Citizen, CitizenRegister, Claim, Purpose, RegisterDescription
from signing.tsa.port import TimeStamper

NUMBER = IdNumber.parse("079190000001")
PURPOSE = Purpose("can-bo-01")


class Crowd:
    """How many are inside at once, at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self.most = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Come in, stay a moment, leave."""
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        time.sleep(0.02)
        with self._lock:
            self._inside -= 1
        yield


class SlowRegister(CitizenRegister):
    """Knows nobody and takes its time."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    @property
    def source(self) -> str:
        return "slow"

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        with self._crowd.one_more():
            return None

    def describe(self) -> RegisterDescription:
        return RegisterDescription("slow", 0)


class BusyRegister(SlowRegister):
    """Never answers."""

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        raise TransientError("The register is busy.")


class SlowStamper(TimeStamper):
    """Stamps in its own time; its tokens are short."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        with self._crowd.one_more():
            return data

    def describe(self) -> str:
        return "slow"

    @property
    def token_bytes(self) -> int:
        return 7


def test_a_register_is_asked_by_two_at_a_time() -> None:
    crowd = Crowd()
    register = SlottedRegister(SlowRegister(crowd), 2)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: register.lookup(NUMBER, purpose=PURPOSE), range(16)))
    assert crowd.most == 2


def test_an_authority_is_asked_by_three_at_a_time() -> None:
    crowd = Crowd()
    stamper = SlottedTimeStamper(SlowStamper(crowd), 3)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stamper.stamp, [b"x"] * 18)) == [b"x"] * 18
    assert crowd.most == 3


def test_a_question_that_fails_gives_its_slot_back() -> None:
    register = SlottedRegister(BusyRegister(Crowd()), 1)
    for _ in range(3):
        with pytest.raises(TransientError):
            register.lookup(NUMBER, purpose=PURPOSE)


def test_what_is_wrapped_still_says_what_it_is() -> None:
    register, stamper = SlottedRegister(SlowRegister(Crowd()), 1), SlottedTimeStamper(SlowStamper(Crowd()), 1)
    assert (register.source, register.describe().detail) == ("slow", "slow")
    assert (stamper.describe(), stamper.token_bytes) == ("slow", 7)
