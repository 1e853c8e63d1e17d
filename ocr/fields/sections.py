"""Labels of forms whose sections (applicant, child, mother, father) may follow each other in any order.

A section begins at a label that only it has ("Họ và tên người mẹ"); the labels that several sections share ("Nơi cư
trú") are those of the section in which they stand, in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr.fields.labels import Found
from ocr.layout import Layout


def labels_by_section(found: Sequence[Found], layout: Layout) -> dict[int, Found]:
    """The place of each item that is there, by its position in the layout; nothing where no section is opened."""
    begins = _beginnings(found, layout)
    chosen: dict[int, Found] = {}
    for each in sorted(found, key=lambda each: (-each.weight, each.start)):
        free = not any(map(each.overlaps, chosen.values()))
        if _is_at_home(each, begins, layout) and free and each.item not in chosen and begins:
            chosen[each.item] = each
    return chosen


def labels_at_home(chosen: Mapping[int, Found], found: Sequence[Found], layout: Layout) -> dict[int, Found]:
    """Of the labels chosen those that stand in their own section: the mother's number is not in the father's."""
    begins = _beginnings(found, layout)
    return {item: each for item, each in chosen.items() if _is_at_home(each, begins, layout)}


def _is_at_home(found: Found, begins: Sequence[tuple[int, str]], layout: Layout) -> bool:
    section = layout.items[found.item].section
    return section is None or section == _section_at(begins, found.start)


def _beginnings(found: Sequence[Found], layout: Layout) -> list[tuple[int, str]]:
    """Where each section begins, in order of print: at the best of the labels that open it, the first of equals."""
    best: dict[str, int] = {}
    for each in sorted(found, key=lambda each: (-each.weight, each.start)):
        item = layout.items[each.item]
        if item.opens and item.section and item.section not in best:
            best[item.section] = each.start
    return sorted((start, section) for section, start in best.items())


def _section_at(begins: Sequence[tuple[int, str]], start: int) -> str | None:
    return next((section for first, section in reversed(begins) if first <= start), None)
