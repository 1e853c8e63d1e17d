"""Tesseract's TSV output as words, and the options that go with each mode; shared by both adapters."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np

from dossier.page import Box, Word
from dossier.text import tidy
from ocr.engine.port import Mode, Pixels

_WORD_LEVEL = "5"
_COLUMNS = 12
_BORDER = 10
"""Tesseract reads a line worse when its letters touch the edge of the picture."""
_FOREIGN = str.maketrans({"\N{FRACTION SLASH}": "/", "\N{DOUBLE LOW-9 QUOTATION MARK}": ",", "ä": "ă", "Ä": "Ă"})
"""Signs that the engine knows and Vietnamese papers do not bear, and those that do."""
_FOREIGN_FIGURES = ((re.compile(r"(?<=\d)Š|Š(?=\d)"), "5"), (re.compile(r"(?<=\d)Ø|Ø(?=\d)"), "0"))
"""The same beside figures."""
_STROKED = re.compile(r"(?<=\d)[Il|!/](?=\d)")
_STROKED_DATE = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01])(?:[Il|!/]1?|1)?(0[1-9]|1[0-2])(?:[Il|!/]1?|1)?((?:19|20)\d\d)(?!\d)"
)
"""A date whose slashes were read as upright strokes, or as nothing: what remains are two, two and four digits."""
_MRZ_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


@dataclass(frozen=True, slots=True)
class Setting:
    """How Tesseract is asked in one mode; ``vietnamese`` is false where the print is OCR-B."""

    psm: int
    border: int = 0
    whitelist: str = ""
    vietnamese: bool = True

    @property
    def variables(self) -> dict[str, str]:
        """Tesseract's control variables: nothing learnt from one picture for the next, no dictionary without words."""
        alone = {"tessedit_enable_doc_dict": "0"}
        if not self.whitelist:
            return alone
        return {**alone, "tessedit_char_whitelist": self.whitelist, "load_system_dawg": "0", "load_freq_dawg": "0"}


SETTINGS = {
    Mode.PAGE: Setting(3),
    Mode.BLOCK: Setting(6),
    Mode.SPARSE: Setting(11),
    Mode.LINE: Setting(7, _BORDER),
    Mode.DIGITS: Setting(7, _BORDER, "0123456789"),
    Mode.MRZ: Setting(6, _BORDER, _MRZ_LETTERS, vietnamese=False),
}


def engine_picture(image: Pixels, border: int) -> Pixels:
    """One grey channel (colour costs Tesseract a third more) with a white border."""
    grey = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    return np.pad(grey, border, constant_values=255) if border else np.ascontiguousarray(grey)


def is_empty(image: Pixels) -> bool:
    """Is the picture of one colour? Tesseract sees signs even there."""
    return int(np.ptp(image)) < 8


def words_by_page(tsv: str, border: int) -> dict[int, tuple[Word, ...]]:
    """The words of each picture that was read, counted from 1; ``border`` is taken off their boxes."""
    found: dict[int, list[Word]] = {}
    lines: dict[int, dict[tuple[str, ...], int]] = {}
    for row in tsv.splitlines():
        columns = row.split("\t", _COLUMNS - 1)
        text = _printed(columns[-1]) if len(columns) == _COLUMNS and columns[0] == _WORD_LEVEL else ""
        if text:
            page = int(columns[1])
            on_page = lines.setdefault(page, {})
            line = on_page.setdefault(tuple(columns[2:5]), len(on_page))
            confidence = min(1.0, max(0.0, float(columns[10]) / 100))
            found.setdefault(page, []).append(Word(text, _box(columns, border), confidence, int(columns[2]), line))
    return {page: tuple(words) for page, words in found.items()}


def _printed(sign: str) -> str:
    """The word as papers have it: NFC, slashes for the strokes that the engine takes them for in dates."""
    text = tidy(sign.translate(_FOREIGN))
    for foreign, figure in _FOREIGN_FIGURES:
        text = foreign.sub(figure, text)
    return _STROKED_DATE.sub(r"\1/\2/\3", text) if _STROKED.search(text) else text


def _box(columns: list[str], border: int) -> Box:
    x, y, width, height = (int(value) for value in columns[6:10])
    x0, y0 = max(0, x - border), max(0, y - border)
    return Box(x0, y0, max(x0, x + width - border), max(y0, y + height - border))
