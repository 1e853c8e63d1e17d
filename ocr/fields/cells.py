"""The cells of tables: values and the second lines of labels brought behind the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ocr.fields.row import NUMBERING, Row

_PITCH = 2.2
"""Heights of print from one line of a label to its next, at most."""


def with_cells(rows: list[Row]) -> Iterable[Row]:
    """The rows; in the cells of a table a value stands behind the last line of its label.

    It may be printed half-way beside the two lines of it, or beside the first of two or three.
    """
    columns = _columns(rows)
    while rows:
        if len(rows) > 2 and _beside_label(*rows[:3]):
            first, value, second = rows[:3]
            yield first
            rows = [Row((*second.words, *value.words), second.middle), *rows[3:]]
            continue
        if len(rows) > 2 and _around_others(*rows[:3]):
            rows[1:3] = [rows[2], rows[1]]
        label, cells = _in_two(rows[0], columns)
        last = _label_goes_on(label, cells, rows[: _LABEL_LINES + 2])
        if last:
            yield label
            yield from rows[1:last]
            end, rest = _in_two(rows[last], (cells[0].box.x0,))
            yield Row((*end.words, *(word for cell in cells for word in cell.words)), end.middle)
            rows = [*rest, *rows[last + 1 :]]
        elif len(rows) > 1 and (ends := _label_ends(rows[0], rows[1])):
            whole, others = _put_behind(rows[0], rows[1], ends)
            rows = [whole, *others, *rows[2:]]
        else:
            yield rows.pop(0)


_LABEL_LINES = 3
"""Lines of a label in a narrow column, at most."""


_IN_COLUMN, _GAP = 0.5, 0.6
"""Heights of print by which words of a column differ at their beginning, and that part it from the column before it."""


def _columns(rows: Sequence[Row]) -> tuple[int, ...]:
    """Where values begin in the rows of a table: at least three rows have a cell there."""
    starts = [(runs[1].box.x0, row.height) for row in rows if len(runs := row.runs()) > 1]
    return tuple(x for x, height in starts if sum(abs(x - other) <= _IN_COLUMN * height for other, _ in starts) >= 3)


def _in_two(row: Row, columns: Sequence[int]) -> tuple[Row, tuple[Row, ...]]:
    """A row's label and its other cells; where only a narrow gap parts them, at the column in which values begin."""
    label, *cells = row.runs()
    for at, (before, word) in enumerate(pairwise(label.words), 1):
        begins = any(abs(word.box.x0 - x) <= _IN_COLUMN * row.height for x in columns)
        if begins and word.box.x0 - before.box.x1 >= _GAP * row.height:
            value = Row(label.words[at:], row.middle)
            return Row(label.words[:at], row.middle), (value, *cells)
    return label, tuple(cells)


_NUMBER = 3
"""Characters of the letter of a list with its sign, whatever it was read as."""


def _goes_on(line: Row) -> bool:
    """Whether a line begins as the second of a label does: with a small letter that is not that of a list."""
    first = line.words[0].text
    return first[:1].islower() and not (len(first) <= _NUMBER and first.endswith((")", ".", ",")))


def _label_goes_on(label: Row, cells: Sequence[Row], rows: Sequence[Row]) -> int:
    """The row that ends the label which the first row begins, with a value beside it; 0 where it does not."""
    if not cells or ":" in label.text:
        return 0
    for number, row in enumerate(rows[1:], 1):
        line, beside = _in_two(row, (cells[0].box.x0,))
        near = 0 < row.middle - rows[number - 1].middle <= _PITCH * rows[0].height
        aligned = abs(line.box.x0 - label.box.x0) <= 1.5 * label.height and line.box.x1 < cells[0].box.x0
        even = all(abs(cell.box.x0 - cells[0].box.x0) <= rows[0].height for cell in beside[:1])
        begun = _goes_on(line) or label.text.count("(") > label.text.count(")")
        if not (near and aligned and even and begun):
            return 0
        closed = line.text.endswith(")") and f"{label.text} {line.text}".count("(") == 1
        if line.text.endswith(":") or closed or _ends_by_number(label, line, rows[number + 1 : number + 2]):
            return number
        if ":" in line.text:
            return 0
    return 0


def _ends_by_number(label: Row, line: Row, after: Sequence[Row]) -> bool:
    """Whether a numbered label without a colon ends here: the next row has a number again."""
    numbered = [NUMBERING.fullmatch(row.words[0].text) is not None for row in (label, *after)]
    return ":" not in line.text and len(numbered) == 2 and all(numbered)


Ends = Sequence[tuple[Row, Row]]


def _label_ends(row: Row, below: Row) -> Ends:
    """Runs of a row that are the first line of a label, each with its second line in the row below: "Quốc", "tịch:"."""
    runs = row.runs()
    if len(runs) < 2 or not 0 < below.middle - row.middle <= _PITCH * row.height:
        return ()
    begun = [run for run in runs if ":" not in run.text]
    ends = [run for run in below.runs() if _goes_on(run) and run.text.endswith(":")]
    return [
        (run, end)
        for end in ends
        for run in begun
        if abs(run.box.x0 - end.box.x0) <= 1.5 * row.height and _is_first_line(run)
    ]


def _is_first_line(run: Row) -> bool:
    """Whether a run may be the beginning of a label that ends on the next line: it has letters and no figures but a number."""
    words = [word.text for word in run.words if not NUMBERING.fullmatch(word.text)]
    return any(map(str.isalpha, "".join(words))) and not any(map(str.isdigit, "".join(words)))


def _put_behind(row: Row, below: Row, ends: Ends) -> tuple[Row, tuple[Row, ...]]:
    """The row with the second lines of labels behind their first, and what is left of the row below."""
    behind = {id(run.words[-1]): end.words for run, end in ends}
    words = tuple(each for word in row.words for each in (word, *behind.get(id(word), ())))
    taken = {id(word) for _, end in ends for word in end.words}
    rest = tuple(word for word in below.words if id(word) not in taken)
    return Row(words, row.middle), ((Row(rest, below.middle),) if rest else ())


def _around_others(first: Row, others: Row, second: Row) -> bool:
    """Whether a label's two lines stand over and under the line on which the next labels of the row stand."""
    label = second.runs()[0]
    near = second.middle - first.middle <= _PITCH * others.height
    aligned = abs(first.box.x0 - label.box.x0) <= 1.5 * others.height
    one_label = ":" not in first.text and label.text.endswith(":") and _goes_on(label)
    return near and aligned and one_label and ":" in others.text and others.box.x0 > max(first.box.x1, label.box.x1)


def _beside_label(first: Row, value: Row, second: Row) -> bool:
    """Whether a row stands right of those before and after it, which are close and together a label."""
    height = max(first.height, second.height)
    one_label = second.text.endswith(":") and not first.text.endswith(":")
    aligned = abs(first.box.x0 - second.box.x0) <= 1.5 * height and second.middle - first.middle <= _PITCH * height
    return one_label and aligned and value.box.x0 > max(first.runs()[0].box.x1, second.box.x1)
