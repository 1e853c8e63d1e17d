"""Which of two printed answers is ticked: "Nam [x] Nữ [ ]"."""

from __future__ import annotations

import re

_MARKED = r"(?=\W|$|[lI]?[xX]?[lI]?(?:\W|$))"
"""What follows an answer: nothing, or its box, whose sides are read as strokes ("Nữlxl")."""
_BOTH = re.compile(
    rf"(?P<before>\W*(?:\b[xXvV]\b\W*)?)(?P<man>Nam)(?P<between>\W.{{0,8}}?)(?P<woman>N[ữứưu]){_MARKED}(?P<behind>.{{0,6}})"
)
_BEFORE_NATION = re.compile(r"\W*(Nam|Nữ)\W+qu[ốôòóo]c ?t[ịiíì]ch", re.IGNORECASE)
"""An answer before the label of the nationality, which was not recognised."""
_BOX = re.compile(r"[\[\]{}()|☐☑☒□■]|\b[lI]?[xX][lI]?\b")
_TICK = re.compile(r"[xXvV✓✔☑☒×]")


def ticked(text: str) -> str:
    """The answer that has the only tick, be the boxes before or behind the answers; else the text as it is.

    What the engine makes of an empty box says nothing: where no tick was read, a person looks.
    """
    if one := _BEFORE_NATION.match(text):
        return one[1]
    found = _BOTH.search(text)
    if not found:
        return text
    before, between, behind = (_TICK.search(found[part]) is not None for part in ("before", "between", "behind"))
    man, woman = (before, between) if found["before"].strip() and not found["behind"].strip() else (between, behind)
    return text if man == woman else found["man" if man else "woman"]


def has_boxes(text: str) -> bool:
    """Whether boxes stand beside an answer: the other one may not have been read."""
    return _BOX.search(text) is not None
