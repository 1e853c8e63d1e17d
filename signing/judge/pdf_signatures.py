"""Every signature in a PDF, found by our own walk: none is dropped because it is odd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from signing.judge.parts import Malformed

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
# One spelling throughout: white space or a changed case inside would be a change that no signature covers.
_HEX = re.compile(rb"(?:[0-9a-f]{2})*|(?:[0-9A-F]{2})*")


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature dictionary. ``name`` of its field, or a made-up one for a dictionary that no field shows."""

    name: str
    sub_filter: str | None
    byte_range: tuple[int, ...]
    contents: bytes
    date: str | None
    is_timestamp: bool
    certifies: bool


def find_signatures(data: bytes) -> tuple[FoundSignature, ...]:
    """Signatures of all fields, then dictionaries that no field shows, then ranges that no dictionary names.

    ``Malformed`` when the file is no PDF that can be opened.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            fields = list(_of_fields(pdf))
            seen = {each.byte_range for each in fields}
            loose = [each for each in _of_objects(pdf) if each.byte_range not in seen]
    except pikepdf.PasswordError as error:
        raise Malformed("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Malformed("no PDF that can be opened") from error
    seen |= {each.byte_range for each in loose}
    hidden = [each for each in _of_bytes(data) if each.byte_range not in seen]
    return (*fields, *loose, *hidden)


def _of_fields(pdf: pikepdf.Pdf) -> Iterator[FoundSignature]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    visited: set[tuple[int, int]] = set()
    waiting = [(field, "") for field in _array(form.get("/Fields"))]
    while waiting:
        field, above = waiting.pop(0)
        if not isinstance(field, pikepdf.Dictionary) or (field.objgen != (0, 0) and field.objgen in visited):
            continue
        visited.add(field.objgen)
        part = field.get("/T")
        name = ".".join(each for each in (above, "" if part is None else str(part)) if each)
        waiting.extend((kid, name) for kid in _array(field.get("/Kids")))
        value = field.get("/V")
        if _is_signature_field(field) and isinstance(value, pikepdf.Dictionary):
            yield _found(name or "?", value)


def _is_signature_field(field: pikepdf.Dictionary) -> bool:
    kind = field.get("/FT")
    return kind == pikepdf.Name.Sig or (kind is None and _has_range(field.get("/V")))


def _has_range(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[FoundSignature]:
    number = 0
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each and "/Contents" in each:
            number += 1
            yield _found(f"(no field {number})", each)


def _of_bytes(data: bytes) -> Iterator[FoundSignature]:
    """Ranges that stand in the bytes and in no object of the newest revision: overwritten or cut off."""
    for number, match in enumerate(_RANGE.finditer(data), start=1):
        byte_range = tuple(int(each) for each in match.groups())
        yield FoundSignature(f"(hidden {number})", None, byte_range, b"", None, False, False)


def _found(name: str, value: pikepdf.Dictionary) -> FoundSignature:
    sub_filter = value.get("/SubFilter")
    date = value.get("/M")
    references = _array(value.get("/Reference"))
    return FoundSignature(
        name,
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
        if not str(each).isdigit():
            return
        yield int(str(each))


@dataclass(frozen=True, slots=True)
class Gap:
    """What a byte range leaves out: the signature's DER, and whether its padding is clean."""

    before: bytes
    after: bytes
    contents: bytes


def gap_of(data: bytes, found: FoundSignature) -> Gap:
    """Cut the file at the byte range; ``Malformed`` unless the range is [0 a b c] around one hexadecimal string."""
    if len(found.byte_range) != 4:
        raise Malformed("not four numbers")
    start, first, second, length = found.byte_range
    if start != 0 or min(first, second, length) < 0 or first >= second or second + length > len(data):
        raise Malformed("a range that does not fit the file")
    hole = data[first:second]
    if not (hole.startswith(b"<") and hole.endswith(b">")) or not _HEX.fullmatch(hole[1:-1]):
        raise Malformed("more is left out than the signature")
    digits = re.sub(rb"[\s\x00]", b"", hole[1:-1])
    return Gap(
        data[:first], data[second : second + length], bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    )
