"""The port of a text recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dossier.page import Word

Pixels = NDArray[np.uint8]


class Mode(StrEnum):
    """What the picture holds: a whole page, one even block, scattered marks, one line, one line of digits, an MRZ."""

    PAGE = "page"
    BLOCK = "block"
    SPARSE = "sparse"
    LINE = "line"
    DIGITS = "digits"
    MRZ = "mrz"


class OcrEngine(Protocol):
    """Reads print. Deterministic: the same pixels and version give the same words.

    ``PermanentError`` when the engine or a language is not installed, ``TransientError`` when it ran out of time.
    """

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """Words of a grey or blue-green-red image in reading order, NFC, boxes in its pixels, confidence 0 to 1."""
        ...

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """Words of each picture; together they cost less than one after the other, for the engine starts once."""
        ...

    def describe(self) -> str:
        """Name, version and languages; part of the key under which a reading is remembered."""
        ...


def read_line(engine: OcrEngine, image: Pixels, *, dpi: int, mode: Mode = Mode.LINE) -> tuple[str, float]:
    """Text of a crop that holds one line, and its lowest word confidence; ``("", 0.0)`` when nothing is there."""
    words = engine.read(image, dpi=dpi, mode=mode)
    return " ".join(word.text for word in words), min((word.confidence for word in words), default=0.0)
