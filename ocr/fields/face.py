"""How well an engine reads the face of a form's print: its labels are known, what it makes of their letters is seen.

Faces whose a is round like an o are read with certainty as something else ("Ngòy cốp" for Ngày cấp); what is right in
a value printed so cannot be told.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz.distance import Levenshtein

from ocr.fields.labels import Found, Stream, plain_label
from ocr.layout import Item, Layout

_LONG = 6
"""Letters of a label that tell something, at least."""
_LETTERS = 3
"""Letters of a label that differ, at most; where more do it is another label."""
_MISREAD, _SHARE = 3, 0.2
"""Labels with other letters, and their share of all, from which on the face is taken to be misread."""


def is_misread(stream: Stream, labels: Mapping[int, Found], layout: Layout) -> bool:
    """Whether several labels of a form were read with other letters than they are printed with, tones apart."""
    differ = [
        letters
        for number, found in labels.items()
        if (letters := _letters_that_differ(_read(stream, found), layout.items[number])) is not None
    ]
    misread = sum(letters > 0 for letters in differ)
    return misread >= _MISREAD and misread >= _SHARE * len(differ)


def _read(stream: Stream, found: Found) -> str:
    words = (token.plain for token in stream.tokens[found.start : found.end])
    return "".join(word for word in words if sum(map(str.isalpha, word)) > 1)


def _letters_that_differ(read: str, item: Item) -> int | None:
    """Between what was read and the nearest wording of as many letters; None where no wording is like it."""
    wordings = (plain_label(label) for label in item.labels)
    distances = [Levenshtein.distance(read, wording) for wording in wordings if len(wording) == len(read) >= _LONG]
    nearest = min(distances, default=_LETTERS + 1)
    return nearest if nearest <= _LETTERS else None
