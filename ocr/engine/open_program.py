"""Programs that stay open and are told picture after picture, so that starting them is paid once; Tesseract as one."""

from __future__ import annotations

import os
import select
import subprocess
import time
import weakref
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO, Generic, TypeVar, cast

from dossier.errors import PermanentError
from ocr.engine.failures import ended, too_slow
from ocr.engine.tsv import Setting

LARGE = 12_000_000
"""Pixels, an A3 sheet as it is read: of larger pictures more memory would stay with a program that stays open."""
_PAGE = "\n1\t{}\t"
"""How the table of a picture of this number begins, behind that of the picture before it."""
_CHUNK = 1 << 16
_PATIENCE = 5.0
"""Seconds that a program has to end once its input is closed."""
_IDLE = 4
"""Programs kept while nobody reads with them."""
_LIFE = 2000
"""Pictures after which a program is ended and another one started: what it may have leaked goes with it."""


class Program:
    """One running program that is told what to do and answers; not for two threads at once, of no more use after an error.

    ``name``: what errors call it. ``told``: how often it was asked.
    """

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.told = 0
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._input, self._output = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)

    @property
    def fresh(self) -> bool:
        """Whether it still runs and has not yet been asked too much."""
        return self.told < _LIFE and self._process.poll() is None

    def tell(self, what: bytes | memoryview) -> None:
        """Hand it all of this; ``PermanentError`` or ``TransientError`` where it has ended."""
        left = memoryview(what)
        try:
            while left:
                left = left[self._input.write(left) :]
        except BrokenPipeError:
            raise ended(self._process.wait(), self.name) from None

    def more(self, until: float, seconds: float) -> bytes:
        """What it answers next, at least a byte; ``TransientError`` when there is none ``until`` (of the monotonic clock)."""
        answer = self._output.fileno()
        waiting = select.poll()  # select() knows no descriptor over 1023
        waiting.register(answer, select.POLLIN)
        if not waiting.poll(1000 * max(0.0, until - time.monotonic())):
            raise too_slow(seconds, self.name)
        given = os.read(answer, _CHUNK)
        if not given:
            raise ended(self._process.wait(), self.name)
        return given

    def close(self, patience: float = _PATIENCE) -> None:
        """End it: by closing its input, after ``patience`` seconds by force."""
        for pipe in (self._input, self._output):
            with suppress(BrokenPipeError):  # it has ended already
                pipe.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class OpenProgram(Program):
    """A tesseract for one setting, told file after file."""

    def __init__(self, setting: Setting, language: str) -> None:
        variables = {
            **setting.variables,
            "stream_filelist": "1",
            "tessedit_create_tsv": "1",
        }
        options = [part for name, value in variables.items() for part in ("-c", f"{name}={value}")]
        # what it says must not wait in a buffer for more: stdbuf (coreutils) sees to that
        command = ["stdbuf", "-o0", "tesseract", "stdin", "stdout", "-l", language, "--oem", "1"]
        try:
            super().__init__("tesseract", [*command, "--psm", str(setting.psm), *options])
        except FileNotFoundError as error:
            raise PermanentError(
                "The program stdbuf is missing.", remedy="Install it: apt-get install coreutils"
            ) from error

    def read(self, files: Sequence[Path], last: Path, *, seconds: float) -> tuple[str, int]:
        """The tables (TSV) of some pictures, and the page number that the first of them has there.

        ``last`` is an empty picture: that its table begins shows that the others' are complete.
        ``TransientError`` when it takes longer than ``seconds`` or was stopped, ``PermanentError`` when it gave up.
        """
        first, until = self.told + 1, time.monotonic() + seconds
        self.told += len(files) + 1
        end, given = _PAGE.format(self.told).encode(), bytearray()
        self.tell("".join(f"{file}\n" for file in (*files, last)).encode())
        while end not in given:
            given += self.more(until, seconds)
        return given.decode("utf-8", errors="replace"), first


P = TypeVar("P", bound=Program)


class OpenPrograms(Generic[P]):
    """Programs lent to whoever asks, one to each; they end with this object or with the process, however it ends.

    ``idle``: how many are kept while nobody asks.
    """

    def __init__(self, *, idle: int = _IDLE) -> None:
        self._most_idle = idle
        self._idle: list[tuple[Hashable, P]] = []
        self._lock = Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def lent(self, kind: Hashable, start: Callable[[], P]) -> Iterator[P]:
        """A program of this kind, started where none is idle. It is kept for the next one who asks unless the block failed."""
        program = self._taken(kind) or start()
        try:
            yield program
        except BaseException:
            program.close(patience=0.0)
            raise
        self._given_back(kind, program)

    def _taken(self, kind: Hashable) -> P | None:
        with self._lock:
            at = next((at for at, (each, _) in enumerate(self._idle) if each == kind), None)
            found = None if at is None else self._idle.pop(at)[1]
        if found and not found.fresh:
            found.close()
            return None
        return found

    def _given_back(self, kind: Hashable, program: P) -> None:
        with self._lock:
            self._idle.append((kind, program))
            over = [self._idle.pop(0)[1] for _ in range(len(self._idle) - self._most_idle)]
        for one in over:
            one.close()


def _close_all(programs: list[tuple[Hashable, P]]) -> None:
    for _, program in programs:
        program.close()
