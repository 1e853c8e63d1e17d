"""A sheet in place of a page that could not be opened, so that nobody takes the copy for complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dossier.errors import PermanentError
from dossier.page import Box, Word
from ocr.copy.group4 import group4
from ocr.copy.page import CopyPage

_DPI = 200
_WIDTH, _HEIGHT = 1654, 2339
"""A4 at that resolution."""
_SIZE = 42
_LEFT, _TOP, _LEADING = 160, 600, 70
_EDGE = 80


def notice_page(lines: Sequence[str], font: Path) -> CopyPage:
    """An A4 page with ``lines`` in a frame, as a picture with its words under it; an empty line leaves room.

    ``PermanentError`` when ``font``, a TrueType file with Vietnamese letters, cannot be read.
    """
    try:
        face = ImageFont.truetype(font, _SIZE)
    except OSError as error:
        raise PermanentError("The font for notices cannot be read.", remedy="Set HOSO_FONT.") from error
    sheet = Image.new("L", (_WIDTH, _HEIGHT), 255)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((_EDGE, _EDGE, _WIDTH - _EDGE, _HEIGHT - _EDGE), outline=0, width=4)
    words = tuple(_written(lines, draw, face))
    image = group4(np.where(np.asarray(sheet) > 127, 255, 0).astype(np.uint8))
    return CopyPage(image, dpi=_DPI, words=words)


def _written(lines: Sequence[str], draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont) -> Iterator[Word]:
    for number, line in enumerate(lines):
        x, y = float(_LEFT), _TOP + number * _LEADING
        for text in line.split():
            draw.text((x, y), text, font=face, fill=0)
            x0, y0, x1, y1 = draw.textbbox((x, y), text, font=face)
            yield Word(text, Box(round(x0), round(y0), round(x1), round(y1)), 1.0, 0, number)
            x += draw.textlength(f"{text} ", font=face)
