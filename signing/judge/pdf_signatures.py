"""Every signature in a PDF, found by our own walk: none is dropped because it is odd."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from io import BytesIO

import pikepdf

from signing.judge.covering import covering
from signing.judge.malformed import Malformed

_DIRECT = (0, 0)
_TYPES = (pikepdf.Name("/Sig"), pikepdf.Name("/DocTimeStamp"))
_DIGITS = re.compile(r"[0-9]{1,15}")
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s*\]")
# One spelling throughout: white space or a changed case inside would be a change that no signature covers.
_HEX = re.compile(rb"(?:[0-9a-f]{2})*|(?:[0-9A-F]{2})*")
# Bounds of what is judged; each signature costs a comparison of revisions.
_MOST_SIGNATURES = 64
_MOST_FIELDS = 20_000
_LONGEST_HEX = 2_000_000

# pikepdf gives each fault of a file its own exception, and lets some of C++ and Python through.
_FAILURES = (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError)


class Origin(Enum):
    """Where a signature dictionary was found."""

    FIELD = auto()
    SHARED = auto()  # several fields claim it
    NO_FIELD = auto()  # an object that no field shows
    BYTES = auto()  # in the bytes only: overwritten or cut off


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature dictionary. ``name`` of its field, or a made-up one for a dictionary that no field shows."""

    name: str
    origin: Origin
    identity: tuple[int, int]
    sub_filter: str | None
    byte_range: tuple[int, ...]
    contents: bytes
    date: str | None
    is_timestamp: bool
    certifies: bool
    widgets: tuple[tuple[int, int], ...] = ()
    covers: bool = False

    @property
    def end(self) -> int:
        """Where the signed range ends; 0 for a range that is none."""
        return self.byte_range[2] + self.byte_range[3] if len(self.byte_range) == 4 else 0


def find_signatures(data: bytes) -> tuple[FoundSignature, ...]:
    """Signatures of all fields, then dictionaries that no field shows, then ranges that no dictionary names.

    ``Malformed`` when the file is no PDF that can be opened.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            fields = _marked_if_covering(pdf, _marked_if_shared(list(_of_fields(pdf))))
            shown = {each.identity for each in fields}
            loose = [each for each in _of_objects(pdf) if each.identity not in shown]
    except pikepdf.PasswordError as error:
        raise Malformed("encrypted") from error
    except _FAILURES as error:
        raise Malformed("no PDF that can be opened") from error
    seen = {each.byte_range for each in (*fields, *loose)}
    hidden = [each for each in _of_bytes(data) if each.byte_range not in seen]
    found = (*fields, *loose, *hidden)
    if len(found) > _MOST_SIGNATURES:
        raise Malformed(f"{len(found)} signatures")
    return found


def _marked_if_shared(fields: list[FoundSignature]) -> list[FoundSignature]:
    """One dictionary is one signature in one field: with several it cannot be told which of them was signed."""
    uses = Counter(each.identity for each in fields if each.identity != _DIRECT)
    return [replace(each, origin=Origin.SHARED) if uses[each.identity] > 1 else each for each in fields]


def _marked_if_covering(pdf: pikepdf.Pdf, fields: list[FoundSignature]) -> list[FoundSignature]:
    if len(fields) < 2:
        return fields  # what one signature's mark hides, it hid when it was signed
    ends = {widget: each.end for each in fields for widget in each.widgets}
    found = covering(pdf, ends)
    return [replace(each, covers=not found.isdisjoint(each.widgets)) for each in fields]


def _of_fields(pdf: pikepdf.Pdf) -> Iterator[FoundSignature]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    visited: set[tuple[int, int]] = set()
    waiting = deque((field, "") for field in _array(form.get("/Fields")))
    left = _MOST_FIELDS
    while waiting:
        field, above = waiting.popleft()
        if not isinstance(field, pikepdf.Dictionary) or (field.objgen != _DIRECT and field.objgen in visited):
            continue
        left -= 1
        if left < 0:
            raise Malformed(f"more than {_MOST_FIELDS} form fields")
        visited.add(field.objgen)
        part = field.get("/T")
        name = ".".join(each for each in (above, "" if part is None else str(part)) if each)
        waiting.extend((kid, name) for kid in _array(field.get("/Kids")))
        value = field.get("/V")
        if _is_signature_field(field) and isinstance(value, pikepdf.Dictionary):
            widgets = (field.objgen, *(kid.objgen for kid in _array(field.get("/Kids"))))
            yield replace(_found(name or "?", Origin.FIELD, value), widgets=widgets)


def _is_signature_field(field: pikepdf.Dictionary) -> bool:
    kind = field.get("/FT")
    return kind == pikepdf.Name.Sig or (kind is None and _has_range(field.get("/V")))


def _has_range(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[FoundSignature]:
    number = 0
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and ("/ByteRange" in each or each.get("/Type") in _TYPES):
            number += 1
            yield _found(f"(no field {number})", Origin.NO_FIELD, each)


def _of_bytes(data: bytes) -> Iterator[FoundSignature]:
    """Ranges that stand in the bytes and in no object of the newest revision: overwritten or cut off."""
    for number, match in enumerate(_RANGE.finditer(data), start=1):
        byte_range = tuple(int(each) for each in match.groups())
        name = f"(hidden {number})"
        yield FoundSignature(name, Origin.BYTES, _DIRECT, None, byte_range, b"", None, False, False)


def _found(name: str, origin: Origin, value: pikepdf.Dictionary) -> FoundSignature:
    sub_filter = value.get("/SubFilter")
    date = value.get("/M")
    references = _array(value.get("/Reference"))
    return FoundSignature(
        name,
        origin,
        value.objgen,
        str(sub_filter).removeprefix("/") if sub_filter is not None else None,
        tuple(_integers(value.get("/ByteRange"))),
        bytes(value.get("/Contents", b"")) if isinstance(value.get("/Contents"), pikepdf.String) else b"",
        None if date is None else str(date),
        value.get("/Type") == pikepdf.Name("/DocTimeStamp") or str(sub_filter) == "/ETSI.RFC3161",
        any(
            isinstance(each, pikepdf.Dictionary) and each.get("/TransformMethod") == pikepdf.Name.DocMDP
            for each in references
        ),
    )


def _array(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _integers(value: object) -> Iterator[int]:
    for each in _array(value):
        text = str(each)
        if not _DIGITS.fullmatch(text):
            return
        yield int(text)


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
    if not (hole.startswith(b"<") and hole.endswith(b">")) or not _HEX.fullmatch(hole[1:-1]):
        raise Malformed("more is left out than the signature")
    view = memoryview(data)
    return Gap(view[:first], view[second : second + length], bytes.fromhex(hole[1:-1].decode()))
