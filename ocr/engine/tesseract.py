"""Tesseract as a program, through pytesseract: a crash or endless loop stays in its process."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import pytesseract

from dossier.errors import PermanentError, TransientError
from dossier.page import Word
from ocr.engine.port import Mode, Pixels
from ocr.engine.tsv import SETTINGS, Setting, engine_picture, is_empty, words_by_page

# pytesseract hands the process environment on. One thread per page: OpenMP's four double the CPU time per page
# without halving the wall time, and pages run side by side in workers anyway.
os.environ["OMP_THREAD_LIMIT"] = "1"

_LSTM = 1
_OCR_B_LANGUAGE = "eng"


class TesseractEngine:
    """``OcrEngine`` over the tesseract program (apt packages tesseract-ocr, tesseract-ocr-vie, tesseract-ocr-eng)."""

    def __init__(self, *, language: str = "vie", seconds: int = 120) -> None:
        self._language = language
        self._seconds = seconds
        self._version = _check_installed(language)

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """Read one picture; the process is killed after ``seconds``."""
        return self.read_each((image,), dpi=dpi, mode=mode)[0]

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """Read pictures in one process: starting it costs 0.07 s of processor time, a line of print 0.01 s."""
        setting = SETTINGS[mode]
        printed = [index for index, image in enumerate(images) if not is_empty(image)]
        if not printed:
            return ((),) * len(images)
        with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
            pictures = (engine_picture(images[index], setting.border) for index in printed)
            given = _handed_over(Path(folder), pictures)
            pages = words_by_page(self._run(given, setting, dpi, len(printed)), setting.border)
        found = {index: pages.get(number, ()) for number, index in enumerate(printed, start=1)}
        return tuple(found.get(index, ()) for index in range(len(images)))

    def _run(self, given: Path, setting: Setting, dpi: int, count: int) -> str:
        options = " ".join(f"-c {name}={value}" for name, value in setting.variables.items())
        try:
            return str(
                pytesseract.image_to_data(
                    str(given),
                    lang=self._language if setting.vietnamese else _OCR_B_LANGUAGE,
                    config=f"--oem {_LSTM} --psm {setting.psm} --dpi {dpi} {options}",
                    timeout=self._seconds * count,
                )
            )
        except pytesseract.TesseractNotFoundError as error:
            raise _missing_program() from error
        except pytesseract.TesseractError as error:
            if error.status < 0:  # ended by a signal: memory, a shutdown
                raise TransientError("tesseract was stopped from outside.", remedy="Run again.") from error
            raise PermanentError(f"tesseract ended with status {error.status}.", remedy="See hoso doctor.") from error
        except RuntimeError as error:
            raise TransientError(f"tesseract did not finish within {self._seconds} s.") from error

    def describe(self) -> str:
        """Such as ``tesseract 5.3.0 vie``."""
        return f"tesseract {self._version} {self._language}"


def _handed_over(folder: Path, pictures: Iterable[Pixels]) -> Path:
    """The file that tesseract is given: the picture itself, or the list of several."""
    files: list[Path] = []
    for number, picture in enumerate(pictures):
        files.append(folder / f"{number}.bmp")
        _write_bmp(files[-1], picture)
    if len(files) == 1:
        return files[0]
    listed = folder / "pictures.txt"
    listed.write_text("".join(f"{file}\n" for file in files))
    return listed


def _write_bmp(path: Path, grey: Pixels) -> None:
    """The form that Leptonica reads in one go: of a page as PNM it takes each byte by itself, 0.15 s in all."""
    encoded, stream = cv2.imencode(".bmp", grey)
    if not encoded:
        raise PermanentError(f"A picture of {grey.shape[1]} by {grey.shape[0]} pixels cannot be handed to tesseract.")
    path.write_bytes(stream.tobytes())


def _check_installed(language: str) -> str:
    try:
        version = str(pytesseract.get_tesseract_version())
        installed = set(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise _missing_program() from error
    for needed in (*language.split("+"), _OCR_B_LANGUAGE):
        if needed not in installed:
            raise PermanentError(
                f"tesseract lacks the language {needed}.",
                remedy=f"Install it: apt-get install tesseract-ocr-{needed}",
            )
    return version


def _missing_program() -> PermanentError:
    return PermanentError(
        "The program tesseract is missing.",
        remedy="Install it: apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng",
    )
