"""Căn cước, the layout of TT 16/2024/TT-BCA: address, dates, QR and zone all on the back."""

from __future__ import annotations

import random

from hoso.samples import words
from hoso.samples.codes import card_mrz, qr_payload
from hoso.samples.form import Drawn, Filled
from hoso.samples.papers import card as parts
from hoso.samples.papers.card import ENTRY, SMALL, Arrangement, Card
from hoso.samples.sheet import RED, Sheet, wrap

_ON_BACK = frozenset({"place_of_residence", "place_of_birth_registration", "date_of_issue", "date_of_expiry"})
_X = 26.5


def draw(card: Card, rng: random.Random, *, dpi: int = 300, how: Arrangement = Arrangement.TWO_PAGES) -> Drawn:
    """Both sides, arranged on paper."""
    sheets, back_page = parts.arrange(front(card, rng, dpi), back(card, rng, dpi), how, rng)
    fields = parts.moved(truth(card), back_page, _ON_BACK)
    return Drawn("identity_card", f"2024-{how.value}", sheets, fields, card.channels())


def truth(card: Card) -> dict[str, Filled]:
    """What the print says."""
    person = card.print
    found = {
        "id_number": Filled(person.id_number, person.id_number, 1),
        "full_name": Filled(person.full_name.upper(), person.full_name.upper(), 1, (person.full_name,)),
        "date_of_birth": Filled(person.born.isoformat(), words.slashed(person.born), 1),
        "sex": Filled(person.sex, person.sex_vi, 1),
        "nationality": Filled(person.nationality, person.nationality, 1),
        "place_of_residence": Filled(person.residence, person.residence, 2),
        "place_of_birth_registration": Filled(person.birth_registered_at, person.birth_registered_at, 2),
        "date_of_issue": Filled(person.issued.isoformat(), words.slashed(person.issued), 2),
    }
    if person.expires:
        found["date_of_expiry"] = Filled(person.expires.isoformat(), words.slashed(person.expires), 2)
    return found


def front(card: Card, rng: random.Random, dpi: int) -> Sheet:
    """The side with portrait and name."""
    sheet, person = parts.stock(dpi, (222, 234, 240), rng), card.print
    parts.emblem(sheet, 5.5, 3.5, 12.0)
    parts.portrait(sheet, 3.8, 19.5, rng)
    middle = 51.0
    sheet.text(middle, 5.8, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL.of(size=6.6, bold=True), anchor="m")
    sheet.text(middle, 8.5, "Độc lập - Tự do - Hạnh phúc", SMALL.of(size=6.2, bold=True), anchor="m")
    sheet.text(middle, 10.8, "SOCIALIST REPUBLIC OF VIET NAM", SMALL.of(size=5.0), anchor="m")
    sheet.text(middle, 12.9, "Independence - Freedom - Happiness", SMALL.of(size=4.6), anchor="m")
    sheet.text(middle, 17.6, "CĂN CƯỚC", ENTRY.of(size=11.5, ink=RED), anchor="m")
    sheet.text(middle, 20.4, "IDENTITY CARD", SMALL.of(size=6.4, bold=True, ink=RED), anchor="m")
    _pair(sheet, 24.8, "Số định danh cá nhân / Personal identification number:", person.id_number, size=10.5)
    _pair(sheet, 32.4, "Họ, chữ đệm và tên khai sinh / Full name:", person.full_name.upper(), size=8.8)
    _pair(sheet, 39.4, "Ngày, tháng, năm sinh / Date of birth:", words.slashed(person.born))
    _pair(sheet, 39.4, "Giới tính / Sex:", person.sex_vi, x=67.0)
    _pair(sheet, 46.0, "Quốc tịch / Nationality:", person.nationality)
    return sheet


def _pair(sheet: Sheet, y: float, label: str, value: str, *, x: float = _X, size: float = 7.6) -> None:
    sheet.text(x, y, label, SMALL)
    sheet.text(x, y + 1.2 + size * 0.33, value, ENTRY.of(size=size))


def _wrapped(sheet: Sheet, y: float, label: str, value: str) -> None:
    sheet.text(4.6, y, label, SMALL)
    style = ENTRY.of(size=7.0)
    lines = wrap(sheet, value, style, (57.0, 57.0))
    for index, line in enumerate(lines[:2]):
        sheet.text(4.6, y + 3.1 * (index + 1), line, style)


def back(card: Card, rng: random.Random, dpi: int) -> Sheet:
    """The side with address, chip, QR, dates and zone."""
    sheet, person = parts.stock(dpi, (226, 234, 234), rng), card.print
    _wrapped(sheet, 4.6, "Nơi cư trú / Place of residence:", person.residence)
    _wrapped(sheet, 14.2, "Nơi đăng ký khai sinh / Place of birth:", person.birth_registered_at)
    parts.chip(sheet, 4.6, 24.6)
    parts.qr(sheet, 64.6, 3.4, qr_payload(card.qr, layout="2024"))
    until = words.slashed(person.expires) if person.expires else "Không thời hạn"
    _pair(sheet, 25.4, "Ngày, tháng, năm cấp / Date of issue:", words.slashed(person.issued), x=20.0, size=6.8)
    _pair(sheet, 31.6, "Ngày, tháng, năm hết hạn / Date of expiry:", until, x=20.0, size=6.8)
    sheet.text(72.0, 28.6, "BỘ CÔNG AN", ENTRY.of(size=7.0), anchor="m")
    sheet.text(72.0, 31.0, "MINISTRY OF PUBLIC SECURITY", SMALL.of(size=4.2), anchor="m")
    parts.zone(sheet, card_mrz(card.mrz), x=4.6, y=42.6)
    return sheet
