"""Runs of the batch in processes of their own, killed or not. A process is forked from one that has imported everything."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from chaos.moments import Moment, Trigger
from chaos.watched import watched_office

from hoso import batch as batches
from hoso.cli.app import main
from hoso.intake import IntakeOptions
from hoso.settings import load_settings
from hoso.wiring import open_office

_LIMIT_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Place:
    """An office's state and its inputs. ``settings`` are HOSO_* variables without their prefix."""

    home: Path
    inputs: Path
    settings: Mapping[str, str]

    @property
    def said(self) -> Path:
        """What the last run printed."""
        return self.home.with_name(self.home.name + ".said")

    def environment(self) -> dict[str, str]:
        """The variables of this office: everything passes without a person."""
        plain = {"HOME": str(self.home), "ACCEPT_CONFIDENCE": "0", "SAMPLE_SHARE": "0", "LANG": "en"}
        return {f"HOSO_{name}": value for name, value in {**plain, **self.settings}.items()}


def hoso(place: Place, *arguments: str) -> int:
    """Run the command line to its end; its exit status."""
    return _ended(place, _command, *arguments)


def batch(place: Place, *options: str) -> int:
    """``hoso batch`` over the inputs, one dossier at a time."""
    return hoso(place, "batch", str(place.inputs), "--workers", "1", *options)


def batch_killed_at(place: Place, moment: Moment, *, number: int, workers: int = 1) -> int:
    """The same, killed at that moment of dossier ``number``; -9 when it was reached."""
    return _ended(place, _watched_batch, Trigger(number, moment), workers, None)


def batch_stopped_at(place: Place, moment: Moment, *, number: int) -> BaseProcess:
    """The same, only stopped there; ``resume`` lets it go on."""
    process = start(place, _watched_batch, Trigger(number, moment, signal.SIGSTOP), 1, None)
    deadline = time.monotonic() + _LIMIT_SECONDS
    while _state(process) != "T":
        assert process.is_alive() and time.monotonic() < deadline, f"{moment} was not reached"
        time.sleep(0.05)
    return process


def _state(process: BaseProcess) -> str:
    """One letter after the process's name in parentheses (proc(5)); ``T``: stopped."""
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def resume(process: BaseProcess) -> None:
    """Let a stopped process go on, and wait for its end."""
    assert process.pid
    os.killpg(process.pid, signal.SIGCONT)
    process.join(_LIMIT_SECONDS)
    assert process.exitcode == 0


def moments_of(place: Place, *, number: int) -> list[Moment]:
    """Every moment of dossier ``number`` in a run that nothing stops."""
    listing = place.home.with_name("moments.txt")
    assert _ended(place, _watched_batch, Trigger(number, None), 1, listing) == 0, place.said.read_text()
    return [Moment.parse(line) for line in listing.read_text().splitlines()]


def start(place: Place, target: Callable[..., None], *arguments: Any) -> BaseProcess:
    """A process at the head of its own group, running ``target(place, *arguments)`` in the office's environment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chaos.runs", "storage.database.migrations", "PIL.Image", "cv2"])
    process = context.Process(target=_alone, args=(place, target, arguments))
    process.start()
    return process


def _ended(place: Place, target: Callable[..., None], *arguments: Any) -> int:
    process = start(place, target, *arguments)
    process.join(_LIMIT_SECONDS)
    assert process.exitcode is not None, f"still running after {_LIMIT_SECONDS} seconds"
    return process.exitcode


def _alone(place: Place, target: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    os.setsid()
    os.environ.update(place.environment())
    place.said.parent.mkdir(parents=True, exist_ok=True)
    said = os.open(place.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(place.inputs)
    target(place, *arguments)


def _command(_place: Place, *arguments: str) -> None:
    sys.argv = ["hoso", *arguments]
    main()


def _watched_batch(place: Place, trigger: Trigger, workers: int, listing: Path | None) -> None:
    """``hoso batch`` as the command puts it together, over an office that is watched."""
    settings = load_settings()
    options = IntakeOptions(settings.unit, settings.officer)
    with open_office(settings) as office:
        watched = watched_office(office, trigger)
        work = batches.threads(watched, workers, lambda _code, _step: None)
        batches.run_batch(
            watched, place.inputs, options, workers=work, starting=lambda _: None, finished=lambda _: None
        )
    if listing is not None:
        listing.write_text("\n".join(map(str, trigger.seen)))
