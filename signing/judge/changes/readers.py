"""Updates that different readers read differently: what one of them shows says nothing about the others.

Readers differ in which of two equal keys of a dictionary counts, in how they find an object in an object stream (by its
number or its place), and in whether they look at the number that stands before an object. Nobody honest writes such things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf

from signing.judge.changes.nodes import FAILURES, Revision
from signing.judge.changes.tail import Row, header_at, update_rows
from signing.judge.malformed import Malformed

# As qpdf says it; the place is that in the file, or in an object stream after its decoding.
_TWICE = re.compile(
    r"(?:object stream (\d+) )?\((?:object [^,]*|trailer|[^,()]*), offset (\d+)\): dictionary has duplicated key"
)
_MOST_PACKED = 100_000


def is_ambiguous(revision: Revision, start: int) -> bool:
    """Whether what ``revision`` adds behind ``start`` may be read in two ways, or cannot be followed."""
    try:
        rows = update_rows(bytes(revision.data), start)
        holders = {place for kind, place, _ in rows.values() if kind == 2}
        if not all(_is_named(revision, number, row) for number, row in rows.items() if row[0] == 1):
            return True
        if not all(_is_listed_once(revision, each, rows) for each in holders):
            return True
        _read(revision, rows)
    except (Malformed, *FAILURES):
        return True
    return any(_is_new(each, start, holders) for each in revision.warnings())


def _is_named(revision: Revision, number: int, row: Row) -> bool:
    """Whether the object there says of itself that it is the one."""
    return header_at(bytes(revision.data), row[1]) == (number, row[2])


def _is_listed_once(revision: Revision, holder: int, rows: dict[int, Row]) -> bool:
    """Whether an object stream names each of its objects once, and at the place at which the entries look for it."""
    stream = revision.pdf.get_object((holder, 0))
    if not isinstance(stream, pikepdf.Stream):
        return False
    count, first = int(stream.N), int(stream.First)
    if not 0 <= count <= _MOST_PACKED:
        return False
    numbers = [int(each) for each in stream.read_bytes()[:first].split()][: 2 * count : 2]
    wanted = [(number, place) for number, (kind, where, place) in rows.items() if kind == 2 and where == holder]
    return len(set(numbers)) == len(numbers) and all(
        place < len(numbers) and numbers[place] == number for number, place in wanted
    )


def _read(revision: Revision, rows: Iterable[int]) -> None:
    """Look at every object to its end: only then is it told what is odd about it."""
    for number in rows:
        found = revision.pdf.get_object((number, 0))
        if isinstance(found, pikepdf.Object):
            found.unparse(resolved=True)


def _is_new(warning: str, start: int, holders: set[int]) -> bool:
    found = _TWICE.search(warning)
    if found is None:
        return False
    return int(found[1]) in holders if found[1] is not None else int(found[2]) >= start
