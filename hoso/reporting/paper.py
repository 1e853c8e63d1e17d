"""The report as a PDF, to be signed and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableCellFillMode

from hoso.reporting.content import Pictures, Report, Section

_FONT = "Report"
_MARGIN = 20
_WIDTH = 170


def pdf_report(report: Report, font: Path, at: datetime) -> bytes:
    """A4, the font embedded."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(at)
    pdf.set_title(report.title)
    pdf.set_lang("vi-VN")
    pdf.set_margin(_MARGIN)
    # The agency's mark stands top right of the first page.
    pdf.set_top_margin(_MARGIN)
    pdf.add_font(_FONT, "", str(font))
    pdf.add_page()
    pdf.ln(25)
    _line(pdf, report.title, 16, align="C")
    _line(pdf, report.verdict, 14, align="C")
    _table(pdf, report.facts, (50, 120))
    _list(pdf, report.reasons)
    for section in report.sections:
        _section(pdf, section)
    return bytes(pdf.output())


def _section(pdf: FPDF, section: Section) -> None:
    pdf.ln(4)
    _line(pdf, section.title, 14)
    _line(pdf, section.verdict, 12)
    _table(pdf, section.facts, (50, 120))
    _list(pdf, section.reasons)
    _line(pdf, "Phụ lục II, Thông tư 15/2025/TT-BKHCN", 12)
    _table(pdf, section.rows, (14, 121, 35))
    for each in section.pictures:
        _figures(pdf, each)


def _line(pdf: FPDF, text: str, size: int, align: str = "L") -> None:
    pdf.set_font(_FONT, size=size)
    pdf.multi_cell(0, size * 0.55, text, align=align, new_x="LMARGIN", new_y="NEXT")


def _table(pdf: FPDF, rows: Iterable[tuple[str, ...]], widths: tuple[int, ...]) -> None:
    pdf.set_font(_FONT, size=10)
    with pdf.table(
        col_widths=widths,
        width=_WIDTH,
        first_row_as_headings=False,
        cell_fill_mode=TableCellFillMode.NONE,
        wrapmode="CHAR",
    ) as table:
        for row in rows:
            table.row(row)
    pdf.ln(2)


def _list(pdf: FPDF, sentences: Iterable[str]) -> None:
    for each in sentences:
        _line(pdf, f"• {each}", 10)


def _figures(pdf: FPDF, pictures: Pictures) -> None:
    for when, png in (("khi ký", pictures.before), ("hiện nay", pictures.after)):
        if png is not None:
            _line(pdf, f"Trang {pictures.page}, {when}", 10)
            pdf.image(BytesIO(png), w=_WIDTH / 2)
