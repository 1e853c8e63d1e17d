"""Forms that tell of two persons in the same words: whose part comes first, below or beside, their own labels say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from rapidfuzz import fuzz

from ocr.fields.columns import columned, sections_side_by_side, side_by_side
from ocr.fields.english_half import is_english, parted, without_lower_half
from ocr.fields.label_choice import chosen_labels
from ocr.fields.labels import Found, candidates, plain_label
from ocr.fields.person_table import person_by_person
from ocr.fields.stream import Stream
from ocr.layout import Item, Layout, Side


@dataclass(frozen=True, slots=True)
class Arranged:
    """A form as it is printed: its words in reading order, its items in that order, their labels.

    ``untold``: the keys of fields of whom nothing printed says whose they are. ``is_laid_out``: the parts are in the
    layout's order.
    """

    stream: Stream
    layout: Layout
    labels: Mapping[int, Found]
    untold: frozenset[str] = frozenset()
    is_laid_out: bool = True

    @property
    def weight(self) -> float:
        """How much of the form was found; what was found in columns that were seen counts a little more."""
        return sum(each.weight for each in self.labels.values()) * (_IN_COLUMNS if self.stream.columns else 1.0)


_IN_COLUMNS, _UNTOLD = 1.1, 0.8
"""What an order counts that columns speak for, and one that is not the layout's where no label says whose a part is."""


def arrange(stream: Stream, layout: Layout) -> Arranged:
    """Find the labels of a form whose parts stand side by side or one below the other, either of them first."""
    both = any(" / " in label or is_english(label) for item in layout.items for label in item.labels)
    stream = stream if both else _in_one_language(stream)
    sided = any(item.side is not Side.ANY for item in layout.items)
    found = list(candidates(stream, layout.items))
    tried = [_tried(stream, layout, found, order, stacked=False) for order in _orders(layout.items)]
    if sided:
        tried += [_tried(stream, layout, found, order, stacked=True) for order in _orders(layout.items)]
        if block := side_by_side(stream, layout.items, found):
            beside = _in_one_language(columned(stream, block))
            found = list(candidates(beside, layout.items))
            tried += [_tried(beside, layout, found, order, stacked=True) for order in _orders(layout.items)]
    if block := sections_side_by_side(stream, layout.items, found):
        beside = columned(stream, block)
        found = list(candidates(beside, layout.items))
        tried += [_tried(beside, layout, found, order, stacked=True) for order in _orders(layout.items)]
    if table := person_by_person(stream, layout.column_heads):
        found = list(candidates(table, layout.items))
        tried += [_tried(table, layout, found, order, stacked=True) for order in _orders(layout.items)]
    told = [replace(each, untold=frozenset(_untold(each))) for each in tried]
    return max(told, key=lambda each: each.weight * (1.0 if each.is_laid_out or not each.untold else _UNTOLD))


def _in_one_language(stream: Stream) -> Stream:
    """The words without English halves of labels that stand on a line under them, left of the value."""
    rows = [(at, parted(row)) for at, row in stream.rows]
    for number in range(1, len(rows)):
        (at, above), (page, row) = rows[number - 1 : number + 1]
        if at == page and stream.place(number - 1) == stream.place(number) and above.words and row.words:
            upper, lower = without_lower_half(above, row)
            rows[number - 1 : number + 1] = (at, upper), (page, lower)
    kept = [number for number, (_, row) in enumerate(rows) if row.words]
    columns = tuple(stream.columns[number] for number in kept) if stream.columns else ()
    return Stream(tuple(rows[number] for number in kept), stream.widths, columns)


def _orders(items: Sequence[Item]) -> Iterator[list[int]]:
    """The items by their numbers as laid out, and with the two parts of the form changed about, where it has parts."""
    runs = [
        (part, [number for number, _ in run])
        for part, run in groupby(enumerate(items), key=lambda numbered: numbered[1].part)
    ]
    yield [number for _, run in runs for number in run]
    own = [at for at, (part, _) in enumerate(runs) if part is not None]
    if len(own) >= 2:
        for one, other in zip(own[::2], own[1::2], strict=False):
            runs[one], runs[other] = runs[other], runs[one]
        yield [number for _, run in runs for number in run]


_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.ANY: Side.ANY}


def _tried(stream: Stream, layout: Layout, found: Sequence[Found], order: list[int], *, stacked: bool) -> Arranged:
    """The labels of a form in one order; ``found`` has the items by their numbers in the layout."""
    changed = order != sorted(order)
    items = [layout.items[number] for number in order]
    items = [replace(item, side=Side.ANY if stacked else _OTHER[item.side] if changed else item.side) for item in items]
    ordered = replace(layout, items=tuple(items))
    place = {number: at for at, number in enumerate(order)}
    chosen = chosen_labels(stream, ordered, [replace(each, item=place[each.item]) for each in found])
    return Arranged(stream, ordered, chosen, is_laid_out=not changed)


_TELLING = 0.05
"""How much more a label is like one part's than like the other's, at least, to say whose part it is."""


def _untold(arranged: Arranged) -> Iterator[str]:
    """The keys of each part whose first label, which names the person, was not found or may be the other's; and those
    whose label follows another's that was not found.
    """
    items = arranged.layout.items
    heads = {}
    for number, item in enumerate(items):
        if item.part is not None and item.part not in heads and item.key:
            heads[item.part] = number
    for part, number in heads.items():
        others = [label for other, at in heads.items() if other != part for label in items[at].labels]
        if number not in arranged.labels or not _tells(arranged, arranged.labels[number], items[number].labels, others):
            yield from (item.key for item in items if item.part == part and item.key)
    known = {items[number].key for number in arranged.labels}
    yield from (item.key for item in items if item.after and item.key and item.after[0] not in known)


def _heads(arranged: Arranged, found: Found) -> list[str]:
    """The letters of a label's first words, of one, of two and so on."""
    tokens = arranged.stream.tokens[found.start : found.end]
    return ["".join(token.plain for token in tokens[:count]) for count in range(1, len(tokens) + 1)]


def _tells(arranged: Arranged, found: Found, own: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words of a label are this part's and not the other's."""
    heads = _heads(arranged, found)
    ours, theirs = ([plain_label(label) for label in labels] for labels in (own, others))
    both = {_common(one, other) for one in ours for other in theirs}
    if _likeness(heads[-1:], ours) <= _likeness(heads[-1:], both):
        return False  # the word that names the person was not read
    return _likeness(heads, ours) - _likeness(heads, theirs) >= _TELLING


def _common(one: str, other: str) -> str:
    """What two labels begin with."""
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _likeness(heads: Iterable[str], labels: Iterable[str]) -> float:
    """How like the nearest of the labels one of the heads is, 0 to 1."""
    return max((fuzz.ratio(label, head) / 100 for label in labels for head in heads), default=0.0)
