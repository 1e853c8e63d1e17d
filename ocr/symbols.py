"""QR codes and barcodes on a page, by zxing-cpp."""

from __future__ import annotations

import numpy as np
import zxingcpp

from dossier.page import Box, Symbol
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped

_FORMATS = "QRCode,PDF417,Code128,Code39"
"""Those on cards of all layouts, forms and cover sheets; the weaker linear codes are also seen in ordinary print, and
looking for Aztec and Data Matrix, which no Vietnamese paper bears, would take as long again."""


def read_symbols(grey: Pixels) -> tuple[Symbol, ...]:
    """Decode every symbol on a grey upright page, from top to bottom; ``content`` is the decoder's raw bytes.

    Square codes may lie any way; linear ones are looked for along the lines of print alone: a third of the time.
    """
    formats = zxingcpp.barcode_formats_from_str(_FORMATS)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=formats, try_invert=False, try_rotate=False)
    symbols = [Symbol(str(code.format), bytes(code.bytes), _box(code, grey)) for code in found if code.valid]
    return tuple(sorted(symbols, key=lambda symbol: (symbol.box.y0, symbol.box.x0)))


def _box(code: zxingcpp.Barcode, grey: Pixels) -> Box:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs, ys = [c.x for c in corners], [c.y for c in corners]
    return clipped(min(xs), min(ys), max(xs), max(ys), grey.shape[1], grey.shape[0])
