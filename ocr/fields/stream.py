"""The words of a document, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from dossier.page import Box, Word
from dossier.text import fold
from ocr.fields.field import PageAt
from ocr.fields.row import Row

_MIDDLE = 0.46


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a document with its page and row; ``gap`` is the white space before it in units of its row's height."""

    word: Word
    at: PageAt
    row: int
    gap: float
    plain: str

    @property
    def box(self) -> Box:
        """The word's box."""
        return self.word.box


@dataclass(frozen=True)
class Stream:
    """All words of a document in reading order. ``rows`` counts through all pages.

    ``columns``: for each row 0, or which column of print side by side it is a line of; empty where none stands so.
    """

    rows: tuple[tuple[PageAt, Row], ...]
    widths: dict[PageAt, int]
    columns: tuple[int, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of all rows, one after the other."""
        return tuple(token for number, (at, row) in enumerate(self.rows) for token in _tokens(number, at, row))

    @cached_property
    def first(self) -> tuple[int, ...]:
        """For each row the index of its first token, and the count of tokens at the end."""
        starts, seen = [], 0
        for _, row in self.rows:
            starts.append(seen)
            seen += len(row.words)
        return (*starts, seen)

    def middle(self, at: PageAt) -> float:
        """From where on a label belongs to the right column: short of the middle, which the edges of a scan shift."""
        return _MIDDLE * self.widths[at]

    def place(self, row: int) -> tuple[PageAt, int]:
        """The page and the column of a row."""
        return self.rows[row][0], self.columns[row] if self.columns else 0

    @cached_property
    def steps(self) -> dict[tuple[PageAt, int], float]:
        """The usual distance from one row to the next on each page, or in each of its columns."""
        middles: dict[tuple[PageAt, int], list[float]] = {}
        for number, (_, row) in enumerate(self.rows):
            middles.setdefault(self.place(number), []).append(row.middle)
        apart = {place: [other - one for one, other in pairwise(each)] for place, each in middles.items()}
        return {place: median(each) if each else 0.0 for place, each in apart.items()}

    def row_tokens(self, row: int) -> Sequence[int]:
        """Indexes of the tokens of a row."""
        return range(self.first[row], self.first[row + 1])


def _tokens(number: int, at: PageAt, row: Row) -> Iterator[Token]:
    before: Word | None = None
    for word in row.words:
        gap = (word.box.x0 - before.box.x1) / row.height if before else 99.0
        yield Token(word, at, number, gap, comparable(word.text))
        before = word


def comparable(text: str) -> str:
    """Folded letters and digits; ø, rn, ƒ and €, which engines read for ố, m, f and C, made what they stand for.

    The mark of a footnote is none of a word's: "Tên(2)", "Tên2".
    """
    text = _FOOTNOTE_BEHIND.sub("", text)
    return re.sub(r"[^a-z0-9]+", "", fold(text).translate(_STANDS_FOR)).replace("rn", "m")


_FOOTNOTE_BEHIND = re.compile(r"(?<=[^\W\d_])\(\d{1,2}\)$|(?<=[^\W\d_]{3})\d$")
_STANDS_FOR = str.maketrans("øƒ€", "ofc")
