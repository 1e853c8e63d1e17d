"""The date of expiry of a chip card, in print so small that a page's reading may miss it.

Where the card lies is told by its QR code: on the front under TT 06/2021/TT-BCA, where the date stands below the portrait,
on the back under TT 16/2024/TT-BCA, where it stands beside the chip. That place is read upright and enlarged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dossier.page import Box, PageReading
from hoso.card_codes import Picture
from identity.card import SURE
from identity.qr import CardQr, parse_qr
from ocr.card_place import Millimetres, card_place
from ocr.engine.port import Mode, OcrEngine
from ocr.fields import ExtractedField, PageAt
from ocr.intake.source import Pixels
from ocr.prepare.geometry import grey_of

KEY = "date_of_expiry"
_NEW_CARDS_FROM = "2024-07-01"
_OLD_PLACE = Millimetres(12.4, 48.4, 24.6, 53.0)  # beside the two labels, left of where the address goes on
_NEW_PLACE = Millimetres(19.0, 32.3, 42.0, 36.4)  # under its label
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
        code = _code(reading)
        found = _read(at, *code, picture, engine) if code else None
        if found:
            return tuple(found if field.key == KEY else field for field in fields)
    return tuple(fields)


def _code(reading: PageReading) -> tuple[Box, Millimetres] | None:
    """The place of the card's code on the page, and that of the date on the card."""
    for symbol in reading.symbols:
        card = parse_qr(symbol.content)
        if isinstance(card, CardQr):
            return symbol.box, _NEW_PLACE if (card.date_of_issue or "") >= _NEW_CARDS_FROM else _OLD_PLACE
    return None


def _read(at: PageAt, code: Box, part: Millimetres, picture: Picture, engine: OcrEngine) -> ExtractedField | None:
    page = picture(at)[0]
    if page.size == 0:
        return None
    grey = grey_of(page)
    place = card_place(grey, code)
    texts = [_look(place.cut(part, grey, dpi), dpi, engine) for dpi in _RESOLUTIONS]
    dates = [found for text in texts if (found := _date(text))]
    if not dates:
        return None
    sure = len(dates) == len(texts) and len(set(dates)) == 1
    blank = ExtractedField(KEY, None, "", 0.0)
    confidence, box = SURE if sure else _ONCE, place.box(part, grey)
    return replace(blank, value=dates[0], text=dates[0], confidence=confidence, at=at, box=box)


def _look(crop: Pixels, dpi: int, engine: OcrEngine) -> str:
    return " ".join(word.text for word in engine.read(crop, dpi=dpi, mode=Mode.BLOCK))


def _date(text: str) -> str:
    found = _DATE.search(text)
    if found is None:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
