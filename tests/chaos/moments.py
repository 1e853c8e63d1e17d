"""Moments of a run at which its process is killed, and the trigger that kills it there."""

from __future__ import annotations

import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_FORM = re.compile(r"(?P<place>\w+)/(?P<effect>[\w.]+)#(?P<count>\d+) (?P<phase>before|after)")


@dataclass(frozen=True, slots=True)
class Moment:
    """Before or after the ``count``-th ``effect`` within a step, written ``archive/store.put_new#1 after``."""

    place: str
    effect: str
    count: int
    phase: str

    @classmethod
    def parse(cls, text: str) -> Moment:
        """The moment that is written so."""
        found = _FORM.fullmatch(text)
        assert found, text
        return cls(found["place"], found["effect"], int(found["count"]), found["phase"])

    def __str__(self) -> str:
        return f"{self.place}/{self.effect}#{self.count} {self.phase}"


@dataclass(slots=True)
class Trigger:
    """Follows the dossier with this number in its series and sends the process group ``signal`` at ``moment``, if any.

    ``seen`` lists every moment that went by. Effects are counted anew in each step.
    """

    number: int
    moment: Moment | None
    signal: int = signal.SIGKILL
    seen: list[Moment] = field(default_factory=list)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _place: str = "receive"
    _followed: bool = False

    def enter(self, number: int, place: str) -> None:
        """From now on effects belong to that dossier and step."""
        self._followed = number == self.number
        self._place = place

    def around(self, effect: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """``call`` with a moment before and one after it."""

        def watched(*arguments: Any, **named: Any) -> Any:
            count = self.before(effect)
            answer = call(*arguments, **named)
            self._pass(effect, count, "after")
            return answer

        return watched

    def before(self, effect: str) -> int:
        """The effect is about to happen for the returned time in this step."""
        if self._followed:
            self._counts[self._place, effect] += 1
        count = self._counts[self._place, effect]
        self._pass(effect, count, "before")
        return count

    def _pass(self, effect: str, count: int, phase: str) -> None:
        if not self._followed:
            return
        moment = Moment(self._place, effect, count, phase)
        self.seen.append(moment)
        if moment == self.moment:
            os.killpg(0, self.signal)
            time.sleep(1)  # a signal to a whole process reaches this thread a little later: go no step further
