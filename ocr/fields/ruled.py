"""Rows of ruled tables whose cells hold several lines: each becomes one row, cell after cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from dossier.page import Box, Word
from ocr.fields.row import Row

_MOST_LINES = 4
"""Lines of a cell, at most: what holds more is no label and no value but a part of the form."""
_LEVEL = 0.2
"""Share of the height of a cell by which its upper and lower edges may be off those beside it."""
_GAP, _NARROW, _EVEN = 1.2, 0.7, 0.5
"""Heights of print between two columns, at least, and where others begin at the same place, and how even that is."""
_SAME_LINE = 0.5
"""Heights of print by which the words of a line are off each other, at most."""


def ruled_rows(words: Sequence[Word], cells: Sequence[Box], slope: float) -> Iterator[Row]:
    """A row for each row of a table with a cell of several lines; words lie ``slope`` pixels lower per pixel to the right."""
    inside = _words_by_cell(words, cells, slope)
    starts = [part[0].box.x0 for each in inside.values() for part in _columns(each)[1:]]
    for beside in _side_by_side([*inside]):
        parts = [part for cell in beside for part in _columns(inside[cell], starts)]
        lines = [_lines(part, slope) for part in parts]
        if len(lines) > 1 and max(map(len, lines)) > 1 and all(_is_label_or_value(each) for each in lines):
            kept = tuple(word for cell in lines for line in cell for word in line)
            yield Row(kept, median(_level(word, slope) for word in kept))


def _words_by_cell(words: Sequence[Word], cells: Sequence[Box], slope: float) -> Mapping[Box, list[Word]]:
    """The words of each cell that holds any."""
    found: dict[Box, list[Word]] = {}
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
        for cell in cells:
            down = y - slope * (x - (cell.x0 + cell.x1) / 2)
            if cell.x0 <= x < cell.x1 and cell.y0 <= down < cell.y1:
                found.setdefault(cell, []).append(word)
                break
    return found


def _side_by_side(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells with the same upper and lower edge, from left to right."""
    left = sorted(cells, key=lambda cell: (cell.y0, cell.x0))
    while left:
        first = left[0]
        slack = _LEVEL * (first.y1 - first.y0)
        row = [cell for cell in left if abs(cell.y0 - first.y0) <= slack and abs(cell.y1 - first.y1) <= slack]
        left = [cell for cell in left if cell not in row]
        yield sorted(row, key=lambda cell: cell.x0)


def _columns(words: Sequence[Word], starts: Sequence[int] = ()) -> list[list[Word]]:
    """The words of a cell in the columns that white space parts on all its lines: not all tables have vertical rules.

    ``starts``: where columns begin in other rows; there a narrow gap is enough.
    """
    height = median(word.box.y1 - word.box.y0 for word in words)
    columns: list[list[Word]] = []
    end = 0
    for word in sorted(words, key=lambda word: word.box.x0):
        begins = any(abs(word.box.x0 - start) <= _EVEN * height for start in starts)
        if columns and word.box.x0 - end <= (_NARROW if begins else _GAP) * height:
            columns[-1].append(word)
        else:
            columns.append([word])
        end = max(end, word.box.x1)
    return columns


def _lines(words: Sequence[Word], slope: float) -> list[list[Word]]:
    """The words of a cell line by line; a hyphen is as high as the print around it."""
    lines: list[list[Word]] = []
    height = median(word.box.y1 - word.box.y0 for word in words)
    for word in sorted(words, key=lambda word: _level(word, slope)):
        if lines and _level(word, slope) - median(_level(each, slope) for each in lines[-1]) <= _SAME_LINE * height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def _level(word: Word, slope: float) -> float:
    """The height of a word's middle, skew taken off."""
    return (word.box.y0 + word.box.y1) / 2 - slope * word.box.x0


def _is_label_or_value(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether a cell holds one thing: few lines, and no colon but at its end."""
    words = [word for line in lines for word in line]
    return len(lines) <= _MOST_LINES and not any(":" in word.text for word in words[:-1])
