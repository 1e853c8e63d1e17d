"""A program run once: seconds of processor time and memory, of it and of all that it started."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_TICKS = os.sysconf("SC_CLK_TCK")


_LOOK = 0.1  # seconds between two looks at the memory of all processes


@dataclass(frozen=True, slots=True)
class Spent:
    """``cpu``: user and system seconds of the process and its descendants.

    ``peaks``: the most memory that any one process of each name held, ``together`` that all held at once, what
    they share counted once; MiB resident.
    """

    wall: float
    cpu: float
    peaks: Mapping[str, float]
    together: float


def run(command: Sequence[str | Path], *, environment: Mapping[str, str], log: Path) -> Spent:
    """Run it to its end; a failure ends the benchmark with the last lines that the program wrote."""
    started = time.perf_counter()
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(part) for part in command], env={**os.environ, **environment}, stdout=said, stderr=said
        )
        with _watching(process.pid) as memory:
            _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise SystemExit(f"{command[0]} … ended with status {process.returncode}:\n{tail}")
    wall, cpu = time.perf_counter() - started, used.ru_utime + used.ru_stime
    return Spent(wall, cpu, dict(memory.peaks), memory.together)


class _Memory:
    """Looks now and then. ``ru_maxrss`` will not do: a child counts what its parent held before it became a program."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peaks: dict[str, float] = {}
        self.together = 0.0
        self.over = Event()

    def watch(self) -> None:
        """Until ``over``."""
        while not self.over.wait(_LOOK):
            pids = tree(self._pid)
            self.together = max(self.together, sum(map(_share, pids)))
            for name, peak in map(_peak, pids):
                self.peaks[name] = max(self.peaks.get(name, 0.0), peak)


@contextmanager
def _watching(pid: int) -> Iterator[_Memory]:
    memory = _Memory(pid)
    thread = Thread(target=memory.watch)
    thread.start()
    try:
        yield memory
    finally:
        memory.over.set()
        thread.join()


def _peak(pid: int) -> tuple[str, float]:
    """Name and highest resident MiB of a process (proc(5))."""
    said = _said(pid, "status")
    return said.get("Name", ""), int(said.get("VmHWM", "0").split()[0]) / 1024


def _share(pid: int) -> float:
    """Its present resident MiB, of pages that several processes have only its part (proc(5), Pss)."""
    return int(_said(pid, "smaps_rollup").get("Pss", "0").split()[0]) / 1024


def _said(pid: int, file: str) -> dict[str, str]:
    """What the kernel says of a process by key; nothing of one that has just ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return {}
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def tree(pid: int) -> list[int]:
    """A process and its living descendants."""
    stats = {int(found.parent.name): _stat(found) for found in Path("/proc").glob("[0-9]*/stat")}
    return [at for at, stat in stats.items() if stat and _below(at, pid, stats)]


def programs_cpu() -> float:
    """Processor seconds so far of the programs this process has started, of those that still run too."""
    waited = resource.getrusage(resource.RUSAGE_CHILDREN)
    children = (file.read_text().split() for file in Path("/proc/self/task").glob("*/children"))
    running = (_stat(Path(f"/proc/{pid}/stat")) for pids in children for pid in pids)
    return waited.ru_utime + waited.ru_stime + sum(sum(map(int, stat[11:15])) for stat in running if stat) / _TICKS


def tree_cpu(pid: int) -> float:
    """Processor seconds so far of a running process, its living descendants and those that they have waited for."""
    return sum(sum(map(int, _stat(Path(f"/proc/{at}/stat"))[11:15])) for at in tree(pid)) / _TICKS


def _stat(path: Path) -> list[str]:
    """The fields after the command's name (proc(5)), from the state on; none of a process that has just ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _below(pid: int, ancestor: int, stats: Mapping[int, list[str]]) -> bool:
    while pid != ancestor and (stat := stats.get(pid)):
        pid = int(stat[1])
    return pid == ancestor
