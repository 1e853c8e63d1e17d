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
    if value is None or not inside or area.hanging:
        return inside
    box, first = stream.tokens[value].box, stream.tokens[inside[0]].box
    if abs(first.x0 - box.x0) > box.y1 - box.y0:
        return inside
    apart = (at for at, index in enumerate(inside) if at and stream.tokens[index].gap > COLUMN)
    return inside[next(apart, len(inside)) :]


def are_in_column(stream: Stream, before: list[int], inside: list[int]) -> bool:
    """Whether a line begins where the one above does."""
    if not before or not inside:
        return False
    first, second = (stream.tokens[line[0]].box for line in (before, inside))
    return abs(first.x0 - second.x0) <= first.y1 - first.y0
