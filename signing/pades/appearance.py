"""The visible mark of a signature, after the rule for its kind (TT 01/2023 Art. 8; NĐ 30/2020; TT 05/2025/TT-BNV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.pades.font import EmbeddedFont, embed

_SIZE = 10.0
"""Points: the size that the rules for agencies name; smaller only where a page is smaller than the mark."""
_LEADING = 1.2
_MARGIN = 14.0
"""Points between the mark and the edge: inside the margin that NĐ 30/2020 leaves free."""
_LEAST_SIZE = 4.0


class Corner(StrEnum):
    """Where the mark stands on the first page."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"


@dataclass(frozen=True, slots=True)
class Appearance:
    """Lines of text, black, no picture, in a corner of the first page; ``font`` is a TrueType file."""

    lines: tuple[str, ...]
    corner: Corner
    font: Path


def officer_appearance(name: str, at: datetime, font: Path) -> Appearance:
    """Who copied the paper and when, top left (TT 01/2023/TT-VPCP Art. 8.1)."""
    return Appearance((f"Người sao chụp: {name}", _moment(at)), Corner.TOP_LEFT, font)


def agency_appearance(name: str, at: datetime, font: Path) -> Appearance:
    """The agency and the time, top right, 10 pt, no image (TT 05/2025/TT-BNV Art. 8)."""
    return Appearance((name, _moment(at)), Corner.TOP_RIGHT, font)


def _moment(at: datetime) -> str:
    """ISO 8601 with the zone of Vietnam: the zone is mandatory."""
    return at.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Placed:
    """The mark ready to be put on the page: its rectangle in the page's space, and its form."""

    box: tuple[int, int, int, int]
    form: generic.IndirectObject


def place(writer: IncrementalPdfFileWriter, appearance: Appearance) -> Placed:
    """Draw the mark into ``writer`` and say where it goes on the first page."""
    font = embed(writer, appearance.font, "".join(appearance.lines))
    left, _, right, top = _media_box(writer)
    widest = max(font.width(line, 1.0) for line in appearance.lines)
    room = right - left - 2 * _MARGIN
    size = max(_LEAST_SIZE, min(_SIZE, room / widest))
    width, height = widest * size, _LEADING * size * len(appearance.lines)
    x = left + _MARGIN if appearance.corner is Corner.TOP_LEFT else right - _MARGIN - width
    y = top - _MARGIN - height
    box = (int(x), int(y), int(x + width) + 1, int(y + height) + 1)
    return Placed(box, _form(writer, appearance, font, size, (box[2] - box[0], box[3] - box[1])))


def _media_box(writer: IncrementalPdfFileWriter) -> tuple[float, float, float, float]:
    page_ref, _ = writer.find_page_for_modification(0)
    page = page_ref.get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, bottom, right, top = (float(value) for value in page["/MediaBox"])
    return left, bottom, right, top


def _form(
    writer: IncrementalPdfFileWriter, appearance: Appearance, font: EmbeddedFont, size: float, extent: tuple[int, int]
) -> generic.IndirectObject:
    lines = "\n".join(f"<{font.encoded(line)}> Tj T*" for line in appearance.lines)
    first = extent[1] - size
    content = f"q BT /F {size:.2f} Tf {_LEADING * size:.2f} TL 0 g 0 {first:.2f} Td\n{lines}\nET Q"
    resources = generic.DictionaryObject(
        {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F"): font.reference})}
    )
    box = generic.ArrayObject(generic.NumberObject(value) for value in (0, 0, *extent))
    form = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): box,
            pdf_name("/Resources"): resources,
        },
        stream_data=content.encode(),
    )
    return writer.add_object(form)
