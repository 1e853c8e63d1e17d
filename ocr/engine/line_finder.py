"""Where the lines of print on a page are: layout analysis by libtesseract, in programs whose crash stays theirs."""

from __future__ import annotations

import json
import sys
import time
from functools import cached_property
from pathlib import Path

import numpy as np

from dossier.page import Box
from ocr.engine.line_words import LEAST_HEIGHT, Line
from ocr.engine.open_program import LARGE, OpenPrograms, Program
from ocr.engine.port import Pixels

_PROGRAM = Path(__file__).with_name("find_lines.py")
_START = 30.0
"""Seconds that it has to start."""


class LineProgram(Program):
    """One running ``find_lines``; ``version``: that of its libtesseract."""

    def __init__(self) -> None:
        # -P: the folder of the file has a module of the name of the library that it imports
        super().__init__("layout analysis", [sys.executable, "-P", str(_PROGRAM)])
        self.version: str = json.loads(self._answer(_START))

    def lines(self, grey: Pixels, dpi: int, *, seconds: float) -> list[Line]:
        """The lines of a page (height × width, grey), in reading order."""
        height, width = grey.shape
        self.told += 1
        self.tell(f"{json.dumps([width, height, dpi])}\n".encode())
        self.tell(np.ascontiguousarray(grey).data.cast("B"))
        found = json.loads(self._answer(seconds))
        return [
            Line(Box(x0, y0, x1, y1), (left, right), block, number)
            for x0, y0, x1, y1, left, right, block, number in found
            if y1 - y0 >= LEAST_HEIGHT
        ]

    def _answer(self, seconds: float) -> bytes:
        until, given = time.monotonic() + seconds, bytearray()
        while not given.endswith(b"\n"):
            given += self.more(until, seconds)
        return bytes(given)


class LineFinder:
    """Finds lines for any number of threads."""

    def __init__(self, *, seconds: int = 60) -> None:
        self._seconds = seconds
        self._programs = OpenPrograms[LineProgram]()

    def lines(self, grey: Pixels, dpi: int) -> list[Line]:
        """The lines of a page in reading order; ``CrashedError`` where layout analysis breaks down over it."""
        programs = self._programs if grey.size < LARGE else OpenPrograms[LineProgram](idle=0)
        with programs.lent(_PROGRAM, LineProgram) as program:
            return program.lines(grey, dpi, seconds=self._seconds)

    @cached_property
    def version(self) -> str:
        """The version of libtesseract."""
        with self._programs.lent(_PROGRAM, LineProgram) as program:
            return program.version
