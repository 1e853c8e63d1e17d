"""The words of a value: beside its label or below it, up to the next label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.page import Box, Word
from ocr.fields.field import PageAt
from ocr.fields.labels import Found, Stream
from ocr.fields.rows import surround
from ocr.layout import Item, Side

_WIDE = 10**6


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
    starts = {each.start for each in labels.values()}
    left, right = _bounds(stream, labels, label, item)
    beside = _beside(stream, label, row, starts, right)
    lines = [beside] if beside else []
    if item.hanging or item.lines > 1:
        wanted = item.lines + (1 if item.hanging and not beside and item.lines == 1 else 0)
        lines += _below(stream, row, (left, right), labels, wanted=wanted - len(lines), follows=bool(beside))
    kept = tuple(tuple(stream.tokens[index].word for index in line) for line in lines)
    return Span(stream.tokens[label.start].at, kept) if kept else None


def _bounds(stream: Stream, labels: Mapping[int, Found], label: Found, item: Item) -> tuple[float, float]:
    """Between which x the value lies: its column, and under its label where values hang."""
    token = stream.tokens[label.start]
    height = token.box.y1 - token.box.y0
    gutter = _gutter(stream, labels, token.at)
    left, right = 0.0, float(_WIDE)
    if item.side is Side.LEFT:
        right = gutter
    if item.side is Side.RIGHT:
        left = gutter
    if item.hanging:
        left = max(left, token.box.x0 - 1.5 * height)
        row = stream.tokens[label.end - 1].row
        later = [each.start for each in labels.values() if each.start >= label.end]
        same_row = [stream.tokens[start].box.x0 for start in later if stream.tokens[start].row == row]
        right = min([right, *(x - height / 2 for x in same_row)])
    return left, right


def _gutter(stream: Stream, labels: Mapping[int, Found], at: PageAt) -> float:
    """Where the right column begins: at its leftmost label, else the middle of the page."""
    middle = stream.widths[at] / 2
    right = [token.box.x0 for each in labels.values() if (token := stream.tokens[each.start]).at == at]
    return min((x for x in right if x >= middle), default=middle) - 8


def _beside(stream: Stream, label: Found, row: int, starts: set[int], right: float) -> list[int]:
    line: list[int] = []
    for index in range(label.end, stream.first[row + 1]):
        if index in starts or stream.tokens[index].box.x0 >= right:
            break
        line.append(index)
    return line


def _below(
    stream: Stream,
    row: int,
    bounds: tuple[float, float],
    labels: Mapping[int, Found],
    *,
    wanted: int,
    follows: bool,
) -> list[list[int]]:
    taken = {index for each in labels.values() for index in range(each.start, each.end)}
    lines: list[list[int]] = []
    at, above = stream.rows[row]
    for number in range(row + 1, len(stream.rows)):
        page, below = stream.rows[number]
        inside = [
            index
            for index in stream.row_tokens(number)
            if bounds[0] <= stream.tokens[index].box.x0 and stream.tokens[index].box.x0 < bounds[1]
        ]
        if len(lines) >= wanted or page != at or any(index in taken for index in inside):
            break
        if below.middle - above.middle > (2.3 if follows or lines else 3.2) * max(above.height, below.height):
            break
        if inside:
            lines.append(inside)
            above = below
    return lines
