"""The marks that stand over letters: dots, tones, hats and tones on hats, in the order in which their network tells them."""

from __future__ import annotations

import unicodedata

NETWORK = "mark_shapes"
TONES = ("\u0300", "\u0301", "\u0303", "\u0309")
"""Grave, acute, tilde, hook."""
HATS = ("\u0302", "\u0306")
"""Circumflex, breve."""
DOT = "\u0307"
"""Of i and j."""
KINDS = (DOT, *TONES, *(hat + tone for hat in HATS for tone in ("", *TONES)))


def mark_over(letter: str) -> str:
    """What stands over a letter, one of ``KINDS``; nothing over "a", "ạ", "ơ"."""
    bare, marks = _apart(letter)
    over = "".join(mark for mark in marks if mark in HATS) + "".join(mark for mark in marks if mark in TONES)
    return over or (DOT if bare in "ij" else "")


def with_mark(letter: str, over: str) -> str:
    """The letter with another mark over it: its case, horn and dot below stay."""
    bare, marks = _apart(letter)
    kept = "".join(mark for mark in marks if mark not in HATS and mark not in TONES)
    return unicodedata.normalize("NFC", bare + kept + over.replace(DOT, ""))


def _apart(letter: str) -> tuple[str, str]:
    """A letter without its marks, and those."""
    apart = unicodedata.normalize("NFD", letter)
    return apart[:1], apart[1:]
