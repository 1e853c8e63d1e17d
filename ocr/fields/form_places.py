"""Where a field of a form stands: beside or below its label, in a block, or by the label of another field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import linear_regression, median

from dossier.page import Box
from dossier.text import fold
from ocr.fields.addresses import ends_in_province
from ocr.fields.area import date_boxes, expected_box
from ocr.fields.card import without_label
from ocr.fields.digit_repair import repair_digits
from ocr.fields.field import PageAt
from ocr.fields.labels import Found, plain_label
from ocr.fields.row import Row, surround
from ocr.fields.signer import block_below, name_below
from ocr.fields.spans import Span, joined, value_span
from ocr.fields.stream import Stream
from ocr.layout import Item, Layout, Side, Take

_TELLING, _ASKEW = 3, 0.015
"""Words of a label that show how its line lies, and what their letters' feet and heads come to on a level one."""
# The day is often lost under the seal; the words and the year still show the line.
_DAY = r"(?:\bng[àaáảãạòo]y\b|(?<=, )n\S{1,3}(?= \d))"
DATED = re.compile(rf"{_DAY}.{{0,8}}\bth[áaàảãạâóúo]ng\b.{{0,6}}\b(?:n[ăaáâắằẳặ]m\s*){{1,2}}\d{{4}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: the words read there, if any, their box, the box in which they should be, the label's score.

    ``near``: where a date that is not among the words may stand in small print. ``slope``: by how much the label's line
    falls to the right, of a page that lies askew. ``open``: where one more line may stand that was not read, under a last
    line that is full. ``cut``: a value goes on below the most lines that one has, or beyond
    its column. ``beyond``: what is free behind lines that another one goes on from, where words may stand unread.
    """

    at: PageAt
    box: Box
    expected: Box
    span: Span | None
    label: float
    near: tuple[Box, ...] = ()
    slope: float = 0.0
    open: Box | None = None
    cut: bool = False
    beyond: tuple[Box, ...] = ()


def find_place(stream: Stream, labels: Mapping[int, Found], layout: Layout, number: int) -> Place | None:
    """The place of an item of the layout; None where nothing shows it."""
    item = layout.items[number]
    if item.take is Take.DATE_LINE:
        line = _date_line(stream)
        return Place(line.at, line.box, line.box, line, 0.95) if line else None
    if item.take is Take.ALONE:
        line = _standing_alone(stream, item.pattern or "")
        return Place(line.at, line.box, line.box, line, 0.95) if line else None
    if number not in labels:
        return _unlabelled(stream, labels, layout, item) or _near(stream, labels, layout, item)
    label = labels[number]
    at = stream.tokens[label.start].at
    if item.take is Take.NAME:
        return _block(stream, label)
    span = value_span(stream, labels, number, item)
    if span is None and item.key == "sex" and layout.card:
        return _unlabelled(stream, labels, layout, item)
    if item.take is Take.NUMBER and span:
        span = _with_symbol_below(stream, Span(span.at, (Row(span.lines[0], 0.0).runs(2.5)[0].words,)))
    wanted = expected_box(stream, labels, number, item)
    near = date_boxes(stream, label) if item.hanging else ()
    more = _under_full_line(stream, span, hanging=item.hanging) if span and item.lines > len(span.lines) else None
    box, slope = span.box if span else wanted, _slope(stream, label)
    cut = _is_cut(stream, labels, number, item, span) or (item.side is not Side.ANY and _is_split(stream, span))
    beyond = _beside_short_lines(stream, span) if span and item.hanging and item.lines > 1 else ()
    return Place(at, box, wanted, span, label.score, near, slope, more, cut, beyond)


_SYMBOL = re.compile(r"[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*")


def _with_symbol_below(stream: Stream, number: Span) -> Span:
    """A number with the rest of its symbol where that stands on the line below: "146/UBND-" over "XNTTHN"."""
    last = number.words[-1]
    if not last.text.endswith(("-", "–")):
        return number
    for (at, row), (page, below) in pairwise(stream.rows):
        if at == page == number.at and any(word is last for word in row.words):
            first = below.runs(2.5)[0]
            under = first.box.x0 < number.box.x1 and _SYMBOL.fullmatch(first.text)
            return Span(number.at, (*number.lines, first.words)) if under else number
    return number


def _is_cut(stream: Stream, labels: Mapping[int, Found], number: int, item: Item, span: Span | None) -> bool:
    """Whether a value of the most lines goes on below."""
    if span is None or item.lines == 1 or len(span.lines) < item.lines:
        return False
    longer = value_span(stream, labels, number, replace(item, lines=item.lines + 1))
    return longer is not None and len(longer.lines) > len(span.lines)


def _is_split(stream: Stream, span: Span | None) -> bool:
    """Whether the last word of a line has another right behind it, no more than a space apart."""
    ends = {id(line[-1]) for line in span.lines} if span else ()
    return any(
        id(token.word) in ends and after.row == token.row and after.gap <= _SPACE and bool(after.plain)
        for token, after in pairwise(stream.tokens)
    )


_SPACE = 0.7
"""Heights of print from one word to the next of a line of text."""


def _beside_short_lines(stream: Stream, span: Span) -> tuple[Box, ...]:
    """What is free behind each line of a value but the last, up to the margin or the next words."""
    ends = {id(line[-1]) for line in span.lines[:-1]}
    found = []
    for number, (_, row) in enumerate(stream.rows):
        for before, after in pairwise((*row.words, None)):
            if before is None or id(before) not in ends:
                continue
            edge = max(other.box.x1 for index, (_, other) in enumerate(stream.rows) if _is_near(stream, number, index))
            right = after.box.x0 if after else edge
            if right - before.box.x1 >= _ROOM * row.height:
                top, bottom = before.box.y0 - row.height / 4, before.box.y1 + row.height / 4
                found.append(Box(before.box.x1 + round(row.height / 3), max(round(top), 0), right, round(bottom)))
    return tuple(found)


_ROOM = 4.0
"""Heights of print in which a word may stand."""
_ROWS_NEAR = 8


def _is_near(stream: Stream, number: int, other: int) -> bool:
    return abs(number - other) <= _ROWS_NEAR and stream.place(number) == stream.place(other)


_STEPS = 1.5
"""Usual steps from row to row between which a row is missing."""
_FULL = 1.5
"""Heights of print that are free at most behind the last word of a full line."""


def _under_full_line(stream: Stream, span: Span, *, hanging: bool) -> Box | None:
    """The line under a value, if its last line is full and the page has nothing where the next would be.

    An address that ends in a province is whole. ``hanging``: on a card, beside which another may lie.
    """
    box, last = span.box, span.lines[-1][-1]
    own = next((at for at, (_, row) in enumerate(stream.rows) if any(word is last for word in row.words)), None)
    if own is None:
        return None
    rows = [stream.rows[at][1] for at in range(len(stream.rows)) if stream.place(at) == stream.place(own)]
    if hanging:
        rows = [row for row in rows if row.box.x0 < box.x1 and box.x0 < row.box.x1]
    number = next((at for at, row in enumerate(rows) if any(word is last for word in row.words)), len(rows))
    if number >= len(rows) - 1 or last.text.endswith(".") or ends_in_province(span.text):
        return None
    row, after = rows[number], rows[number + 1]
    step = median(other.middle - one.middle for one, other in pairwise(rows))
    edge = sorted(each.box.x1 for each in rows)[int(_NEAR_EDGE * (len(rows) - 1))]
    if last.box.x1 < edge - _FULL * row.height or after.middle - row.middle < _STEPS * step:
        return None
    left = min(each.box.x0 for each in rows)
    top, bottom = row.box.y1, row.middle + min(after.middle - row.middle - row.height, 1.2 * step) + row.height / 2
    return Box(left, top, edge, max(round(bottom), top + 1))


_NEAR_EDGE = 0.9
"""The share of a page's rows that end before its right margin."""


def _slope(stream: Stream, label: Found) -> float:
    """How much the line of a label falls to the right; 0 where its words are too few to tell."""
    words = [token for token in stream.tokens[label.start : label.end] if len(token.plain) > 1]
    words = [token for token in words if token.row == words[0].row and token.box.y0 < words[0].box.y1]
    if len(words) < _TELLING:
        return 0.0
    middles = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in (token.box for token in words)]
    if len({x for x, _ in middles}) == 1:
        return 0.0
    slope = linear_regression(*zip(*middles, strict=True)).slope
    return slope if abs(slope) >= _ASKEW else 0.0


_UNLABELLED = 0.8
"""Stands for how well a label was recognised that was not read."""


def _unlabelled(stream: Stream, labels: Mapping[int, Found], layout: Layout, item: Item) -> Place | None:
    """What stands between its neighbours on a card, its own label not read."""
    span = without_label(stream, labels, layout, item.key) if layout.card and item.key else None
    return Place(span.at, span.box, span.box, span, _UNLABELLED) if span else None


def _near(stream: Stream, labels: Mapping[int, Found], layout: Layout, item: Item) -> Place | None:
    """Where a value stands whose label was not read, by the label of another field."""
    if item.near is None:
        return None
    other = next((labels[n] for n, each in enumerate(layout.items) if each.key == item.near.key and n in labels), None)
    if other is None:
        return None
    token = stream.tokens[other.start]
    label = surround([each.word for each in stream.tokens[other.start : other.end]])
    wide = label.x1 - label.x0
    x0, y0, x1, y1 = (round(share * wide) for share in item.near.box)
    box = Box(max(label.x0 + x0, 0), label.y1 + y0, max(label.x0 + x1, 1), label.y1 + y1)
    return Place(token.at, box, box, None, other.score, (box,))


def _block(stream: Stream, label: Found) -> Place:
    """A signature block: its whole area, and the name if the page's reading has it."""
    area, span = block_below(stream, label), name_below(stream, label)
    return Place(stream.tokens[label.start].at, span.box if span else area, area, span, label.score)


def _date_line(stream: Stream) -> Span | None:
    """The run "place, ngày … tháng … năm …" that stands alone on its row; one with a place and its comma before others."""
    lines: list[tuple[bool, Span]] = []
    for at, row in stream.rows:
        for run in row.runs():
            text = repair_digits(joined(run.words))
            found = DATED.search(text)
            alone = found and ":" not in text[: found.end()] and found.end() >= len(text) - 4 and found.start() <= 40
            if found and alone and not _UNTIL.match(fold(text)) and not _BORN.search(fold(text[: found.start()])):
                lines.append(("," in text[: found.start()], Span(at, (run.words,))))
    return next((span for placed, span in lines if placed), None) or (
        lines[0][1] if lines else _broken_date_line(stream)
    )


_UNTIL = re.compile(r"\W*(?:den|tu|ke tu|truoc|sau|het|cap)\b\W*(?:het\W*)?(?:ngay|\d)")
"""What a date that is no day of signing begins with: the end of a term, the day of another paper."""


_BORN = re.compile(r"\bsinh\b|\bngay\b|\bcap\b")
"""What a label before another date has."""


def _standing_alone(stream: Stream, pattern: str) -> Span | None:
    """The first run of words that is what the pattern says, but for specks around it."""
    for at, row in stream.rows:
        for run in row.runs():
            words = tuple(word for word in run.words if plain_label(word.text))
            if words and re.fullmatch(pattern, joined(words)):
                return Span(at, (words,))
    return None


_YEAR_BELOW = re.compile(r"(?:năm )?(?:19|20)\d\d")


def _broken_date_line(stream: Stream) -> Span | None:
    """The line of place and date whose year stands under it."""
    for (at, row), (page, below) in pairwise(stream.rows):
        run = row.runs()[-1]
        for year in below.runs():
            centre = (year.box.x0 + year.box.x1) / 2
            under = at == page and run.box.x0 < centre < run.box.x1 and _YEAR_BELOW.fullmatch(year.text)
            if under and DATED.search(f"{joined(run.words)} {year.text}"):
                return Span(at, (run.words, year.words))
    return None
