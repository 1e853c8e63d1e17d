"""The parts papers have in common: national heading, two-column head of NĐ 30/2020, signature blocks."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hoso.samples import stamp
from hoso.samples.form import Form
from hoso.samples.sheet import BLUE

_FOOT = 12.0  # mm of the lower margin into which a signature block may reach: it is never torn apart
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def national_head(form: Form, *, span: tuple[float, float] | None = None, size: float = 12.5) -> None:
    """Quốc hiệu and Tiêu ngữ, the latter underlined over its full width."""
    style = form.look.print.of(bold=True, size=size, family="Tinos" if form.look.print.family == "Tinos" else "Arimo")
    x0, x1 = span or (form.left, form.right)
    style = style.of(size=min(size, size * (x1 - x0) / form.sheet.measure(MOTTO[0], style)))
    form.centre(MOTTO[0], style, span=(x0, x1 + 1), step=5.0)
    form.centre(MOTTO[1], style.of(size=style.size + 0.8), span=(x0, x1 + 1), step=5.4)
    half = form.sheet.measure(MOTTO[1], style.of(size=style.size + 0.8)) / 2
    middle = (x0 + x1 + 1) / 2
    form.sheet.line((middle - half, form.y + 1.6), (middle + half, form.y + 1.6), width=0.2)


def two_columns(form: Form, *, superior: str, body: str, left: Sequence[str], date_line: str) -> None:
    """Issuing body left, national heading right; number and date under them on one line (NĐ 30/2020, cells 1 to 4)."""
    top, split = form.y, form.left + (form.right - form.left) * 0.42
    column = (form.left - 3, split - 3)
    style = form.look.print.of(size=12.0)
    form.centre(superior, style, span=column, step=5.0) if superior else None
    form.centre(body, style.of(bold=True), span=column, step=5.0)
    rule = (column[0] + column[1]) / 2
    form.sheet.line((rule - 11, form.y + 1.6), (rule + 11, form.y + 1.6), width=0.2)
    after_left, form.y = form.y, top
    national_head(form, span=(split, form.right), size=12.0)
    form.y = max(form.y, after_left) + 1.5
    form.centre(left[0], style.of(size=13.0), span=column, step=7.0)
    form.sheet.text((split + form.right) / 2, form.y, date_line, style.of(size=13.0, italic=True), anchor="m")
    for line in left[1:]:
        form.centre(line, style, span=column, step=5.0)


def signed(
    form: Form,
    rng: random.Random,
    *,
    lines: Sequence[str],
    name: str,
    seal_of: str = "",
    span: tuple[float, float] | None = None,
    note: str = "",
) -> None:
    """A block: title lines in bold capitals, signature, seal over its left third, printed name."""
    span = span or (form.left + (form.right - form.left) * 0.5, form.right)
    if form.y + 50 > form.bottom + _FOOT:
        form.new_page()
    bottom, form.bottom = form.bottom, form.bottom + _FOOT + 6
    _block(form, rng, lines=lines, name=name, seal_of=seal_of, span=span, note=note)
    form.bottom = bottom


def _block(
    form: Form,
    rng: random.Random,
    *,
    lines: Sequence[str],
    name: str,
    seal_of: str,
    span: tuple[float, float],
    note: str,
) -> None:
    bold = form.look.print.of(bold=True, size=min(form.look.print.size, 13.0))
    for line in lines:
        form.centre(line, bold, span=span, step=5.6)
    if note:
        form.centre(note, bold.of(bold=False, italic=True, size=11.0), span=span, step=5.2)
    middle, top = (span[0] + span[1]) / 2, form.y
    form.sheet.press(stamp.signature(form.sheet, rng, ink=BLUE), middle - 17, top + 4)
    if seal_of:
        form.sheet.press(stamp.seal(form.sheet, seal_of, rng), middle - 33, top - 6)
    form.y = top + 22
    form.centre(name, bold, span=span, step=6.0)
