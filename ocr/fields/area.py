"""Where the value of a label may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from dossier.page import Box
from ocr.fields.field import PageAt
from ocr.fields.labels import Found
from ocr.fields.row import NUMBERING
from ocr.fields.stream import Stream
from ocr.layout import Item, Side

_WIDE = 10**6


@dataclass(frozen=True, slots=True)
class Area:
    """Where a value may stand: between ``left`` and ``right``; ``start`` is the x of its label. ``taken``: labels."""

    left: float
    right: float
    start: float
    edge: float
    hanging: bool
    taken: frozenset[int]


def area_of(stream: Stream, labels: Mapping[int, Found], label: Found, item: Item) -> Area:
    """The area of a found label's value: its column, or what hangs under it up to the next label of its row."""
    token = stream.tokens[_first(stream, label)]
    height = token.box.y1 - token.box.y0
    gutter = _gutter(stream, labels, token.at)
    left = gutter if item.side is Side.RIGHT else 0.0
    right = gutter if item.side is Side.LEFT else float(_WIDE)
    if item.hanging:
        left = max(left, token.box.x0 - 1.5 * height)
        row = stream.tokens[label.end - 1].row
        later = [each.start for each in labels.values() if each.start >= label.end]
        same_row = [stream.tokens[start].box.x0 for start in later if stream.tokens[start].row == row]
        right = min([right, *(x - height / 2 for x in same_row)])
    taken = frozenset(index for each in labels.values() for index in range(each.start, each.end))
    return Area(left, right, token.box.x0, min(right, _edge(stream, token.row)), item.hanging, taken)


_APART = 1.2
"""Heights of print between what was taken for a list's number and the label, from which on it is none."""


def _first(stream: Stream, label: Found) -> int:
    """The first word of a label; what stands apart before it, as scraps of a portrait do, is no list's number."""
    after = label.start + 1
    first = stream.tokens[label.start].word.text
    apart = after < label.end and stream.tokens[after].gap > _APART
    return after if apart and (NUMBERING.fullmatch(first) or len(first) <= _SCRAP) else label.start


_SCRAP = 2
"""Characters of what is no word."""


def _gutter(stream: Stream, labels: Mapping[int, Found], at: PageAt) -> float:
    """Where the right column begins: at its leftmost label, else the middle of the page."""
    middle = stream.middle(at)
    right = [token.box.x0 for each in labels.values() if (token := stream.tokens[each.start]).at == at]
    return min((x for x in right if x >= middle), default=middle) - 8


def _edge(stream: Stream, row: int) -> float:
    """The right margin of a row's page, or column: where its longest lines end."""
    place = stream.place(row)
    ends = sorted(each.box.x1 for number, (_, each) in enumerate(stream.rows) if stream.place(number) == place)
    return ends[int(0.9 * (len(ends) - 1))]


def expected_box(stream: Stream, labels: Mapping[int, Found], number: int, item: Item) -> Box:
    """Where the value of a found label should stand, whether or not anything was read there."""
    label = labels[number]
    area = area_of(stream, labels, label, item)
    last = stream.tokens[label.end - 1]
    height = last.box.y1 - last.box.y0
    later = [stream.tokens[each.start] for each in labels.values() if each.start >= label.end]
    right = min([area.edge, *(token.box.x0 for token in later if token.row == last.row)])
    top, bottom = last.box.y0 - round(0.4 * height), last.box.y1 + round(0.5 * height)
    if item.hanging and right - last.box.x1 < 4 * height:
        return Box(round(area.start), bottom, round(max(area.edge, area.start + 1)), bottom + round(2.2 * height))
    return Box(last.box.x1 + 2, top, max(round(right), last.box.x1 + 3), bottom)


def date_boxes(stream: Stream, label: Found) -> tuple[Box, Box]:
    """Where a date in small print stands: beside its label, a little lower or higher, or below it."""
    words = [token.box for token in stream.tokens[label.start : label.end]]
    height = round(median(box.y1 - box.y0 for box in words))
    first, last = words[0], words[-1]
    beside = Box(last.x1 + 1, max(last.y0 - round(1.6 * height), 0), last.x1 + 16 * height, last.y1 + height)
    left = max(first.x0 - height // 2, 0)
    return beside, Box(left, last.y1 - height // 4, first.x0 + 14 * height, last.y1 + round(2.2 * height))
