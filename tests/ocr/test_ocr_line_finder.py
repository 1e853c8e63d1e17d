"""Layout analysis as a program: lines of print, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import numpy as np
import pytest
from pages_drawn import DPI, TEXT, engine, error_rate, letter

from dossier.errors import PermanentError, TransientError
from dossier.page import Word
from ocr.engine.failures import CrashedError
from ocr.engine.hoso import HosoEngine
from ocr.engine.line_finder import LineFinder, LineProgram
from ocr.engine.port import Pixels


def page() -> Pixels:
    return np.asarray(letter().convert("L"))


def pid(program: LineProgram) -> int:
    return program._process.pid


def stop_soon(program: LineProgram, signal_: signal.Signals) -> None:
    """Stop it now, and have it end so while it is asked."""
    os.kill(pid(program), signal.SIGSTOP)
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -{signal_.value} {pid(program)}; kill -CONT {pid(program)}"])


def test_each_line_of_print_is_found_in_reading_order() -> None:
    lines = LineFinder().lines(page(), DPI)
    assert len(lines) == len(TEXT.split("\n"))
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    assert all(line.box.y0 < base <= line.box.y1 for line in lines for base in line.base)


def test_one_program_finds_those_of_page_after_page_and_the_same_each_time() -> None:
    finder = LineFinder()
    first = finder.lines(page(), DPI)
    assert finder.lines(np.full((900, 700), 255, np.uint8), DPI) == []
    assert finder.lines(page(), DPI) == first
    assert len(finder._programs._idle) == 1


def test_the_program_that_found_those_of_a_very_large_page_is_not_kept() -> None:
    finder = LineFinder()
    assert finder.lines(np.full((4000, 3000), 255, np.uint8), DPI) == []
    assert finder._programs._idle == []


def test_a_picture_that_is_a_part_of_another_is_handed_over_whole() -> None:
    whole = page()
    part = whole[100:, 50:]
    assert LineFinder().lines(part, DPI) == LineFinder().lines(np.ascontiguousarray(part), DPI)


def test_a_crash_is_told_as_one_and_the_next_page_is_read() -> None:
    finder = LineFinder()
    with pytest.raises(CrashedError), finder._programs.lent("one", LineProgram) as program:
        stop_soon(program, signal.SIGSEGV)
        program.lines(page(), DPI, seconds=30)
    assert finder.lines(page(), DPI)


def test_a_page_over_which_it_crashes_is_read_by_the_other_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = HosoEngine(engine())

    def crash(_: LineFinder, grey: Pixels, dpi: int) -> list[Word]:
        raise CrashedError("layout analysis crashed.")

    monkeypatch.setattr(LineFinder, "lines", crash)
    words = reads.read(page(), dpi=DPI)
    assert not any(word.apart for word in words)
    assert error_rate(TEXT, " ".join(word.text for word in words)) < 0.01


def test_one_that_takes_too_long_is_ended() -> None:
    finder = LineFinder()
    with (
        pytest.raises(TransientError, match="layout analysis did not finish"),
        finder._programs.lent("one", LineProgram) as slow,
    ):
        os.kill(pid(slow), signal.SIGSTOP)
        slow.lines(np.full((8, 8), 255, np.uint8), DPI, seconds=0.2)
    assert not slow.fresh


def test_what_is_no_picture_ends_it_with_an_error() -> None:
    program = LineProgram()
    program.tell(b"a photo of a cat\n")
    with pytest.raises(PermanentError, match="layout analysis ended with status 1"):
        program.more(time.monotonic() + 30, 30)
