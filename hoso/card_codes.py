"""A card's QR code and zone looked at again, on the pages where a card is known to lie: elsewhere it would cost time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dossier.page import Box, PageReading
from hoso.cards import cards_of
from identity.mrz import parse_mrz
from identity.qr import CardQr
from ocr.engine.port import OcrEngine
from ocr.fields import PageAt
from ocr.fields.again import levelled
from ocr.intake.source import Pixels
from ocr.mrz_zone import zone_again
from ocr.prepare.geometry import grey_of
from ocr.qr_ladder import read_hard_qr

Picture = Callable[[PageAt], tuple[Pixels, int]]
Files = Sequence[Sequence[PageReading]]


def with_codes(files: Files, card: Iterable[PageAt], picture: Picture) -> list[list[PageReading]]:
    """The readings of all files, those of the ``card``'s pages with its code where no look before found one."""
    found = [list(file) for file in files]
    places = list(card)
    if any(isinstance(code, CardQr) for code in cards_of(found[at.file][at.page - 1] for at in places)):
        return found
    for at in places:
        found[at.file][at.page - 1] = read_hard_qr(found[at.file][at.page - 1], picture(at)[0])
    return found


def with_zones(files: Files, card: Iterable[PageAt], picture: Picture, engine: OcrEngine) -> list[list[PageReading]]:
    """The readings of all files, the zones whose check digits do not all come out read again in other sizes.

    Of the readings the first that passes every check is taken: it agrees with itself, which no misreading does by chance.
    """
    found = [list(file) for file in files]
    for at in card:
        page = found[at.file][at.page - 1]
        if page.mrz_box is not None and not _sound(page.mrz):
            crop, dpi = _around(page.mrz_box, *picture(at))
            lines = next((each for each in zone_again(crop, engine, dpi) if _sound(each)), None)
            found[at.file][at.page - 1] = replace(page, mrz=lines) if lines else page
    return found


def _sound(lines: tuple[str, ...]) -> bool:
    zone = parse_mrz(lines)
    return zone is not None and zone.check_digits == "all"


def _around(box: Box, picture: Pixels, dpi: int) -> tuple[Pixels, int]:
    """The zone with a margin of half its height, level and grey."""
    more = (box.y1 - box.y0) // 2
    crop = picture[max(box.y0 - more, 0) : box.y1 + more, max(box.x0 - more, 0) : box.x1 + more]
    return levelled(grey_of(crop)), dpi
