"""The engine that reads pages, by its name."""

from __future__ import annotations

from pathlib import Path

from hoso.settings import EngineName
from ocr.engine.hoso import HosoEngine
from ocr.engine.port import OcrEngine
from ocr.engine.tesseract import TesseractEngine


def open_engine(name: EngineName, tessdata: Path) -> OcrEngine:
    """The engine of that name; ``tessdata`` is where the one in this process finds its trained data.

    ``PermanentError`` where it, or a language, is not installed.
    """
    match name:
        case EngineName.TESSERACT:
            return TesseractEngine()
        case EngineName.TESSEROCR:
            from ocr.engine.tesserocr import TesserocrEngine  # noqa: PLC0415  loads a Tesseract of its own

            return TesserocrEngine(tessdata)
        case EngineName.HOSO:
            return HosoEngine(TesseractEngine())
