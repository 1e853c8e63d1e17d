"""Finding the printed labels of a form: fuzzy, tone-blind, and in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from dossier.page import Box, Word
from dossier.text import fold
from ocr.fields.field import PageAt
from ocr.fields.row import NUMBERING, Row
from ocr.footnote_marks import is_mark
from ocr.layout import Layout, Side

_FOOTNOTE = re.compile(r"[(\[{]?\d{0,2}[)\]}]|\d?%|[*°®©™¹²³“”\"'’‘]{1,3}[)\]]?")


_MIDDLE = 0.46


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a document with its page and row; ``gap`` is the white space before it in units of its row's height."""

    word: Word
    at: PageAt
    row: int
    gap: float
    plain: str

    @property
    def box(self) -> Box:
        """The word's box."""
        return self.word.box


@dataclass(frozen=True)
class Stream:
    """All words of a document in reading order. ``rows`` counts through all pages."""

    rows: tuple[tuple[PageAt, Row], ...]
    widths: dict[PageAt, int]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of all rows, one after the other."""
        return tuple(token for number, (at, row) in enumerate(self.rows) for token in _tokens(number, at, row))

    @cached_property
    def first(self) -> tuple[int, ...]:
        """For each row the index of its first token, and the count of tokens at the end."""
        starts, seen = [], 0
        for _, row in self.rows:
            starts.append(seen)
            seen += len(row.words)
        return (*starts, seen)

    def middle(self, at: PageAt) -> float:
        """From where on a label belongs to the right column: short of the middle, which the edges of a scan shift."""
        return _MIDDLE * self.widths[at]

    def row_tokens(self, row: int) -> Sequence[int]:
        """Indexes of the tokens of a row."""
        return range(self.first[row], self.first[row + 1])


def _tokens(number: int, at: PageAt, row: Row) -> Iterator[Token]:
    before: Word | None = None
    for word in row.words:
        gap = (word.box.x0 - before.box.x1) / row.height if before else 99.0
        yield Token(word, at, number, gap, _comparable(word.text))
        before = word


@dataclass(frozen=True, slots=True)
class Found:
    """A label found: tokens ``start`` to ``end`` (exclusive, colon and footnote included). ``score`` 0 to 1."""

    item: int
    start: int
    end: int
    score: float
    size: int

    @property
    def weight(self) -> float:
        """Long labels are worth more than short ones."""
        return self.score**3 * (1 + self.size / 12)


def is_footnote(word: str) -> bool:
    """Whether a word is what engines make of the small figure behind a label: "(2)", "3)", "4%", "®"."""
    return _FOOTNOTE.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def plain_label(label: str) -> str:
    """A label as it is compared: folded letters and digits without spaces."""
    return _comparable(re.sub(r"\([^)]*\)", "", label))


def _comparable(text: str) -> str:
    """Folded letters and digits; ø, rn, ƒ and €, which engines read for ố, m, f and C, made what they stand for."""
    return re.sub(r"[^a-z0-9]+", "", fold(text).translate(_STANDS_FOR)).replace("rn", "m")


_STANDS_FOR = str.maketrans("øƒ€", "ofc")


def find_labels(stream: Stream, layout: Layout) -> dict[int, Found]:
    """The place of each item of the layout that is there, by the item's position in the layout."""
    found = sorted(_candidates(stream, layout), key=lambda each: (each.start, each.end))
    if not layout.ordered:
        found = [each for each in found if not any(_is_part(each, other) for other in found)]
    chosen: dict[int, Found] = {}
    if layout.ordered:
        for side in Side:
            own = [each for each in found if layout.items[each.item].side is side]
            chosen |= {each.item: each for each in _chain(own) if _is_free(each, chosen)}
    for each in sorted(found, key=lambda each: -each.weight):
        shared = sum(each.start == other.start and each.end == other.end for other in found) > 1
        if each.item in chosen or each.score < 0.8 or (shared and layout.ordered):
            continue
        if _is_free(each, chosen):
            chosen[each.item] = each
    return chosen


def arrange(stream: Stream, layout: Layout) -> tuple[Layout, dict[int, Found]]:
    """Find the labels of a form of two columns as printed: side by side, or one block below the other."""
    found = find_labels(stream, layout)
    if all(item.side is Side.ANY for item in layout.items):
        return layout, found
    stacked = replace(layout, items=tuple(replace(item, side=Side.ANY) for item in layout.items))
    below = find_labels(stream, stacked)
    heavier = sum(each.weight for each in below.values()) > sum(each.weight for each in found.values())
    return (stacked, below) if heavier else (layout, found)


def _is_part(found: Found, other: Found) -> bool:
    """Whether a label is the second half of a bilingual one of the same field, which is there as a whole."""
    inside = other.start < found.start and found.end == other.end
    return inside and found.item == other.item and found.size < other.size


def _is_free(found: Found, chosen: Mapping[int, Found]) -> bool:
    return all(found.end <= other.start or found.start >= other.end for other in chosen.values())


def _candidates(stream: Stream, layout: Layout) -> Iterator[Found]:
    filled = [start for start, token in enumerate(stream.tokens) if token.plain]
    named = [start for start in filled if _begins(stream, start) or _leads(stream, start)]
    for number, item in enumerate(layout.items):
        for label in item.labels:
            for start in named if label[0].isupper() else filled:
                each = _match(stream, number, label, start)
                if each and _on_side(stream, each, item.side):
                    yield each


def _on_side(stream: Stream, found: Found, side: Side) -> bool:
    token = stream.tokens[found.start]
    middle = stream.middle(token.at)
    return side is Side.ANY or (token.box.x0 < middle) == (side is Side.LEFT)


def _match(stream: Stream, number: int, label: str, start: int) -> Found | None:
    """The label at this token, if its letters, its place in the row and its colon speak for it."""
    plain, tokens = plain_label(label), stream.tokens
    if not tokens[start].plain or not plain:
        return None
    headed = _begins(stream, start) or (_leads(stream, start) and _beheaded(tokens[start], label))
    if label[0].isupper() and not headed:
        return None
    best, score = start, 0.0
    joined = ""
    rows = 1 if label[0].islower() or _leads(stream, start) else 0
    for end in range(start, min(start + len(plain) + 2, len(tokens))):
        if tokens[end].at != tokens[start].at or tokens[end].row - tokens[start].row > rows:
            break
        joined += tokens[end].plain
        if len(joined) > 1.3 * len(plain) + 1:
            break
        if len(joined) >= 0.7 * len(plain):
            ratio = fuzz.ratio(plain, joined) / 100
            best, score = (end + 1, ratio) if ratio > score else (best, score)
    if score < _least(plain) or not _begins_alike(tokens[start:best], plain):
        return None
    if tokens[best - 1].word.text.endswith(",") and not label.endswith(","):
        return None  # a longer phrase that begins so: "Thửa đất, nhà ở và tài sản khác"
    return _with_surroundings(stream, label, Found(number, start, best, score, len(plain)))


_ALIKE = 60
"""How far the words of a label on the first of two rows are its first, in percent."""


def _begins_alike(words: Sequence[Token], plain: str) -> bool:
    """Whether what a label has on the first of two rows is its beginning, and not the end of the value above it."""
    first = "".join(token.plain for token in words if token.row == words[0].row)
    return words[-1].row == words[0].row or fuzz.ratio(plain[: len(first)], first) >= _ALIKE


_SAME_SHAPE = "cosuvxwzpkq"


def _capital(text: str, *, alike: bool) -> bool:
    """Whether a word begins with a capital; ``alike``: or with a letter whose capital differs only in size."""
    first = next((character for character in text.replace("€", "C") if character.isalpha()), "")
    return first.isupper() or (alike and first != "" and fold(first) in _SAME_SHAPE)


def _begins(stream: Stream, start: int) -> bool:
    """Whether a label that is written with a capital may begin at a token."""
    return _capital(stream.tokens[start].word.text, alike=stream.tokens[start].gap >= 1.2)


def _beheaded(token: Token, label: str) -> bool:
    """Whether a word is the label's first but for its first letter, which a streak at the margin may take or change."""
    first = _comparable(label.split(" ", maxsplit=1)[0])
    rest = token.plain[1:] == first[1:] and token.plain != first
    if label.count(" ") >= _LONG and rest and len(first) > 1:
        return True
    return len(first) >= 3 and (token.plain == first[1:] or (rest and token.word.text[:1] in _STROKES))


_LONG = 2
"""Spaces of a label that its other words show, whatever its first letter was read as: "nọ và tên"."""
_STROKES = frozenset("lIi|1€(")
"""What engines read for a part of a first letter: "lgày" for Ngày, "€6" for Có."""


def _least(plain: str) -> float:
    return 0.99 if len(plain) <= 4 else 0.8


def _leads(stream: Stream, start: int) -> bool:
    """Whether a token begins its row or stands apart from the word before it; a list number may precede."""
    tokens, row = stream.tokens, stream.tokens[start].row
    if tokens[start].gap > 1.2:
        return True
    at = start - 1
    while at > stream.first[row] and not tokens[at].plain and tokens[at].gap <= _CLOSE:
        at -= 1  # the full stop of a number, read by itself
    number = tokens[at]
    if tokens[start].gap > _CLOSE or number.row != row:
        return False
    listed = NUMBERING.fullmatch(number.word.text) is not None or (at < start - 1 and number.plain.isdigit())
    misread = at == stream.first[row] and len(number.word.text) <= _SHORT_NUMBER
    return number.gap > 1.2 and (listed or misread)


_SHORT_NUMBER = 2
"""Characters at the beginning of a row that are the number or letter of a list, whatever they were read as."""
_CLOSE = 3.0
"""Heights of print over which a number belongs to nothing."""


def _numbers(before: Token, token: Token) -> bool:
    """Whether a token is the list number of the next."""
    return token.gap <= _CLOSE and NUMBERING.fullmatch(before.word.text) is not None


_SHORT = 8
"""Letters of a label in which one misread is much: it must begin its run and have its colon."""


def _with_surroundings(stream: Stream, label: str, found: Found) -> Found | None:
    """Take footnote, parenthesis and colon into the label; without colon it must stand alone at the start of its run."""
    tokens = stream.tokens
    end = _after_remarks(stream, found.end)
    row = tokens[end - 1].row
    colon = end < len(tokens) and tokens[end].row == row and tokens[end].word.text == ":"
    start = found.start
    if start and tokens[start - 1].row == tokens[start].row and _numbers(tokens[start - 1], tokens[start]):
        start -= 1
    leads = _leads(stream, found.start)
    alike = label.isupper() == tokens[found.start].word.text.isupper() or len(tokens[found.start].plain) == 1
    if not colon and not (leads and found.score >= 0.85 and found.size >= 5 and alike):
        after = tokens[end].word.text[:1] if end < len(tokens) and tokens[end].row == row else ""
        numbered = start != found.start and after.isupper()  # "1.1. Tên VŨ BÍCH TIÊN" whose colon was not read
        if not (leads and (numbered or after.isdigit()) and found.size <= 4):
            return None
    if found.size <= 4 and not leads:
        return None
    if found.size <= _SHORT and found.score < 0.86 and not (colon and leads):
        return None
    score = found.score * (1.0 if colon else 0.93) * (1.0 if leads else 0.97)
    return Found(found.item, start, _after_marks(stream, end + colon) if colon else end, score, found.size)


def _after_marks(stream: Stream, end: int) -> int:
    """Past the footnote marks behind a colon: "Nơi cư trú: (2) Thôn Nà Đồng"."""
    tokens, row = stream.tokens, stream.tokens[end - 1].row
    while end < len(tokens) and tokens[end].row == row and is_mark(tokens[end].word):
        end += 1
    return end


def _after_remarks(stream: Stream, end: int) -> int:
    """Past footnote marks and one remark in parentheses, "(ghi bằng chữ in hoa)", that end before a colon."""
    tokens = stream.tokens
    row = tokens[end - 1].row
    while end < len(tokens) and tokens[end].row == row and is_footnote(tokens[end].word.text):
        end += 1
    if end < len(tokens) and tokens[end].row == row and tokens[end].word.text.startswith("("):
        for close in range(end, min(end + _REMARK, len(tokens))):
            if tokens[close].row > row + 1 or (tokens[close].row > row and tokens[close].at != tokens[end].at):
                break
            if tokens[close].word.text.endswith(")"):
                return close + 1
    return end


_REMARK = 14
"""Words of a remark behind a label, at most."""


def _chain(found: Sequence[Found]) -> list[Found]:
    """The heaviest sequence in which places and items both rise."""
    total: list[float] = []
    before: list[int | None] = []
    for index, each in enumerate(found):
        options = [
            (total[other], other)
            for other in range(index)
            if found[other].end <= each.start and found[other].item < each.item
        ]
        top = max(options, default=(0.0, None), key=lambda option: option[0])
        total.append(top[0] + each.weight)
        before.append(top[1])
    chain: list[Found] = []
    at = max(range(len(found)), key=total.__getitem__, default=None)
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain
