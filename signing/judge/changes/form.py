"""Form fields before and after: signatures, what was filled in, and what passes for it."""

from __future__ import annotations

from collections.abc import Iterator

from signing.judge.changes.filled import is_blank, is_same_form_data, shows_its_value
from signing.judge.changes.kinds import Change, Kind, Weight, bookkeeping, forbidden
from signing.judge.changes.layout import Field, Layout
from signing.judge.changes.nodes import Dictionary, Node, Ref, Revision
from signing.judge.changes.pages import Mark, Pair, appearances, rectangle

_LINKS = frozenset({"/Kids", "/Parent", "/P", "/StructParent", "/T"})
# Signing a field that was empty gives it a value and a look.
_WHEN_SIGNED = frozenset({"/V", "/AP", "/AS", "/MK", "/F", "/M", "/DA", "/DR", "/NM", "/Lock", "/Ff", "/TU"})
_WHEN_FILLED = frozenset({"/V", "/AP", "/AS", "/I", "/RV", "/M", "/DA"})
_WHEN_CHOSEN = frozenset({"/V", "/AS", "/M"})
_LOOK = frozenset({"/AP", "/AS", "/MK", "/Rect", "/F", "/BS", "/Border", "/OC"})
_OF_FORM = frozenset({"/Fields", "/SigFlags"})
_RESOURCES = frozenset({"/DR", "/DA"})


def form_changes(pair: Pair) -> Iterator[Change]:
    """Every field that came, went or differs, and the form's own entries."""
    yield from _of_the_form(pair)
    for key, before in pair.old.fields.items():
        after = pair.new.fields.get(key)
        if after is None:
            yield forbidden(_removed(pair.comparison.old, before), field=before.name)
        else:
            yield from _one_field(pair, before, after)
    for key, after in pair.new.fields.items():
        if key not in pair.old.fields:
            yield from _new_field(pair, after)


def _removed(revision: Revision, field: Field) -> Kind:
    return Kind.SIGNATURE_REMOVED if _is_signature(revision, field) else Kind.FIELD_REMOVED


def _is_signature(revision: Revision, field: Field) -> bool:
    return revision.name(field.get("/FT")) == "/Sig"


def _of_the_form(pair: Pair) -> Iterator[Change]:
    comparison = pair.comparison
    old = comparison.old.dictionary(comparison.old.root.get("/AcroForm"))
    new = comparison.new.dictionary(comparison.new.root.get("/AcroForm"))
    for key in sorted(comparison.differing(old, new, but=_OF_FORM)):
        if key in _RESOURCES and _only_more(pair, old.get(key), new.get(key)):
            yield bookkeeping(Kind.UNSHOWN)
        elif key == "/XFA" and is_same_form_data(comparison.old, comparison.new, pair.new):
            yield Change(Kind.FIELD_FILLED, Weight.FILLING, key)
        elif key == "/NeedAppearances" and (not pair.old.fields or comparison.new.resolve(new.get(key)) is not True):
            yield bookkeeping(Kind.UNSHOWN)
        else:
            yield forbidden(Kind.FORM_CHANGED, key)


def _only_more(pair: Pair, old: Node, new: Node) -> bool:
    """Whether nothing that was there is gone or different, two levels deep.

    Old programs keep the layers of their signatures' marks among the form's resources; no mark that has resources of
    its own looks there.
    """
    comparison = pair.comparison
    if comparison.old.resolve(old) is None:
        return not any(_is_drawn_anew(comparison.old, each) for each in pair.old.fields.values())
    named = _default_appearances(pair)
    had, has = comparison.old.dictionary(old), comparison.new.dictionary(new)
    unused = {"/XObject", "/ProcSet"} if _all_bring_their_own(pair) else {"/ProcSet"}
    for category in comparison.differing(had, has) - unused:
        inner, outer = comparison.old.dictionary(had.get(category)), comparison.new.dictionary(has.get(category))
        if category in had and any(name in inner for name in comparison.differing(inner, outer)):
            return False
        if category in had and not inner:
            return False
        if any(name.encode("latin-1", "replace") in named or b"#" in named for name in outer.keys() - inner.keys()):
            return False
    return bool(has)


def _is_drawn_anew(revision: Revision, field: Field) -> bool:
    """Whether a field that is no signature lacks a picture, so that viewers draw it from the form's resources."""
    return not _is_signature(revision, field) and not all(
        any(appearances(revision, revision.dictionary(each))) for each in field.widgets
    )


def _default_appearances(pair: Pair) -> bytes:
    """What fields say about fonts: a font that one of them names and that comes later would change how it looks."""
    revision = pair.comparison.old
    said = [
        revision.resolve(entries.get("/DA"))
        for field in pair.old.fields.values()
        if not _is_signature(revision, field)
        for entries in (field.inherited, field.entries, *map(revision.dictionary, field.widgets))
    ]
    return b" ".join(each for each in said if isinstance(each, bytes))


def _all_bring_their_own(pair: Pair) -> bool:
    revision = pair.comparison.old
    looks = (
        look
        for field in pair.old.fields.values()
        for widget in field.widgets
        for look in appearances(revision, revision.dictionary(widget))
    )
    return all("/Resources" in look.dictionary or not look.decoded().strip() for look in looks)


def _one_field(pair: Pair, before: Field, after: Field) -> Iterator[Change]:
    comparison = pair.comparison
    differing = comparison.differing(_flat(before), _flat(after), but=_LINKS)
    if before.name != after.name:
        yield forbidden(Kind.FIELD_CHANGED, field=before.name)
    if len(before.widgets) != len(after.widgets) or not all(
        isinstance(one, Ref) == isinstance(other, Ref) and (not isinstance(one, Ref) or one == other)
        for one, other in zip(before.widgets, after.widgets, strict=False)
    ):
        yield forbidden(Kind.FIELD_CHANGED, field=before.name)
        return
    for one, other in zip(before.widgets, after.widgets, strict=True):
        old, new = comparison.old.dictionary(one), comparison.new.dictionary(other)
        differing |= comparison.differing(old, new, but=_LINKS)
    if not differing:
        return
    if _is_signature(comparison.old, before):
        yield from _signature_field(pair, before, after, differing)
    else:
        yield from _filled(pair, before, after, differing)


def _flat(field: Field) -> Dictionary:
    return {**field.inherited, **field.entries}


def _signature_field(pair: Pair, before: Field, after: Field, differing: set[str]) -> Iterator[Change]:
    comparison = pair.comparison
    had, has = comparison.old.resolve(before.get("/V")), comparison.new.resolve(after.get("/V"))
    if isinstance(had, dict):
        if not isinstance(has, dict):
            yield forbidden(Kind.SIGNATURE_REMOVED, field=before.name)
        elif "/V" in differing:
            yield forbidden(Kind.SIGNATURE_CHANGED, field=before.name)
        if differing & _LOOK:
            yield forbidden(Kind.SIGNATURE_LOOK, field=before.name)
        if differing - _LOOK - {"/V"}:
            yield forbidden(Kind.FIELD_CHANGED, field=before.name)
    elif isinstance(has, dict) and differing <= _WHEN_SIGNED:
        yield from _signing(pair, after)
    else:
        yield forbidden(Kind.FIELD_CHANGED, field=before.name)


def _new_field(pair: Pair, field: Field) -> Iterator[Change]:
    revision = pair.comparison.new
    if not _is_signature(revision, field):
        yield forbidden(Kind.FIELD_ADDED, field=field.name)
    elif isinstance(revision.resolve(field.get("/V")), dict):
        yield from _signing(pair, field)
    elif any(_shows(revision, each) for each in field.widgets):
        yield forbidden(Kind.SNEAKY_SIGNATURE, field=field.name)
    else:
        yield Change(Kind.FURTHER_SIGNATURE, Weight.SIGNING, field=field.name)


def _signing(pair: Pair, field: Field) -> Iterator[Change]:
    """A field that now bears a signature: its marks, wherever they are shown."""
    revision = pair.comparison.new
    value = revision.dictionary(field.get("/V"))
    stamp = revision.name(value.get("/Type")) == "/DocTimeStamp" or revision.name(value.get("/SubFilter")) == (
        "/ETSI.RFC3161"
    )
    marks = _marks_of(pair.new, revision, field)
    if any(revision.dictionary(each).keys() & {"/A", "/AA"} for each in field.widgets) or "/AA" in field.entries:
        yield forbidden(Kind.SCRIPT, field=field.name)
    if stamp and not marks:
        yield Change(Kind.DOCUMENT_TIMESTAMP, Weight.BOOKKEEPING, field=field.name)
        return
    for mark in marks or (None,):
        yield Change(Kind.FURTHER_SIGNATURE, Weight.SIGNING, field=field.name, mark=mark)


def _shows(revision: Revision, widget: Node) -> bool:
    """Whether an empty signature field's widget would show something."""
    entries = revision.dictionary(widget)
    if rectangle(revision, entries.get("/Rect")) is None:
        return False
    return bool(entries.get("/MK")) or any(each.decoded().strip() for each in appearances(revision, entries))


def _marks_of(layout: Layout, revision: Revision, field: Field) -> list[Mark]:
    """Every place on every page at which a field's widgets are shown."""
    found: list[Mark] = []
    for widget in field.widgets:
        box = rectangle(revision, revision.dictionary(widget).get("/Rect"))
        if box is not None:
            found += [
                (number, box)
                for number, page in enumerate(layout.pages)
                if widget in revision.array(page.entries.get("/Annots"))
            ]
    return found


def _filled(pair: Pair, before: Field, after: Field, differing: set[str]) -> Iterator[Change]:
    revision = pair.comparison.new
    allowed = _WHEN_CHOSEN if revision.name(after.get("/FT")) == "/Btn" else _WHEN_FILLED
    if not differing & {"/V", "/AS"} or not differing <= allowed:
        overlaid = differing & {"/AP", "/AS", "/MK", "/Rect"}
        yield forbidden(Kind.FORM_OVERLAY if overlaid else Kind.FIELD_CHANGED, field=before.name)
        return
    if not shows_its_value(revision, after):
        yield forbidden(Kind.FORM_OVERLAY, field=before.name)
        return
    weight = Weight.FILLING if is_blank(pair.comparison.old, before) else Weight.REFILLING
    marks = _marks_of(pair.new, revision, after)
    for mark in marks or (None,):
        yield Change(Kind.FIELD_FILLED, weight, field=before.name, mark=mark)
