"""Updates that one reader takes for harmless and another shows as something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from signing_attacks import replace_page
from signing_updates import changed_objects, entries_of_trailer, last_start, object_stream, reference_stream, table_of

Row = tuple[int, int, int]
Body = tuple[int, int, bytes]
_CONTENTS = re.compile(rb"/Contents (\[[^\]]*\]|\d+ \d+ R)")


class Forgery:
    """A signed file, its first page as it is and as somebody wants it, and what the latter needs."""

    def __init__(self, signed: bytes) -> None:
        self.signed = signed if signed.endswith(b"\n") else signed + b"\n"
        evil, _, _ = changed_objects(self.signed, replace_page)
        good, _, _ = changed_objects(self.signed, lambda update: update.touch(update.page))
        (self.page,) = good
        self.good, self.evil = good[self.page], evil.pop(self.page)
        self.more: list[Body] = [(number, 0, body) for number, body in evil.items()]
        self.next = max([self.page, *evil, int(entries_of_trailer(self.signed, [], {})["/Size"])]) + 1

    def with_bodies(self, *bodies: Body) -> tuple[bytearray, list[int], dict[int, Row]]:
        """The file so far, where the bodies stand, and entries for what the evil page needs."""
        out, places = bytearray(self.signed), []
        for number, generation, body in (*bodies, *self.more):
            places.append(len(out))
            out += b"%d %d obj\n" % (number, generation) + body + b"\nendobj\n"
        own = len(bodies)
        rows = {number: (1, places[own + place], 0) for place, (number, _, _) in enumerate(self.more)}
        return out, places, rows

    def by_table(self, out: bytearray, rows: list[tuple[int, Row]], **more: bytes) -> bytes:
        """Ended with a table; a number may stand in it twice."""
        entries = entries_of_trailer(self.signed, [self.next], {f"/{key}": value for key, value in more.items()})
        return bytes(out) + table_of(rows, entries) + b"startxref\n%d\n%%%%EOF\n" % len(out)

    def by_stream(self, out: bytearray, rows: dict[int, Row]) -> bytes:
        """Ended with a cross-reference stream."""
        own, start = self.next + 1, len(out)
        entries = entries_of_trailer(self.signed, [own], {})
        stream = reference_stream(own, {**rows, own: (1, start, 0)}, entries)
        return bytes(out) + stream + b"startxref\n%d\n%%%%EOF\n" % start


def two_keys(key: bytes, *, evil_first: bool) -> Callable[[bytes], bytes]:
    """/Contents twice in one dictionary, once perhaps spelt otherwise."""

    def forge(signed: bytes) -> bytes:
        made = Forgery(signed)
        evil, good = (_CONTENTS.search(each) for each in (made.evil, made.good))
        assert evil is not None
        assert good is not None
        one, other = (evil[1], good[1]) if evil_first else (good[1], evil[1])
        body = _CONTENTS.sub(lambda _: b"/Contents " + one + b" " + key + b" " + other, made.good)
        out, places, rows = made.with_bodies((made.page, 0, body))
        return made.by_table(out, [*rows.items(), (made.page, (1, places[0], 0))])

    return forge


def two_entries(*, evil_first: bool) -> Callable[[bytes], bytes]:
    """The page's number twice in one table."""

    def forge(signed: bytes) -> bytes:
        made = Forgery(signed)
        out, places, rows = made.with_bodies((made.page, 0, made.evil), (made.page, 0, made.good))
        both = [(made.page, (1, places[0], 0)), (made.page, (1, places[1], 0))]
        return made.by_table(out, [*rows.items(), *(both if evil_first else reversed(both))])

    return forge


def packed_twice(index: int, *, evil_first: bool) -> Callable[[bytes], bytes]:
    """The page's number twice in one object stream: found by its number, or at its place."""

    def forge(signed: bytes) -> bytes:
        made = Forgery(signed)
        order = (made.evil, made.good) if evil_first else (made.good, made.evil)
        out, places, rows = made.with_bodies((made.next, 0, object_stream([(made.page, each) for each in order])))
        return made.by_stream(out, {**rows, made.next: (1, places[0], 0), made.page: (2, made.next, index)})

    return forge


def packed_as_another(signed: bytes) -> bytes:
    """At the place stands another number."""
    made = Forgery(signed)
    held = object_stream([(made.page + 4000, made.evil), (made.page, made.good)])
    out, places, rows = made.with_bodies((made.next, 0, held))
    return made.by_stream(out, {**rows, made.next: (1, places[0], 0), made.page: (2, made.next, 0)})


def of_another_generation(*, header: int, entry: int) -> Callable[[bytes], bytes]:
    """Who looks at generations finds another page than who does not."""

    def forge(signed: bytes) -> bytes:
        made = Forgery(signed)
        out, places, rows = made.with_bodies((made.page, header, made.evil))
        return made.by_table(out, [*rows.items(), (made.page, (1, places[0], entry))])

    return forge


def under_another_number(signed: bytes) -> bytes:
    """The object there says of itself that it is another."""
    made = Forgery(signed)
    out, places, rows = made.with_bodies((made.page + 4000, 0, made.evil))
    return made.by_table(out, [*rows.items(), (made.page, (1, places[0], 0))])


def two_starts(signed: bytes) -> bytes:
    """Two places from which the older entries are to be read on."""
    made = Forgery(signed)
    out, places, rows = made.with_bodies((made.page, 0, made.good))
    before = b"%d /Prev %d" % (last_start(signed), places[0])
    return made.by_table(out, [*rows.items(), (made.page, (1, places[0], 0))], Prev=before)


READINGS: dict[str, Callable[[bytes], bytes]] = {
    "two keys": two_keys(b"/Contents", evil_first=True),
    "two keys, the other order": two_keys(b"/Contents", evil_first=False),
    "two spellings": two_keys(b"/Con#74ents", evil_first=True),
    "two spellings, the other order": two_keys(b"/Con#74ents", evil_first=False),
    "two entries": two_entries(evil_first=True),
    "two entries, the other order": two_entries(evil_first=False),
    **{
        f"packed twice, {index}, {evil_first}": packed_twice(index, evil_first=evil_first)
        for index in (0, 1)
        for evil_first in (True, False)
    },
    "packed as another": packed_as_another,
    "another generation": of_another_generation(header=1, entry=1),
    "another generation in the entry": of_another_generation(header=0, entry=1),
    "another generation at the object": of_another_generation(header=1, entry=0),
    "under another number": under_another_number,
    "two starts": two_starts,
}
