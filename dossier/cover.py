"""Separator sheets: what the code on one says, whether this office printed it, and what lies behind it.

A code is ``HOSO:COVER:1:<type or any>:<pages or 0>:<tag>``. The tag is made with a key of the office, so that a sheet
that somebody lays into a stack can neither choose a type nor make a page vanish.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

ANY = "any"
"""On a sheet in place of a type: only that here another paper begins."""
MOST_PAGES = 999
_PREFIX = "HOSO:COVER:"
_VERSION = "1"
_FORM = re.compile(
    r"(?P<signed>HOSO:COVER:1:(?P<type>[a-z0-9_]{1,60}):(?P<pages>0|[1-9]\d{0,2})):(?P<tag>[0-9a-f]{20})"
)
_TAG_DIGITS = 20

TITLES = ("TỜ PHÂN CÁCH TÀI LIỆU", "SEPARATOR SHEET")
_HOW = (
    "Đặt tờ này trước tài liệu khi quét; mặt sau trắng không tính.",
    "Lay this sheet before the paper when scanning; empty backs do not count.",
)
Page = TypeVar("Page")


class CoverState(StrEnum):
    """What is to be thought of a separator sheet.

    ``own``: printed by this office, and nothing but that. ``foreign``: its code is none of this office or of its document
    types. ``unreadable``: it looks like one, but no code could be read. ``written_on``: it bears much print of its own.
    """

    OWN = "own"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    WRITTEN_ON = "written_on"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a separator sheet says: the type of the paper behind it (None: any), its written pages (None: not counted)."""

    type: str | None = None
    pages: int | None = None

    def code(self, key: bytes) -> str:
        """The text of its QR code."""
        signed = f"{_PREFIX}{_VERSION}:{self.type or ANY}:{self.pages or 0}"
        return f"{signed}:{_tag(signed, key)}"

    def lines(self, name_vi: str | None) -> tuple[str, ...]:
        """What is printed on it besides the code, Vietnamese before English; ``name_vi`` is the type's name."""
        kind = (
            name_vi or "Loại giấy tờ: theo nội dung",
            (self.type or "type by content").replace("_", " ").capitalize(),
        )
        pages = (f"Số trang có chữ: {self.pages}", f"Pages with print: {self.pages}") if self.pages else ()
        return (*TITLES, *kind, *pages, *_HOW)


@dataclass(frozen=True, slots=True)
class Cover:
    """A separator sheet that lay in a file. ``back``: the page of its empty back, where both sides were scanned.

    Only an ``own`` sheet is obeyed and left out of the papers; ``type`` and ``pages`` of the others are None.
    """

    page: int
    state: CoverState
    type: str | None = None
    pages: int | None = None
    back: int | None = None

    @property
    def sides(self) -> tuple[int, ...]:
        """Its pages in the file."""
        return (self.page,) if self.back is None else (self.page, self.back)


def is_cover_code(content: bytes) -> bool:
    """Whether a symbol claims to be a separator sheet's."""
    return content.startswith(_PREFIX.encode())


def read_code(content: bytes, types: Container[str], key: bytes) -> Sheet | None:
    """What a separator sheet's code says; None when this office did not print it, or the type is none of ``types``."""
    found = _FORM.fullmatch(content.decode("ascii", "replace"))
    if found is None or not hmac.compare_digest(found["tag"], _tag(found["signed"], key)):
        return None
    if found["type"] != ANY and found["type"] not in types:
        return None
    return Sheet(None if found["type"] == ANY else found["type"], int(found["pages"]) or None)


def _tag(signed: str, key: bytes) -> str:
    return hmac.digest(key, signed.encode("ascii"), "sha256").hex()[:_TAG_DIGITS]


@dataclass(frozen=True, slots=True)
class Stack(Generic[Page]):
    """A separator sheet (None: what lies before the first) and the pages up to the next one."""

    cover: Cover | None
    pages: tuple[Page, ...]


def stacks(pages: Iterable[tuple[Page, Cover | None]]) -> Iterator[Stack[Page]]:
    """Pages in the order of scanning, each with the separator sheet that it is, cut at these sheets.

    Sheets that are obeyed are in no stack, others at the head of their own; what is before the first may be empty.
    """
    cover: Cover | None = None
    inside: list[Page] = []
    for page, found in pages:
        if found is None:
            inside.append(page)
            continue
        yield Stack(cover, tuple(inside))
        cover, inside = found, ([] if found.state is CoverState.OWN else [page])
    yield Stack(cover, tuple(inside))
