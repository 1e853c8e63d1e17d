"""What a drawn page says, word by word, in millimetres from the top left of the paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hoso.samples.form import SPECIMEN
from hoso.samples.sheet import MM_PER_INCH, Run, Sheet

_LEADER = re.compile(r"[.…·_]{2,}|…|(?<!\S)[.…·_]+(?!\S)")
_ROW = 1.7  # mm: words whose middles are closer than this stand on one row
_TOUCHING = 0.3  # mm: two runs closer than this are parts of one word
_X_HEIGHT = 0.3  # of the type's size: the middle of small letters above the baseline


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and its middle on the paper, in mm. ``row`` numbers the rows of a page from the top.

    ``mark``: of the mark that drawn papers bear so that they pass for no real ones; whether it is read is not counted.
    """

    text: str
    x: float
    y: float
    row: int = -1
    mark: bool = False


def even(text: str) -> str:
    """NFC, white space evened out, the dots and rules of leaders left out: both sides of a comparison get this."""
    return " ".join(_LEADER.sub(" ", unicodedata.normalize("NFC", text)).split())


def drawn_words(sheet: Sheet) -> tuple[Placed, ...]:
    """Every word written on the sheet with its row; seals and signatures are pictures and not among them."""
    found: list[tuple[Placed, float, float]] = []
    for run in sheet.runs:
        for word, left, right in _words(sheet, run):
            if found and 0 <= left - found[-1][2] <= _TOUCHING and abs(word.y - found[-1][0].y) <= _ROW:
                before, start, _ = found.pop()  # "gửi" and its mark are two runs and one word
                whole = replace(before, text=before.text + word.text, x=(start + right) / 2)
                found.append((whole, start, right))
            else:
                found.append((word, left, right))
    return in_rows(word for word, _, _ in found)


def _words(sheet: Sheet, run: Run) -> Iterator[tuple[Placed, float, float]]:
    """The words of a run with their left and right ends."""
    middle = run.y - _X_HEIGHT * run.style.size * MM_PER_INCH / 72
    for found in re.finditer(r"\S+", run.text):
        if text := even(found.group()):
            left = run.x + sheet.measure(run.text[: found.start()], run.style)
            wide = sheet.measure(found.group(), run.style)
            yield Placed(text, left + wide / 2, middle, mark=run.text == SPECIMEN), left, left + wide


def in_rows(words: Iterable[Placed]) -> tuple[Placed, ...]:
    """The words of a page from top to bottom, their rows numbered."""
    rows: list[Placed] = []
    row, top = -1, float("-inf")
    for word in sorted(words, key=lambda each: each.y):
        if word.y - top > _ROW:
            row, top = row + 1, word.y
        rows.append(replace(word, row=row))
    return tuple(rows)
