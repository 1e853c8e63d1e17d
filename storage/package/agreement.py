"""Record and payload name each other: every file by its digest, in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.digest import Digest
from dossier.errors import InputRefused, PermanentError
from dossier.record import Record
from storage.json_node import canonical, parse
from storage.package.bag import DATA
from storage.package.finding import Finding
from storage.package.read import PackageContents
from storage.record_parse import read_record

RECORD = "record.json"
# What is made over the record cannot be named in it; the manifest covers these.
_UNNAMED = frozenset({RECORD, "record.p7s", "record.sig", "record.tst", "premis.xml"})


def agreement_findings(contents: PackageContents) -> Iterator[Finding]:
    """Where the sealed record and the payload differ; a record that is not canonical JSON counts as altered."""
    try:
        record = _record(contents.payload[RECORD])
    except KeyError:
        yield Finding(DATA + RECORD, "payload_missing")
        return
    except (InputRefused, PermanentError):
        yield Finding(DATA + RECORD, "record_malformed")
        return
    if record.head.code != contents.code:
        yield Finding(DATA + RECORD, "record_disagrees")
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
            yield Finding(DATA + path, "record_disagrees")
    there = {(_class(path), digest) for path, digest in held.items()}
    for kind, _ in sorted(named - there):
        yield Finding(DATA + kind, "record_unmet")


def _class(path: str) -> str:
    """A copy is known by its name, the others by their folder: their names are ordinals."""
    folder = path.partition("/")[0]
    return path if folder == "copy" else folder


def _named(record: Record) -> frozenset[tuple[str, Digest]]:
    originals = {("original", file.sha256) for file in record.files}
    words = {("words", file.words) for file in record.files if file.words}
    copies = {(f"copy/{document.copy.file}", document.copy.sha256) for document in record.documents if document.copy}
    return frozenset(originals | words | copies)


def _superseded(record: Record) -> frozenset[tuple[str, Digest]]:
    """Former copies may be in the package; else they lie in that of the earlier version."""
    return frozenset(
        (f"copy/{copy.file}", copy.sha256) for document in record.documents for copy in document.former_copies
    )
