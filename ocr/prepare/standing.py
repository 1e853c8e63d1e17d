"""Whether words stand upright, as the network for lines sees them: print upside down is hardly ever read with certainty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from dossier.page import Box, Word
from ocr.intake.source import Pixels
from ocr.line_network import trained, with_room

_LONG, _ASKED = 3, 12
"""Letters that a word has at least, and words that are looked at."""
_SURE = 0.9
_ENOUGH, _TIMES = 5, 3
"""Words that are surely read upright at least, and how many times as many as upside down."""


def stand_upright(words: Sequence[Word], part: Callable[[Box], Pixels]) -> bool:
    """Whether enough of the words are surely read as they are, and few upside down. ``part`` gives the grey picture in a box."""
    pictures = [part(with_room(word.box)) for word in _asked(words)]
    upright = sum(map(_is_read, pictures))
    if upright < _ENOUGH:
        return False
    return upright >= _TIMES * sum(_is_read(np.ascontiguousarray(np.rot90(picture, 2))) for picture in pictures)


def _asked(words: Sequence[Word]) -> list[Word]:
    """Some of the words that are wider than high, evenly over the page."""
    able = [word for word in words if _letters(word.text) >= _LONG and _is_wide(word.box)]
    return able[:: max(1, len(able) // _ASKED)][:_ASKED]


def _is_wide(box: Box) -> bool:
    return box.x1 - box.x0 > box.y1 - box.y0


def _is_read(picture: Pixels) -> bool:
    text, sure = trained().read(picture)
    return sure >= _SURE and _letters(text) >= _LONG


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
