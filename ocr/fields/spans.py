"""The words of a value: beside its label or below it, up to the next label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.page import Box, Word
from ocr.fields.area import Area, area_of
from ocr.fields.continuation import goes_on, in_capitals, print_height
from ocr.fields.field import PageAt
from ocr.fields.labels import Found
from ocr.fields.row import Row, surround
from ocr.fields.stream import Stream
from ocr.fields.value_columns import COLUMN, are_in_column, before_column, behind_column, in_column_below, is_speck
from ocr.layout import Item

_APART = 4.0  # white space, in heights of print, over which words belong to something else


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one page, line by line."""

    at: PageAt
    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line)

    @property
    def text(self) -> str:
        """The lines joined with single spaces."""
        return " ".join(joined(line) for line in self.lines)

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return surround(self.words)


def joined(words: Sequence[Word]) -> str:
    """Words with spaces between them, but none before a colon nor inside what was one printed word."""
    text = ""
    for before, word in zip((None, *words), words, strict=False):
        touching = before is not None and word.box.x0 - before.box.x1 <= 1 and ":" in (before.text, word.text)
        text += word.text if not text or word.text == ":" or touching else f" {word.text}"
    return text


def value_span(stream: Stream, labels: Mapping[int, Found], number: int, item: Item) -> Span | None:
    """The words that belong to a found label, or None where nothing was written."""
    label = labels[number]
    row = stream.tokens[label.end - 1].row
    area = area_of(stream, labels, label, item)
    under = area_of(stream, labels, label, replace(item, hanging=True))
    beside = _without_rules(stream, *_beside(stream, labels, label, area.right))
    if item.hanging or _is_persons_name(item):
        beside = _one_run(stream, beside)
    scrap = _is_scrap(stream, beside) and bool(_below(stream, row, [], under, wanted=1))
    if scrap or (
        item.hanging and beside and stream.tokens[beside[0]].gap > _APART and not _begins(stream, beside, item)
    ):
        beside = []
    lines = _in_cell(stream, label, row, area, beside)
    if not lines and _has_own_column(stream, label, row, area, under):
        area = under
    lines += _more_lines(stream, row, item, lines, area, under)
    if item.hanging:
        lines = [_with_crossing(stream, line, area) for each in lines if (line := _without_scraps(stream, each))]
    kept = tuple(part for line in lines for part in _as_printed([stream.tokens[index].word for index in line]))
    return Span(stream.tokens[label.start].at, kept) if kept else None


def _as_printed(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The lines of a row, which has several where it is a cell of a table."""
    start = 0
    for at in range(1, len(words)):
        before, word = words[at - 1].box, words[at].box
        if word.x0 < before.x0 and word.y0 > (before.y0 + before.y1) / 2:
            yield tuple(words[start:at])
            start = at
    yield tuple(words[start:])


def _more_lines(
    stream: Stream, row: int, item: Item, lines: list[list[int]], area: Area, under: Area
) -> list[list[int]]:
    """What goes on below the lines of a value that stand beside its label; ``under``: what hangs under the label."""
    beside = bool(lines)
    more: list[list[int]] = []
    if len(lines) < max(2, item.lines) and (beside or item.hanging or item.lines > 1):
        wanted = 1 if item.hanging and not beside and item.lines == 1 else item.lines - len(lines)
        last = stream.tokens[lines[-1][-1]].row if lines else row
        more = _below(stream, max(row, last), lines, area, wanted=wanted)
    whole = [*lines, *more]
    if not whole:
        return in_column_below(stream, row, area) or _below(stream, row, [], under, wanted=item.lines)
    if item.lines == 1 and _is_cut_off(stream, whole[-1]):
        column = replace(under, start=stream.tokens[whole[-1][0]].box.x0)
        more += _below(stream, row, whole, under, wanted=1) or _below(stream, row, whole, column, wanted=1)
    return more


def _beside(stream: Stream, labels: Mapping[int, Found], label: Found, right: float) -> tuple[list[int], bool]:
    """What stands right of a label in its row, and whether another label ends it."""
    starts = {each.start for each in labels.values()}
    line: list[int] = []
    for index in range(label.end, stream.first[stream.tokens[label.end - 1].row + 1]):
        if index in starts or stream.tokens[index].box.x0 >= right:
            return line, index in starts
        line.append(index)
    return line, False


_SCRAPS_APART = 3.0
"""Heights of print behind the words of a value on a card over which stands what was read of chip, code and pattern."""


def _is_persons_name(item: Item) -> bool:
    return item.key is not None and item.key.endswith(("full_name", "head_name"))


def _one_run(stream: Stream, line: list[int]) -> list[int]:
    """The words of a line up to the first wide gap between them."""
    ends = (at for at, index in enumerate(line) if at and stream.tokens[index].gap > _SCRAPS_APART)
    return line[: next(ends, len(line))]


def _with_crossing(stream: Stream, line: list[int], area: Area) -> list[int]:
    """A line with the word before it that reaches into its place: the end of what stands on its left and its own first
    word, read as one ("HẠN" and "H." as "HẠNH."). What comes of it is in doubt, as it must be.
    """
    before = line[0] - 1
    if before < 0 or stream.tokens[before].row != stream.tokens[line[0]].row or before in area.taken:
        return line
    box = stream.tokens[before].box
    return [before, *line] if box.x0 < area.left and area.start < box.x1 else line


_NO_WORD = re.compile(r"[\[\]{}|^ˆ~<>\\=_*#¬°`]")
_UNSURE = 0.5


def _without_scraps(stream: Stream, line: list[int]) -> list[int]:
    """A line of a value on a card without what was read of chip and pattern behind it: signs, alone or in an unsure word."""
    tokens = [stream.tokens[index] for index in line]
    kept = len(tokens)
    while kept and _NO_WORD.search((last := tokens[kept - 1]).word.text):
        if last.plain and last.word.confidence >= _UNSURE:
            break
        kept -= 1
    return line[:kept]


def _has_own_column(stream: Stream, label: Found, row: int, area: Area, under: Area) -> bool:
    """Whether another label stands in a label's row, and under this one something that stands apart: each has its value."""
    shared = any(index in area.taken for index in stream.row_tokens(row) if not label.start <= index < label.end)
    below = _below(stream, row, [], under, wanted=1) if shared else []
    return bool(below) and stream.tokens[below[0][0]].gap > COLUMN


_FEWEST = 2
"""Words that are the beginning of a value, well read, wherever they stand on the card's line."""


def _begins(stream: Stream, beside: list[int], item: Item) -> bool:
    """Whether words far behind a label are the beginning of a value of several lines: set to the right on the card."""
    words = [stream.tokens[index].word for index in beside if stream.tokens[index].plain]
    return item.lines > 1 and len(words) >= _FEWEST and min(word.confidence for word in words) >= _UNSURE


_BEFORE_FIGURES = ("ngay", "thang", "nam")


def _is_cut_off(stream: Stream, line: list[int]) -> bool:
    """Whether a line ends in the middle of a date: "ngày 22 tháng 12 năm"."""
    words = [stream.tokens[index].plain for index in line if stream.tokens[index].plain]
    return any(map(str.isdigit, words)) and words[-1] in _BEFORE_FIGURES


_RULE_LIKE = frozenset("LlIiJjTt|1!")


def _without_rules(stream: Stream, beside: list[int], before_label: bool) -> list[int]:
    """What stands beside a label, unless it is specks and the rule of a cell before the next label."""
    words = [stream.tokens[index].word.text for index in beside if stream.tokens[index].plain]
    empty = not words or (before_label and len(words) == 1 and words[0] in _RULE_LIKE)
    return [] if empty else beside


_SCRAP_APART, _SCRAP_LETTERS = 3.0, 3


def _is_scrap(stream: Stream, beside: list[int]) -> bool:
    """Whether what stands beside a label is a few letters far from it, as engines make of the rules of an empty place."""
    letters = "".join(stream.tokens[index].plain for index in beside)
    return (
        bool(beside)
        and letters.isalpha()
        and len(letters) <= _SCRAP_LETTERS
        and stream.tokens[beside[0]].gap > _SCRAP_APART
    )


_HALF_A_LINE = (0.3, 2.0)
"""Heights of print from the middle of a label to that of the lines over and under it in the next cell of its table."""
_EVEN, _SAME_PRINT = 0.7, 0.75
"""Heights of print by which the beginnings of two lines of a cell differ at most, and how alike their heights are."""
_NEARER = 0.85
"""Share of its distance to the line beyond: what is no nearer to the label belongs to that line."""


def _in_cell(stream: Stream, label: Found, row: int, area: Area, beside: list[int]) -> list[list[int]]:
    """What stands beside a label; of a cell whose label is half-way down, the line a little higher and the one lower.

    The engine may take the lower for the label's own line.
    """
    above = _other_line(stream, label, row - 1, row, area)
    below = beside or _other_line(stream, label, row + 1, row, area)
    if not above or not below:
        return [beside] if beside else []
    first, second = (stream.tokens[line[0]].box for line in (above, below))
    even = abs(first.x0 - second.x0) <= _EVEN * stream.rows[row][1].height
    alike = in_capitals(stream, above) == in_capitals(stream, below)  # a title is in capitals
    low, high = sorted(print_height(stream, line) for line in (above, below))
    together = even and alike and low >= _SAME_PRINT * high
    return [above, below] if together else [beside] if beside else []


def _other_line(stream: Stream, label: Found, number: int, row: int, area: Area) -> list[int]:
    """The words of a row half a line from the label's, if all stand right of the label and none belongs to another."""
    if not 0 <= number < len(stream.rows) or not _is_nearer(stream, number, row):
        return []
    end = stream.tokens[label.end - 1].box.x1
    tokens = [index for index in stream.row_tokens(number) if stream.tokens[index].plain]
    scrap = [index for index in tokens if stream.tokens[index].box.x1 <= end and index not in area.taken]
    rest = [index for index in tokens if index not in scrap]
    apart = bool(rest) and stream.tokens[rest[0]].gap > _GAP
    if apart and sum(len(stream.tokens[index].plain) for index in scrap) <= _SCRAP:
        tokens = rest
    inside = all(end <= stream.tokens[index].box.x0 < area.right and index not in area.taken for index in tokens)
    return tokens if inside else []


_SCRAP, _GAP = 4, 1.6
"""Letters that engines make of what lies between the lines of a label and those of its value; heights of print apart."""


def _is_nearer(stream: Stream, number: int, row: int) -> bool:
    """Whether a row is half a line from the label's, and not as near to the row beyond it."""
    own, other = stream.rows[row][1], stream.rows[number][1]
    step = abs(other.middle - own.middle)
    beyond = 2 * number - row
    place = stream.place(number)
    far = stream.rows[beyond][1] if 0 <= beyond < len(stream.rows) and stream.place(beyond) == place else None
    nearer = far is None or step < _NEARER * abs(far.middle - other.middle)
    low, high = (share * max(own.height, other.height) for share in _HALF_A_LINE)
    return stream.place(row) == place and low <= step <= high and nearer


def _below(stream: Stream, row: int, first: list[list[int]], area: Area, *, wanted: int) -> list[list[int]]:
    """Lines that go on with a value, or the line under a label that has nothing beside it."""
    lines: list[list[int]] = []
    above = stream.rows[row][1]
    for number in range(row + 1, len(stream.rows)):
        below = stream.rows[number][1]
        inside = [i for i in stream.row_tokens(number) if area.left <= stream.tokens[i].box.x0 < area.right]
        before = (lines or first or [[]])[-1]
        step = below.middle - above.middle
        if (
            len(lines) >= wanted
            or stream.place(number) != stream.place(row)
            or step > 3.3 * max(above.height, below.height)
        ):
            break
        if _is_next_number(stream.rows[row][1], below):
            break
        if inside and area.hanging:
            inside = _under(stream, inside, area)
        whole = before_column(stream, before, inside, area)
        inside = behind_column(stream, row, whole, area)
        in_column = len(inside) < len(whole) and are_in_column(stream, before, inside)
        inside = _without_specks(stream, inside, hyphens=area.hanging and _has_hyphen(stream, (*lines, *first)))
        inside = _before_label(stream, inside, area, first=not (lines or first))
        if any(index in area.taken for index in inside):
            break
        if (
            not inside
            or _is_of_next(stream, inside, step, area)
            or (before and not (in_column or goes_on(stream, before, inside, area)))
        ):
            if inside:
                break
            continue
        lines.append(inside)
        above = below
    return lines


_LISTED = re.compile(r"(\d{1,2})[.,)]?")


def _is_next_number(row: Row, below: Row) -> bool:
    """Whether a row begins with the number after that with which the label's begins: "2. Nội dung", "3. Thửa đất"."""
    own, other = (_LISTED.fullmatch(each.words[0].text) for each in (row, below))
    return own is not None and other is not None and int(other[1]) == int(own[1]) + 1


_A_NAME = 2
"""Letters of a scrap, at most."""


def _before_label(stream: Stream, inside: list[int], area: Area, *, first: bool) -> list[int]:
    """Of the line under an empty label what stands before another in it: "Bà Lưu Thị Ma, năm sinh: 1972", "41,5 m2 (bằng chữ:"."""
    end = next((at for at, index in enumerate(inside) if index in area.taken), 0)
    before = inside[:end]
    text = "".join(stream.tokens[index].plain for index in before)
    told = text[:1].isdigit() or sum(map(str.isalpha, text)) > _A_NAME
    return before if first and told else inside


_HALF_STEP = 0.6


def _is_of_next(stream: Stream, inside: list[int], step: float, area: Area) -> bool:
    """Whether a row is so near to the next that it is the first line of a cell whose label stands half-way down.

    That label stands left of it; what hangs under its label has no cells, and labels left of the area say nothing. The
    next row may be another side's first.
    """
    number = stream.tokens[inside[0]].row
    if number + 1 >= len(stream.rows):
        return False
    row, after = stream.rows[number][1], stream.rows[number + 1][1]
    together = stream.place(number) == stream.place(number + 1)
    left, right = (area.left if area.hanging else 0), stream.tokens[inside[0]].box.x0 - row.height
    places = (stream.tokens[index].box.x0 for index in stream.row_tokens(number + 1) if index in area.taken)
    labelled = any(left <= place <= right for place in places)
    return together and labelled and 0 <= after.middle - row.middle < _HALF_STEP * step


def _without_specks(stream: Stream, inside: list[int], *, hyphens: bool) -> list[int]:
    """The tokens of a line from its first letter or digit on; ``hyphens``: from a hyphen before that on.

    One sign far before the others is what was read of a colon, on the second line of a label.
    """
    if len(inside) > 1 and is_speck(stream, inside[0]) and stream.tokens[inside[1]].gap > _SCRAP_APART:
        inside = inside[1:]
    first = next((at for at, index in enumerate(inside) if stream.tokens[index].plain), 0)
    hyphen = hyphens and first and stream.tokens[inside[first - 1]].word.text in _HYPHENS
    return inside[first - 1 if hyphen else first :]


_HYPHENS = ("-", "–")


def _has_hyphen(stream: Stream, lines: Sequence[list[int]]) -> bool:
    """Whether the parts of an address so far are parted by hyphens, not by commas."""
    words = [stream.tokens[index].word.text for line in lines for index in line]
    return any(word in _HYPHENS for word in words) and not any(word.endswith(",") for word in words)


def _under(stream: Stream, inside: list[int], area: Area) -> list[int]:
    """The run of words that begins under the start of the label."""
    run: list[int] = []
    height = stream.rows[stream.tokens[inside[0]].row][1].height
    for index in inside:
        token = stream.tokens[index]
        if run and token.gap > _SCRAPS_APART:
            break
        if run or abs(token.box.x0 - area.start) <= 2.5 * max(height, token.box.y1 - token.box.y0):
            run.append(index)
    return run
