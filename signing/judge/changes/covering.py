"""Do later marks hide what was there? Asked of geometry and of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from signing.judge.changes.kinds import Change, Kind, Weight, forbidden
from signing.judge.changes.layout import Layout
from signing.judge.changes.nodes import Dictionary, Revision
from signing.judge.changes.pages import rectangle
from signing.judge.changes.pictures import Pictures, hides_ink

Box = tuple[float, float, float, float]

# A seal laid over a third of the signature beside it is office practice (NĐ 30/2020, annex I); hiding it is not.
_MOST_OF_ANOTHER = 0.5
# No mark of a signature needs a third of a page.
_MOST_OF_PAGE = 1 / 3
_OWN_INK = {Weight.FILLING, Weight.REFILLING}
_NAMES = {
    Kind.FURTHER_SIGNATURE: Kind.COVERED,
    Kind.FIELD_FILLED: Kind.FORM_OVERLAY,
    Kind.NOTE_ADDED: Kind.ANNOTATION_OVERLAP,
    Kind.ANNOTATION_ADDED: Kind.ANNOTATION_OVERLAP,
    Kind.ANNOTATION_CHANGED: Kind.ANNOTATION_OVERLAP,
}
_REMOVALS = {Kind.NOTE_REMOVED, Kind.ANNOTATION_REMOVED, Kind.ANNOTATION_CHANGED}
_UNSEEN = {"/Link", "/Popup"}


def covering(
    changes: Sequence[Change], old: Revision, layout: Layout, pictures: tuple[Pictures, Pictures]
) -> Iterator[Change]:
    """Of changes that show something new, those that hide something older, named anew and forbidden."""
    if any(each.weight is Weight.FORBIDDEN for each in changes):
        return
    marked = [each for each in changes if each.mark is not None and each.kind in _NAMES]
    for each in marked:
        if each.kind is not Kind.FIELD_FILLED and _is_too_large(each, old, layout):
            yield forbidden(_NAMES[each.kind], str(_page(each) + 1), field=each.field)
    for number in sorted({_page(each) for each in marked}):
        here = [each for each in marked if _page(each) == number]
        own = any(each.weight in _OWN_INK for each in here) or any(each.kind in _REMOVALS for each in changes)
        if hides_ink(*pictures, number, own_ink=own):
            kinds = {_NAMES[each.kind] for each in here}
            gravest = next(each for each in (Kind.FORM_OVERLAY, Kind.ANNOTATION_OVERLAP, Kind.COVERED) if each in kinds)
            yield forbidden(gravest, str(number + 1))


def _page(change: Change) -> int:
    return -1 if change.mark is None else change.mark[0]


def _is_too_large(change: Change, old: Revision, layout: Layout) -> bool:
    if change.mark is None or change.mark[0] >= len(layout.pages):
        return False
    if any(each.name == change.field for each in layout.fields.values()):
        return False  # its place was there for the earlier signer to see: only what it hides counts
    number, box = change.mark
    page = layout.pages[number].entries
    whole = rectangle(old, page.get("/MediaBox"))
    if whole is not None and _share(box, whole) > _MOST_OF_PAGE:
        return True
    others = [rectangle(old, entries.get("/Rect")) for entries in _shown(old, page)]
    return any(other is not None and _share(box, other) > _MOST_OF_ANOTHER for other in others)


def _shown(old: Revision, page: Dictionary) -> Iterator[Dictionary]:
    for each in old.array(page.get("/Annots")):
        entries = old.dictionary(each)
        if old.name(entries.get("/Subtype")) not in _UNSEEN:
            yield entries


def _share(mark: Box, other: Box) -> float:
    """How much of ``other`` lies under ``mark``, from 0 to 1."""
    width = min(mark[2], other[2]) - max(mark[0], other[0])
    height = min(mark[3], other[3]) - max(mark[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / ((other[2] - other[0]) * (other[3] - other[1]))
