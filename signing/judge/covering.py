"""Do later signatures' marks hide what was there? Asked of geometry, for the syntax of such a revision is flawless."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf

Identity = tuple[int, int]
Box = tuple[float, float, float, float]

# A seal laid over a third of the signature beside it is office practice (NĐ 30/2020, annex I); hiding it is not.
_MOST_OF_ANOTHER = 0.5
# No mark of a signature needs a third of a page.
_MOST_OF_PAGE = 1 / 3


@dataclass(frozen=True, slots=True)
class _Mark:
    """An annotation on a page: ``end`` is where the range of its signature ends, 0 if it is not one's."""

    identity: Identity
    box: Box
    end: int


def covering(pdf: pikepdf.Pdf, ends: Mapping[Identity, int]) -> frozenset[Identity]:
    """Of signature widgets, given with the ends of their ranges, those that hide most of an older mark or a page."""
    found: set[Identity] = set()
    for page in pdf.pages:
        marks = list(_marks(page.obj, ends))
        signatures = [mark for mark in marks if mark.end]
        whole = _box(pikepdf.Page(page).mediabox)
        found |= {mark.identity for mark in signatures if whole and _share(mark.box, whole) > _MOST_OF_PAGE}
        found |= {mark.identity for mark in signatures if any(_hides(mark, other) for other in marks)}
    return frozenset(found)


def _hides(mark: _Mark, other: _Mark) -> bool:
    return other.end < mark.end and _share(mark.box, other.box) > _MOST_OF_ANOTHER


def _marks(page: pikepdf.Object, ends: Mapping[Identity, int]) -> Iterator[_Mark]:
    annotations = page.get("/Annots")
    for each in annotations if isinstance(annotations, pikepdf.Array) else ():
        box = _box(each.get("/Rect")) if isinstance(each, pikepdf.Dictionary) else None
        if box is not None:
            yield _Mark(each.objgen, box, ends.get(each.objgen, 0))


def _box(value: object) -> Box | None:
    """None for a box that is none, or has no area: an invisible signature's."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(str(each)) for each in value)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _share(mark: Box, other: Box) -> float:
    """How much of ``other`` lies under ``mark``, from 0 to 1."""
    width = min(mark[2], other[2]) - max(mark[0], other[0])
    height = min(mark[3], other[3]) - max(mark[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / ((other[2] - other[0]) * (other[3] - other[1]))
