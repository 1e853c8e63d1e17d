"""Form fields that show something else than their value: clicked on, or drawn anew, they show that (a shadow attack)."""

from __future__ import annotations

from collections.abc import Iterator

from signing.judge.changes.filled import shows_its_value
from signing.judge.changes.layout import Field, layout_of
from signing.judge.changes.nodes import Node, Ref, Revision

_SHOWN_AS_TEXT = {"/Tx", "/Ch"}
_PASSWORD = 1 << 13  # ISO 32000-1, table 228: shown as asterisks


def shows_other_values(pdf: bytes) -> bool:
    """Whether any text or choice field does; ``Malformed`` for a file that cannot be read."""
    revision = Revision(pdf, repair=True)
    return any(_is_text(revision, each) and not shows_its_value(revision, each) for each in _fields(revision))


def _fields(revision: Revision) -> Iterator[Field]:
    """Those of the form, and widgets on pages that the form does not know: some viewers show them all the same."""
    layout = layout_of(revision)
    known: set[Node] = {widget for each in layout.fields.values() for widget in each.widgets if isinstance(widget, Ref)}
    yield from layout.fields.values()
    for page in layout.pages:
        for each in revision.array(page.entries.get("/Annots")):
            if isinstance(each, Ref) and each not in known and "/FT" in revision.dictionary(each):
                yield Field(each, "", revision.dictionary(each), {}, (each,))


def _is_text(revision: Revision, field: Field) -> bool:
    flags = revision.resolve(field.get("/Ff"))
    is_password = isinstance(flags, int) and bool(flags & _PASSWORD)
    return revision.name(field.get("/FT")) in _SHOWN_AS_TEXT and not is_password
