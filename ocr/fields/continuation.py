"""Whether a line goes on with the value above it: by where it begins, how full that one is and how large both are set."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.fields.area import Area
from ocr.fields.row import acts_for, is_low, upper_share
from ocr.fields.stream import Stream

_CAPITALS = 0.8
_MOST_WORDS = 0.75


def goes_on(stream: Stream, before: list[int], inside: list[int], area: Area) -> bool:
    """Whether a line continues the one above: that one is full, this one begins at the margin, in the same type."""
    last, first = stream.tokens[before[-1]], stream.tokens[inside[0]]
    height, tall = print_height(stream, before), print_height(stream, inside)
    capitals = in_capitals(stream, before) and in_capitals(stream, inside)
    if acts_for(" ".join(stream.tokens[index].word.text for index in inside)):
        return False  # the block of a signature begins
    if in_capitals(stream, inside) and not in_capitals(stream, before) and len(inside) >= _HEADING:
        return False  # a heading
    low = capitals or is_low("".join(stream.tokens[index].word.text for index in inside))
    least = _LOW if low else _LOWEST
    if not least * height <= tall <= (_HIGHEST_CAPITALS if capitals else _HIGHEST) * height:
        return False
    room = area.edge - last.box.x1
    width = first.box.x1 - first.box.x0
    full = area.hanging or room < max(width, 0) + 4 * height or last.plain in _BEFORE_NAMES
    if _is_centred(stream, before, inside):
        return True
    full = full or (last.plain in _BEFORE_NUMBERS and first.plain[:_NUMBER].isdigit() and len(first.plain) >= _NUMBER)
    full = full or (last.plain in _BEFORE_DATES and first.plain[:1].isdigit())
    in_column = _in_column(stream, before, inside)
    if in_column and (_is_close(stream, last.row, first.row) or last.word.text.endswith(",")):
        return True
    full = full or _is_name_before_label(stream, before, inside, area)
    return full and (first.box.x0 <= max(area.start, area.left) + 4 * height or in_column)


_HEADING = 4
"""Words in capitals under a text that is not, at least, that are no part of it."""
_LAST_NAMES, _APART = 3, 1.5
"""Words of a name on its second line, at most; heights of print before what stands in another column."""


def _is_name_before_label(stream: Stream, before: list[int], inside: list[int], area: Area) -> bool:
    """Whether a line is nothing but the last words of a name that had no room before the next label of its row."""
    last, behind = stream.tokens[before[-1]], before[-1] + 1
    if behind not in area.taken or stream.tokens[behind].row != last.row:
        return False
    first = stream.tokens[inside[0]].box
    words = [stream.tokens[index].word.text for index in (*before, *inside)]
    named = all(word.isalpha() and word[0].isupper() for word in words)
    after = inside[-1] + 1
    row = stream.row_tokens(stream.tokens[inside[0]].row)
    alone = (
        inside[0] == row[0] and len(inside) <= _LAST_NAMES and (after not in row or stream.tokens[after].gap > _APART)
    )
    room = stream.tokens[behind].box.x0 - last.box.x1
    fits = room >= first.x1 - first.x0 + 4 * (last.box.y1 - last.box.y0)
    return named and alone and not fits and in_capitals(stream, before) == in_capitals(stream, inside)


_CLOSE = 0.75
"""Share of the usual distance between two rows of a page."""


def _is_close(stream: Stream, row: int, below: int) -> bool:
    """Whether a row stands closer under another than rows of this page do: two lines of one cell."""
    step = stream.rows[below][1].middle - stream.rows[row][1].middle
    return 0 < step <= _CLOSE * stream.steps[stream.place(row)]


_BEFORE_NUMBERS = ("so", "cmnd", "cccd", "ddcn")
"""What the number of a paper that somebody identifies by follows, on the next line where it has no room."""
_BEFORE_DATES = ("ngay", "thang")
_BEFORE_NAMES = ("tinh", "huyen", "quan", "phuong", "xa", "pho", "thi", "van")
"""Kinds of units, which no line ends with but in the middle of an address; what stands before the given name."""
_NUMBER = 9
_HIGHEST, _HIGHEST_CAPITALS = 1.6, 4.0
"""The most that it has; the boxes of a line of capitals reach up to the marks over them, or to the next line."""
_LOWEST, _LOW = 0.6, 0.4
"""Heights of print that a line of the same print has at least; of small letters alone, as "con." has, and of
capitals without marks under some with marks."""


_OFF_CENTRE, _LAST_WORDS = 1.5, 3


def _is_centred(stream: Stream, before: list[int], inside: list[int]) -> bool:
    """Whether a line is the last few words of one that is set in the middle: of a name in two lines of "Kính gửi".

    Behind a comma there may be more of them.
    """
    rows = [stream.rows[stream.tokens[line[-1]].row][1] for line in (before, inside)]
    first, second = ((row.box.x0 + row.box.x1) / 2 for row in rows)
    few = len(inside) <= _LAST_WORDS or stream.tokens[before[-1]].word.text.endswith(",")
    own = len(rows[1].words) == len(inside) and few and ":" not in rows[1].text
    alike = in_capitals(stream, before) == in_capitals(stream, inside)
    return own and alike and abs(first - second) <= _OFF_CENTRE * rows[0].height


def _in_column(stream: Stream, before: list[int], inside: list[int]) -> bool:
    """Whether a line begins where the one above does and nothing stands left of it: in the same cell of a table."""
    first, second = stream.tokens[before[0]], stream.tokens[inside[0]]
    height = first.box.y1 - first.box.y0
    left_of_it = range(stream.first[second.row], inside[0])
    return abs(first.box.x0 - second.box.x0) <= height and not any(stream.tokens[at].plain for at in left_of_it)


def _solid(stream: Stream, tokens: Sequence[int]) -> list[int]:
    return [index for index in tokens if stream.tokens[index].plain]


def print_height(stream: Stream, tokens: list[int]) -> int:
    """The height of the print of a line: of one word alone, "mua", that of its neighbours; not that of "Ấp"."""
    wide = _solid(stream, tokens)
    if len(wide) < 2:
        wide = _solid(stream, stream.row_tokens(stream.tokens[tokens[0]].row)) or tokens
    heights = sorted(stream.tokens[index].box.y1 - stream.tokens[index].box.y0 for index in wide)
    return heights[int(_MOST_WORDS * (len(heights) - 1))]


def in_capitals(stream: Stream, line: Sequence[int]) -> bool:
    """Whether most letters of a line are capitals."""
    return upper_share("".join(stream.tokens[index].word.text for index in line)) > _CAPITALS
