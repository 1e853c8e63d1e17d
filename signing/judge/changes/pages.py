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
# What a P=3 certification allows too, and what can pass for the page's own content: a person has to look.
_COMMENTS = frozenset(
    {"/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment"} | _NOTES
)
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
        elif key == "/Resources" and _only_procedures(pair, before, after):
            yield bookkeeping(Kind.UNSHOWN, where)
        else:
            yield forbidden(Kind.PAGE_CONTENT, where)


def _only_procedures(pair: Pair, before: Page, after: Page) -> bool:
    """Whether nothing but the ProcSet differs: it is obsolete (ISO 32000-1, 14.2) and no reader looks at it."""
    comparison = pair.comparison
    old = comparison.old.dictionary(before.entries.get("/Resources"))
    new = comparison.new.dictionary(after.entries.get("/Resources"))
    return comparison.differing(old, new) == {"/ProcSet"}


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
    expected = _new_marks(pair)
    for each in new:
        if each not in kept and each not in expected:
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


def _new_marks(pair: Pair) -> set[Ref]:
    """Widgets whose coming is judged with their field: of new fields, and of signature fields that were not signed yet."""
    found: set[Ref] = set()
    for key, after in pair.new.fields.items():
        before = pair.old.fields.get(key)
        unsigned = before is not None and not isinstance(pair.comparison.old.resolve(before.get("/V")), dict)
        signature = pair.comparison.new.name(after.get("/FT")) == "/Sig"
        if before is None or (signature and unsigned):
            found |= {each for each in after.widgets if isinstance(each, Ref)}
    return found


def _gone(revision: Revision, node: Node, where: str) -> Change:
    entries = revision.dictionary(node)
    subtype = revision.name(entries.get("/Subtype"))
    if subtype == "/Widget":
        return forbidden(Kind.FIELD_REMOVED, where)
    if subtype in _NOTES:
        return Change(Kind.NOTE_REMOVED, Weight.NOTE, where)
    if _is_comment(revision, entries):
        return Change(Kind.ANNOTATION_REMOVED, Weight.COMMENT, where)
    return forbidden(Kind.ANNOTATION_REMOVED, where)


def _is_comment(revision: Revision, entries: Dictionary) -> bool:
    subtype = revision.name(entries.get("/Subtype"))
    if subtype == "/Link":
        action = revision.name(revision.dictionary(entries.get("/A")).get("/S"))
        return action in {"", "/URI", "/GoTo"} and not entries.keys() & {"/AA", "/AP"}
    return subtype in _COMMENTS and not entries.keys() & {"/A", "/AA"}


def _altered(pair: Pair, ref: Ref, where: str) -> Iterator[Change]:
    comparison = pair.comparison
    old, new = comparison.old.dictionary(ref), comparison.new.dictionary(ref)
    if isinstance(comparison.old.resolve(ref), Stream) or isinstance(comparison.new.resolve(ref), Stream):
        if not comparison.same(ref, ref):
            yield forbidden(Kind.ANNOTATION_CHANGED, where)
        return
    differing = comparison.differing(old, new, but=_ANNOTATION_LINKS)
    if not differing:
        return
    if differing <= _DATE_KEYS:
        yield bookkeeping(Kind.DATES, where)
    elif comparison.old.name(old.get("/Subtype")) in _NOTES and _is_note(comparison.new, new):
        yield Change(Kind.NOTE_ADDED, Weight.NOTE, where, mark=_mark(comparison.new, new, int(where) - 1))
    elif _is_comment(comparison.old, old) and _is_comment(comparison.new, new):
        mark = _mark(comparison.new, new, int(where) - 1)
        yield Change(Kind.ANNOTATION_CHANGED, Weight.COMMENT, where, mark=mark)
    else:
        yield forbidden(Kind.ANNOTATION_CHANGED, where)


def _come(revision: Revision, node: Node, number: int) -> Change:
    entries = revision.dictionary(node)
    if _is_note(revision, entries):
        return Change(Kind.NOTE_ADDED, Weight.NOTE, str(number + 1), mark=_mark(revision, entries, number))
    if _is_comment(revision, entries):
        return Change(Kind.ANNOTATION_ADDED, Weight.COMMENT, str(number + 1), mark=_mark(revision, entries, number))
    return forbidden(Kind.ANNOTATION_ADDED, str(number + 1))


def _is_note(revision: Revision, entries: Dictionary) -> bool:
    """A kind of note, without action, whose own picture (if it brings one) holds neither text nor images."""
    if revision.name(entries.get("/Subtype")) not in _NOTES or "/A" in entries or "/AA" in entries:
        return False
    looks = list(appearances(revision, entries))
    subtype = revision.name(entries.get("/Subtype"))
    if looks and (subtype == "/Popup" or (subtype == "/Text" and not _is_small(revision, entries))):
        return False
    return not any(_draws_much(revision, each) for each in looks)


def _is_small(revision: Revision, entries: Dictionary) -> bool:
    box = rectangle(revision, entries.get("/Rect"))
    return box is None or (box[2] - box[0] <= _ICON and box[3] - box[1] <= _ICON)


def appearances(revision: Revision, entries: Dictionary) -> Iterator[Stream]:
    """All appearance streams of an annotation."""
    for each in revision.dictionary(entries.get("/AP")).values():
        found = revision.resolve(each)
        states = found.values() if isinstance(found, dict) else (found,)
        for state in states:
            stream = revision.resolve(state)
            if isinstance(stream, Stream):
                yield stream


# An icon of a note is at most this wide and high, in points.
_ICON = 50
_TEXT_OR_PICTURE = frozenset({b"Tj", b"TJ", b"Do", b"BI", b"'", b'"', b"sh", b"scn", b"SCN"})
_SEGMENTS = frozenset({b"l", b"c", b"v", b"y", b"re"})
# A line, a box or a wave under words; a few digits drawn as outlines need more.
_MOST_SEGMENTS = 60
_MOST_DRAWN = 8000
_PLAIN_RESOURCES = frozenset({"/ProcSet", "/ExtGState", "/ColorSpace"})


def _draws_much(revision: Revision, stream: Stream) -> bool:
    """Whether an appearance could pass for text or pictures of the page's own."""
    content = stream.decoded()
    words = content.split()
    drawn = sum(word in _SEGMENTS for word in words)
    if len(content) > _MOST_DRAWN or drawn > _MOST_SEGMENTS or not _TEXT_OR_PICTURE.isdisjoint(words):
        return True
    resources = revision.dictionary(stream.dictionary.get("/Resources"))
    states = revision.dictionary(resources.get("/ExtGState")).values()
    masked = any(
        not isinstance(revision.resolve(revision.dictionary(each).get("/SMask")), str | None) for each in states
    )
    return masked or not resources.keys() <= _PLAIN_RESOURCES


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
