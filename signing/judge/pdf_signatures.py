"""Every signature in a PDF, found by our own walk: none is dropped because it is odd."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

import pikepdf

from signing.judge.changes.layout import text_of
from signing.judge.changes.nodes import EMPTY, FAILURES, Dictionary, Node, Ref, Revision, is_dictionary
from signing.judge.changes.permissions import FieldLock
from signing.judge.malformed import Encrypted, Malformed

_TYPES = {"/Sig", "/DocTimeStamp"}
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s*\]")
# Bounds of what is judged; each signature costs a comparison of revisions.
_MOST_SIGNATURES = 64
_MOST_FIELDS = 20_000
_LONGEST_HEX = 8_000_000
_LARGEST_OFFSET = 10**15
# Bytes beside a range by which a place in the file is known again.
_AROUND = 256
# Usage rights (ISO 32000-1, 12.8.2.3) say what a program may do with a form; they sign nothing that is shown.
_USAGE_RIGHTS = {"/UR", "/UR3"}


class Origin(Enum):
    """Where a signature dictionary was found."""

    FIELD = auto()
    SHARED = auto()  # several fields claim it
    NO_FIELD = auto()  # an object that no field shows
    BYTES = auto()  # in the bytes only: overwritten or cut off


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature dictionary. ``name`` of its field, or a made-up one for a dictionary that no field shows.

    ``level`` and ``lock``: what it lets happen after it (DocMDP, FieldMDP), None where it says nothing.
    ``certificate``: the first of /Cert, where a bare PKCS#1 value is signed. ``at``: where a range stands that is found
    in the bytes only.
    """

    name: str
    origin: Origin
    identity: Ref | None
    sub_filter: str | None = None
    byte_range: tuple[int, ...] = ()
    contents: bytes = b""
    date: str | None = None
    is_timestamp: bool = False
    level: int | None = None
    lock: FieldLock | None = None
    certificate: bytes | None = None
    at: int = 0

    @property
    def certifies(self) -> bool:
        """Whether it says which changes are permitted after it."""
        return self.level is not None

    @property
    def end(self) -> int:
        """Where the signed range ends; 0 for a range that is none."""
        return self.byte_range[2] + self.byte_range[3] if len(self.byte_range) == 4 else 0


@dataclass(frozen=True, slots=True)
class Findings:
    """All signatures of a file, and the file as it is now."""

    signatures: tuple[FoundSignature, ...]
    newest: Revision


def find_signatures(data: bytes) -> Findings:
    """Signatures of all fields, then dictionaries that no field shows, then ranges that no dictionary names.

    ``Malformed`` when the file is no PDF that can be opened.
    """
    newest = _opened(data)
    fields = _marked_if_shared(list(_of_fields(newest)))
    shown = {each.identity for each in fields if each.identity is not None}
    loose = [each for each in _of_objects(newest) if each.identity not in shown]
    seen = {each.byte_range for each in (*fields, *loose, *_usage_rights(newest))}
    hidden = [each for each in _of_bytes(data) if each.byte_range not in seen]
    if hidden:
        hidden = _unattached(data, hidden, newest)
    found = (*fields, *loose, *hidden)
    if len(found) > _MOST_SIGNATURES:
        raise Malformed(f"{len(found)} signatures")
    return Findings(found, newest)


def _opened(data: bytes) -> Revision:
    """As it stands, else repaired, else as far as it was signed: a signature is found in a damaged file too."""
    try:
        return Revision(data)
    except Encrypted:
        raise
    except Malformed:
        pass  # damaged, perhaps signed all the same
    try:
        return Revision(data, repair=True)
    except Malformed:
        ends = [each.end for each in _of_bytes(data) if 0 < each.end < len(data)]
        if not ends:
            raise
        return Revision(data[: max(ends)], repair=True)


def _marked_if_shared(fields: list[FoundSignature]) -> list[FoundSignature]:
    """One dictionary is one signature in one field: with several it cannot be told which of them was signed."""
    uses = Counter(each.identity for each in fields if each.identity is not None)
    return [
        replace(each, origin=Origin.SHARED) if each.identity and uses[each.identity] > 1 else each for each in fields
    ]


def _of_fields(revision: Revision) -> Iterator[FoundSignature]:
    form = revision.dictionary(revision.root.get("/AcroForm"))
    visited: set[Ref] = set()
    waiting: deque[tuple[Node, str, str]] = deque((each, "", "") for each in revision.array(form.get("/Fields")))
    left = _MOST_FIELDS
    while waiting:
        node, above, inherited = waiting.popleft()
        if isinstance(node, Ref):
            if node in visited:
                continue
            visited.add(node)
        left -= 1
        if left < 0:
            raise Malformed(f"more than {_MOST_FIELDS} form fields")
        field = revision.dictionary(node)
        name = ".".join(each for each in (above, text_of(revision.resolve(field.get("/T")))) if each)
        kind = revision.name(field.get("/FT")) or inherited
        waiting.extend((kid, name, kind) for kid in revision.array(field.get("/Kids")))
        value = revision.resolve(field.get("/V"))
        if is_dictionary(value) and (kind == "/Sig" or (not kind and "/ByteRange" in value)):
            yield _found(revision, name or "?", Origin.FIELD, field.get("/V"))


def _of_objects(revision: Revision) -> Iterator[FoundSignature]:
    for number, each in enumerate(_dictionaries(revision), start=1):
        found = _found(revision, f"(no field {number})", Origin.NO_FIELD, each)
        if not _is_usage_right(revision, revision.dictionary(each)):
            yield found


def _dictionaries(revision: Revision) -> Iterator[Ref]:
    """Objects that look like signature dictionaries, wherever they hang."""
    for each in revision.pdf.objects:
        try:
            if isinstance(each, pikepdf.Dictionary) and ("/ByteRange" in each or (each.get("/Type") in _PIKEPDF_TYPES)):
                yield Ref(*each.objgen)
        except FAILURES:
            continue  # nothing that can be read, and so no dictionary of a signature


_PIKEPDF_TYPES = tuple(pikepdf.Name(each) for each in sorted(_TYPES))


def _usage_rights(revision: Revision) -> Iterator[FoundSignature]:
    rights = revision.dictionary(revision.root.get("/Perms"))
    for key in _USAGE_RIGHTS:
        value = revision.dictionary(rights.get(key))
        if _is_usage_right(revision, value):
            yield _found(revision, key, Origin.NO_FIELD, rights.get(key))


def _is_usage_right(revision: Revision, value: Dictionary) -> bool:
    methods = {method for method, _ in _references(revision, value)}
    return bool(methods) and methods <= _USAGE_RIGHTS


def _of_bytes(data: bytes) -> Iterator[FoundSignature]:
    """Ranges that stand in the bytes and in no object of the newest revision: overwritten or cut off."""
    last = data.rfind(b"endstream")
    opened = before = 0
    for number, match in enumerate(_RANGE.finditer(data), start=1):
        byte_range = tuple(int(each) for each in match.groups())
        opened, before = max(opened, data.rfind(b"stream", before, match.start())), match.start()
        # Inside a stream stands what is attached: another PDF has signatures of its own.
        if not opened or data[opened - 3 : opened] == b"end" or match.start() > last:
            yield FoundSignature(f"(hidden {number})", Origin.BYTES, None, byte_range=byte_range, at=match.start())


def _unattached(data: bytes, hidden: list[FoundSignature], newest: Revision) -> list[FoundSignature]:
    """Those that no stream of the file holds: an attached PDF may have streams of its own before its signature."""
    streams = tuple(_raw_streams(newest))
    return [
        each
        for each in hidden
        if not any(data[max(0, each.at - _AROUND) : each.at + _AROUND] in stream for stream in streams)
    ]


def _raw_streams(revision: Revision) -> Iterator[bytes]:
    for each in revision.pdf.objects:
        try:
            if isinstance(each, pikepdf.Stream):
                yield each.read_raw_bytes()
        except FAILURES:
            continue  # nothing that can be read, and so nothing that holds a file


def _found(revision: Revision, name: str, origin: Origin, node: Node) -> FoundSignature:
    value = revision.dictionary(node)
    sub_filter = revision.name(value.get("/SubFilter"))
    contents, date = revision.resolve(value.get("/Contents")), revision.resolve(value.get("/M"))
    certificates = revision.resolve(value.get("/Cert"))
    first = revision.resolve(certificates[0]) if isinstance(certificates, tuple) and certificates else certificates
    return FoundSignature(
        name=name,
        origin=origin,
        identity=node if isinstance(node, Ref) else None,
        sub_filter=sub_filter.removeprefix("/") or None,
        byte_range=tuple(_integers(revision, value.get("/ByteRange"))),
        contents=contents if isinstance(contents, bytes) else b"",
        date=text_of(date) or None,
        is_timestamp=revision.name(value.get("/Type")) == "/DocTimeStamp" or sub_filter == "/ETSI.RFC3161",
        level=level_of(revision, value),
        lock=_lock_of(revision, value),
        certificate=first if isinstance(first, bytes) else None,
    )


def _references(revision: Revision, value: Dictionary) -> Iterator[tuple[str, Dictionary]]:
    for each in revision.array(value.get("/Reference")):
        entries = revision.dictionary(each)
        method = revision.name(entries.get("/TransformMethod"))
        if method:
            yield method, revision.dictionary(entries.get("/TransformParams"))


def level_of(revision: Revision, value: Dictionary) -> int | None:
    """The DocMDP level of a signature dictionary, 2 where it states none (ISO 32000-1, table 254); None without one."""
    levels = []
    for method, parameters in _references(revision, value):
        if method == "/DocMDP":
            stated = revision.resolve(parameters.get("/P", 2))
            levels.append(stated if isinstance(stated, int) and stated in {1, 2, 3} else 1)
    return min(levels, default=None)


def _lock_of(revision: Revision, value: Dictionary) -> FieldLock | None:
    for method, parameters in _references(revision, value):
        if method == "/FieldMDP":
            names = revision.array((parameters or EMPTY).get("/Fields"))
            fields = frozenset(text_of(revision.resolve(each)) for each in names)
            return FieldLock(revision.name(parameters.get("/Action")), fields)
    return None


def _integers(revision: Revision, node: Node) -> Iterator[int]:
    for each in revision.array(node):
        number = revision.resolve(each)
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _LARGEST_OFFSET:
            return
        yield number


@dataclass(frozen=True, slots=True)
class Gap:
    """The signed bytes on both sides, and what stands between them: the signature's DER with its padding."""

    before: memoryview
    after: memoryview
    contents: bytes


def gap_of(data: bytes, found: FoundSignature) -> Gap:
    """Cut the file at the byte range; ``Malformed`` unless the range is [0 a b c] around one hexadecimal string."""
    if len(found.byte_range) != 4:
        raise Malformed("not four numbers")
    start, first, second, length = found.byte_range
    if start != 0 or first >= second or second + length > len(data):
        raise Malformed("a range that does not fit the file")
    if second - first > _LONGEST_HEX:
        raise Malformed("a gap that is too long")
    hole = data[first:second]
    if not (hole.startswith(b"<") and hole.endswith(b">")):
        raise Malformed("more is left out than the signature")
    view = memoryview(data)
    return Gap(view[:first], view[second : second + length], _from_hex(hole[1:-1]))


def _from_hex(spelt: bytes) -> bytes:
    """One spelling throughout: white space or a changed case inside would be a change that no signature covers."""
    try:
        value = bytes.fromhex(spelt.decode("ascii"))
    except ValueError as error:
        raise Malformed("more is left out than the signature") from error
    if 2 * len(value) != len(spelt) or spelt not in (spelt.lower(), spelt.upper()):
        raise Malformed("more is left out than the signature")
    return value
