"""What begins at each word of a document, and where that is somewhat like a label."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process

from ocr.fields.stream import Stream

Head = tuple[int, str]
"""The words from a token on: the token after the last, and their letters."""

_LONGEST = 110
"""Letters, more than any label has."""
_LAST = 5
"""Words of a label on the first of its two lines, where others stand before them."""
_UNLIKE_AT_ALL = 45.0
"""Of 100: where letters of about a label's number are less like it, one word more or less of them is not it either."""


class Heads:
    """The letters that begin at the tokens of a stream, put together once for all labels.

    ``leading``: tokens that begin their row or stand apart. What leads, is looked for ``within`` a line, or begins with the
    last words of one may go on in the row below. ``beginning``: tokens at which a label may begin that is not looked for within a line.
    """

    def __init__(self, stream: Stream, leading: frozenset[int], beginning: frozenset[int]) -> None:
        self.leading = leading
        self._beginning = beginning
        self._stream = stream
        self._found: dict[tuple[int, bool], tuple[list[Head], list[int]]] = {}
        self._of_length: dict[tuple[int, bool], tuple[list[int], list[str]]] = {}

    def about(self, start: int, size: int, *, within: bool) -> list[Head]:
        """Those from a token on that are about as long as a label of ``size`` letters."""
        heads, lengths = self._at(start, further=within or start in self.leading or self._ends_row(start))
        return heads[bisect_left(lengths, 0.7 * size) : bisect_right(lengths, 1.3 * size + 1)]

    def somewhat_like(self, plain: str, *, within: bool) -> list[int]:
        """The tokens where letters of about a label's number are not unlike it."""
        key = len(plain), within
        if key not in self._of_length:
            nearest = [*self._nearest(*key)]
            self._of_length[key] = [start for start, _ in nearest], [letters for _, letters in nearest]
        starts, letters = self._of_length[key]
        if not starts:
            return []
        like = process.cdist([plain], letters, scorer=fuzz.ratio, score_cutoff=_UNLIKE_AT_ALL)[0]
        return sorted({starts[at] for at in np.flatnonzero(like)})

    def _nearest(self, size: int, within: bool) -> Iterator[tuple[int, str]]:
        """For each token the two heads whose length comes nearest to ``size``."""
        for start, token in enumerate(self._stream.tokens):
            if token.plain and (within or start in self._beginning):
                about = self.about(start, size, within=within)
                at = bisect_left(about, size, key=lambda head: len(head[1]))
                nearest = sorted(about[max(at - 2, 0) : at + 2], key=lambda head: abs(len(head[1]) - size))
                yield from ((start, letters) for _, letters in nearest[:2])

    def _at(self, start: int, *, further: bool) -> tuple[list[Head], list[int]]:
        """Up to a colon, through one further row at most; and the lengths."""
        if (start, further) not in self._found:
            heads = list(self._joined(start, rows=int(further)))
            self._found[start, further] = heads, [len(letters) for _, letters in heads]
        return self._found[start, further]

    def _ends_row(self, start: int) -> bool:
        """Whether a token is one of the last few of its row, none of them a colon."""
        end = self._stream.first[self._stream.tokens[start].row + 1]
        rest = self._stream.tokens[start:end]
        return 1 < len(rest) <= _LAST and not any(token.word.text == ":" for token in rest)

    def _joined(self, start: int, *, rows: int) -> Iterator[Head]:
        first, joined = self._stream.tokens[start], ""
        for end in range(start, len(self._stream.tokens)):
            token = self._stream.tokens[end]
            if token.at != first.at or token.row - first.row > rows or token.word.text == ":" or len(joined) > _LONGEST:
                return
            joined += token.plain
            yield end + 1, joined
