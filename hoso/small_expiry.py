"""The date of expiry of a chip card, in print so small that a page's reading may miss it.

Where the card lies is told by its QR code, 18 mm wide and in the upper right corner: of the front under TT 06/2021/TT-BCA,
where the date stands below the portrait, of the back under TT 16/2024/TT-BCA, where it stands beside the chip. That place
is read enlarged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import cv2
import numpy as np

from dossier.page import Box, PageReading
from hoso.card_codes import Picture
from identity.card import SURE
from identity.qr import CardQr, parse_qr
from ocr.engine.port import Mode, OcrEngine
from ocr.fields import ExtractedField, PageAt
from ocr.prepare.geometry import clipped, grey_of

KEY = "date_of_expiry"
_QR_SIDE, _QR_LEFT, _QR_TOP = 18.0, 65.0, 3.0  # millimetres on the card
_NEW_CARDS_FROM = "2024-07-01"
_OLD_PLACE = (12.4, 48.4, 24.4, 53.0)  # beside the two labels, left of where the address goes on
_NEW_PLACE = (19.0, 32.3, 42.0, 36.4)  # under its label
_RESOLUTIONS = (600, 900)
_DATE = re.compile(r"(\d{2})\s?[/.|Il-]\s?(\d{2})\s?[/.|Il-]\s?(\d{4})")
_ONCE = 0.6  # the probability of a date that one of two looks gives


def with_small_expiry(
    fields: Sequence[ExtractedField],
    pages: Sequence[PageAt],
    readings: Sequence[PageReading],
    picture: Picture,
    engine: OcrEngine,
) -> tuple[ExtractedField, ...]:
    """The card's fields with the small date of expiry, where the page's reading found none."""
    if all(field.value is not None for field in fields if field.key == KEY):
        return tuple(fields)
    for at, reading in zip(pages, readings, strict=True):
        box = _corner(reading)
        found = _read(at, box, picture, engine) if box else None
        if found:
            return tuple(found if field.key == KEY else field for field in fields)
    return tuple(fields)


def _corner(reading: PageReading) -> Box | None:
    """Where the date would stand, in pixels of the page."""
    for symbol in reading.symbols:
        card = parse_qr(symbol.content)
        if isinstance(card, CardQr):
            at = _NEW_PLACE if (card.date_of_issue or "") >= _NEW_CARDS_FROM else _OLD_PLACE
            x0, y0, x1, y1 = symbol.box
            unit = max(x1 - x0, y1 - y0) / _QR_SIDE
            left, top = x0 - _QR_LEFT * unit, y0 - _QR_TOP * unit
            place = (round(left + at[0] * unit), round(top + at[1] * unit),
                     round(left + at[2] * unit), round(top + at[3] * unit))  # fmt: skip
            return clipped(*place, reading.image.width, reading.image.height)
    return None


def _read(at: PageAt, box: Box, picture: Picture, engine: OcrEngine) -> ExtractedField | None:
    page, dpi = picture(at)
    crop = grey_of(page[box.y0 : box.y1, box.x0 : box.x1])
    if min(crop.shape) < 10:
        return None
    texts = list(_looks(crop, dpi, engine))
    dates = [found for text in texts if (found := _date(text))]
    if not dates:
        return None
    sure = len(dates) == len(texts) and len(set(dates)) == 1
    blank = ExtractedField(KEY, None, "", 0.0)
    return replace(blank, value=dates[0], text=dates[0], confidence=SURE if sure else _ONCE, at=at, box=box)


def _looks(crop: np.ndarray, dpi: int, engine: OcrEngine) -> Iterator[str]:
    for wanted in _RESOLUTIONS:
        size = max(1.0, wanted / dpi)
        large = np.asarray(cv2.resize(crop, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC), np.uint8)
        words = engine.read(large, dpi=wanted, mode=Mode.BLOCK)
        yield " ".join(word.text for word in words)


def _date(text: str) -> str:
    found = _DATE.search(text)
    if found is None:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
