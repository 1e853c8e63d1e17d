"""The bytes behind a signed revision: whether they are updates as the standard writes them, and nothing else."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from signing.judge.malformed import Malformed

_STARTXREF = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")
_HEADER = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n\0\f]+(\d{1,5})[ \t\r\n\0\f]+obj\b")
_NUMBERS = re.compile(rb"(?<![0-9])\d{1,10}[ \t\r\n\0\f]+\d{1,5}[ \t\r\n\0\f]+\Z")
_SPACED = re.compile(rb"[0-9 \t\r\n\0\f]*")
_USUAL_HEADER, _LONGEST_HEADER = 64, 65_536
_SPACE = re.compile(rb"[ \t\r\n\0\f]*")
_SUBSECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s*")
_ENTRY = re.compile(rb"(\d{10})\s(\d{5})\s([nf])\s{0,2}")
_NUMBER = rb"\s+(\d{1,15})(?!\s+\d+\s+R)"
_STREAM = re.compile(rb"stream\r?\n")
_MOST_SECTIONS = 512
_MOST_ENTRIES = 1_000_000


Row = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """One cross-reference section: where it starts, and its entries by number: kind, place and generation or index.

    Kinds as in streams (ISO 32000-1, table 18): 0 free, 1 in use, 2 in an object stream. ``beside``: where the stream
    starts that completes a table (a hybrid file). ``previous``: where the next older section starts. ``trailer``: its
    other entries as they are written.
    """

    start: int
    rows: Mapping[int, Row]
    previous: int | None = None
    beside: int | None = None
    trailer: bytes = b""

    @property
    def links(self) -> tuple[int, ...]:
        """Where further sections start."""
        return tuple(each for each in (self.previous, self.beside) if each is not None)

    @property
    def offsets(self) -> frozenset[int]:
        """Where objects stand."""
        return frozenset(place for kind, place, _ in self.rows.values() if kind == 1)

    @property
    def numbers(self) -> frozenset[int]:
        """Of objects that are in use."""
        return frozenset(number for number, (kind, _, _) in self.rows.items() if kind)


def is_update(data: bytes, end: int) -> bool:
    """Whether all that stands behind ``end`` is reached by the cross-references that the end of the file names.

    ``Malformed`` when the references cannot be followed. Objects that stand there and are not reached are for readers
    that look for objects themselves: nobody honest writes them.
    """
    starts = [int(each[1]) for each in _STARTXREF.finditer(data, end)]
    if not starts or min(starts) < end:
        return False
    sections = list(_sections(data, starts[-1], end))
    reached = {_object_at(data, each) for section in sections for each in section.offsets if each >= end}
    reached |= {_object_at(data, section.start) for section in sections}
    if not set(starts) <= {section.start for section in sections}:
        return False
    return all(each in reached or _is_inside_stream(data, each, end) for each in _objects(data, end))


def is_contradictory(data: bytes, end: int) -> bool:
    """Whether a table behind ``end`` and the stream beside it say two places of an object: readers differ in whom they ask.

    What the stream tells of is free in the table, or not in it (ISO 32000-1, 7.5.8.4).
    """
    starts = [int(each[1]) for each in _STARTXREF.finditer(data, end)]
    sections = list(_sections(data, starts[-1], end)) if starts else []
    by_start = {each.start: each for each in sections}
    beside = [(each, by_start[each.beside]) for each in sections if each.beside in by_start and each.beside is not None]
    return any(
        table.rows[number] != stream.rows[number]
        for table, stream in beside
        for number in table.numbers & stream.numbers
    )


def update_rows(data: bytes, end: int) -> dict[int, Row]:
    """The entries of the sections behind ``end``, the newest of each number; those that are free are left out."""
    starts = _STARTXREF.findall(data, end)
    found: dict[int, Row] = {}
    for section in _sections(data, int(starts[-1]), end) if starts else ():
        found = {**section.rows, **found}
    return {number: row for number, row in found.items() if row[0]}


def header_at(data: bytes, offset: int) -> tuple[int, int] | None:
    """Number and generation of the object there; None when none begins there."""
    header = _HEADER.match(data, _object_at(data, offset))
    return (int(header[1]), int(header[2])) if header else None


def entries_of(data: bytes) -> tuple[dict[int, Row], bytes]:
    """All entries as a reader finds them that knows streams, and the newest trailer.

    What a table calls free, the stream beside it may name.
    """
    starts = _STARTXREF.findall(data)
    found: dict[int, Row] = {}
    trailer = b""
    seen: set[int] = set()
    at = int(starts[-1]) if starts else None
    while at is not None:
        if at in seen or len(seen) > _MOST_SECTIONS or at >= len(data):
            raise Malformed("cross-references that lead nowhere")
        seen.add(at)
        section = _section(data, at)
        trailer = trailer or section.trailer
        rows = dict(section.rows)
        if section.beside is not None:
            beside = _section(data, section.beside).rows
            rows |= {number: row for number, row in beside.items() if number not in rows or not rows[number][0]}
        found = {**rows, **found}
        at = section.previous
    return found, trailer


def unlisted_objects(data: bytes) -> Iterator[int]:
    """Where objects stand that no cross-reference of any revision names, streams' contents aside.

    ``Malformed`` when the references cannot be followed.
    """
    starts = _STARTXREF.findall(data)
    if not starts:
        raise Malformed("no cross-references")
    sections = list(_sections(data, int(starts[-1]), 0))
    reached = {_object_at(data, each) for section in sections for each in (section.start, *section.offsets)}
    return (each for each in _objects(data, 0) if each not in reached and not _is_inside_stream(data, each, 0))


def _object_at(data: bytes, offset: int) -> int:
    """Producers differ in whether an offset counts the white space before the object."""
    space = _SPACE.match(data, offset)
    return space.end() if space else offset


def _objects(data: bytes, end: int) -> Iterator[int]:
    """Where an object's numbers stand before the word that opens it."""
    at = data.find(b"obj", end)
    while at >= 0:
        if data[at - 3 : at] != b"end" and not data[at + 3 : at + 4].isalnum():
            for longest in (_USUAL_HEADER, _LONGEST_HEADER):
                first = max(end, at - longest)
                before = data[first:at]
                numbers = _NUMBERS.search(before)
                if numbers is not None:
                    yield first + numbers.start()
                if numbers is not None or not _SPACED.fullmatch(before):
                    break
        at = data.find(b"obj", at + 3)


def _is_inside_stream(data: bytes, at: int, end: int) -> bool:
    opened = data.rfind(b"stream", end, at)
    closed = data.rfind(b"endstream", end, at)
    # The last "stream" before it is part of the last "endstream" unless a stream was opened behind that.
    return opened >= 0 and opened != closed + 3


def _sections(data: bytes, start: int, end: int) -> Iterator[Section]:
    """Those behind ``end``: what stands before it was signed as it is."""
    waiting: list[int] = [start]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if len(seen) > _MOST_SECTIONS or at >= len(data):
            raise Malformed("cross-references that lead nowhere")
        section = _section(data, at)
        yield section
        waiting.extend(each for each in section.links if each >= end)


def _section(data: bytes, start: int) -> Section:
    at = _object_at(data, start)
    if data.startswith(b"xref", at):
        return _table(data, start, at + 4)
    header = _HEADER.match(data, at)
    if header is None:
        raise Malformed("no cross-references where the file says they are")
    return _stream(data, start, header.end())


def _table(data: bytes, start: int, at: int) -> Section:
    rows: dict[int, Row] = {}
    while (heading := _SUBSECTION.match(data, at)) is not None:
        at = heading.end()
        for number in range(int(heading[1]), int(heading[1]) + min(int(heading[2]), _MOST_ENTRIES)):
            entry = _ENTRY.match(data, at)
            if entry is None:
                raise Malformed("a cross-reference table that cannot be read")
            at = entry.end()
            _enter(rows, number, (int(entry[3] == b"n"), int(entry[1]), int(entry[2])))
    at = _object_at(data, at)
    if not data.startswith(b"trailer", at):
        raise Malformed("a cross-reference table without trailer")
    trailer = data[at : _after(data, b"startxref", at)]
    return Section(start, rows, _one_number(trailer, b"/Prev"), _one_number(trailer, b"/XRefStm"), trailer)


def _enter(rows: dict[int, Row], number: int, row: Row) -> None:
    if rows.setdefault(number, row) != row:
        raise Malformed("an object in two places")


def _one_number(entries: bytes, key: bytes) -> int | None:
    """The number under a key; ``Malformed`` for a key that stands there twice, for readers differ in which one counts."""
    found = {int(each[1]) for each in re.finditer(key + _NUMBER, entries)}
    if len(found) > 1:
        raise Malformed("cross-references that lead to two places")
    return next(iter(found), None)


def _after(data: bytes, word: bytes, at: int) -> int:
    found = data.find(word, at)
    return found if found >= 0 else len(data)


def _stream(data: bytes, start: int, at: int) -> Section:
    opened = _STREAM.search(data, at)
    if opened is None:
        raise Malformed("a cross-reference stream that is none")
    entries = data[at : opened.start()]
    widths = _numbers(entries, rb"/W")
    size = re.search(rb"/Length\s*(\d{1,10})(?!\s+\d+\s+R)", entries)
    if len(widths) != 3 or size is None:
        raise Malformed("a cross-reference stream that cannot be read")
    table = _decoded(data[opened.end() : opened.end() + int(size[1])], entries)
    row = sum(widths)
    if row == 0 or len(table) // row > _MOST_ENTRIES:
        raise Malformed("a cross-reference stream that cannot be read")
    rows: dict[int, Row] = {}
    first, second = widths[0], widths[0] + widths[1]
    for number, position in zip(_numbered(entries), range(0, len(table) - row + 1, row), strict=False):
        kind = int.from_bytes(table[position : position + first]) if first else 1
        place = int.from_bytes(table[position + first : position + second])
        _enter(rows, number, (kind, place, int.from_bytes(table[position + second : position + row])))
    return Section(start, rows, _one_number(entries, b"/Prev"), trailer=entries)


def _numbered(entries: bytes) -> Iterator[int]:
    """The numbers of the entries in their order: /Index, or from 0."""
    index = _numbers(entries, rb"/Index") or [0, _MOST_ENTRIES]
    for first, count in zip(index[::2], index[1::2], strict=False):
        yield from range(first, first + count)


def _numbers(entries: bytes, key: bytes) -> list[int]:
    found = re.search(key + rb"\s*\[([\d\s]*)\]", entries)
    return [int(each) for each in found[1].split()] if found else []


def _decoded(raw: bytes, entries: bytes) -> bytes:
    if b"/FlateDecode" not in entries:
        return raw
    try:
        data = zlib.decompressobj().decompress(raw, _MOST_ENTRIES * 20)
    except zlib.error as error:
        raise Malformed("a cross-reference stream that cannot be decoded") from error
    predictor = re.search(rb"/Predictor\s+(\d+)", entries)
    if predictor is None or int(predictor[1]) < 10:
        return data
    columns = re.search(rb"/Columns\s+(\d{1,4})", entries)
    return _unpredicted(data, int(columns[1]) if columns else 1)


def _unpredicted(data: bytes, columns: int) -> bytes:
    """PNG filters none, sub and up (ISO 32000-1, 7.4.4.4): all that cross-reference streams use."""
    rows = []
    above = bytes(columns)
    for at in range(0, len(data) - columns, columns + 1):
        row = bytearray(data[at + 1 : at + 1 + columns])
        match data[at]:
            case 2:
                row = bytearray((one + other) & 255 for one, other in zip(row, above, strict=True))
            case 1:
                for place in range(1, columns):
                    row[place] = (row[place] + row[place - 1]) & 255
            case 0:
                pass
            case _:
                raise Malformed("a cross-reference stream that cannot be decoded")
        above = bytes(row)
        rows.append(above)
    return b"".join(rows)
