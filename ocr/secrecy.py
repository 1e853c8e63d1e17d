"""Markings of state secrets: MẬT, TỐI MẬT, TUYỆT MẬT (Law on Protection of State Secrets 2018 Art. 8).

A *marking* stands alone in the head of the page, on its own line or in a stamp; the word in running text is none.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from dossier.page import PageReading, Word
from dossier.text import fold, tidy

HEAD = 0.45
"""Share of the page, from its top, in which a marking is looked for."""
_ALONE = 1.2
"""Distance to the next word of the line, in heights of the marking, from which it stands alone."""
_LEVELS = (("TUYỆT MẬT", "tuyet mat"), ("TỐI MẬT", "toi mat"))
_NEAR = 0.88
_SECRET = re.compile(r"M[ẬÂẠ]T")
_NOISE = re.compile(r"[^\w\s]|_|\d")


def secret_marking(reading: PageReading) -> str | None:
    """The marking that a page bears, such as ``TỐI MẬT``; ``None`` when it bears none."""
    limit = HEAD * reading.image.height
    lines: dict[tuple[int, int], list[Word]] = {}
    for word in reading.words:
        if word.box.y0 < limit:
            lines.setdefault((word.block, word.line), []).append(word)
    found = (marking_of(" ".join(w.text for w in part)) for line in lines.values() for part in _parts(line))
    return next((marking for marking in found if marking), None)


def marking_of(text: str) -> str | None:
    """The marking that ``text`` consists of, signs around it aside; one wrong letter in TUYỆT MẬT is forgiven.

    Capitals only: a marking is printed in capitals.
    """
    letters = tidy(_NOISE.sub(" ", text))
    if letters != letters.upper():
        return None
    # A stamp's frame is read as stray single letters before or behind it.
    letters = re.sub(r"^(?:\w\s)+|(?:\s\w)+$", "", letters)
    for marking, folded in _LEVELS:
        if SequenceMatcher(None, fold(letters), folded).ratio() >= _NEAR:
            return marking
    return "MẬT" if _SECRET.fullmatch(letters) else None


def _parts(line: list[Word]) -> list[list[Word]]:
    """A line cut where the gap is wide: two columns of a letter's head are often read as one line."""
    parts: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.box.x0):
        height = word.box.y1 - word.box.y0
        if parts and word.box.x0 - parts[-1][-1].box.x1 < _ALONE * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts
