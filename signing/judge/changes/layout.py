"""What a revision consists of: its pages in order, the marks on them, its form fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from signing.judge.changes.nodes import Dictionary, Node, Ref, Revision, is_dictionary
from signing.judge.malformed import Malformed

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_INHERITED_BY_FIELDS = ("/FT", "/V", "/Ff", "/DA", "/Q", "/MaxLen")
_MOST_PAGES, _MOST_FIELDS = 20_000, 20_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what it inherits; ``ref`` is None for one that stands in the tree itself."""

    ref: Ref | None
    entries: Dictionary


@dataclass(frozen=True, slots=True)
class Field:
    """A form field that has no fields below it: its own entries and inherited ones, and the widgets that show it.

    ``key`` tells it apart: its reference, or its name if it has none. ``inherited`` are the entries of fields above.
    """

    key: Ref | str
    name: str
    entries: Dictionary
    inherited: Dictionary
    widgets: tuple[Node, ...]

    def get(self, key: str) -> Node:
        """An entry, its own or inherited."""
        return self.entries.get(key, self.inherited.get(key))


@dataclass(frozen=True, slots=True)
class Layout:
    """All of it, and the role of each object that is judged in its own place."""

    pages: tuple[Page, ...]
    fields: Mapping[Ref | str, Field]
    roles: Mapping[Ref, Hashable] = field(repr=False)


def layout_of(revision: Revision) -> Layout:
    """Walk the page tree and the form; ``Malformed`` when they are endless or far too large."""
    roles: dict[Ref, Hashable] = {}
    _note(revision, roles, revision.trailer.get("/Root"), "catalogue")
    pages = tuple(_pages(revision, roles))
    for page in pages:
        for each in revision.array(page.entries.get("/Annots")):
            _note(revision, roles, each, each)
    fields = {each.key: each for each in _fields(revision, roles)}
    for number, page in enumerate(pages):
        _note(revision, roles, page.ref, ("page", number))
    return Layout(pages, fields, roles)


def _note(revision: Revision, roles: dict[Ref, Hashable], node: Node, role: Hashable) -> None:
    """Dictionaries only: a stream that poses as one of these has contents besides."""
    if isinstance(node, Ref) and is_dictionary(revision.resolve(node)):
        roles[node] = role


def _pages(revision: Revision, roles: dict[Ref, Hashable]) -> Iterator[Page]:
    top = revision.root.get("/Pages")
    waiting: deque[tuple[Node, Dictionary]] = deque([(top, {})])
    visited: set[Ref] = set()
    left = _MOST_PAGES
    while waiting:
        node, above = waiting.popleft()
        if isinstance(node, Ref):
            if node in visited:
                raise Malformed("a page that stands in the page tree twice")
            visited.add(node)
        left -= 1
        if left < 0:
            raise Malformed("more pages than are judged")
        entries = revision.dictionary(node)
        inherited = {key: entries.get(key, above.get(key)) for key in INHERITED}
        if "/Kids" in entries:
            _note(revision, roles, node, "pages")
            waiting.extendleft((kid, inherited) for kid in reversed(revision.array(entries["/Kids"])))
        elif entries:
            yield Page(node if isinstance(node, Ref) else None, {**entries, **inherited})


def _fields(revision: Revision, roles: dict[Ref, Hashable]) -> Iterator[Field]:
    form = revision.dictionary(revision.root.get("/AcroForm"))
    waiting: deque[tuple[Node, str, Dictionary]] = deque((each, "", {}) for each in revision.array(form.get("/Fields")))
    visited: set[Ref] = set()
    left = _MOST_FIELDS
    while waiting:
        node, above, inherited = waiting.popleft()
        if isinstance(node, Ref):
            if node in visited:
                continue
            visited.add(node)
            _note(revision, roles, node, node)
        left -= 1
        if left < 0:
            raise Malformed("more form fields than are judged")
        entries = revision.dictionary(node)
        name = ".".join(each for each in (above, text_of(revision.resolve(entries.get("/T")))) if each)
        kids = revision.array(entries.get("/Kids"))
        below = [kid for kid in kids if "/T" in revision.dictionary(kid)]
        passed = {
            key: entries.get(key, inherited.get(key))
            for key in _INHERITED_BY_FIELDS
            if key in entries or key in inherited
        }
        waiting.extend((kid, name, passed) for kid in below)
        if not below and entries:
            for kid in kids:
                _note(revision, roles, kid, kid)
            widgets = kids or ((node,) if "/Rect" in entries else ())
            yield Field(node if isinstance(node, Ref) else name, name, entries, inherited, widgets)


def text_of(node: Node) -> str:
    """A text string (ISO 32000-1, 7.9.2.2); empty for what is none."""
    if not isinstance(node, bytes):
        return ""
    if node.startswith(b"\xfe\xff"):
        return node[2:].decode("utf-16-be", "replace")
    if node.startswith(b"\xef\xbb\xbf"):
        return node[3:].decode("utf-8", "replace")
    return node.decode("latin-1")
