"""The document security store of a PDF (ISO 32000-2, 12.8.4.3): evidence that was added after signing."""

from __future__ import annotations

from collections.abc import Iterator

from signing.judge.changes.nodes import Node, Revision, Stream
from signing.judge.evidence import Evidence
from signing.judge.malformed import Malformed

_MOST_PIECES = 2_000
_LARGEST = 64 * 2**20


def evidence_in(revision: Revision) -> Evidence:
    """All that the store holds; what cannot be read is as good as not there."""
    store = revision.dictionary(revision.root.get("/DSS"))
    return Evidence(
        certificates=tuple(_pieces(revision, store.get("/Certs"))),
        lists=tuple(_pieces(revision, store.get("/CRLs"))),
        responses=tuple(_pieces(revision, store.get("/OCSPs"))),
    )


def _pieces(revision: Revision, node: Node) -> Iterator[bytes]:
    left = _LARGEST
    for each in revision.array(node)[:_MOST_PIECES]:
        try:
            found = revision.resolve(each)
            data = found.decoded() if isinstance(found, Stream) else b""
        except Malformed:
            continue
        left -= len(data)
        if data and left > 0:
            yield data
