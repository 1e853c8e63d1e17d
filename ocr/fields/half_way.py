"""Tables without rules in which a value is printed half-way beside the lines of its label, or a label beside its value's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr.fields.row import NUMBERING, Row

_PITCH = 2.2
"""Heights of print from one line of a cell to its next, at most."""
_HALF_WAY, _EVEN = 0.3, 0.6
"""Heights of print by which the middles of two cells side by side differ, at most, and the beginnings of a cell's lines."""
_GAP = 0.6
"""Heights of print between a label and its value."""
_APART = 1.15
"""How much farther the next row is than the lines of a cell are from each other."""


def with_half_way_cells(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; two cells side by side, of which one has a line more than the other, are one: first the label, line by line."""
    at = 0
    while at < len(rows):
        count = next((count for count in (5, 3) if _are_cells(rows, at, count)), 1)
        group = rows[at : at + count]
        yield _cells(group) if count > 1 else group[0]
        at += count


def _cells(group: Sequence[Row]) -> Row:
    outer, inner = group[::2], group[1::2]
    label, value = (outer, inner) if outer[0].box.x0 < inner[0].box.x0 else (inner, outer)
    return Row(tuple(word for row in (*label, *value) for word in row.words), inner[len(inner) // 2].middle)


def _are_cells(rows: Sequence[Row], at: int, count: int) -> bool:
    """Whether the rows from one on are in turn lines of two cells."""
    group = rows[at : at + count]
    if len(group) < count or any(not row.words for row in group):
        return False
    outer, inner = group[::2], group[1::2]
    height = max(row.height for row in group)
    if not (_is_cell(outer, height) and _is_cell(inner, height) and _stand_apart(rows, at, count)):
        return False
    if abs(_middle(outer) - _middle(inner)) > _HALF_WAY * height:
        return False
    labels, values = (outer, inner) if outer[0].box.x0 < inner[0].box.x0 else (inner, outer)
    beside = max(row.box.x1 for row in labels) + _GAP * height <= min(row.box.x0 for row in values)
    return beside and _is_label(labels) and not any(_begins_label(row) for row in values)


def _middle(rows: Sequence[Row]) -> float:
    return (rows[0].middle + rows[-1].middle) / 2


def _is_cell(rows: Sequence[Row], height: float) -> bool:
    """Whether rows are lines of one cell: close together, and they begin at the same place."""
    close = all(0 < below.middle - row.middle <= _PITCH * height for row, below in pairwise(rows))
    return close and all(abs(row.box.x0 - rows[0].box.x0) <= _EVEN * height for row in rows)


def _stand_apart(rows: Sequence[Row], at: int, count: int) -> bool:
    """Whether the rows over and under some are farther from them than these are from each other."""
    widest = max(
        below.middle - row.middle for row, below in zip(rows[at::2], rows[at + 2 : at + count : 2], strict=False)
    )
    over, under = rows[max(at - 1, 0)], rows[min(at + count, len(rows) - 1)]
    above, below = rows[at].middle - over.middle, under.middle - rows[at + count - 1].middle
    return all(step <= 0 or step >= _APART * widest for step in (above, below))


def _is_label(rows: Sequence[Row]) -> bool:
    """Whether rows are the lines of one label: only the first may be numbered, only the last have a colon."""
    text = "".join(row.text for row in rows)
    letters = sum(map(str.isalpha, text))
    colon = rows[-1].text.endswith(":") or ":" not in text
    closed = all(":" not in row.text for row in rows[:-1]) and ":" not in rows[-1].text[:-1]
    one = not any(_is_numbered(row) for row in rows[1:])
    return letters > _FEWEST and colon and closed and one and (len(rows) > 1 or rows[0].text.endswith(":"))


_FEWEST = 3
"""Letters that a label has more than."""


def _is_numbered(row: Row) -> bool:
    return NUMBERING.fullmatch(row.words[0].text) is not None


def _begins_label(row: Row) -> bool:
    return row.text.endswith(":")
