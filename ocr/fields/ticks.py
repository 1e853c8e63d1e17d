"""Which of two printed answers is ticked: "Nam [x] Nữ [ ]"."""

from __future__ import annotations

import re

_BOTH = re.compile(
    r"(?P<before>[^\w]*(?:\b[xXvV]\b[^\w]*)?)(?P<man>Nam)\b(?P<between>.{0,8}?)(?P<woman>N[ữứưu])\b(?P<behind>.{0,6})"
)
_TICK = re.compile(r"[xXvV✓✔☑☒×]")


def ticked(text: str) -> str:
    """The answer that has the only tick, be the boxes before or behind the answers; else the text as it is.

    What the engine makes of an empty box says nothing: where no tick was read, a person looks.
    """
    found = _BOTH.search(text)
    if not found:
        return text
    before, between, behind = (_TICK.search(found[part]) is not None for part in ("before", "between", "behind"))
    man, woman = (before, between) if found["before"].strip() and not found["behind"].strip() else (between, behind)
    return text if man == woman else found["man" if man else "woman"]
