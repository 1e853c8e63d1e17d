"""Căn cước công dân with chip, the layout of TT 06/2021/TT-BCA: QR on the front, zone on the back."""

from __future__ import annotations

import random

from hoso.samples import stamp, words
from hoso.samples.codes import card_mrz, qr_payload
from hoso.samples.form import Drawn, Filled
from hoso.samples.offices import official
from hoso.samples.papers import card as parts
from hoso.samples.papers.card import ENTRY, SMALL, Arrangement, Card
from hoso.samples.sheet import BLACK, GREY, RED, Sheet, Style, wrap

_ON_BACK = frozenset({"date_of_issue"})
_X = 25.5  # left edge of the printed data, right of the portrait


def draw(card: Card, rng: random.Random, *, dpi: int = 300, how: Arrangement = Arrangement.TWO_PAGES) -> Drawn:
    """Both sides, arranged on paper."""
    sheets, back_page = parts.arrange(front(card, rng, dpi), back(card, rng, dpi), how, rng)
    fields = parts.moved(truth(card), back_page, _ON_BACK)
    return Drawn("identity_card", f"2021-{how.value}", sheets, fields, card.channels())


def truth(card: Card) -> dict[str, Filled]:
    """What the print says."""
    person = card.print
    found = {
        "id_number": Filled(person.id_number, person.id_number, 1),
        "full_name": Filled(person.full_name.upper(), person.full_name.upper(), 1, (person.full_name,)),
        "date_of_birth": Filled(person.born.isoformat(), words.slashed(person.born), 1),
        "sex": Filled(person.sex, person.sex_vi, 1),
        "nationality": Filled(person.nationality, person.nationality, 1),
        "place_of_origin": Filled(person.place_of_origin, person.place_of_origin, 1),
        "place_of_residence": Filled(person.residence, person.residence, 1),
        "date_of_issue": Filled(person.issued.isoformat(), words.slashed(person.issued), 2),
    }
    if person.expires:
        found["date_of_expiry"] = Filled(person.expires.isoformat(), words.slashed(person.expires), 1)
    return found


def front(card: Card, rng: random.Random, dpi: int) -> Sheet:
    """The side with portrait, QR and data."""
    sheet, person = parts.stock(dpi, (226, 238, 236), rng), card.print
    parts.emblem(sheet, 5.5, 3.5, 12.0)
    parts.portrait(sheet, 3.2, 17.5, rng)
    _title(sheet)
    parts.qr(sheet, 65.2, 2.8, qr_payload(card.qr, layout="2021"))
    end = sheet.text(_X, 25.0, "Số / No.: ", SMALL.of(size=6.0))
    sheet.text(end, 25.0, person.id_number, ENTRY.of(size=10.5))
    sheet.text(_X, 28.4, "Họ và tên / Full name:", SMALL)
    sheet.text(_X, 32.0, person.full_name.upper(), ENTRY.of(size=8.6))
    end = sheet.text(_X, 35.4, "Ngày sinh / Date of birth: ", SMALL)
    sheet.text(end, 35.4, words.slashed(person.born), ENTRY)
    end = sheet.text(_X, 38.6, "Giới tính / Sex: ", SMALL)
    end = sheet.text(end, 38.6, person.sex_vi, ENTRY)
    end = sheet.text(max(end + 3, 50.0), 38.6, "Quốc tịch / Nationality: ", SMALL)
    sheet.text(end, 38.6, person.nationality, ENTRY)
    sheet.text(_X, 41.6, "Quê quán / Place of origin:", SMALL)
    sheet.text(_X, 44.7, person.place_of_origin, _fitting(sheet, person.place_of_origin))
    _residence(sheet, person.residence)
    sheet.text(3.2, 50.4, "Có giá trị đến:", SMALL.of(size=4.6))
    sheet.text(3.2, 52.4, "Date of expiry:", SMALL.of(size=4.0))
    until = words.slashed(person.expires) if person.expires else "Không thời hạn"
    sheet.text(14.0, 51.3, until, ENTRY.of(size=5.4 if person.expires else 4.2))
    return sheet


def _title(sheet: Sheet) -> None:
    middle = 42.0
    sheet.text(middle, 5.6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL.of(size=5.6, bold=True), anchor="m")
    sheet.text(middle, 8.0, "Độc lập - Tự do - Hạnh phúc", SMALL.of(size=5.6, bold=True), anchor="m")
    sheet.text(middle, 10.2, "SOCIALIST REPUBLIC OF VIET NAM", SMALL.of(size=4.4), anchor="m")
    sheet.text(middle, 12.1, "Independence - Freedom - Happiness", SMALL.of(size=4.4), anchor="m")
    sheet.text(middle, 17.2, "CĂN CƯỚC CÔNG DÂN", ENTRY.of(size=10.4, ink=RED), anchor="m")
    sheet.text(middle, 20.0, "Citizen Identity Card", SMALL.of(size=6.4, bold=True, ink=RED), anchor="m")


def _fitting(sheet: Sheet, text: str) -> Style:
    width = sheet.measure(text, ENTRY)
    return ENTRY.of(size=ENTRY.size * min(1.0, (84.2 - _X) / width))


def _residence(sheet: Sheet, text: str) -> None:
    """The address begins behind its label and goes on under it, as on the real card."""
    end = sheet.text(_X, 47.7, "Nơi thường trú / Place of residence: ", SMALL)
    style = ENTRY.of(size=7.0)
    lines = wrap(sheet, text, style, (84.2 - end, 84.2 - _X))
    while len(lines) > 2:
        style = style.of(size=style.size - 0.2)
        lines = wrap(sheet, text, style, (84.2 - end, 84.2 - _X))
    for index, line in enumerate(lines):
        sheet.text(end if index == 0 else _X, 47.7 + 3.1 * index, line, style)


def back(card: Card, rng: random.Random, dpi: int) -> Sheet:
    """The side with issue date, chip, fingerprints and zone."""
    sheet = parts.stock(dpi, (228, 236, 230), rng)
    sheet.text(3.5, 4.6, "Đặc điểm nhân dạng / Personal identification:", SMALL)
    sheet.text(3.5, 7.8, _mark(rng), ENTRY.of(size=6.4))
    end = sheet.text(3.5, 11.6, "Ngày, tháng, năm / Date, month, year: ", SMALL)
    sheet.text(end, 11.6, words.slashed(card.print.issued), ENTRY.of(size=6.8))
    heads = (
        "CỤC TRƯỞNG CỤC CẢNH SÁT",
        "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI",
        "DIRECTOR GENERAL OF THE POLICE DEPARTMENT",
        "FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER",
    )
    for index, head in enumerate(heads):
        sheet.text(36.0, 15.0 + 2.1 * index, head, SMALL.of(size=4.2 if index < 2 else 3.4, bold=index < 2), anchor="m")
    sheet.press(stamp.signature(sheet, rng, width=22), 26.0, 20.0)
    sheet.press(stamp.seal(sheet, "Cục Cảnh sát QLHC về TTXH", rng, diameter=16.0), 20.0, 20.5)
    sheet.text(38.0, 36.6, official(rng), ENTRY.of(size=6.0), anchor="m")
    parts.chip(sheet, 4.0, 15.5)
    for index, (vi, en) in enumerate((("Ngón trỏ trái", "Left index finger"), ("Ngón trỏ phải", "Right index finger"))):
        _fingerprint(sheet, 68.0, 2.4 + 18.0 * index, rng)
        sheet.text(66.4, 9.0 + 18.0 * index, vi, SMALL.of(size=4.2), anchor="r")
        sheet.text(66.4, 11.0 + 18.0 * index, en, SMALL.of(size=3.4), anchor="r")
    parts.zone(sheet, card_mrz(card.mrz), x=4.6, y=42.6)
    return sheet


def _mark(rng: random.Random) -> str:
    """Đặc điểm nhân dạng: a mole or a scar, where."""
    where = rng.choice(["tai trái", "đuôi mắt phải", "cánh mũi trái"])
    return (
        f"{rng.choice(['Nốt ruồi', 'Sẹo chấm'])} C: {rng.randint(1, 4)}cm {rng.choice(['trên', 'dưới'])} trước {where}"
    )


def _fingerprint(sheet: Sheet, x: float, y: float, rng: random.Random) -> None:
    sheet.box((x, y, x + 13.5, y + 16.5), width=0.15, ink=GREY, fill=(240, 242, 240))
    tilt = rng.uniform(-0.8, 0.8)
    for ring in range(1, 15):
        rx, ry = 0.42 * ring, 0.52 * ring
        corners = [sheet.px(v) for v in (x + 6.7 + tilt - rx, y + 8.4 - ry, x + 6.7 + tilt + rx, y + 8.4 + ry)]
        sheet.draw.arc(
            corners, rng.randint(0, 60), rng.randint(290, 360), fill=BLACK, width=max(1, round(sheet.px(0.16)))
        )
