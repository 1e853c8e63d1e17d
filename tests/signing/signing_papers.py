"""Pages, and what may be done to signed ones."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf

FONT = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")
REAL = Path(__file__).parents[2].parent / "shared" / "real"
A4 = (595.0, 842.0)
# ISO/IEC 7810 ID-1: 85.6 by 54 millimetres, in points.
CARD = (242.65, 153.07)


def blank_page(
    size: tuple[float, float] = A4, *, rotate: int = 0, boxes: dict[str, tuple[float, ...]] | None = None
) -> bytes:
    """A PDF of one white page of ``size`` points."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=size)
    if rotate:
        page.obj.Rotate = rotate
    for name, box in (boxes or {}).items():
        page.obj[name] = pikepdf.Array(list(box))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def gap(signed: bytes, which: int = -1) -> tuple[int, int]:
    """Where the hexadecimal signature lies: offset of ``<`` and offset behind ``>``."""
    ranges = re.findall(rb"/ByteRange\s*\[\s*0 (\d+) (\d+) \d+\s*\]", signed)
    first, second = ranges[which]
    return int(first), int(second)


def flipped(data: bytes, at: int) -> bytes:
    """One bit of one byte changed."""
    return data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
