"""The visible mark of a signature, after the rule for its kind (TT 01/2023 Art. 8; NĐ 30/2020; TT 05/2025/TT-BNV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from math import ceil, floor
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.pades.clearance import Ink, Spot
from signing.pades.font import embed
from signing.pades.geometry import SeenPage, seen
from signing.pades.subset import FontSubset, font_subset

_SIZE = 10.0
"""Points: the size that the rules for agencies name; smaller only where a page is smaller than the mark."""
_LEADING = 1.2
_MARGIN = 14.0
"""Points between the mark and the edge: inside the margin that NĐ 30/2020 leaves free."""
_GUTTER = 4.0
"""Points between a mark and the middle of the page."""
_LEAST_SIZE = 4.0
_VIETNAM = timezone(timedelta(hours=7))


class Corner(StrEnum):
    """Where the mark stands on the first page."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"


@dataclass(frozen=True, slots=True)
class Appearance:
    """Lines of text, black, no picture, in a corner of the first page; ``font`` is a TrueType file.

    With ``keep_clear`` the page is drawn first, and the mark goes to the free place nearest to that corner.
    """

    lines: tuple[str, ...]
    corner: Corner
    font: Path
    keep_clear: bool = True


def officer_appearance(name: str, at: datetime, font: Path) -> Appearance:
    """Who copied the paper and when, top left (TT 01/2023/TT-VPCP Art. 8.1)."""
    return Appearance((f"Người sao chụp: {name}", _moment(at)), Corner.TOP_LEFT, font)


def signer_appearance(name: str, at: datetime, font: Path) -> Appearance:
    """Who signed and when, top left: on papers that are no copies."""
    return Appearance((f"Người ký: {name}", _moment(at)), Corner.TOP_LEFT, font)


def agency_appearance(name: str, at: datetime, font: Path) -> Appearance:
    """The agency and the time, top right, 10 pt, no image (TT 05/2025/TT-BNV Art. 8)."""
    return Appearance((name, _moment(at)), Corner.TOP_RIGHT, font)


def certified_copy_appearance(form: str, name: str, at: datetime, font: Path) -> Appearance:
    """Form of the copy ("Sao y", "Sao lục", "Trích sao"), agency, time, top right, no image (NĐ 30/2020, annex I)."""
    return Appearance((form, name, _moment(at)), Corner.TOP_RIGHT, font)


def _moment(at: datetime) -> str:
    """ISO 8601 in the time of Vietnam, its zone written out: both are mandatory (NĐ 30/2020, annex I)."""
    return at.astimezone(_VIETNAM).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Placed:
    """The mark ready to be put on a page: its rectangle in the page's space, and its form.

    ``covers``: no place was free, and something of the page lies under it.
    """

    box: tuple[int, int, int, int]
    form: generic.IndirectObject
    covers: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines broken to fit, the size in points that they are set in, and how wide that makes them."""

    lines: tuple[str, ...]
    size: float
    width: float

    @property
    def height(self) -> float:
        return _LEADING * self.size * len(self.lines)


def place(writer: IncrementalPdfFileWriter, appearance: Appearance, ink: Ink | None = None) -> Placed:
    """Draw the mark into ``writer`` and say where it goes on the first page; into the very corner without ``ink``."""
    font = font_subset(appearance.font, "".join(appearance.lines))
    page_ref, _ = writer.find_page_for_modification(0)
    page = seen(page_ref.get_object())
    block = _set(font, appearance.lines, page.width / 2 - _MARGIN - _GUTTER)
    from_right = appearance.corner is Corner.TOP_RIGHT
    corner = Spot(page.width - _MARGIN - block.width if from_right else _MARGIN, _MARGIN, covers=False)
    spot = corner if ink is None else ink.spot((block.width, block.height), margin=_MARGIN, from_right=from_right)
    bottom = page.height - spot.top - block.height
    x0, y0, x1, y1 = page.in_page((spot.left, bottom, spot.left + block.width, bottom + block.height))
    box = (floor(x0), floor(y0), ceil(x1), ceil(y1))
    return Placed(box, writer.add_object(_form(writer, font, block, page)), spot.covers)


def _set(font: FontSubset, lines: tuple[str, ...], room: float) -> _Block:
    """Broken between words to half a page, so that two corners never meet; smaller only if a word is too long."""
    broken = tuple(part for line in lines for part in _broken(font, line, room))
    widest = max(_width(font, line) for line in broken)
    size = max(_LEAST_SIZE, min(_SIZE, room / widest))
    return _Block(broken, size, widest * size)


def _broken(font: FontSubset, line: str, room: float) -> list[str]:
    parts: list[str] = []
    for word in line.split(" "):
        longer = f"{parts[-1]} {word}" if parts else word
        if parts and _width(font, longer) * _SIZE <= room:
            parts[-1] = longer
        else:
            parts.append(word)
    return parts


def _width(font: FontSubset, text: str) -> float:
    """At a size of one point."""
    return sum(font.widths[letter] for letter in text) / 1000


def _form(writer: IncrementalPdfFileWriter, font: FontSubset, block: _Block, page: SeenPage) -> generic.StreamObject:
    shown = ("".join(f"{font.glyphs[letter]:04x}" for letter in line) for line in block.lines)
    lines = "\n".join(f"<{line}> Tj T*" for line in shown)
    first = block.height - block.size
    content = f"q BT /F {block.size:.2f} Tf {_LEADING * block.size:.2f} TL 0 g 0 {first:.2f} Td\n{lines}\nET Q"
    resources = generic.DictionaryObject(
        {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F"): embed(writer, font)})}
    )
    extent = (0, 0, ceil(block.width), ceil(block.height))
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): _numbers(*extent),
            pdf_name("/Matrix"): _numbers(*page.upright),
            pdf_name("/Resources"): resources,
        },
        stream_data=content.encode(),
    )


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(value) for value in values)
