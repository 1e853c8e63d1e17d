"""Print in two columns side by side in the middle of a page, each read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from dossier.page import Word
from ocr.fields.field import PageAt
from ocr.fields.labels import Found
from ocr.fields.row import Row
from ocr.fields.stream import Stream
from ocr.layout import Item

_LEVEL = 2
"""Rows by which the same label of both columns differs in height, at most."""
_SLACK = 0.5
"""Heights of print left of the right column's labels from where on a word belongs to it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``start`` to ``end`` (exclusive) of one page in which the right column begins at ``gutter``."""

    start: int
    end: int
    gutter: float


def side_by_side(stream: Stream, items: Sequence[Item], found: Sequence[Found]) -> Block | None:
    """Where the labels of a form's parts stand in two columns: the same or the first ones on both sides of the middle."""
    own = [each for each in found if items[each.item].part is not None]
    rights = {right.start for left in own for right in own if _are_level(stream, items, left, right)}
    if not rights:
        return None
    tokens = stream.tokens
    gutter = median(tokens[start].box.x0 for start in rights)
    at = tokens[min(rights)].at
    start = min(tokens[each.start].row for each in own if tokens[each.start].at == at)
    behind = max(number for number, item in enumerate(items) if item.part is not None)
    after = (tokens[each.start] for each in found if each.item > behind and items[each.item].key)
    ends = [token.row for token in after if token.at == at and token.box.x0 < gutter]
    last = max(number for number, (page, _) in enumerate(stream.rows) if page == at)
    lowest = max(tokens[start].row for start in rights)
    return Block(start, min((row for row in ends if row > lowest), default=last + 1), gutter)


def sections_side_by_side(stream: Stream, items: Sequence[Item], found: Sequence[Found]) -> Block | None:
    """Where two sections of a form stand in two columns: the headings that open them on one row, one in each half.

    The headings may stand in the middle of their columns; where the right one begins its labels show.
    """
    opening = [each for each in found if items[each.item].opens and items[each.item].section]
    for left in opening:
        one = stream.tokens[left.start]
        rights = [each for each in opening if _opens_beside(stream, items, left, each)]
        if not rights:
            continue
        behind = [each for each in opening if stream.tokens[each.start].row > one.row + 1]
        end = min((stream.tokens[each.start].row for each in behind), default=len(stream.rows))
        last = max(number for number, (page, _) in enumerate(stream.rows) if page == one.at)
        edges = [
            token.box.x0
            for each in found
            if (token := stream.tokens[each.start]).at == one.at
            and one.row < token.row < end
            and token.box.x0 >= _FROM_MIDDLE * stream.middle(one.at)
        ]
        if edges:
            return Block(one.row, min(end, last + 1), median(edges))
    return None


_FROM_MIDDLE = 0.9
"""Of the middle of a page: where the right one of two columns begins at the earliest."""


def _opens_beside(stream: Stream, items: Sequence[Item], left: Found, right: Found) -> bool:
    one, other = stream.tokens[left.start], stream.tokens[right.start]
    level = one.at == other.at and one.row == other.row
    halves = one.box.x0 < stream.middle(one.at) <= other.box.x0
    return level and halves and items[left.item].section != items[right.item].section


def _are_level(stream: Stream, items: Sequence[Item], left: Found, right: Found) -> bool:
    """Whether two labels stand beside each other, one in each half: the same, or those that name the persons."""
    one, other = stream.tokens[left.start], stream.tokens[right.start]
    level = one.at == other.at and abs(one.row - other.row) <= _LEVEL
    halves = one.box.x0 < stream.middle(one.at) <= other.box.x0
    alike = set(items[left.item].labels) & set(items[right.item].labels)
    different = items[left.item].part != items[right.item].part
    return level and halves and bool(alike) and different


def columned(stream: Stream, block: Block) -> Stream:
    """The words with those of the block's left column before those of its right."""
    placed = [*_placed(stream, block)]
    placed.sort(key=lambda each: each[0])
    return Stream(tuple(row for _, row in placed), stream.widths, tuple(column for (_, column, _), _ in placed))


def _placed(stream: Stream, block: Block) -> Iterator[tuple[tuple[int, int, int], tuple[PageAt, Row]]]:
    """Each row, or its two parts, behind what orders them: before, in or behind the block, the column, the number."""
    for number, (at, row) in enumerate(stream.rows):
        if not block.start <= number < block.end:
            yield (0 if number < block.start else 2, 0, number), (at, row)
            continue
        for column, words in enumerate(_halves(row, block.gutter), start=1):
            if words:
                yield (1, column, number), (at, Row(words, row.middle))


def _halves(row: Row, gutter: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words left and right of the gutter."""
    edge = gutter - _SLACK * row.height
    left = tuple(word for word in row.words if word.box.x0 < edge)
    return left, tuple(word for word in row.words if word.box.x0 >= edge)
