"""Words as the eye groups them: rows across the page and, within a row, runs without a wide gap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from dossier.page import Box, PageReading, Word
from ocr.fields.cells import with_cells
from ocr.fields.half_way import with_half_way_cells
from ocr.fields.row import Row, folded, surround
from ocr.fields.ruled import ruled_rows
from ocr.fields.side_by_side import sides

# Dotted lines to write on, underscores, cell rules: they hold no text.
_LEADER = re.compile(r"[.…·‥_\-–—~|,;'\"`“”‘’]{3,}|[…|]+|(?<![^\W_])_+|_+(?![^\W_])|\.{2,}")
# A comma after a word at the end of a line, read together with the leader's dots behind it: "Phường Mạo Khê,..".
_COMMA = re.compile(r"(?<=[^\W_])[,;](?=[.…·‥_]+$)")
# The last dot of a leader, which stands before the value: ".25/06/1960".
_DOT_BEFORE = re.compile(r"^[.,](?=[^\W_])")
# A year glued to the next label or its number: "1965Giới", "19683."; a personal number glued to its label: "nhân-0891…".
_PART = re.compile(
    r"[^\W\d_]{2,}[-–.]?(?=\d{12}$|\d{9}$)|\d{4}(?=[A-ZĐ][^\W\d_])|(?:19|20)\d\d(?=\d{1,2}[.)]$)|[:：]|(?<![^\W_])[IVX]{1,4}[.](?=[A-ZĐÀ-Ỹ]{2})"
    r"|\d{1,2}(?:\.\d{1,2})*[.)](?=[^\W\d_]{2})|[^:：\s]+"
)


def rows_of(reading: PageReading, *, card: bool = False) -> tuple[Row, ...]:
    """All rows of a page, top to bottom, without its machine-readable zone and without leaders.

    ``card``: the sides of a card may lie side by side; then those of the left one come first.
    """
    once = _without_doubles([*_parted(reading.words)])
    words = [part for word in once if not _in_zone(word, reading.mrz_box) for part in _parts(word)]
    slope = _slope(_engine_lines(words))
    if card:
        parts = sides(words, slope=slope, dpi=reading.image.dpi)
        return tuple(row for part in parts for row in _rows(part, _slope(_engine_lines(part), else_=slope)))
    return _with_tables(words, [*ruled_rows(words, reading.cells, slope)], slope)


def _with_tables(words: Sequence[Word], tables: Sequence[Row], slope: float) -> tuple[Row, ...]:
    """The rows of a page, each of a table's before the first that is lower."""
    ruled = {id(word) for row in tables for word in row.words}
    rows = [*_rows([word for word in words if id(word) not in ruled], slope)]
    for table in tables:
        at = next((number for number, row in enumerate(rows) if row.middle > table.middle), len(rows))
        rows.insert(at, table)
    return tuple(rows)


def _rows(words: Sequence[Word], slope: float) -> Iterable[Row]:
    placed = sorted(((_middle(line, slope), line) for line in _engine_lines(words)), key=lambda pair: pair[0])
    return with_cells([*with_half_way_cells([*_merged(list(_lines_once(placed)), slope)])])


def _engine_lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        lines.setdefault((word.block, word.line), []).append(word)
    return list(lines.values())


def _parted(words: Sequence[Word]) -> Iterable[Word]:
    """The words with each ending where the next of its line begins: in a box too wide a colon would stand behind it."""
    for word, after in pairwise(words):
        same = (word.block, word.line) == (after.block, after.line)
        over = same and word.box.x0 < after.box.x0 < word.box.x1
        yield replace(word, box=word.box._replace(x1=after.box.x0)) if over else word
    yield from words[-1:]


_SAME_PLACE, _MUCH_LARGER = 0.7, 1.5


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Each printed word once: engines give some a second time, in a block of their own at the same place."""
    lengths = Counter((word.block, word.line) for word in words)
    alike: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: -lengths[word.block, word.line]):
        if not any(_overlap(word.box, other.box) > _SAME_PLACE for other in alike.get(word.text, ())):
            alike.setdefault(word.text, []).append(word)
            kept.append(word)
    return [word for word in kept if not any(_is_part_of(word, other) for other in kept)]


_LONGER = 4


def _is_part_of(word: Word, other: Word) -> bool:
    """Whether a letter, or what a longer word begins with, stands in that word's place: a part of it, read once more."""
    box, whole = word.box, other.box
    same_place = whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1
    begun = len(word.text) < len(other.text) and other.text.startswith(word.text) and box.x0 == whole.x0
    part = begun or (len(word.text) == 1 and len(other.text) >= _LONGER)
    return same_place and part and (word.block, word.line) != (other.block, other.line)


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
    for run in Row(tuple(before), 0.0).runs():
        inside = [word for word in line if run.box.x0 <= (word.box.x0 + word.box.x1) / 2 <= run.box.x1]
        if len(inside) >= _FEWEST and fuzz.ratio(folded(run.words), folded(inside)) >= _ALIKE:
            return inside
    return []


def _overlap(one: Box, other: Box) -> float:
    """The share of both boxes that they have in common; of a box much smaller than the other what of it lies in that."""
    wide, high = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    small, large = sorted((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return wide * high / (small if large > _MUCH_LARGER * small else small + large - wide * high)


def _in_zone(word: Word, zone: Box | None) -> bool:
    if "<<" in word.text:
        return True
    if zone is None or not zone.y0 <= (word.box.y0 + word.box.y1) / 2 <= zone.y1:
        return False
    return zone.x0 <= (word.box.x0 + word.box.x1) / 2 <= zone.x1  # beside it another card may lie


def _parts(word: Word) -> Iterable[Word]:
    """The word cut at colons and leaders, each part with its share of the box."""
    width = (word.box.x1 - word.box.x0) / len(word.text)
    text = with_figures(word.text)
    if text != word.text:
        word = replace(word, text=text, confidence=min(word.confidence, _GUESSED), borne_out=False)
    for found in _PART.finditer(_DOT_BEFORE.sub(" ", without_leaders(word.text))):
        left, right = word.box.x0 + width * found.start(), word.box.x0 + width * found.end()
        yield replace(word, text=found[0], box=Box(round(left), word.box.y0, round(right), word.box.y1))


_GUESSED = 0.8
"""The most certainty that is left of a figure that was read as a letter."""
_FIGURE_LIKE = re.compile(r"(?<=\d)[ó§]+|[ó§]+(?=\d)|(?<!\w)[ó§](?!\w)|\b[Il](?=\d+(?:[,/ ]|$))")
_FIGURES = str.maketrans("ó§Il", "6811")


def with_figures(text: str) -> str:
    """A text with what engines read, beside other figures, for a one, a six or an eight: "I5", "11ó", "3§5/2024"."""
    return _FIGURE_LIKE.sub(lambda found: found[0].translate(_FIGURES), text)


def without_leaders(text: str) -> str:
    """The text with blanks in place of leaders, of the same length."""
    if comma := _COMMA.search(text):
        return text[: comma.end()] + " " * (len(text) - comma.end())
    return _LEADER.sub(lambda leader: " " * len(leader[0]), text)


def _slope(lines: Iterable[list[Word]], *, else_: float = 0.0) -> float:
    """How far text lines sink per pixel to the right: the median over long lines, ``else_`` of fewer than three."""
    slopes = []
    for line in lines:
        first, last = line[0].box, line[-1].box
        if len(line) >= 4 and last.x0 - first.x0 > 6 * (first.y1 - first.y0):
            slopes.append((_centre(last) - _centre(first)) / (last.x0 - first.x0))
    return median(slopes) if len(slopes) >= 3 else else_


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


def _row(words: list[Word], slope: float) -> Row:
    return Row(_in_order(words), _middle(words, slope))


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words from left to right; two of an engine's line whose boxes lie over each other as the engine has them."""
    told = {id(word): number for number, word in enumerate(words)}
    placed = sorted(words, key=lambda word: word.box.x0)
    for at in range(len(placed) - 1):
        one, other = placed[at : at + 2]
        same = (one.block, one.line) == (other.block, other.line)
        if same and other.box.x0 < one.box.x1 and told[id(one)] > told[id(other)]:
            placed[at : at + 2] = other, one
    return tuple(placed)
