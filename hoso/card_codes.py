"""A card's QR code looked for harder, on the pages where a card is known to lie: elsewhere it would cost time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dossier.page import PageReading
from hoso.cards import cards_of
from identity.qr import CardQr
from ocr.fields import PageAt
from ocr.intake.source import Pixels
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
