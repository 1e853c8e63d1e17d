"""Wraps the steps and the engine of an office, so that each one's processor time is known."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from bench.path.process import programs_cpu
from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.page import Word
from dossier.pipeline import Outcome, Run, Steps
from hoso.guard import GuardedStep
from hoso.reader import Reader
from ocr.engine.port import Mode, OcrEngine, Pixels


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor seconds of this process and of the programs it started, and seconds on the wall."""

    own: float = 0.0
    programs: float = 0.0
    wall: float = 0.0

    @staticmethod
    def now() -> Usage:
        """Since the process began."""
        own = resource.getrusage(resource.RUSAGE_SELF)
        return Usage(own.ru_utime + own.ru_stime, programs_cpu(), time.perf_counter())

    @property
    def cpu(self) -> float:
        """Both together."""
        return self.own + self.programs

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.own + other.own, self.programs + other.programs, self.wall + other.wall)

    def __sub__(self, other: Usage) -> Usage:
        return Usage(self.own - other.own, self.programs - other.programs, self.wall - other.wall)


class Meter:
    """Adds up by name. Right only while one thing is done at a time: a process has one clock of processor time."""

    def __init__(self) -> None:
        self._spent: defaultdict[str, Usage] = defaultdict(Usage)
        self._calls: defaultdict[str, int] = defaultdict(int)

    @contextmanager
    def measuring(self, name: str) -> Iterator[None]:
        """What the block costs is added to ``name``."""
        before = Usage.now()
        try:
            yield
        finally:
            self._spent[name] += Usage.now() - before
            self._calls[name] += 1

    def plain(self) -> dict[str, dict[str, float]]:
        """Seconds and calls by name, in the order in which they first occurred."""
        return {name: {**asdict(spent), "calls": self._calls[name]} for name, spent in self._spent.items()}


@dataclass(frozen=True, slots=True)
class MeteredEngine:
    """An ``OcrEngine`` that is measured by mode."""

    engine: OcrEngine
    meter: Meter

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """As the engine reads."""
        with self.meter.measuring(mode.value):
            return self.engine.read(image, dpi=dpi, mode=mode)

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """As the engine reads, taken as one call; without pictures there is none."""
        if not images:
            return ()
        with self.meter.measuring(mode.value):
            return self.engine.read_each(images, dpi=dpi, mode=mode)

    def describe(self) -> str:
        """As the engine describes itself."""
        return self.engine.describe()


def metered(steps: Steps, by_step: Meter, by_mode: Meter) -> Steps:
    """The same steps, measured, reading with a measured engine."""
    return Steps(**{name: _timed(name, _with_engine(step, by_mode), by_step) for name, step in steps})


def _timed(name: str, step: Run, meter: Meter) -> Run:
    def timed(code: DossierCode, digest: Digest) -> Outcome:
        with meter.measuring(name):
            return step(code, digest)

    return timed


def _with_engine(step: Any, meter: Meter) -> Any:
    """The step with its reader's engine measured; one that does not read as it is."""
    if isinstance(step, GuardedStep):
        return replace(step, step=_with_engine(step.step, meter))
    reader = getattr(step, "reader", None)
    if not isinstance(reader, Reader):
        return step
    return replace(step, reader=replace(reader, engine=MeteredEngine(reader.engine, meter)))
