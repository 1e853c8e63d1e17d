"""The words of a page as invisible text that selects and searches where the ink is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dossier.page import Box, Word
from dossier.text import tidy
from ocr.copy.font import HANGING, TextFont, hangs, width
from ocr.copy.pdf_file import number

STANDING, HANGS = "F1", "F2"
_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})
_BYTE_ORDER_MARK = "\ufeff"


def text_layer(words: Iterable[Word], height: int, font: TextFont) -> str:
    """Operators that draw ``words`` in rendering mode 3 on a page ``height`` pixels high, one pixel being one unit.

    Each word is stretched to its box and followed by a space up to the next word of its line, so that what is
    selected has its spaces and nothing between two words is without text.
    """
    parts = ["BT 3 Tr"]
    known = [(word, text) for word in words if (text := printable(word.text))]
    for place, (word, text) in enumerate(known):
        parts.append(_word(text, word.box, height, font))
        follower = known[place + 1][0] if place + 1 < len(known) else None
        if follower is not None and (follower.block, follower.line) == (word.block, word.line):
            gap = max(1, follower.box.x0 - word.box.x1)
            parts.append(f"{_stretch(' ', gap, _size(word.box))} Tz <{font.encode(' ')}> Tj")
    return "\n".join([*parts, "ET"])


def printable(text: str) -> str:
    """``text`` in normal form without what has no place in a text layer (ISO 19005-2, 6.2.11.7.2)."""
    kept = (c for c in tidy(text) if unicodedata.category(c) not in _UNPRINTABLE and c != _BYTE_ORDER_MARK)
    return "".join(kept).strip()


def _word(text: str, box: Box, height: int, font: TextFont) -> str:
    size = _size(box)
    hanging = hangs(text)
    baseline = height - box.y1 + (HANGING * size if hanging else 0)
    return (
        f"/{HANGS if hanging else STANDING} {size} Tf {_stretch(text, max(1, box.x1 - box.x0), size)} Tz "
        f"1 0 0 1 {box.x0} {number(baseline)} Tm <{font.encode(text)}> Tj"
    )


def _size(box: Box) -> int:
    return max(1, box.y1 - box.y0)


def _stretch(text: str, pixels: int, size: int) -> str:
    return number(100_000 * pixels / (width(text) * size))
