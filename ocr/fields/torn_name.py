"""A name whose beginning lies under a seal, out of many readings of its line: the end by count, the family name by likeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from dossier.text import fold
from ocr.fields.vocabulary import SURNAMES, has_surname, is_given

_HELD = 0.4
"""Share of the readings that must end with the same words."""
_SEEN = 0.35
"""Share of these in which letters stand before those words from which on a family name is looked for."""
_WEIGHT = 6
_LIKE, _APART = 60.0, 2.0
"""Likeness, of 100, of what was read to a family name, and what it must be ahead of the next one by."""
_FREQUENT, _MORE = 45, 6.0
"""How many of the family names are frequent, and what that is worth beside likeness."""
_RANKS = ("tướng", "tá", "úy", "sĩ", "sư")
"""The last words of ranks before a name: Đại tướng, Thượng tá, Tiến sĩ."""
_USUAL = frozenset(SURNAMES[:_FREQUENT])
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def torn_name(readings: Sequence[str]) -> tuple[str, int] | None:
    """The name and how many readings give it whole; None where they share no end or no family name is alike."""
    given = _shared_end(readings)
    seen, ending = _before(readings, given)
    first, _, rest = given.partition(" ")
    if rest and len(seen) < _SEEN * ending:
        if has_surname(given) and (not seen or first in _USUAL):
            return given, ending - len(seen)
        if not has_surname(given):  # what should be the family name is read as none
            given = rest
            seen, ending = _before(readings, given)
    elif rest.count(" ") and first in _USUAL:
        return given, 1
    if " " not in given or len(seen) < _SEEN * ending:
        return None
    surname = _most_like(seen)
    words = given.split(" ")
    return (
        (f"{surname} {given}", seen.count(surname)) if surname and 2 * sum(map(is_given, words)) >= len(words) else None
    )


def _before(readings: Sequence[str], given: str) -> tuple[list[str], int]:
    """What stands directly before an end, where that is more than a letter, and how many readings end so."""
    ending = [text for text in readings if given and text.endswith(given)]
    before = [_letters_before(text[: -len(given)]) for text in ending]
    return [letters for letters in before if len(letters) > 1], len(ending)


def _shared_end(readings: Sequence[str]) -> str:
    """The most words with which the readings end alike, each a capitalised word of letters; "" for none."""
    counted: Counter[str] = Counter()
    for text in readings:
        words = text.split(" ")
        for start in range(len(words) - 1, -1, -1):
            word = words[start]
            if not (word[:1].isupper() and not word.isupper() and _NAME_WORD.fullmatch(word)):
                break
            counted[" ".join(words[start:])] += 1
    held = [end for end, count in counted.items() if count >= _HELD * len(readings)]
    return max(held, key=lambda end: (end.count(" "), has_surname(end), counted[end]), default="")


def _letters_before(text: str) -> str:
    letters = re.search(r"[^\W\d_]*$", text.rstrip(" .,'’‘`\"“”"))
    return letters[0] if letters else ""


def _most_like(seen: Sequence[str]) -> str | None:
    """The family name to which the readings are most alike, if clearly; None where a rank is more so.

    The more a reading is like any name, the more it counts.
    """
    names = (*SURNAMES, *_RANKS)
    alike = [[_likeness(each, name) for name in names] for each in seen]
    weights = [(max(row) / 100) ** _WEIGHT for row in alike]
    total = sum(weights)
    scores = [
        sum(weight * row[at] for weight, row in zip(weights, alike, strict=True)) / total + _MORE * (name in _USUAL)
        for at, name in enumerate(names)
    ]
    (best, surname), (second, _) = sorted(zip(scores, names, strict=True), reverse=True)[:2]
    return surname if best >= _LIKE and best - second >= _APART and surname not in _RANKS else None


def _likeness(read: str, name: str) -> float:
    return (fuzz.ratio(read.casefold(), name.casefold()) + fuzz.ratio(fold(read), fold(name))) / 2
