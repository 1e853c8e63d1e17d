"""How well an engine reads the face of a form's print: its labels are known, what it makes of their letters is seen.

Faces whose a is round like an o are read with certainty as something else ("Ngòy cốp" for Ngày cấp); what is right in
a value printed so cannot be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr.fields.labels import Found, plain_label
from ocr.fields.stream import Stream
from ocr.layout import Item, Layout

_LONG = 6
"""Letters of a label that tell something, at least."""
_LETTERS = 3
"""Letters of a label that differ, at most; where more do it is another label."""
_MISREAD, _SHARE = 3, 0.2
"""Labels with other letters, and their share of all, from which on the face is taken to be misread."""


class Face(StrEnum):
    """How a form's print is read: as it is, with an o or a u for many an a, or with all sorts of letters for others."""

    CLEAR = "clear"
    SLANTING = "slanting"
    MISREAD = "misread"


def face_of(stream: Stream, labels: Mapping[int, Found], layout: Layout) -> Face:
    """What the labels of a form, tones apart, show of its print."""
    differ = [
        letters
        for number, found in labels.items()
        if (letters := _letters_that_differ(_read(stream, found), layout.items[number])) is not None
    ]
    misread = sum(letters > 0 for letters in differ)
    if misread >= _MISREAD and misread >= _SHARE * len(differ):
        return Face.MISREAD
    slanting = any(_slants(stream, found, layout.items[number].labels) for number, found in labels.items())
    return Face.SLANTING if slanting else Face.CLEAR


def loses_capitals(stream: Stream) -> bool:
    """Whether capitals of this face are read as small letters, as the name of the country shows: "việt Nam"."""
    return any(
        first.word.text == "việt" and second.plain == "nam" and second.word.text.istitle()
        for first, second in pairwise(stream.tokens)
    )


def _slants(stream: Stream, found: Found, labels: Sequence[str]) -> bool:
    """Whether the first words of a label are one of its wordings but for a round letter in the place of another."""
    words = [token.plain for token in stream.tokens[found.start : found.end]]
    heads = ["".join(words[:count]) for count in range(1, len(words) + 1)]
    plain = {plain_label(label) for label in labels}
    merged = {label.translate(_ROUND) for label in plain if len(label) >= _LONG}
    return any(head not in plain and head.translate(_ROUND) in merged for head in heads)


_ROUND = str.maketrans("au", "oo")


def _read(stream: Stream, found: Found) -> str:
    words = (token.plain for token in stream.tokens[found.start : found.end])
    return "".join(word for word in words if sum(map(str.isalpha, word)) > 1)


def _letters_that_differ(read: str, item: Item) -> int | None:
    """Between what was read and the nearest wording of as many letters; None where no wording is like it."""
    wordings = (plain_label(label) for label in item.labels)
    distances = [Levenshtein.distance(read, wording) for wording in wordings if len(wording) == len(read) >= _LONG]
    nearest = min(distances, default=_LETTERS + 1)
    return nearest if nearest <= _LETTERS else None
