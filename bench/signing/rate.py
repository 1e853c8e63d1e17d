"""How often a second of one core does a thing."""

from __future__ import annotations

from collections.abc import Callable

from bench.path.meter import Usage

_ROUNDS = 3


def rate(work: Callable[[], object], seconds: float) -> float:
    """Times per second of processor time, that of called programs included.

    The best of three rounds: what else the machine does only slows it down.
    """
    work()
    return max(_round(work, seconds / _ROUNDS) for _ in range(_ROUNDS))


def _round(work: Callable[[], object], seconds: float) -> float:
    begun = Usage.now().cpu
    count = 0
    while (spent := Usage.now().cpu - begun) < seconds or not count:
        work()
        count += 1
    return count / spent
