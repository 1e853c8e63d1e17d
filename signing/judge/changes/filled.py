"""Fields that were filled in: whether they show what their value says, and whether they were blank before."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
from lxml import etree

from signing.drawn import drawable
from signing.judge.changes.layout import Field, Layout, text_of
from signing.judge.changes.nodes import FAILURES, Dictionary, Node, Revision, Stream
from signing.judge.malformed import Malformed

_MOST_XFA = 8_000_000


def is_blank(revision: Revision, field: Field) -> bool:
    """Whether a field had no value and its widgets wrote nothing."""
    value = revision.resolve(field.get("/V"))
    if revision.name(field.get("/FT")) == "/Btn":
        return value is None or str(value) == "/Off"
    if text_of(value).strip() or isinstance(value, tuple):
        return False
    return not any(written(each).strip() for widget in field.widgets for each in _looks(revision, widget))


def shows_its_value(revision: Revision, field: Field) -> bool:
    """Whether what the widgets write is the field's value; a field without pictures is drawn from its value."""
    if revision.name(field.get("/FT")) == "/Btn":
        return True  # a button's pictures may not change: only which of them is shown
    value = revision.resolve(field.get("/V"))
    said = " ".join(text_of(revision.resolve(each)) for each in (value if isinstance(value, tuple) else (value,)))
    formatted = "/F" in revision.dictionary(field.entries.get("/AA"))
    options = [text_of(revision.resolve(each)) for each in _options(revision, field)]
    for widget in field.widgets:
        for look in _looks(revision, widget):
            text = written(look)
            if not (_agree(said, text, formatted=formatted) or _plain(text) in [_plain(each) for each in options]):
                return False
    return True


def _options(revision: Revision, field: Field) -> Iterator[Node]:
    """The texts that a choice field shows for its value."""
    value = revision.resolve(field.get("/V"))
    for each in revision.array(field.get("/Opt")):
        pair = revision.array(each)
        if len(pair) == 2 and revision.resolve(pair[0]) == value:
            yield pair[1]


def _agree(said: str, text: str, *, formatted: bool) -> bool:
    if formatted:
        return Counter(_plain(said).replace("0", "")) == Counter(_plain(text).replace("0", ""))
    return _plain(said) == _plain(text)


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def _looks(revision: Revision, widget: Node) -> Iterator[Stream]:
    normal = revision.resolve(revision.dictionary(revision.dictionary(widget).get("/AP")).get("/N"))
    if isinstance(normal, Stream):
        yield normal


def written(look: Stream) -> str:
    """The text that an appearance writes; ``Malformed`` when it cannot be drawn."""
    try:
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(2000, 2000))
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Look=pdf.copy_foreign(look.source)))
            page.obj.Contents = pdf.make_stream(b"q 1 0 0 1 200 200 cm /Look Do Q")
            out = BytesIO()
            pdf.save(out)
        with drawable(out.getvalue()) as document:
            return str(document[0].get_textpage().get_text_range())
    except (*FAILURES, pdfium.PdfiumError) as error:
        raise Malformed("an appearance that cannot be read") from error


def is_same_form_data(old: Revision, new: Revision, layout: Layout) -> bool:
    """Whether an XFA form's packets say nothing more than the fields' values do."""
    before, after = _packets(old), _packets(new)
    if before is None or after is None or before.keys() != after.keys():
        return False
    known = {_plain(text_of(new.resolve(each.get("/V")))) for each in layout.fields.values()} | {""}
    for name, data in after.items():
        if data == before[name]:
            continue
        if name not in {b"datasets", b"form"}:
            return False
        more = Counter(_leaves(data)) - Counter(_leaves(before[name]))
        if any(_plain(each) not in known for each in more):
            return False
    return True


def _packets(revision: Revision) -> dict[bytes, bytes] | None:
    form: Dictionary = revision.dictionary(revision.root.get("/AcroForm"))
    values = [revision.resolve(each) for each in revision.array(form.get("/XFA"))]
    names, streams = values[::2], values[1::2]
    if not values or len(names) != len(streams):
        return None
    found: dict[bytes, bytes] = {}
    for name, stream in zip(names, streams, strict=True):
        if not isinstance(name, bytes) or not isinstance(stream, Stream):
            return None
        found[name] = stream.decoded()
    return found


def _leaves(data: bytes) -> Iterator[str]:
    if len(data) > _MOST_XFA:
        raise Malformed("form data that is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed("form data that is no XML") from error
    for element in tree.iter():
        if isinstance(element.tag, str) and len(element) == 0 and element.text:
            yield element.text
