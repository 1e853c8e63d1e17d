"""A page of an administrative document as rows, and a field read on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.doctype import FieldSpec
from dossier.page import Box, Word
from ocr.fields.confidence import Check
from ocr.fields.field import PageAt
from ocr.fields.phrases import spelled
from ocr.fields.reading import Read, read_value
from ocr.fields.row import Row, surround
from ocr.fields.spans import joined

PROSE = ("issuing_body", "subject")
"""Fields of running text over several centred lines."""
_JITTER = 0.7  # heights of print by which lines of centred print may be off


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the document as rows."""

    at: PageAt
    rows: tuple[Row, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """A reading of one field with its place."""

    key: str
    read: Read
    at: PageAt
    box: Box


def parts_of(
    specs: dict[str, FieldSpec], key: str, at: PageAt, lines: Sequence[Sequence[Word]], text: str | None = None
) -> Iterator[Part]:
    """The field that is printed in ``lines``, nothing where they hold no word; ``text``: what of them is the value."""
    words = tuple(word for line in lines for word in line)
    if words:
        printed = " ".join(joined(line) for line in lines)
        read = read_value(specs[key], spelled(printed) if text is None else text, words, 1.0)
        uneven = key in PROSE and _unevenness(lines) > 0
        yield Part(key, replace(read.checked(Check.DOUBTFUL) if uneven else read, text=printed), at, surround(words))


def _unevenness(lines: Sequence[Sequence[Word]]) -> float:
    """How far a line is off the others' middle and left edge, in heights of print: words at its end may have been lost."""
    boxes = [surround(line) for line in lines if line]
    height = max(box.y1 - box.y0 for box in boxes)
    first = boxes[0]
    off = (min(abs(box.x0 + box.x1 - first.x0 - first.x1) / 2, abs(box.x0 - first.x0)) for box in boxes)
    return max(0.0, max(off) / height - _JITTER)
