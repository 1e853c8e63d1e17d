"""Record and payload name each other: every file by its digest, in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.digest import Digest
from dossier.errors import InputRefused, PermanentError
from dossier.record import Record
from storage.json_node import canonical, parse
from storage.package.finding import Finding
from storage.package.reader import PackageContents
from storage.record_parse import read_record

RECORD = "data/record.json"
_ORIGINALS, _COPIES, _WORDS = "data/original", "data/copy", "data/words"
# What is made over the record cannot be named in it; the manifest covers these.
_UNNAMED = frozenset({RECORD, "data/record.p7s", "data/record.sig", "data/record.tst", "data/premis.xml"})


def agreement_findings(contents: PackageContents) -> Iterator[Finding]:
    """Where the sealed record and the payload differ; a record that is not canonical JSON counts as altered."""
    try:
        record = _record(contents.payload[RECORD])
    except KeyError:
        yield Finding(RECORD, "payload_missing")
        return
    except (InputRefused, PermanentError):
        yield Finding(RECORD, "record_malformed")
        return
    if record.head.code != contents.code:
        yield Finding(RECORD, "record_disagrees")
    yield from _differences(record, contents.payload)


def _record(data: bytes) -> Record:
    node = parse(data)
    if canonical(node.value) != data:
        raise InputRefused("record_malformed", "The record is not canonical.", "Bản ghi không ở dạng chuẩn.")
    return read_record(node)


def _differences(record: Record, payload: Mapping[str, bytes]) -> Iterator[Finding]:
    held = {path: Digest.of(content) for path, content in payload.items() if path not in _UNNAMED}
    named = _named(record)
    for path, digest in sorted(held.items()):
        if (_class(path), digest) not in named | _superseded(record):
            yield Finding(path, "record_disagrees")
    there = {(_class(path), digest) for path, digest in held.items()}
    for kind, _ in sorted(named - there):
        yield Finding(kind, "record_unmet")


def _class(path: str) -> str:
    """A copy is known by its name, the others by their folder: their names are ordinals."""
    folder = path.rpartition("/")[0]
    return path if folder == _COPIES else folder


def _named(record: Record) -> frozenset[tuple[str, Digest]]:
    originals = {(_ORIGINALS, file.sha256) for file in record.files}
    words = {(_WORDS, file.words) for file in record.files if file.words}
    copies = {
        (f"{_COPIES}/{document.copy.file}", document.copy.sha256) for document in record.documents if document.copy
    }
    return frozenset(originals | words | copies)


def _superseded(record: Record) -> frozenset[tuple[str, Digest]]:
    """Former copies may be in the package; else they lie in that of the earlier version."""
    return frozenset(
        (f"{_COPIES}/{copy.file}", copy.sha256) for document in record.documents for copy in document.former_copies
    )
