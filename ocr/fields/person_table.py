"""Tables that tell of two persons: one column of labels, one for each person under what the person is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dossier.page import Box, Word
from ocr.fields.field import PageAt
from ocr.fields.row import Row
from ocr.fields.stream import Stream, comparable

_CELLS = 1.2
"""Heights of print between two words that stand in different cells."""
_NEAR = 3
"""Rows under the heads of the columns among which is one with a label and both values."""
_OTHERS, _CELLS_OF_ROW = 12, 3
"""Rows under the heads that may show where the columns begin; what stands in such a row: a label and both values."""
_TOGETHER = 0.6
"""The same that is between the words of a line of text."""
_STRADDLES = 0.6
"""Heights of print by which a word that is no table's reaches over an edge of its columns on both sides."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows ``start`` (the heads) to ``end`` (exclusive); where the columns of the two persons begin, what they are called."""

    start: int
    end: int
    edges: tuple[float, float]
    heads: tuple[tuple[Word, ...], tuple[Word, ...]]


def person_by_person(stream: Stream, column_heads: Sequence[Sequence[str]]) -> Stream | None:
    """The words with the table's as if the persons stood one below the other; None where there is no such table.

    What a person is called is put behind the first label: "Họ, chữ đệm, tên" becomes "Họ, chữ đệm, tên người mẹ".
    """
    table = _table(stream, column_heads) if column_heads else None
    if table is None:
        return None
    before, after = stream.rows[: table.start], stream.rows[table.end :]
    inside: list[tuple[PageAt, Row]] = []
    columns: list[int] = []
    rows = _with_whole_labels(stream.rows[table.start + 1 : table.end], table.edges[0])
    for person in (0, 1):
        for number, (at, row) in enumerate(rows):
            own = _of_person(row, table, person, first=number == 0)
            if own.words:
                inside.append((at, own))
                columns.append(person + 1)
    return Stream((*before, *inside, *after), stream.widths, (*(0 for _ in before), *columns, *(0 for _ in after)))


def _table(stream: Stream, column_heads: Sequence[Sequence[str]]) -> Table | None:
    """The first row with the heads of both persons' columns, in either order, and what is under it."""
    for number, (at, row) in enumerate(stream.rows):
        edges = _edges(stream, number)
        heads = _heads(row, column_heads, edges) if edges else None
        if heads and edges:
            rows = [each for page, each in stream.rows[number + 1 :] if page == at]
            count = next((index for index, each in enumerate(rows) if _is_text(each, edges)), len(rows))
            while count and _is_label(rows[count - 1], edges[0]):
                count -= 1  # it labels what is under the table
            return Table(number, number + 1 + count, edges, heads)
    return None


def _heads(
    row: Row, column_heads: Sequence[Sequence[str]], edges: tuple[float, float]
) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """What stands over both columns; of one that was not read what it is called where the other stands by itself."""
    known = [{comparable(head) for head in heads} for heads in column_heads]
    found: list[tuple[int, tuple[Word, ...]]] = []
    for run in _tails(row):
        person = next((at for at, heads in enumerate(known) if comparable("".join(w.text for w in run)) in heads), None)
        if person is not None and person not in [before for before, _ in found]:
            found.append((person, run))
    over = [word for word in row.words if word.box.x0 >= edges[0] and comparable(word.text)]
    if len(found) == 1 and len(found[0][1]) == len(over):
        person, run = found[0]
        other = tuple(replace(run[0], text=word) for word in column_heads[1 - person][0].split(" "))
        return (other, run) if run[0].box.x0 >= edges[1] else (run, other)
    return (found[0][1], found[1][1]) if len(found) == 2 else None


def _tails(row: Row) -> Iterator[tuple[Word, ...]]:
    """The runs of a row, and what of each is left without its first words: the heads may stand close together."""
    for run in row.runs(_CELLS):
        yield run.words
        yield from (run.words[at:] for at in range(1, len(run.words)))


def _edges(stream: Stream, number: int) -> tuple[float, float] | None:
    """Where the columns of both persons begin, as the first row with a label and two values shows.

    Centred values begin further left the longer they are: the longest show it, where the columns stay apart.
    """
    page = stream.rows[number][0]
    rows = [row for at, row in stream.rows[number + 1 : number + 1 + _OTHERS] if at == page]
    full = [cells for row in rows if len(cells := _cells(row)) == _CELLS_OF_ROW]
    first = next((cells for row in rows[:_NEAR] if len(cells := _cells(row)) == _CELLS_OF_ROW), None)
    if first is None:
        return None
    half = first[1].height / 2
    return _begins(first, full, 1) - half, _begins(first, full, 2) - half


def _cells(row: Row) -> list[Row]:
    return [run for run in row.runs(_CELLS) if any(map(str.isalnum, run.text))]


def _begins(first: Sequence[Row], full: Sequence[Sequence[Row]], column: int) -> int:
    """The left edge of a column: of all rows where it lies right of what is in the column before it, else of the first."""
    left = min(cells[column].box.x0 for cells in full)
    before = max(cells[column - 1].box.x1 for cells in full)
    return left if left > before else first[column].box.x0


def _with_whole_labels(rows: Sequence[tuple[PageAt, Row]], edge: float) -> list[tuple[PageAt, Row]]:
    """The rows with what stands in the column of labels alone put where it belongs.

    Behind the label above, "Ngày, tháng, năm", "sinh"; what begins with a capital before the values in the row below.
    """
    whole: list[tuple[PageAt, Row]] = []
    waiting: tuple[Word, ...] = ()
    for at, row in rows:
        if _is_label(row, edge):
            waiting = row.words
        elif whole and row.words and all(word.box.x0 < edge for word in row.words):
            page, above = whole[-1]
            label = [word for word in above.words if word.box.x0 < edge]
            more = _put(row.words, label[-1].box) if label else ()
            own = [word for word in above.words if word.box.x0 >= edge]
            whole[-1] = page, Row((*label, *more, *own), above.middle)
        else:
            own_label = any(word.box.x0 < edge for word in row.words)
            whole.append((at, row if own_label else Row((*waiting, *row.words), row.middle)))
            waiting = ()
    return whole


def _is_label(row: Row, edge: float) -> bool:
    """Whether a row is a label alone, which begins with a capital; else it may be the end of the one above."""
    return bool(row.words) and all(word.box.x0 < edge for word in row.words) and row.text[:1].isupper()


def _is_text(row: Row, edges: tuple[float, float]) -> bool:
    """Whether a row is none of the table: words reach over an edge, or a label has a colon."""
    slack = _STRADDLES * row.height
    over = (
        word.box.x0 < edge - slack and word.box.x1 > edge + slack
        for word in row.words
        for edge in edges
        if any(map(str.isalnum, word.text))
    )
    return any(over) or any(_run_on(row, edge) for edge in edges) or _is_labelled(row, edges[0])


def _run_on(row: Row, edge: float) -> bool:
    """Whether words on both sides of an edge stand as close together as those of a line of text."""
    before = [word.box.x1 for word in row.words if word.box.x0 < edge]
    after = [word.box.x0 for word in row.words if word.box.x0 >= edge]
    return bool(before and after) and min(after) - max(before) < _TOGETHER * row.height


_IN_LABEL = 0.8
"""Heights of print between two words of a label, at most."""


def _is_labelled(row: Row, edge: float) -> bool:
    """Whether a label with a colon begins in the column of labels, and goes on over its edge or ends before it."""
    for word, after in pairwise(row.words):
        if word.box.x0 >= edge and word is row.words[0]:
            return False
        if after.text == ":":
            return True
        if after.box.x0 - word.box.x1 > _IN_LABEL * row.height:
            return False
    return False


def _of_person(row: Row, table: Table, person: int, *, first: bool) -> Row:
    """The label of a row and what of it is in the column of one person."""
    low, high = table.edges
    words = [word for word in row.words if any(map(str.isalnum, word.text))]
    label = [word for word in words if word.box.x0 < low]
    own = [word for word in words if (low <= word.box.x0 < high if person == 0 else word.box.x0 >= high)]
    if not own:
        return Row((), row.middle)
    if first and label:
        label = [*label, *_put(table.heads[person], label[-1].box)]
    return Row((*label, *own), row.middle)


def _put(head: Sequence[Word], behind: Box) -> Iterator[Word]:
    """The words of a head right behind a label, in small letters."""
    for number, word in enumerate(head, start=1):
        box = behind._replace(x0=behind.x1 + number, x1=behind.x1 + number + 1)
        yield replace(word, text=word.text.lower(), box=box)
