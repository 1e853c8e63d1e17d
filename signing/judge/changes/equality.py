"""Whether two revisions say the same at some place, however it is written down."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from signing.judge.changes.nodes import Dictionary, Name, Node, Ref, Revision, Stream
from signing.judge.malformed import Malformed

# More steps than any honest comparison takes; a file that needs more is not understood.
_MOST_STEPS = 2_000_000
# Keys under which pages, annotations and form fields are named without being part of what is shown there.
_LINKS = frozenset(
    {
        "/Parent",
        "/P",
        "/Pg",
        "/Popup",
        "/IRT",
        "/Obj",
        "/SE",
        "/Dest",
        "/D",
        "/A",
        "/AA",
        "/Data",
        "/Fields",
        "/T",
        "/First",
    }
    | {"/Last", "/Next", "/Prev", "/Kids", "/Names", "/Nums", "/K", "/B", "/OpenAction", "/Reference", "/Root"}
)
_Waiting = tuple[Node, Node, str]


@dataclass
class Comparison:
    """An old and a new revision. ``old_roles`` and ``new_roles`` name the objects that are judged in their own place:

    a page that a link leads to is the same if it is the same page, whatever was done to its annotations.
    """

    old: Revision
    new: Revision
    old_roles: Mapping[Ref, Hashable]
    new_roles: Mapping[Ref, Hashable]
    _assumed: set[tuple[Ref, Ref]] = field(default_factory=set)
    _steps: int = 0

    def same(self, old: Node, new: Node, key: str = "") -> bool:
        """Deep equality, without regard to object numbers; cycles are followed once. ``key``: under which they stand."""
        waiting: list[_Waiting] = [(old, new, key)]
        assumed: set[tuple[Ref, Ref]] = set()
        while waiting:
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise Malformed("more objects than can be compared")
            left, right, under = waiting.pop()
            if isinstance(left, Ref) or isinstance(right, Ref):
                known = self._known(left, right, under, assumed)
                if known is not None:
                    if not known:
                        return False
                    continue
                left, right = self.old.resolve(left), self.new.resolve(right)
            if not self._alike(left, right, under, waiting):
                return False
        self._assumed |= assumed
        return True

    def differing(self, old: Dictionary, new: Dictionary, *, but: frozenset[str] = frozenset()) -> set[str]:
        """The keys whose values differ, those in ``but`` not looked at."""
        return {key for key in (old.keys() | new.keys()) - but if not self.same(old.get(key), new.get(key), key)}

    def _known(self, left: Node, right: Node, key: str, assumed: set[tuple[Ref, Ref]]) -> bool | None:
        """By role, or seen before; None when it has to be looked at.

        Only links lead to objects that are judged elsewhere: a font that is also a note must not change with the note.
        """
        if key == "/SE" and left == right:
            return True  # an element of the structure tree, which is judged in its own place
        role = self.old_roles.get(left) if isinstance(left, Ref) else None
        other = self.new_roles.get(right) if isinstance(right, Ref) else None
        if (role is not None or other is not None) and (key in _LINKS or _is_page(role) or _is_page(other)):
            return role == other
        if isinstance(left, Ref) and isinstance(right, Ref):
            if (left, right) in assumed or (left, right) in self._assumed:
                return True
            assumed.add((left, right))
        return None

    def _alike(self, left: Node, right: Node, key: str, waiting: list[_Waiting]) -> bool:
        """Whether both are of one kind and value; what is inside them is put among the ``waiting``."""
        if isinstance(left, Stream) and isinstance(right, Stream):
            return self._alike_streams(left, right, waiting)
        if isinstance(left, dict) and isinstance(right, dict):
            waiting.extend((left.get(each), right.get(each), each) for each in left.keys() | right.keys())
            return True
        if isinstance(left, tuple) and isinstance(right, tuple):
            waiting.extend((one, other, key) for one, other in zip(left, right, strict=False))
            return len(left) == len(right)
        if isinstance(left, bool) or isinstance(right, bool):
            return left is right
        return isinstance(left, Name) == isinstance(right, Name) and left == right

    def _alike_streams(self, left: Stream, right: Stream, waiting: list[_Waiting]) -> bool:
        written = {"/Length"}
        if left.raw() != right.raw():
            if left.decoded() != right.decoded():
                return False
            written |= {"/Filter", "/DecodeParms"}
        keys = (left.dictionary.keys() | right.dictionary.keys()) - written
        waiting.extend((left.dictionary.get(key), right.dictionary.get(key), key) for key in keys)
        return True


def _is_page(role: Hashable) -> bool:
    """A page, or the catalogue: each of their entries is judged in its place."""
    return role == "catalogue" or (isinstance(role, tuple) and not isinstance(role, Ref))
