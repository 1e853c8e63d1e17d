"""The words of a page as invisible text that selects and searches where the ink is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.page import Box, Word
from dossier.text import tidy
from ocr.copy.baseline import baselines
from ocr.copy.font import DESCENTS, TextFont, font_name, width
from ocr.copy.pdf_file import number

_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})
_BYTE_ORDER_MARK = "\ufeff"
_LEAST_GAP = 0.17
"""Of the size, between two words: poppler joins what is closer than 0.15."""


def text_layer(words: Iterable[Word], height: int, font: TextFont) -> str:
    """Operators that draw ``words`` in rendering mode 3 on a page ``height`` pixels high, one pixel being one unit.

    Each word is stretched to its box and followed by a space up to the next word of its line, so that what is
    selected has its spaces and nothing between two words is without text.
    """
    known = [replace(word, text=text) for word in words if (text := printable(word.text))]
    parts = ["BT 3 Tr"]
    for _, line in groupby(known, key=lambda word: (word.block, word.line)):
        parts += _line(list(line), height, font)
    return "\n".join([*parts, "ET"])


def printable(text: str) -> str:
    """``text`` in normal form without what has no place in a text layer (ISO 19005-2, 6.2.11.7.2)."""
    kept = (c for c in tidy(text) if unicodedata.category(c) not in _UNPRINTABLE and c != _BYTE_ORDER_MARK)
    return "".join(kept).strip()


def _line(line: Sequence[Word], height: int, font: TextFont) -> Iterator[str]:
    followers = [*(word.box for word in line[1:]), None]
    for word, baseline, follower in zip(line, baselines(line), followers, strict=True):
        box, text = word.box, font.encode(word.text)
        variant, size = _fitted(box, baseline)
        end = box.x1 if follower is None else _end(box, follower)
        stretch = _stretch(word.text, end - box.x0, size)
        yield f"/{font_name(variant)} {size} Tf {stretch} Tz 1 0 0 1 {box.x0} {height - baseline} Tm <{text}> Tj"
        if follower is not None:
            yield f"{_stretch(' ', follower.x0 - end, size)} Tz <{font.encode(' ')}> Tj"


def _fitted(box: Box, baseline: int) -> tuple[int, int]:
    """The font whose letters hang as far below ``baseline`` as the box does, and the size that fills the box.

    A mark that is raised above the line, such as a dash, is drawn from the line up.
    """
    if baseline >= box.y1:
        return 0, max(1, baseline - box.y0)
    share = (box.y1 - baseline) / max(1, box.y1 - box.y0)
    nearest = min(range(len(DESCENTS)), key=lambda variant: abs(DESCENTS[variant] / 1000 - share))
    return nearest, max(1, box.y1 - box.y0)


def _end(box: Box, follower: Box) -> int:
    """Where a word ends so that readers that go by distance see a space before the next; at worst half its box."""
    if follower.x0 < box.x0:
        return box.x1
    gap = math.ceil(_LEAST_GAP * max(box.y1 - box.y0, follower.y1 - follower.y0))
    return max(min(box.x1, follower.x0 - gap), (box.x0 + box.x1) // 2)


def _stretch(text: str, pixels: int, size: int) -> str:
    """Horizontal scaling, in percent, that makes ``text`` ``pixels`` wide (at least one)."""
    return number(100_000 * max(1, pixels) / (width(text) * size))
