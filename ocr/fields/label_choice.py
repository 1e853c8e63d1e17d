"""Which of all the places that may be labels of a form are: those that go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ocr.fields.labels import Found
from ocr.fields.sections import labels_at_home, labels_by_section
from ocr.fields.stream import Stream
from ocr.layout import Layout, Side, Take


def chosen_labels(stream: Stream, layout: Layout, everywhere: Iterable[Found]) -> dict[int, Found]:
    """Of all places that may be labels those that go together."""
    on_side = [each for each in everywhere if _on_side(stream, each, layout.items[each.item].side)]
    on_side = [each for each in on_side if not _stands_before(each, layout, on_side)]
    likely = [each for each in on_side if not any(_is_rather(other, each) for other in on_side)]
    found = sorted(_longest(stream, likely), key=lambda each: (each.start, each.end))
    if not layout.ordered:
        found = [each for each in found if not any(_is_part(each, other) for other in found)]
    in_order = _labels_in_order(stream, found, layout)
    by_section = labels_by_section(found, layout) if any(item.section for item in layout.items) else {}
    at_home = labels_at_home(in_order, found, layout)
    return by_section if _weight(by_section) > _weight(at_home) else in_order


def _stands_before(found: Found, layout: Layout, everywhere: Sequence[Found]) -> bool:
    """Whether a label stands before all places of the one that it follows: of the first of these that is found."""
    for wanted in layout.items[found.item].after:
        before = [each.start for each in everywhere if layout.items[each.item].key == wanted]
        if before:
            return found.start < min(before)
    return False


_MUCH = 0.05


def _is_rather(other: Found, found: Found) -> bool:
    """Whether words are another label's, which is much more like them and no shorter: "Tên … bằng tiếng" has two ends."""
    there = other.start == found.start and other.end >= found.end
    return there and other.item != found.item and other.score >= found.score + _MUCH


_NEARLY = 0.9
"""How like its words a longer wording must be to be the label: "Thời hạn sử dụng đết" is not the shorter one."""


def _longest(stream: Stream, found: Sequence[Found]) -> Iterator[Found]:
    """The candidates without those that are the beginning of a longer one of the same label, or have scraps or the line
    over it before it.
    """
    for each in found:
        same = [other for other in found if other.item == each.item]
        longer = (other for other in same if other.start == each.start and other.end > each.end)
        barer = (other for other in same if other.end == each.end and _is_before(stream, each.start, other.start))
        begun = any(other.score >= _NEARLY * each.score for other in longer)
        if not begun and not any(other.score > each.score for other in barer):
            yield each


def _is_before(stream: Stream, start: int, label: int) -> bool:
    """Whether the tokens from one to a label's first are no more than scraps, or a line over the label's."""
    above = start < label == stream.first[stream.tokens[label].row]
    return above or (start < label and all(len(stream.tokens[at].plain) <= 1 for at in range(start, label)))


def _is_part(found: Found, other: Found) -> bool:
    """Whether a label is the second half of a bilingual one of the same field, which is there as a whole."""
    inside = other.start < found.start and found.end == other.end
    return inside and found.item == other.item and found.size < other.size


def _weight(labels: Mapping[int, Found]) -> float:
    return round(sum(each.weight for each in labels.values()), 6)


def _labels_in_order(stream: Stream, found: Sequence[Found], layout: Layout) -> dict[int, Found]:
    chosen: dict[int, Found] = {}
    by_weight = sorted(found, key=lambda each: -each.weight)
    if layout.ordered:
        for side in Side:
            own = [each for each in found if layout.items[each.item].side is side]
            chosen |= {each.item: each for each in _chain(own) if _is_free(each, chosen)}
    first = min((each.start for each in chosen.values()), default=len(stream.tokens))
    for each in by_weight if layout.ordered else _first_of_equals(by_weight, layout):
        item = layout.items[each.item]
        if item.take is Take.NUMBER and each.start > first:
            continue  # the number of a form stands in its head
        if item.take is Take.NAME and each.start < first:
            continue  # and nobody signs over it: that is the body that issues
        if layout.ordered and item.part:
            continue  # of whom the other labels tell their order says
        shared = any(_is_as_good(other, each) for other in found)
        if each.item in chosen or each.score < 0.8 or (shared and layout.ordered):
            continue
        if _is_free(each, chosen):
            chosen[each.item] = each
    return chosen


_WORSE = 0.05
"""How much less a label may be like the same words to be another reading of them."""


def _is_as_good(other: Found, found: Found) -> bool:
    """Whether another label of the layout is as like the same words."""
    same = other.start == found.start and other.end == found.end
    return same and other.item != found.item and other.score >= found.score - _WORSE


_EQUAL = 0.9
"""Share of the weight of a label's best place from which on a place is as good."""


def _first_of_equals(by_weight: Sequence[Found], layout: Layout) -> list[Found]:
    """The places with the first in print of a label's best before the others: of two owners the first is named."""
    heaviest: dict[int, float] = {}
    for each in by_weight:
        heaviest.setdefault(each.item, each.weight)

    def is_worse(each: Found) -> bool:
        if layout.items[each.item].first:
            return each.score < _EQUAL
        return each.weight < _EQUAL * heaviest[each.item]

    return sorted(by_weight, key=lambda each: (-heaviest[each.item], each.item, is_worse(each), each.start))


def _is_free(found: Found, chosen: Mapping[int, Found]) -> bool:
    return not any(map(found.overlaps, chosen.values()))


def _on_side(stream: Stream, found: Found, side: Side) -> bool:
    token = stream.tokens[found.start]
    middle = stream.middle(token.at)
    return side is Side.ANY or (token.box.x0 < middle) == (side is Side.LEFT)


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
