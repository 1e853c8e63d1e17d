"""Tesseract as programs that stay open and are told file after file, so that starting them is paid once."""

from __future__ import annotations

import os
import select
import subprocess
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO, cast

from dossier.errors import PermanentError
from ocr.engine.failures import ended, too_slow
from ocr.engine.tsv import Setting

_PAGE = "\n1\t{}\t"
"""How the table of a picture of this number begins, behind that of the picture before it."""
_CHUNK = 1 << 16
_PATIENCE = 5.0
"""Seconds that a program has to end once its input is closed."""
_IDLE = 4
"""Programs kept while nobody reads with them."""
_LIFE = 2000
"""Pictures after which a program is ended and another one started: what it may have leaked goes with it."""


class OpenProgram:
    """One running program for one setting; not for two threads at once. After an error it is of no more use."""

    def __init__(self, setting: Setting, language: str) -> None:
        self.setting = setting
        self.pictures = 0
        variables = {
            **setting.variables,
            "stream_filelist": "1",
            "tessedit_create_tsv": "1",
        }
        options = [part for name, value in variables.items() for part in ("-c", f"{name}={value}")]
        # what it says must not wait in a buffer for more: stdbuf (coreutils) sees to that
        command = ["stdbuf", "-o0", "tesseract", "stdin", "stdout", "-l", language, "--oem", "1"]
        try:
            self._process = subprocess.Popen(
                [*command, "--psm", str(setting.psm), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except FileNotFoundError as error:
            raise PermanentError(
                "The program stdbuf is missing.", remedy="Install it: apt-get install coreutils"
            ) from error

        self._input, self._output = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)

    @property
    def fresh(self) -> bool:
        """Whether it still runs and has not yet read too much."""
        return self.pictures < _LIFE and self._process.poll() is None

    def read(self, files: Sequence[Path], last: Path, *, seconds: float) -> tuple[str, int]:
        """The tables (TSV) of some pictures, and the page number that the first of them has there.

        ``last`` is an empty picture: that its table begins shows that the others' are complete.
        ``TransientError`` when it takes longer than ``seconds`` or was stopped, ``PermanentError`` when it gave up.
        """
        first, until = self.pictures + 1, time.monotonic() + seconds
        self.pictures += len(files) + 1
        end, given = _PAGE.format(self.pictures).encode(), bytearray()
        try:
            self._input.write("".join(f"{file}\n" for file in (*files, last)).encode())
            while end not in given:
                given += self._more(until, seconds)
        except BrokenPipeError:
            raise ended(self._process.wait()) from None
        return given.decode("utf-8", errors="replace"), first

    def _more(self, until: float, seconds: float) -> bytes:
        answer = self._output.fileno()
        waiting = select.poll()  # select() knows no descriptor over 1023
        waiting.register(answer, select.POLLIN)
        if not waiting.poll(1000 * max(0.0, until - time.monotonic())):
            raise too_slow(seconds)
        given = os.read(answer, _CHUNK)
        if not given:
            raise ended(self._process.wait())
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


class OpenPrograms:
    """Programs lent to whoever reads, one to each; they end with this object or with the process, however it ends."""

    def __init__(self) -> None:
        self._idle: list[OpenProgram] = []
        self._lock = Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def lent(self, setting: Setting, language: str) -> Iterator[OpenProgram]:
        """A program for this setting. It is kept for the next reader unless the block failed."""
        program = self._taken(setting) or OpenProgram(setting, language)
        try:
            yield program
        except BaseException:
            program.close(patience=0.0)
            raise
        self._given_back(program)

    def _taken(self, setting: Setting) -> OpenProgram | None:
        with self._lock:
            found = next((one for one in self._idle if one.setting == setting), None)
            if found:
                self._idle.remove(found)
        if found and not found.fresh:
            found.close()
            return None
        return found

    def _given_back(self, program: OpenProgram) -> None:
        with self._lock:
            self._idle.append(program)
            over = [self._idle.pop(0) for _ in range(len(self._idle) - _IDLE)]
        for one in over:
            one.close()


def _close_all(programs: list[OpenProgram]) -> None:
    for program in programs:
        program.close()
