"""Tesseract as a program: a crash or endless loop stays in its process."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from dossier.errors import PermanentError
from dossier.page import Word
from ocr.engine.failures import CrashedError, ended, missing, too_slow
from ocr.engine.open_program import LARGE, OpenProgram, OpenPrograms
from ocr.engine.port import Mode, Pixels
from ocr.engine.tsv import SETTINGS, Setting, engine_picture, is_empty, words_by_page

# pytesseract hands the process environment on. One thread per page: OpenMP's four double the CPU time per page
# without halving the wall time, and pages run side by side in workers anyway.
os.environ["OMP_THREAD_LIMIT"] = "1"

_LSTM = 1
_OCR_B_LANGUAGE = "eng"
_BMP_RESOLUTION = 38
"""Where a BMP says how many pixels it has on a metre, across and down."""
_METRE = 1000 / 25.4
_OPEN = frozenset({Mode.PAGE, Mode.BLOCK, Mode.LINE, Mode.DIGITS, Mode.MRZ})
"""What is asked for again and again; a program for each holds some 30 MiB, that for pages 60."""


class TesseractEngine:
    """``OcrEngine`` over the tesseract program (apt packages tesseract-ocr, tesseract-ocr-vie, tesseract-ocr-eng).

    Pictures are read by programs that stay open, one for each mode, very large ones through pytesseract by a process of
    their own: starting one costs 0.07 s of processor time, reading a line of print 0.01 s.
    """

    def __init__(self, *, language: str = "vie", seconds: int = 120) -> None:
        self._language = language
        self._seconds = seconds
        self._version = _check_installed(language)
        self._programs = OpenPrograms[OpenProgram]()

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """Read one picture; the process is killed after ``seconds``."""
        return self.read_each((image,), dpi=dpi, mode=mode)[0]

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """Read pictures one after the other in one process. In one over which the program crashes nothing is read.

        Tesseract 5.3.0 divides by zero over some lines without print: that must not cost the other fields of a page.
        """
        try:
            return self._read_all(images, dpi=dpi, mode=mode)
        except CrashedError:
            if len(images) == 1:
                return ((),)
            return tuple(self.read(image, dpi=dpi, mode=mode) for image in images)

    def _read_all(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        setting = SETTINGS[mode]
        printed = [index for index, image in enumerate(images) if not is_empty(image)]
        if not printed:
            return ((),) * len(images)
        with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
            pictures = (engine_picture(images[index], setting.border) for index in printed)
            files = list(_handed_over(Path(folder), pictures, dpi))
            small = mode in _OPEN and all(images[index].shape[0] * images[index].shape[1] < LARGE for index in printed)
            table, first = self._open(files, setting) if small else self._once(files, setting)
        pages = words_by_page(table, setting.border)
        found = {index: pages.get(number, ()) for number, index in enumerate(printed, start=first)}
        return tuple(found.get(index, ()) for index in range(len(images)))

    def _open(self, files: Sequence[Path], setting: Setting) -> tuple[str, int]:
        with self._programs.lent(setting, lambda: OpenProgram(setting, self._of(setting))) as program:
            return program.read(files, _nothing(files[0].parent), seconds=self._seconds * len(files))

    def _once(self, files: Sequence[Path], setting: Setting) -> tuple[str, int]:
        """The tables of all pictures, as ``OpenProgram.read`` gives them."""
        options = " ".join(f"-c {name}={value}" for name, value in setting.variables.items())
        try:
            table = pytesseract.image_to_data(
                str(files[0] if len(files) == 1 else _listed(files)),
                lang=self._of(setting),
                config=f"--oem {_LSTM} --psm {setting.psm} {options}",
                timeout=self._seconds * len(files),
            )
        except pytesseract.TesseractNotFoundError as error:
            raise missing() from error
        except pytesseract.TesseractError as error:
            raise ended(error.status) from error
        except RuntimeError as error:
            raise too_slow(self._seconds) from error
        return str(table), 1

    def _of(self, setting: Setting) -> str:
        return self._language if setting.vietnamese else _OCR_B_LANGUAGE

    def describe(self) -> str:
        """Such as ``tesseract 5.3.0 vie``."""
        return f"tesseract {self._version} {self._language}"


def _handed_over(folder: Path, pictures: Iterable[Pixels], dpi: int) -> Iterator[Path]:
    """A file for each picture, in the form that Leptonica reads in one go.

    Of a page as PNM it takes each byte by itself, 0.15 s in all. The resolution is in the file.
    """
    metre = struct.pack("<ii", *[round(dpi * _METRE)] * 2)
    for number, grey in enumerate(pictures):
        encoded, stream = cv2.imencode(".bmp", grey)
        if not encoded:
            raise PermanentError(
                f"A picture of {grey.shape[1]} by {grey.shape[0]} pixels cannot be handed to tesseract."
            )
        content = stream.tobytes()
        file = folder / f"{number}.bmp"
        file.write_bytes(content[:_BMP_RESOLUTION] + metre + content[_BMP_RESOLUTION + len(metre) :])
        yield file


def _nothing(folder: Path) -> Path:
    """A picture that is read at once."""
    file = folder / "nothing.bmp"
    file.write_bytes(cv2.imencode(".bmp", np.full((16, 16), 255, np.uint8))[1].tobytes())
    return file


def _listed(files: Sequence[Path]) -> Path:
    listed = files[0].with_name("pictures.txt")
    listed.write_text("".join(f"{file}\n" for file in files))
    return listed


def _check_installed(language: str) -> str:
    try:
        version = str(pytesseract.get_tesseract_version())
        installed = set(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise missing() from error
    for needed in (*language.split("+"), _OCR_B_LANGUAGE):
        if needed not in installed:
            raise PermanentError(
                f"tesseract lacks the language {needed}.",
                remedy=f"Install it: apt-get install tesseract-ocr-{needed}",
            )
    return version
