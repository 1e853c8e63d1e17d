"""The structure tree of tagged PDF: signatures' widgets may be entered in it, what was there stays."""

from __future__ import annotations

from collections.abc import Iterator

from signing.judge.changes.kinds import Change, Kind, bookkeeping, forbidden, setting
from signing.judge.changes.nodes import Dictionary, Node, Ref, Revision
from signing.judge.changes.pages import Pair

_KEPT_APART = frozenset({"/K", "/P", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap", "/ClassMap"})
# What a screen reader would read aloud in place of the page.
_SPOKEN = frozenset({"/ActualText", "/Alt", "/E"})
_MOST_ELEMENTS = 100_000


def structure_changes(pair: Pair) -> Iterator[Change]:
    """None, bookkeeping, or a change of what was there."""
    comparison = pair.comparison
    old, new = comparison.old.root.get("/StructTreeRoot"), comparison.new.root.get("/StructTreeRoot")
    if comparison.old.resolve(old) is None and comparison.new.resolve(new) is None:
        return
    if not comparison.same(old, new):
        if _grown(pair, old, new):
            yield bookkeeping(Kind.STRUCTURE_TAGS)
        elif _spoken(comparison.old, old) == _spoken(comparison.new, new):
            yield setting(Kind.STRUCTURE)
        else:
            yield forbidden(Kind.STRUCTURE)


def _spoken(revision: Revision, root: Node) -> list[tuple[str, bytes]]:
    """All that would be read aloud in place of the page, in the order of the tree."""
    waiting, visited, found = [root], set[Node](), list[tuple[str, bytes]]()
    while waiting and len(visited) < _MOST_ELEMENTS:
        node = waiting.pop()
        if isinstance(node, Ref):
            if node in visited:
                continue
            visited.add(node)
        entries = revision.dictionary(node)
        for key in sorted(entries.keys() & _SPOKEN):
            text = revision.resolve(entries[key])
            found.append((key, text if isinstance(text, bytes) else b""))
        waiting.extend(reversed(list(_kids(revision, entries))))
    return found


def _grown(pair: Pair, old: Node, new: Node) -> bool:
    """Whether every old element is there with its entries, its children in order, new ones naming annotations only."""
    comparison = pair.comparison
    waiting: list[tuple[Node, Node]] = [(old, new)]
    visited: set[Node] = set()
    left = _MOST_ELEMENTS
    while waiting:
        one, other = waiting.pop()
        if isinstance(one, Ref):
            if one in visited:
                continue
            visited.add(one)
        left -= 1
        if left < 0:
            return False
        had, has = comparison.old.dictionary(one), comparison.new.dictionary(other)
        if not had and has and not _is_only_annotations(comparison.new, other):
            return False
        if not had:
            continue
        # Back references are compared through the children that are walked.
        if comparison.differing(_shallow(had), _shallow(has)) or not _maps_grown(pair, had, has):
            return False
        pairs = _children(pair, had, has)
        if pairs is None:
            return False
        waiting.extend(pairs)
    return True


def _maps_grown(pair: Pair, had: Dictionary, has: Dictionary) -> bool:
    """Whether names were added to the maps of roles and classes at most."""
    comparison = pair.comparison
    for key in ("/RoleMap", "/ClassMap"):
        old, new = comparison.old.dictionary(had.get(key)), comparison.new.dictionary(has.get(key))
        if comparison.differing(old, new) & old.keys():
            return False
    return True


def _shallow(entries: Dictionary) -> Dictionary:
    return {key: value for key, value in entries.items() if key not in _KEPT_APART}


def _children(pair: Pair, had: Dictionary, has: Dictionary) -> list[tuple[Node, Node]] | None:
    """Old children beside the same ones now; None when one is gone, out of order, or a new one says something."""
    comparison = pair.comparison
    before, after = list(_kids(comparison.old, had)), list(_kids(comparison.new, has))
    pairs: list[tuple[Node, Node]] = []
    position = 0
    for each in after:
        if position < len(before) and _is_same_child(pair, before[position], each):
            if isinstance(each, Ref):
                pairs.append((before[position], each))
            position += 1
        elif not _is_only_annotations(comparison.new, each):
            return None
    return pairs if position == len(before) else None


def _kids(revision: Revision, entries: Dictionary) -> Iterator[Node]:
    kids = entries.get("/K")
    several = revision.resolve(kids)
    if isinstance(several, tuple):
        yield from several
    elif kids is not None:
        yield kids


def _is_same_child(pair: Pair, one: Node, other: Node) -> bool:
    if isinstance(one, Ref) and isinstance(other, Ref):
        return one == other
    return not isinstance(one, Ref) and not isinstance(other, Ref) and pair.comparison.same(one, other)


def _is_only_annotations(revision: Revision, node: Node) -> bool:
    """Whether an element and all below it do nothing but name annotations."""
    waiting, left = [node], 200
    while waiting:
        entries = revision.dictionary(waiting.pop())
        left -= 1
        if left < 0 or not entries or entries.keys() & _SPOKEN:
            return False
        if revision.name(entries.get("/Type")) == "/OBJR":
            continue
        waiting.extend(_kids(revision, entries))
    return True
