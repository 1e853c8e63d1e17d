"""What a document says of itself: the information dictionary and the XMP metadata."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from signing.judge.changes.kinds import Change, Kind, bookkeeping, forbidden, setting
from signing.judge.changes.layout import text_of
from signing.judge.changes.nodes import Node, Revision, Stream
from signing.judge.changes.pages import Pair
from signing.judge.malformed import Malformed

# Set by whatever program saves the file; everything else is what the document says.
_SAVED = frozenset({"/ModDate", "/Producer", "/Creator"})
_SAVED_XMP = frozenset(
    {
        "{http://ns.adobe.com/xap/1.0/}ModifyDate",
        "{http://ns.adobe.com/xap/1.0/}MetadataDate",
        "{http://ns.adobe.com/xap/1.0/}CreatorTool",
        "{http://ns.adobe.com/pdf/1.3/}Producer",
        "{http://ns.adobe.com/xap/1.0/mm/}InstanceID",
        "{http://ns.adobe.com/xap/1.0/mm/}History",
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about",
    }
)
_SAYING = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://ns.adobe.com/pdf/1.3/}Keywords",
    "{http://ns.adobe.com/photoshop/",
)
_FRAME = frozenset({"{adobe:ns:meta/}xmptk"})
_MOST_METADATA = 4_000_000


def information_changes(pair: Pair) -> Iterator[Change]:
    """The information dictionary: dates and programs may change."""
    comparison = pair.comparison
    old = comparison.old.dictionary(comparison.old.trailer.get("/Info"))
    new = comparison.new.dictionary(comparison.new.trailer.get("/Info"))
    for key in sorted(comparison.differing(old, new)):
        yield bookkeeping(Kind.DATES) if key in _SAVED else forbidden(Kind.INFORMATION, key)


def metadata_changes(pair: Pair) -> Iterator[Change]:
    """The catalogue's XMP packet: properties that a saving program sets may change, and it may be added or left out."""
    comparison = pair.comparison
    old, new = comparison.old.root.get("/Metadata"), comparison.new.root.get("/Metadata")
    if comparison.same(old, new):
        return
    try:
        had, has = _properties(comparison.old, old), _properties(comparison.new, new)
    except Malformed:
        yield forbidden(Kind.METADATA)
        return
    if had is not None and has is not None and had != has:
        told = any(_says(path) for path, _ in had ^ has)
        yield forbidden(Kind.METADATA) if told else setting(Kind.METADATA)
    elif had is None and any(_says(path) and text not in _known(comparison.old) for path, text in has or ()):
        yield setting(Kind.METADATA)
    else:
        yield bookkeeping(Kind.DATES)


def _known(revision: Revision) -> set[str]:
    """What the information dictionary says: a packet that is added may say it again."""
    entries = revision.dictionary(revision.trailer.get("/Info"))
    return {text_of(revision.resolve(each)) for each in entries.values()} | {"application/pdf"}


def _says(path: str) -> bool:
    """Whether a property is about the document's content, as people see it in a viewer."""
    return any(each in path for each in _SAYING)


def _properties(revision: Revision, node: Node) -> frozenset[tuple[str, str]] | None:
    """Paths and values of what the packet says, without what a saving program sets; None when there is none."""
    stream = revision.resolve(node)
    if not isinstance(stream, Stream):
        return None
    data = stream.decoded()
    if len(data) > _MOST_METADATA:
        raise Malformed("metadata that is too large")
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        tree = etree.fromstring(data.strip(b" \t\r\n\0"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed("metadata that is no XML") from error
    return frozenset(_walk(tree, ""))


def _walk(element: etree._Element, above: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in _SAVED_XMP:
        return
    path = f"{above}/{element.tag}"
    for name, value in element.attrib.items():
        if value.strip() and str(name) not in _SAVED_XMP | _FRAME:
            # RDF lets a simple property be an attribute or an element; an empty one says nothing.
            yield f"{path}/{name}", str(value)
    text = (element.text or "").strip()
    if text:
        yield path, text
    for child in element:
        yield from _walk(child, path)
