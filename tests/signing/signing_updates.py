"""Revisions as an attacker writes them: what is changed with pikepdf is appended by hand, byte by byte."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO

import pikepdf


@dataclass
class Update:
    """A signed file that is open, and which of its objects are to be written anew."""

    pdf: pikepdf.Pdf
    touched: list[pikepdf.Object] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)
    trailer: dict[str, pikepdf.Object] = field(default_factory=dict)

    def touch(self, *objects: pikepdf.Object) -> None:
        """To be written."""
        self.touched.extend(objects)

    def add(self, value: pikepdf.Object) -> pikepdf.Object:
        """A new object, to be written."""
        made = self.pdf.make_indirect(value)
        self.touched.append(made)
        return made

    def stream(self, data: bytes, **entries: pikepdf.Object | str | int) -> pikepdf.Object:
        """A new stream, to be written."""
        made = pikepdf.Stream(self.pdf, data)
        for key, value in entries.items():
            made[f"/{key}"] = value
        made = self.pdf.make_indirect(made)
        self.touched.append(made)
        return made

    def form(self, data: bytes, box: tuple[float, ...], **entries: pikepdf.Object) -> pikepdf.Object:
        """A form XObject."""
        return self.stream(
            data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array(list(box)), **entries
        )

    @property
    def page(self) -> pikepdf.Object:
        """The first page's dictionary."""
        return self.pdf.pages[0].obj

    @property
    def fields(self) -> pikepdf.Object:
        """The form's list of fields."""
        return self.pdf.Root.AcroForm.Fields

    def signature(self) -> pikepdf.Object:
        """The first signature's field."""
        return next(each for each in self.fields if each.get("/FT") == pikepdf.Name.Sig and "/V" in each)

    def named(self, name: str) -> pikepdf.Object:
        """The field of that partial name."""
        return next(each for each in self.fields if str(each.get("/T")) == name)


def updated(signed: bytes, change: Callable[[Update], None]) -> bytes:
    """The file with one more revision that makes ``change``."""
    bodies, freed, trailer = changed_objects(signed, change)
    return appended(signed, bodies, freed=freed, trailer=trailer)


def changed_objects(
    signed: bytes, change: Callable[[Update], None]
) -> tuple[dict[int, bytes], list[int], dict[str, bytes]]:
    """Bodies by number, numbers that are freed, and entries of the trailer."""
    with pikepdf.open(BytesIO(signed)) as pdf:
        update = Update(pdf)
        change(update)
        bodies = {each.objgen[0]: _body(each) for each in update.touched}
        trailer = {key: each.unparse() for key, each in update.trailer.items()}
    return bodies, update.freed, trailer


def _body(value: pikepdf.Object) -> bytes:
    if isinstance(value, pikepdf.Stream):
        data = value.read_raw_bytes()
        value.stream_dict["/Length"] = len(data)
        return value.stream_dict.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"
    return value.unparse(resolved=True)


def appended(
    signed: bytes,
    bodies: dict[int, bytes],
    *,
    freed: list[int] | None = None,
    trailer: dict[str, bytes] | None = None,
    table: bool = True,
    with_trailer: bool = True,
    start: int | None = None,
) -> bytes:
    """A revision behind ``signed``; its parts may be left out, ``start`` may point elsewhere."""
    out = bytearray(signed if signed.endswith(b"\n") else signed + b"\n")
    offsets = {}
    for number, body in bodies.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    here = len(out)
    if uses_stream(signed) and table:
        out += _as_stream(signed, here, offsets, freed or [], trailer or {})
    else:
        if table:
            out += _as_table(offsets, freed or [])
        if with_trailer:
            out += b"trailer\n" + _trailer(signed, offsets, trailer or {}) + b"\n"
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % (here if start is None else start)


class Style(StrEnum):
    """How a revision is written down (ISO 32000-1, 7.5.4 to 7.5.8)."""

    TABLE = "table"
    STREAM = "stream"
    PREDICTED = "predicted"
    PACKED = "packed"
    HYBRID = "hybrid"
    """New objects in streams that readers of tables do not find, as office programs write what those can do without."""
    HIDDEN = "hidden"
    """The same with all objects: readers of tables find nothing where something was."""


def updated_as(style: Style, signed: bytes, change: Callable[[Update], None]) -> bytes:
    """One more revision in that style, whatever the file's own is."""
    bodies, freed, trailer = changed_objects(signed, change)
    out = bytearray(signed if signed.endswith(b"\n") else signed + b"\n")
    rows: dict[int, tuple[int, int, int]] = dict.fromkeys(freed, (0, 0, 1))
    packed = _packed(style, signed, bodies)
    for number, body in bodies.items():
        if number not in packed:
            rows[number] = (1, len(out), 0)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    entries = entries_of_trailer(signed, [*bodies, *freed, 0], trailer)
    own = int(entries["/Size"])
    if packed:
        rows[own] = (1, len(out), 0)
        rows |= {number: (2, own, place) for place, number in enumerate(packed)}
        out += b"%d 0 obj\n" % own + object_stream(list(packed.items())) + b"\nendobj\n"
        own += 1
    entries["/Size"] = b"%d" % (own + 1)
    start = len(out)
    if style is Style.TABLE:
        out += table_of(sorted(rows.items()), entries)
    elif style in {Style.HYBRID, Style.HIDDEN}:
        # Readers that know no streams find what is packed to be free; the others look it up.
        hidden = {number: row for number, row in rows.items() if row[0] == 2} | {own: (1, start, 0)}
        out += reference_stream(own, hidden, {"/Size": entries["/Size"], "/Root": entries["/Root"]})
        visible = {number: (0, 0, 65535) if row[0] == 2 else row for number, row in rows.items()}
        entries["/XRefStm"], start = b"%d" % start, len(out)
        out += table_of(sorted(visible.items()), entries)
    else:
        out += reference_stream(own, {**rows, own: (1, start, 0)}, entries, plain=style is not Style.PREDICTED)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _packed(style: Style, signed: bytes, bodies: dict[int, bytes]) -> dict[int, bytes]:
    """Bodies that go into an object stream."""
    if style not in {Style.PACKED, Style.HYBRID, Style.HIDDEN}:
        return {}
    with pikepdf.open(BytesIO(signed)) as pdf:
        first = int(pdf.trailer.Size) if style is Style.HYBRID else 0
    return {number: body for number, body in bodies.items() if number >= first and b"\nstream\n" not in body}


def object_stream(packed: list[tuple[int, bytes]]) -> bytes:
    """The body of an object stream that holds these, in this order."""
    heads, places = [], 0
    for number, body in packed:
        heads.append(b"%d %d" % (number, places))
        places += len(body) + 1
    head = b" ".join(heads) + b" "
    data = head + b"\n".join(body for _, body in packed)
    about = b"<< /Type /ObjStm /N %d /First %d /Length %d >>" % (len(packed), len(head), len(data))
    return about + b"\nstream\n" + data + b"\nendstream"


def table_of(rows: list[tuple[int, tuple[int, int, int]]], entries: dict[str, bytes]) -> bytes:
    """A cross-reference table with its trailer."""
    lines = [
        b"%d 1\n%010d %05d %s \n" % (number, place, generation, b"n" if kind else b"f")
        for number, (kind, place, generation) in rows
    ]
    return b"xref\n" + b"".join(lines) + b"trailer\n" + _dictionary(entries) + b"\n"


def _dictionary(entries: dict[str, bytes]) -> bytes:
    return b"<< " + b" ".join(key.encode() + b" " + value for key, value in entries.items()) + b" >>"


def reference_stream(
    own: int, rows: dict[int, tuple[int, int, int]], entries: dict[str, bytes], *, plain: bool = True
) -> bytes:
    """A cross-reference stream under the number ``own``."""
    width = 7
    packed = [
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(2, "big")
        for _, (kind, place, last) in sorted(rows.items())
    ]
    about = {
        "/Type": b"/XRef",
        "/W": b"[1 4 2]",
        "/Index": b"[" + b" ".join(b"%d 1" % number for number in sorted(rows)) + b"]",
        **entries,
    }
    data = b"".join(packed)
    if not plain:  # PNG's filter "up", compressed: as most programs write it
        above = [bytes(width), *packed]
        rows_up = (
            bytes((one - other) & 255 for one, other in zip(row, up, strict=True))
            for row, up in zip(packed, above, strict=False)
        )
        data = zlib.compress(b"".join(b"\x02" + row for row in rows_up))
        about |= {"/Filter": b"/FlateDecode", "/DecodeParms": b"<< /Predictor 12 /Columns 7 >>"}
    about["/Length"] = b"%d" % len(data)
    return b"%d 0 obj\n" % own + _dictionary(about) + b"\nstream\n" + data + b"\nendstream\nendobj\n"


def last_start(data: bytes) -> int:
    """Where the newest cross-references are."""
    return int(re.findall(rb"startxref\s+(\d+)\s+%%EOF", data)[-1])


def uses_stream(data: bytes) -> bool:
    """Whether they are a stream."""
    return not data[last_start(data) :].lstrip().startswith(b"xref")


def _as_table(offsets: dict[int, int], freed: list[int]) -> bytes:
    lines = [b"xref\n"]
    for number in sorted({*offsets, *freed}):
        entry = b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00001 f \n"
        lines.append(b"%d 1\n" % number + entry)
    return b"".join(lines)


def entries_of_trailer(signed: bytes, numbers: list[int], more: dict[str, bytes]) -> dict[str, bytes]:
    """What a trailer says after ``signed``, with room for objects of these numbers."""
    with pikepdf.open(BytesIO(signed)) as pdf:
        old = pdf.trailer
        size = max(int(old.Size), *(number + 1 for number in numbers), 0)
        entries = {"/Root": old.Root.unparse(), "/Size": b"%d" % size, "/Prev": b"%d" % last_start(signed)}
        for key in ("/Info", "/ID"):
            if key in old:
                entries[key] = old[key].unparse()
    return {**entries, **more}


def _trailer(signed: bytes, offsets: dict[int, int], more: dict[str, bytes]) -> bytes:
    entries = entries_of_trailer(signed, [*offsets, 0], more)
    return b"<< " + b" ".join(key.encode() + b" " + value for key, value in entries.items()) + b" >>"


def _as_stream(signed: bytes, here: int, offsets: dict[int, int], freed: list[int], more: dict[str, bytes]) -> bytes:
    with pikepdf.open(BytesIO(signed)) as pdf:
        own = max(int(pdf.trailer.Size), *(number + 1 for number in offsets), 0)
    rows = {number: (1, offset, 0) for number, offset in offsets.items()}
    rows |= dict.fromkeys(freed, (0, 0, 1))
    rows[own] = (1, here, 0)
    index = b" ".join(b"%d 1" % number for number in sorted(rows))
    data = b"".join(
        kind.to_bytes(1, "big") + offset.to_bytes(4, "big") + generation.to_bytes(2, "big")
        for _, (kind, offset, generation) in sorted(rows.items())
    )
    entries = {
        "/Type": b"/XRef",
        "/W": b"[1 4 2]",
        "/Index": b"[" + index + b"]",
        "/Length": b"%d" % len(data),
        **entries_of_trailer(signed, [*rows], more),
    }
    head = b"<< " + b" ".join(key.encode() + b" " + value for key, value in entries.items()) + b" >>"
    return b"%d 0 obj\n" % own + head + b"\nstream\n" + data + b"\nendstream\nendobj\n"
