"""Values of one row that wrap each in its own column: which words of the line below are whose."""

from __future__ import annotations

from ocr.fields.area import Area
from ocr.fields.stream import Stream

COLUMN = 1.5
"""Heights of print before the first word of a column."""


def before_column(stream: Stream, before: list[int], inside: list[int], area: Area) -> list[int]:
    """Of a line what stands left of the column of the label behind the line above, if something stands in that column."""
    if not before:
        return inside
    behind = before[-1] + 1
    if behind not in area.taken or stream.tokens[behind].row != stream.tokens[before[-1]].row:
        return inside
    column = stream.tokens[behind].box
    left = column.x0 - (column.y1 - column.y0)
    apart = (
        at
        for at, index in enumerate(inside)
        if at and stream.tokens[index].box.x0 >= left and stream.tokens[index].gap > COLUMN
    )
    return inside[: next(apart, len(inside))]


def behind_column(stream: Stream, row: int, inside: list[int], area: Area) -> list[int]:
    """Of a line under a value what is not the second line of the value before its label: that begins under the first.

    A value that has no room goes on at the margin, under the label of the value before it and not under that.
    """
    left = [index for index in stream.row_tokens(row) if stream.tokens[index].box.x0 < area.start]
    labels = [index for index in left if index in area.taken]
    value = next((index for index in left if labels and index > labels[-1]), None)
    if value is None or not inside or area.hanging or _stands_in_prose(stream, left[-1]):
        return inside
    box, first = stream.tokens[value].box, stream.tokens[inside[0]].box
    if abs(first.x0 - box.x0) > box.y1 - box.y0:
        return inside
    apart = (at for at, index in enumerate(inside) if at and stream.tokens[index].gap > COLUMN)
    return inside[next(apart, len(inside)) :]


def _stands_in_prose(stream: Stream, before: int) -> bool:
    """Whether a label is a part of the text before it: "…, sinh năm 1963, CCCD số:"."""
    text = stream.tokens[before].word.text
    return text.endswith(",") and stream.tokens[before + 1].gap <= COLUMN


def are_in_column(stream: Stream, before: list[int], inside: list[int]) -> bool:
    """Whether a line begins where the one above does."""
    if not before or not inside:
        return False
    first, second = (stream.tokens[line[0]].box for line in (before, inside))
    return abs(first.x0 - second.x0) <= first.y1 - first.y0


_ROWS_OF_COLUMN = 3
"""Rows that show by their values where those of a table begin."""
_PITCH, _EVEN = 2.2, 0.7
"""Heights of print from one line of a label to its next, and by which values begin off each other, at most."""
_BESIDE = 4.0
"""Heights of print from where a label begins to where its value does, at least."""


def in_column_below(stream: Stream, row: int, area: Area) -> list[list[int]]:
    """The value on the second line of its label, where others of the page begin, nothing but a colon left of it."""
    if row + 1 >= len(stream.rows) or stream.place(row + 1) != stream.place(row) or area.hanging:
        return []
    own, height = stream.rows[row][1], stream.rows[row][1].height
    below = [index for index in stream.row_tokens(row + 1) if stream.tokens[index].plain]
    if len(below) > 1 and is_speck(stream, below[0]):
        del below[0]
    near = stream.rows[row + 1][1].middle - own.middle <= _PITCH * height
    if not below or not near or any(index in area.taken for index in stream.row_tokens(row + 1)):
        return []
    first = stream.tokens[below[0]]
    others = [
        token
        for index, token in enumerate(stream.tokens)
        if token.at == first.at and index - 1 in area.taken and token.gap > COLUMN
    ]
    column = [token for token in others if abs(token.box.x0 - first.box.x0) <= _EVEN * height]
    apart = first.box.x0 > stream.tokens[stream.first[row]].box.x0 + _BESIDE * height
    return [below] if apart and len(column) >= _ROWS_OF_COLUMN else []


def is_speck(stream: Stream, index: int) -> bool:
    """Whether a token is one letter or figure."""
    text = stream.tokens[index].word.text
    return len(text) == 1 and text.isalnum()
