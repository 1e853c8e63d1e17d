"""Tesseract inside this process, through tesserocr: a fifth less CPU time, without the isolation of a program."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

# Read by OpenMP when the library is loaded, hence before the import; see ocr.engine.tesseract for the reason.
os.environ["OMP_THREAD_LIMIT"] = "1"

import tesserocr
from PIL import Image

from dossier.errors import PermanentError, TransientError
from dossier.page import Word
from ocr.engine.port import Mode, Pixels
from ocr.engine.tsv import SETTINGS, Setting, engine_picture, is_empty, words_by_page

_OCR_B_LANGUAGE = "eng"


class TesserocrEngine:
    """``OcrEngine`` over libtesseract. ``tessdata`` is the folder of the trained data; one reading at a time."""

    def __init__(self, tessdata: Path, *, language: str = "vie", seconds: int = 120) -> None:
        self._tessdata, self._language, self._seconds = tessdata, language, seconds
        self._open: dict[Setting, tesserocr.PyTessBaseAPI] = {}
        self._lock = Lock()

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """Read one picture; models stay loaded between calls."""
        if is_empty(image):
            return ()
        setting = SETTINGS[mode]
        picture = Image.fromarray(engine_picture(image, setting.border))
        with self._lock:
            api = self._api(setting)
            api.SetImage(picture)
            api.SetSourceResolution(dpi)
            try:
                if not api.Recognize(self._seconds * 1000):
                    raise TransientError(f"Tesseract did not finish within {self._seconds} s.")
                return words_by_page(api.GetTSVText(0), setting.border).get(1, ())
            finally:
                api.Clear()

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """Read one picture after the other."""
        return tuple(self.read(image, dpi=dpi, mode=mode) for image in images)

    def _api(self, setting: Setting) -> tesserocr.PyTessBaseAPI:
        if setting not in self._open:
            language = self._language if setting.vietnamese else _OCR_B_LANGUAGE
            try:
                self._open[setting] = tesserocr.PyTessBaseAPI(
                    path=str(self._tessdata),
                    lang=language,
                    psm=setting.psm,
                    oem=tesserocr.OEM.LSTM_ONLY,
                    variables=setting.variables,
                )
            except RuntimeError as error:
                raise PermanentError(
                    f"Tesseract cannot load the language {language}.",
                    remedy=f"Install it: apt-get install tesseract-ocr-{language}",
                ) from error
        return self._open[setting]

    def describe(self) -> str:
        """Such as ``tesserocr 5.5.4 vie``."""
        return f"tesserocr {tesserocr.tesseract_version().split()[1]} {self._language}"
