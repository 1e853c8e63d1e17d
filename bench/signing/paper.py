"""The file that is signed: three pages, each a grey scan with a line of text, about 270 kB."""

from __future__ import annotations

from io import BytesIO

import img2pdf
import numpy as np
import pikepdf
from PIL import Image

_PAGES = 3
_SIZE = (827, 1169)  # A4 at 100 dots per inch
_SEED = 15


def paper() -> bytes:
    """The same bytes every time."""
    rng = np.random.default_rng(_SEED)
    opened = pikepdf.open(BytesIO(img2pdf.convert([_scan(rng) for _ in range(_PAGES)], nodate=True)))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number, page in enumerate(opened.pages):
        page.obj.Resources.Font = pikepdf.Dictionary(F=opened.make_indirect(font))
        page.contents_add(f"BT /F 11 Tf 3 Tr 72 700 Td (Specimen page {number + 1}) Tj ET".encode())
    if "/ID" in opened.trailer:
        del opened.trailer.ID  # the first half of it would stay, and img2pdf draws it by lot
    out = BytesIO()
    opened.save(out, deterministic_id=True)
    return out.getvalue()


def _scan(rng: np.random.Generator) -> bytes:
    """Paper with some noise: a JPEG of about 88 kB."""
    grey = np.clip(rng.normal(236, 9, (_SIZE[1], _SIZE[0])), 0, 255).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(grey).save(out, "JPEG", quality=42, dpi=(100, 100))
    return out.getvalue()
