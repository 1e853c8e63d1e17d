"""Pages and the annotations on them, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from signing.judge.changes.equality import Comparison
from signing.judge.changes.kinds import Change, Kind, Weight, bookkeeping, forbidden
from signing.judge.changes.layout import Layout, Page
from signing.judge.changes.nodes import Dictionary, Node, Ref, Revision, Stream

_ELSEWHERE = frozenset({"/Annots", "/Parent", "/Type"})
_UNSHOWN = frozenset({"/Tabs", "/StructParents", "/LastModified", "/PieceInfo"})
_GEOMETRY = frozenset({"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"})
_ANNOTATION_LINKS = frozenset({"/P", "/Parent", "/StructParent"})
# What a P=3 certification lets anybody leave: it neither hides nor adds content (the class that cannot is told by
# Mainka et al., Breaking the Specification, 2021). Free text, stamps, redactions and drawings can pass for the page's.
_NOTES = frozenset({"/Text", "/Popup", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret"})
_DATE_KEYS = frozenset({"/M"})
Mark = tuple[int, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A revision and the next, laid out, with the comparison between them."""

    comparison: Comparison
    old: Layout
    new: Layout


def page_changes(pair: Pair) -> Iterator[Change]:
    """Pages that came or went, what each shows, and its annotations other than form fields."""
    old, new = pair.old.pages, pair.new.pages
    if len(new) > len(old):
        yield forbidden(Kind.PAGE_ADDED, f"{len(old)} → {len(new)}")
    if len(new) < len(old):
        yield forbidden(Kind.PAGE_REMOVED, f"{len(old)} → {len(new)}")
    if len(new) == len(old):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _one_page(pair, number, before, after)
            yield from _annotations(pair, number, before, after)


def _one_page(pair: Pair, number: int, before: Page, after: Page) -> Iterator[Change]:
    where = str(number + 1)
    for key in sorted(pair.comparison.differing(before.entries, after.entries, but=_ELSEWHERE)):
        if key in _UNSHOWN:
            yield bookkeeping(Kind.STRUCTURE_TAGS, where)
        elif key == "/AA":
            yield forbidden(Kind.SCRIPT, where)
        elif key in _GEOMETRY:
            yield forbidden(Kind.PAGE_GEOMETRY, where)
        elif key == "/Resources" and _only_unused_more(pair, before, after):
            yield bookkeeping(Kind.UNSHOWN, where)
        else:
            yield forbidden(Kind.PAGE_CONTENT, where)


def _only_unused_more(pair: Pair, before: Page, after: Page) -> bool:
    """Whether resources were added under names that the page's contents do not use, and nothing else was done."""
    comparison = pair.comparison
    old = comparison.old.dictionary(before.entries.get("/Resources"))
    new = comparison.new.dictionary(after.entries.get("/Resources"))
    content = _content(comparison.new, after)
    for category in comparison.differing(old, new):
        had, has = comparison.old.dictionary(old.get(category)), comparison.new.dictionary(new.get(category))
        if category == "/ProcSet":
            continue  # obsolete (ISO 32000-1, 14.2): no reader looks at it
        differing = comparison.differing(had, has)
        if any(name in had or name.encode("latin-1", "replace") in content for name in differing):
            return False
    return True


def _content(revision: Revision, page: Page) -> bytes:
    contents = revision.resolve(page.entries.get("/Contents"))
    parts = (
        [contents] if isinstance(contents, Stream) else [revision.resolve(each) for each in revision.array(contents)]
    )
    return b"\n".join(each.decoded() for each in parts if isinstance(each, Stream))


def _annotations(pair: Pair, number: int, before: Page, after: Page) -> Iterator[Change]:
    comparison, where = pair.comparison, str(number + 1)
    old, new = comparison.old.array(before.entries.get("/Annots")), comparison.new.array(after.entries.get("/Annots"))
    kept = (
        [each for each in old if each in new] if all(isinstance(each, Ref) for each in old) else _kept(pair, old, new)
    )
    for each in old:
        if each not in kept:
            yield _gone(comparison.old, each, where)
        elif isinstance(each, Ref) and each not in _widgets(pair.old):
            yield from _altered(pair, each, where)
    in_order = [each for each in new if each in kept]
    if in_order != kept:
        yield forbidden(Kind.ANNOTATION_CHANGED, where)
    known = _widgets(pair.new)
    for each in new:
        if each not in kept and each not in known:
            yield _come(comparison.new, each, number)


def _kept(pair: Pair, old: tuple[Node, ...], new: tuple[Node, ...]) -> list[Node]:
    """Of a page whose annotations stand in the page itself: those that are there again, as they were."""
    return [
        each
        for each in old
        if (isinstance(each, Ref) and each in new)
        or (not isinstance(each, Ref) and any(pair.comparison.same(each, other) for other in new))
    ]


def _widgets(layout: Layout) -> set[Ref]:
    return {each for found in layout.fields.values() for each in found.widgets if isinstance(each, Ref)}


def _gone(revision: Revision, node: Node, where: str) -> Change:
    entries = revision.dictionary(node)
    subtype = revision.name(entries.get("/Subtype"))
    if subtype == "/Widget":
        return forbidden(Kind.FIELD_REMOVED, where)
    if subtype in _NOTES:
        return Change(Kind.NOTE_REMOVED, Weight.NOTE, where)
    return forbidden(Kind.ANNOTATION_REMOVED, where)


def _altered(pair: Pair, ref: Ref, where: str) -> Iterator[Change]:
    comparison = pair.comparison
    old, new = comparison.old.dictionary(ref), comparison.new.dictionary(ref)
    differing = comparison.differing(old, new, but=_ANNOTATION_LINKS)
    if not differing:
        return
    if differing <= _DATE_KEYS:
        yield bookkeeping(Kind.DATES, where)
    elif comparison.old.name(old.get("/Subtype")) in _NOTES and _is_note(comparison.new, new):
        yield Change(Kind.NOTE_ADDED, Weight.NOTE, where, mark=_mark(comparison.new, new, int(where) - 1))
    else:
        yield forbidden(Kind.ANNOTATION_CHANGED, where)


def _come(revision: Revision, node: Node, number: int) -> Change:
    entries = revision.dictionary(node)
    if _is_note(revision, entries):
        return Change(Kind.NOTE_ADDED, Weight.NOTE, str(number + 1), mark=_mark(revision, entries, number))
    return forbidden(Kind.ANNOTATION_ADDED, str(number + 1))


def _is_note(revision: Revision, entries: Dictionary) -> bool:
    """A kind of note, without action, whose own picture (if it brings one) holds neither text nor images."""
    if revision.name(entries.get("/Subtype")) not in _NOTES or "/A" in entries or "/AA" in entries:
        return False
    looks = list(appearances(revision, entries))
    if revision.name(entries.get("/Subtype")) == "/Popup" and looks:
        return False
    return not any(_draws_much(each) for each in looks)


def appearances(revision: Revision, entries: Dictionary) -> Iterator[Stream]:
    """All appearance streams of an annotation."""
    for each in revision.dictionary(entries.get("/AP")).values():
        found = revision.resolve(each)
        states = found.values() if isinstance(found, dict) else (found,)
        for state in states:
            stream = revision.resolve(state)
            if isinstance(stream, Stream):
                yield stream


_TEXT_OR_PICTURE = (b"Tj", b"TJ", b"Do", b"BI", b"'", b'"', b"sh")
_MOST_DRAWN = 4000


def _draws_much(stream: Stream) -> bool:
    content = stream.decoded()
    return len(content) > _MOST_DRAWN or any(operator in content.split() for operator in _TEXT_OR_PICTURE)


def _mark(revision: Revision, entries: Dictionary, number: int) -> Mark | None:
    box = rectangle(revision, entries.get("/Rect"))
    return None if box is None else (number, box)


def rectangle(revision: Revision, node: Node) -> tuple[float, float, float, float] | None:
    """A rectangle with an area, its corners in order; None for what is none."""
    values = [revision.resolve(each) for each in revision.array(node)]
    numbers = [float(each) for each in values if isinstance(each, int | Decimal)]
    if len(numbers) != 4 or len(values) != 4:
        return None
    x0, x1 = sorted((numbers[0], numbers[2]))
    y0, y1 = sorted((numbers[1], numbers[3]))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
