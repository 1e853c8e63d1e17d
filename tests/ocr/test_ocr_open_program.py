"""Tesseract programs that stay open: the same answers as new ones give, and none outlives who asked."""

from __future__ import annotations

import base64
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from pages_drawn import drawn
from PIL import Image

from dossier.errors import PermanentError, TransientError
from ocr.engine.open_program import OpenProgram, OpenPrograms
from ocr.engine.port import Mode, Pixels
from ocr.engine.tesseract import TesseractEngine
from ocr.engine.tsv import SETTINGS, words_by_page

SETTING = SETTINGS[Mode.LINE]


@pytest.fixture
def program() -> Iterator[OpenProgram]:
    opened = OpenProgram(SETTING, "vie")
    yield opened
    opened.close(patience=0.0)


def lent(programs: OpenPrograms[OpenProgram]) -> AbstractContextManager[OpenProgram]:
    return programs.lent(SETTING, lambda: OpenProgram(SETTING, "vie"))


def _line(folder: Path, text: str) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.bmp"
    cv2.imwrite(str(file), _cut(text))
    return file


def _cut(text: str) -> Pixels:
    page = np.asarray(drawn([(10, text)]).convert("L"), np.uint8)
    (y0, x0), (y1, x1) = (edge(np.argwhere(page < 128), axis=0) for edge in (np.min, np.max))
    return np.ascontiguousarray(page[y0 - 9 : y1 + 10, x0 - 9 : x1 + 10])


def _nothing(folder: Path) -> Path:
    Image.new("L", (16, 16), 255).save(folder / "nothing.bmp")
    return folder / "nothing.bmp"


def _pid(program: OpenProgram) -> int:
    return program._process.pid


def _texts(table: str, first: int, count: int) -> list[str]:
    pages = words_by_page(table, SETTING.border)
    return [" ".join(word.text for word in pages.get(first + number, ())) for number in range(count)]


def test_it_reads_again_and_again(program: OpenProgram, tmp_path: Path) -> None:
    names = ["Nguyễn Thị Ánh Tuyết", "Phường Bến Nghé", "Lê Văn Tám"]
    files = [_line(tmp_path, name) for name in names]
    assert _texts(*program.read(files, _nothing(tmp_path), seconds=30), 3) == names
    assert _texts(*program.read(files[1:], _nothing(tmp_path), seconds=30), 2) == names[1:]


def test_what_was_read_before_changes_nothing() -> None:
    lines = [_cut(text) for text in ("Đặng Thị Lịch", "Trần Quốc Ấn", "1.250.000")]
    new = [TesseractEngine().read(line, dpi=300, mode=Mode.LINE) for line in lines]
    one = TesseractEngine()
    assert [one.read(line, dpi=300, mode=Mode.LINE) for line in lines] == new
    assert [one.read(line, dpi=300, mode=Mode.LINE) for line in reversed(lines)] == new[::-1]


def test_a_page_reads_the_same_after_another_page() -> None:
    pages = [
        np.asarray(drawn([(10, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (30, name)]).convert("L"), np.uint8)
        for name in ("Đặng Thị Lịch", "Trần Quốc Ấn")
    ]
    new = [TesseractEngine().read(page, dpi=300) for page in pages]
    one = TesseractEngine()
    assert [one.read(page, dpi=300) for page in (*pages, *reversed(pages))] == [*new, *reversed(new)]
    assert len(one._programs._idle) == 1


def test_a_program_is_lent_again() -> None:
    programs = OpenPrograms[OpenProgram]()
    with lent(programs) as first, lent(programs) as second:
        assert _pid(first) != _pid(second)
    with lent(programs) as again:
        assert _pid(again) in {_pid(first), _pid(second)}


def test_one_that_was_killed_meanwhile_is_replaced(tmp_path: Path) -> None:
    programs = OpenPrograms[OpenProgram]()
    with lent(programs) as first:
        pass
    os.kill(_pid(first), signal.SIGKILL)
    time.sleep(0.1)
    with lent(programs) as second:
        table, at = second.read([_line(tmp_path, "Lê Văn Tám")], _nothing(tmp_path), seconds=30)
    assert _texts(table, at, 1) == ["Lê Văn Tám"]


def test_one_that_is_killed_while_it_reads_is_a_passing_error(program: OpenProgram, tmp_path: Path) -> None:
    os.kill(_pid(program), signal.SIGSTOP)
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {_pid(program)}"])
    with pytest.raises(TransientError, match="stopped from outside"):
        program.read([_line(tmp_path, "Lê Văn Tám")], _nothing(tmp_path), seconds=30)


def test_one_that_takes_too_long_is_ended_and_not_lent_again(tmp_path: Path) -> None:
    programs = OpenPrograms[OpenProgram]()
    with pytest.raises(TransientError, match="did not finish"), lent(programs) as slow:
        os.kill(_pid(slow), signal.SIGSTOP)
        slow.read([_line(tmp_path, "Lê Văn Tám")], _nothing(tmp_path), seconds=0.2)
    assert not slow.fresh
    with lent(programs) as other:
        assert other is not slow


def test_a_file_that_is_no_picture_ends_it_with_an_error(program: OpenProgram, tmp_path: Path) -> None:
    (tmp_path / "cat.bmp").write_text("a photo of a cat")
    with pytest.raises(PermanentError, match="status 1"):
        program.read([tmp_path / "cat.bmp"], _nothing(tmp_path), seconds=30)


_READS_ONE_LINE = """
import sys, numpy as np
from ocr.engine.port import Mode, Pixels
from ocr.engine.tesseract import TesseractEngine
engine = TesseractEngine()
engine.read(np.tile(np.uint8([0, 255, 255]), (40, 100)), dpi=300, mode=Mode.LINE)
print(engine._programs._idle[0][1]._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("way", ["ends", "is killed"])
def test_it_ends_with_the_process_that_opened_it(way: str) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", _READS_ONE_LINE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert reader.stdin and reader.stdout
    pid = int(reader.stdout.readline())
    if way == "is killed":
        reader.kill()
    reader.stdin.close()
    reader.wait()
    until = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_process_with_many_open_files_still_reads() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2048:
        pytest.skip("this machine allows fewer open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2048), hard))
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(1100)]
    try:
        (words,) = TesseractEngine().read_each([_cut("Cộng hòa xã hội")], dpi=300, mode=Mode.LINE)
        assert "hội" in [word.text for word in words]
    finally:
        for each in held:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


CRASHING = (
    "iVBORw0KGgoAAAANSUhEUgAAAWMAAABfAQAAAAAVdpsuAAAApUlEQVR42u3YPQrCQBCG4TdBxDJlCkFvojdT8SIezYCgZbAyFnktFsFKtkjwh5lm"
    "d+HhY5huFlXtV6p26XX2rPYLtbPd3BbuRT2WAFCseamK+nmdMoMlE3YAheRUWwE0ZRamSkem5vv0fcTs6Y/OJHTo0KFDhw4dOnToP9anEbPnMe+B9QEA"
    "t+N1UrzLztuiL2kHbz4/wXqQbLfAhesQfWf+Q6RqHg0wOXwgrVhqAAAAAElFTkSuQmCC"
)
"""A line without print, a few feet and heads of other lines: over it Tesseract 5.3.0 divides by zero."""


def test_a_picture_over_which_it_crashes_does_not_cost_those_beside_it() -> None:
    crashing = np.asarray(Image.open(BytesIO(base64.b64decode(CRASHING))).convert("L"))
    engine = TesseractEngine()
    first, none, last = engine.read_each(
        (_cut("079080123456"), crashing, _cut("031190005678")), dpi=200, mode=Mode.DIGITS
    )
    assert [word.text for word in (*first, *none, *last)] == ["079080123456", "031190005678"]
    assert engine.read(crashing, dpi=200, mode=Mode.DIGITS) == ()
