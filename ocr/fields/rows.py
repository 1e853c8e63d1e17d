"""Words as the eye groups them: rows across the page and, within a row, runs without a wide gap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from dossier.page import Box, PageReading, Word
from dossier.text import fold
from ocr.prepare.geometry import surrounding

# Dotted lines to write on, underscores, cell rules: they hold no text.
_LEADER = re.compile(r"[.…·‥_\-–—~|,;'\"`“”‘’]{3,}|[…|_]+|\.{2,}")
# A comma after a word at the end of a line, read together with the leader's dots behind it: "Phường Mạo Khê,..".
_COMMA = re.compile(r"(?<=[^\W_])[,;](?=[.…·‥_]+$)")
_PART = re.compile(r"[:：]|\d{1,2}(?:\.\d{1,2})*[.)](?=[^\W\d_]{2})|[^:：\s]+")


NUMBERING = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*[.,)]?|[a-zđøI]{1,2}[.)]|[IVX]{1,4}[.)])|[-–—•*+▪●○]")
"""What a list has before its lines: a number, a letter, a bullet."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one line of the page, left to right; ``middle`` is its height on the page once skew is taken off."""

    words: tuple[Word, ...]
    middle: float

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return surround(self.words)

    @property
    def height(self) -> float:
        """The usual height of a word, pixels."""
        return median(word.box.y1 - word.box.y0 for word in self.words)

    def runs(self, gap: float = 1.6) -> tuple[Row, ...]:
        """Parts of the row that stand apart by more than ``gap`` times its height."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.box.x0 - parts[-1][-1].box.x1 <= gap * self.height:
                parts[-1].append(word)
            else:
                parts.append([word])
        return tuple(Row(tuple(part), self.middle) for part in parts)


def surround(words: Sequence[Word]) -> Box:
    """The smallest box around at least one word."""
    return surrounding([word.box for word in words])


def rows_of(reading: PageReading) -> tuple[Row, ...]:
    """All rows of a page, top to bottom, without its machine-readable zone and without leaders."""
    once = _without_doubles([*_parted(reading.words)])
    words = [part for word in once if not _in_zone(word, reading.mrz_box) for part in _parts(word)]
    lines: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        lines.setdefault((word.block, word.line), []).append(word)
    slope = _slope(lines.values())
    placed = sorted(((_middle(line, slope), line) for line in lines.values()), key=lambda pair: pair[0])
    placed = list(_lines_once(placed))
    return tuple(_with_cells(list(_merged(placed, slope))))


def _parted(words: Sequence[Word]) -> Iterable[Word]:
    """The words with each ending where the next of its line begins: in a box too wide a colon would stand behind it."""
    for word, after in pairwise(words):
        same = (word.block, word.line) == (after.block, after.line)
        over = same and word.box.x0 < after.box.x0 < word.box.x1
        yield replace(word, box=word.box._replace(x1=after.box.x0)) if over else word
    yield from words[-1:]


_SAME_PLACE = 0.7


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Each printed word once: engines give some a second time, in a block of their own at the same place."""
    lengths = Counter((word.block, word.line) for word in words)
    alike: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: -lengths[word.block, word.line]):
        if not any(_overlap(word.box, other.box) > _SAME_PLACE for other in alike.get(word.text, ())):
            alike.setdefault(word.text, []).append(word)
            kept.append(word)
    return kept


_SAME_LINE, _ALIKE = 0.5, 80
"""Share of their height that two readings of one line have in common, and how far their letters agree, in percent."""
_FEWEST = 3


def _lines_once(placed: Sequence[tuple[float, list[Word]]]) -> Iterable[tuple[float, list[Word]]]:
    """The lines without what an engine read a second time at the same place, a letter short, beside other words."""
    before: list[Word] = []
    for middle, line in placed:
        again = _read_again(before, line) if before else []
        left = [word for word in line if all(word is not other for other in again)]
        if left:
            yield middle, left
            before = left


def _read_again(before: Sequence[Word], line: Sequence[Word]) -> list[Word]:
    """The words of a line that are those of the one before once more."""
    first, second = surround(before), surround(line)
    common = min(first.y1, second.y1) - max(first.y0, second.y0)
    if common < _SAME_LINE * min(first.y1 - first.y0, second.y1 - second.y0):
        return []
    inside = [word for word in line if first.x0 <= (word.box.x0 + word.box.x1) / 2 <= first.x1]
    alike = fuzz.ratio(folded(before), folded(inside)) >= _ALIKE
    return inside if len(inside) >= _FEWEST and alike else []


def _overlap(one: Box, other: Box) -> float:
    """The share of both boxes that they have in common."""
    wide, high = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    areas = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return wide * high / (areas - wide * high)


def _in_zone(word: Word, zone: Box | None) -> bool:
    if "<<" in word.text:
        return True
    return zone is not None and zone.y0 <= (word.box.y0 + word.box.y1) / 2 <= zone.y1


def _parts(word: Word) -> Iterable[Word]:
    """The word cut at colons and leaders, each part with its share of the box."""
    width = (word.box.x1 - word.box.x0) / len(word.text)
    text = with_figures(word.text)
    if text != word.text:
        word = replace(word, text=text, confidence=min(word.confidence, _GUESSED))
    for found in _PART.finditer(without_leaders(word.text)):
        left, right = word.box.x0 + width * found.start(), word.box.x0 + width * found.end()
        yield replace(word, text=found[0], box=Box(round(left), word.box.y0, round(right), word.box.y1))


_GUESSED = 0.8
"""The most certainty that is left of a figure that was read as a letter."""
_FIGURE_LIKE = re.compile(r"(?<=\d)[ó§]+|[ó§]+(?=\d)|\b[Il](?=\d+(?:[,/ ]|$))")
_FIGURES = str.maketrans("ó§Il", "6811")


def with_figures(text: str) -> str:
    """A text with what engines read, beside other figures, for a one, a six or an eight: "I5", "11ó", "3§5/2024"."""
    return _FIGURE_LIKE.sub(lambda found: found[0].translate(_FIGURES), text)


def without_leaders(text: str) -> str:
    """The text with blanks in place of leaders, of the same length."""
    if comma := _COMMA.search(text):
        return text[: comma.end()] + " " * (len(text) - comma.end())
    return _LEADER.sub(lambda leader: " " * len(leader[0]), text)


def _slope(lines: Iterable[list[Word]]) -> float:
    """How far text lines sink per pixel to the right: the median over long lines."""
    slopes = []
    for line in lines:
        first, last = line[0].box, line[-1].box
        if len(line) >= 4 and last.x0 - first.x0 > 6 * (first.y1 - first.y0):
            slopes.append((_centre(last) - _centre(first)) / (last.x0 - first.x0))
    return median(slopes) if len(slopes) >= 3 else 0.0


def _centre(box: Box) -> float:
    return (box.y0 + box.y1) / 2


def _middle(line: Sequence[Word], slope: float) -> float:
    return median(_centre(word.box) - slope * word.box.x0 for word in line)


def _merged(placed: list[tuple[float, list[Word]]], slope: float) -> Iterable[Row]:
    """Engine lines at the same height are one row: the engine cuts lines at columns and wide gaps."""
    group: list[Word] = []
    for middle, line in placed:
        height = median(word.box.y1 - word.box.y0 for word in line)
        if group and middle - _middle(group, slope) > 0.45 * height:
            yield _row(group, slope)
            group = []
        group = [*group, *line]
    if group:
        yield _row(group, slope)


_PITCH = 2.2
"""Heights of print from one line of a label to its next, at most."""


def _with_cells(rows: list[Row]) -> Iterable[Row]:
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
        last = _label_goes_on(label, cells, rows[: _LABEL_LINES + 1])
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
        if line.text.endswith(":") or closed:
            return number
        if ":" in line.text:
            return 0
    return 0


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


def _row(words: list[Word], slope: float) -> Row:
    return Row(tuple(sorted(words, key=lambda word: word.box.x0)), _middle(words, slope))


def folded(words: Iterable[Word]) -> str:
    """Letters and digits of the words without tones: what fuzzy comparison works on."""
    return re.sub(r"[^a-z0-9]+", " ", fold(" ".join(word.text for word in words))).strip()


def upper_share(text: str) -> float:
    """Share of letters that are capitals; 0 for no letters."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) / len(letters) if letters else 0.0
