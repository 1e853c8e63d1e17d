"""Separator sheets as a PDF to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import segno
from fpdf import FPDF

from dossier.cover import ANY, MOST_PAGES, Sheet
from dossier.doctype import Catalogue
from dossier.errors import PermanentError, UsageError

_FONT = "Cover"
_WIDTH, _MARGIN = 210.0, 15.0
_CODE_MM = 52.0
_CODES = ((_WIDTH - _MARGIN - _CODE_MM, 20.0), (_MARGIN, 225.0))
"""Top right and bottom left: what a feeder tears or a stamp hides at one corner stands at the other."""
_SIZES = (30, 20, 26, 17, 22, 15, 12, 12)
_TOP = 95.0
_ASKED = re.compile(r"([a-z0-9_]+)(?:=(\d{1,3}))?")


def parse_sheet(text: str, catalogue: Catalogue) -> Sheet:
    """``birth_certificate=2``, ``identity_card``, ``any``; anything else is a ``UsageError``."""
    found = _ASKED.fullmatch(text)
    if found is None or found[2] == "0" or int(found[2] or 1) > MOST_PAGES:
        raise UsageError(f"A sheet looks like birth_certificate=2, with 1 to {MOST_PAGES} pages or without a number.")
    if found[1] != ANY and found[1] not in catalogue:
        known = ", ".join((*catalogue, ANY))
        raise UsageError(f"Unknown document type: {found[1]}.", remedy=f"Known: {known}.")
    return Sheet(None if found[1] == ANY else found[1], int(found[2]) if found[2] else None)


def cover_pdf(sheets: Iterable[Sheet], catalogue: Catalogue, *, key: bytes, font: Path, at: datetime) -> bytes:
    """An A4 page for each sheet; ``PermanentError`` when the font cannot be read."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(at)
    pdf.set_title("Tờ phân cách tài liệu / Separator sheets")
    pdf.set_lang("vi-VN")
    pdf.set_auto_page_break(False)
    try:
        pdf.add_font(_FONT, "", str(font))
    except OSError as error:
        raise PermanentError("The font of separator sheets cannot be read.", remedy="Set HOSO_FONT.") from error
    for sheet in sheets:
        pdf.add_page()
        for corner in _CODES:
            _draw_code(pdf, sheet.code(key), *corner)
        _write(pdf, sheet.lines(catalogue[sheet.type].name_vi if sheet.type else None), counted=sheet.pages is not None)
    return bytes(pdf.output())


def _write(pdf: FPDF, lines: Sequence[str], *, counted: bool) -> None:
    sizes = _SIZES if counted else (*_SIZES[:4], *_SIZES[-2:])
    pdf.set_y(_TOP)
    for text, size in zip(lines, sizes, strict=True):
        pdf.set_font(_FONT, size=size)
        pdf.multi_cell(0, size * 0.6, text, align="C", new_x="LMARGIN", new_y="NEXT")


def _draw_code(pdf: FPDF, text: str, left: float, top: float) -> None:
    """The code with the highest share of redundancy, a third of which may be worn away; modules about 1 mm wide."""
    rows = [bytes(row) for row in segno.make(text, error="h", micro=False, boost_error=False).matrix]
    size = _CODE_MM / len(rows)
    pdf.set_fill_color(0)
    for y, row in enumerate(rows):
        for found in re.finditer(rb"\x01+", row):
            width = (found.end() - found.start()) * size
            pdf.rect(left + found.start() * size, top + y * size, width, size, style="F")
