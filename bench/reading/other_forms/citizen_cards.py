"""The sides of the citizen's cards of twelve digits: of 2016 with a bar code, of 2021 with chip and QR code, of 2024."""

from __future__ import annotations

import random
from datetime import date

from bench.reading.other_forms import card_pictures
from bench.reading.other_forms.citizens import name
from bench.reading.other_forms.side import CRIMSON, Side
from hoso.samples import words
from hoso.samples.codes import card_mrz, qr_payload
from hoso.samples.persons import TODAY, Person, age_on

MARKS = (
    "Nốt ruồi C: 1,5cm dưới sau mép trái",
    "Sẹo chấm C: 2cm trên trước đầu lông mày phải",
    "Sẹo thẳng C: 3cm trên sau cánh mũi phải",
    "Nốt ruồi C: 1cm trên sau đuôi mắt trái",
)
UNLIMITED = "Không thời hạn"
_LEFT, _RIGHT = 26.0, 83.4
_POLICE = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")
_POLICE_2016 = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ")
_POLICE_IN_ENGLISH = ("DIRECTOR GENERAL OF THE POLICE DEPARTMENT", "FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER")
_FINGERS = (("Ngón trỏ trái", "Left index finger"), ("Ngón trỏ phải", "Right index finger"))


def _until(person: Person) -> str:
    return words.slashed(person.expires) if person.expires else UNLIMITED


def front_2016(side: Side, person: Person, rng: random.Random) -> None:
    """In Vietnamese alone."""
    side.emblem(11.5, 10, 6)
    side.picture(card_pictures.portrait(20, 27, rng), 3.4, 18, 20, 27)
    side.motto(52, 4.8, english=False)
    side.text(52, 14.5, "CĂN CƯỚC CÔNG DÂN", 13, bold=True, ink=CRIMSON, anchor="m", room=56)
    x = side.text(_LEFT + 2, 20.2, "Số: ", 9, ink=CRIMSON)
    side.text(x, 20.2, person.id_number, 10.5, bold=True, ink=rng.choice([CRIMSON, side.make.ink]))
    x = side.label(_LEFT, 24.4, "Họ và tên")
    side.text(x + 1, 24.4, person.full_name.upper(), side.make.value + 0.6, bold=True, room=_RIGHT - x - 1)
    x = side.label(_LEFT, 28.0, rng.choice(["Ngày, tháng, năm sinh", "Ngày sinh"]))
    side.value(x + 1.5, 28.0, words.slashed(person.born))
    _sex_and_nationality(side, 31.6, person, english=False)
    x = side.label(_LEFT, 35.2, "Quê quán")
    y = side.block(x + 1, 35.2, person.place_of_origin, left=_LEFT, right=_RIGHT, lines=2, step=3.3)
    x = side.label(_LEFT, y + 3.6, "Nơi thường trú")
    side.block(x + 1, y + 3.6, person.residence, left=_LEFT, right=_RIGHT, lines=3, step=3.3)
    _expiry(side, person, english=False, rng=rng)


def _sex_and_nationality(side: Side, y: float, person: Person, *, english: bool) -> None:
    x = side.label(_LEFT, y, "Giới tính", "Sex" if english else "")
    x = side.value(x + 1, y, person.sex_vi)
    x = side.label(max(x + 2.5, _LEFT + 22), y, "Quốc tịch", "Nationality" if english else "")
    side.value(x + 1, y, person.nationality, room=_RIGHT - x - 1)


def _expiry(side: Side, person: Person, *, english: bool, rng: random.Random) -> None:
    """Under the portrait: the date behind its label or under it."""
    size, until = side.make.value - 0.5, _until(person)
    if rng.random() < 0.6:
        x = side.text(3, 48.2, "Có giá trị đến: ", side.make.label - 0.3, ink=side.make.ink)
        side.value(x, 48.2, until, room=25.0 - x, size=size)
        below = 50.6
    else:
        side.text(3, 47.6, "Có giá trị đến:", side.make.label - 0.3, ink=side.make.ink)
        side.value(3, 50.1, until, room=22.0, size=size)
        below = 52.4
    if english:
        italic = side.make.slanted
        side.text(3, below, "Date of expiry", side.make.label - 0.4, italic=italic, ink=side.make.ink)


def back_2016(side: Side, person: Person, rng: random.Random) -> None:
    """Bar code, fingerprints, date of issue."""
    payload = person.id_number + "".join(rng.choices("0123456789ABCDEF", k=80))
    side.picture(card_pictures.bar_code(payload), 22, 3, 55, 9)
    side.text(24, 16.4, "Đặc điểm nhận dạng:", 5.6)
    side.text(24, 20, rng.choice(MARKS), 6.4, room=58)
    for (finger, _), y in zip(_FINGERS, (13.6, 33.0), strict=True):
        side.text(11.5, y, finger, 4.8, anchor="m")
        side.picture(card_pictures.fingerprint(14, 15, rng), 4.5, y + 1.4, 14, 15)
    if rng.random() < 0.6:
        side.text(54, 25.2, words.long_date(person.issued).capitalize(), 6.4, anchor="m")
    else:
        x = side.text(33, 25.2, "Ngày, tháng, năm: ", 5.6)
        side.text(x + 0.6, 25.2, words.slashed(person.issued), 6.4)
    for row, line in enumerate(_POLICE if person.issued >= date(2019, 1, 1) else _POLICE_2016):
        side.text(54, 28.6 + 2.7 * row, line, 5.4, bold=True, anchor="m", room=54)
    side.signed(55, 49.4, name(rng, "male"), rng, size=6.8, seal=6.5)


def front_2021(side: Side, person: Person, rng: random.Random) -> None:
    """In two languages, with the QR code."""
    side.emblem(11.5, 10, 6)
    side.picture(card_pictures.portrait(20, 27, rng), 3.4, 18, 20, 27)
    side.motto(43.5, 4.8, english=True, room=45)
    side.text(43.5, 17.8, "CĂN CƯỚC CÔNG DÂN", 11.5, bold=True, ink=CRIMSON, anchor="m", room=42)
    side.text(43.5, 21.0, "Citizen Identity Card", 7, bold=True, ink=CRIMSON, anchor="m")
    side.picture(card_pictures.qr(qr_payload(person, layout="2021"), rng), 67.8, 3.4, 15.5, 15.5)
    x = side.label(_LEFT + 2, 24.9, "Số", "No.")
    side.text(x + 1, 24.9, person.id_number, 10.5, bold=True)
    side.label(_LEFT, 28.2, "Họ và tên", "Full name")
    side.value(_LEFT, 31.3, person.full_name.upper(), room=_RIGHT - _LEFT, size=side.make.value + 0.4)
    x = side.label(_LEFT, 34.7, rng.choice(["Ngày sinh", "Ngày sinh", "Ngày, tháng, năm sinh"]), "Date of birth")
    side.value(x + 1.5, 34.7, words.slashed(person.born))
    _sex_and_nationality(side, 38.1, person, english=True)
    side.label(_LEFT, 41.5, "Quê quán", "Place of origin")
    side.block(_LEFT, 44.4, person.place_of_origin, left=_LEFT, right=_RIGHT, lines=1, step=3.0)
    x = side.label(_LEFT, 47.6, "Nơi thường trú", "Place of residence")
    side.block(x + 1, 47.6, person.residence, left=_LEFT, right=_RIGHT, lines=2, step=3.0)
    _expiry(side, person, english=True, rng=rng)


def back_2021(side: Side, person: Person, rng: random.Random) -> None:
    """Chip, date of issue, fingerprints, zone."""
    side.label(4, 4.8, rng.choice(["Đặc điểm nhân dạng", "Đặc điểm nhận dạng"]), "Personal identification", room=52)
    side.text(4, 7.8, rng.choice(MARKS), 6, room=52)
    side.picture(card_pictures.chip(12, 11), 6, 13, 12, 11)
    x = side.label(21, 12.2, "Ngày, tháng, năm", "Date, month, year", room=26)
    side.value(x + 0.7, 12.2, words.slashed(person.issued), room=58 - x)
    for row, line in enumerate(_POLICE):
        side.text(39, 15.2 + 2.3 * row, line, 4.7, bold=True, anchor="m", room=36)
    for row, line in enumerate(_POLICE_IN_ENGLISH):
        side.text(39, 19.7 + 1.8 * row, line, 4.0, anchor="m")
    side.signed(40, 34.2, name(rng, "male"), rng, size=6, seal=4.7)
    for (vi, en), y in zip(_FINGERS, (4.0, 20.5), strict=True):
        side.picture(card_pictures.fingerprint(10.5, 14, rng), 60.5, y, 10.5, 14)
        side.text(71.6, y + 5, vi, 4.3, ink=side.make.ink, room=12.8)
        side.text(71.6, y + 7.3, en, 4.1, italic=True, ink=side.make.ink, room=12.8)
    side.zone(card_mrz(person), x=4.6, y=38.4)


def front_2024(side: Side, person: Person, rng: random.Random) -> None:
    """Căn cước: labels over values or before them; no portrait of a child below six."""
    side.emblem(11, 10, 6)
    if age_on(person.born, person.issued) >= 6:
        side.picture(card_pictures.portrait(20, 30, rng), 3.4, 19, 20, 30)
    side.motto(48, 4.8, english=True)
    side.text(48, 18.2, "CĂN CƯỚC", 12, bold=True, ink=CRIMSON, anchor="m")
    side.text(48, 21.4, "IDENTITY CARD", 7.4, bold=True, ink=CRIMSON, anchor="m")
    side.label(_LEFT, 25.2, "Số định danh cá nhân", "Personal identification number", room=57)
    side.text(_LEFT, 29.1, person.id_number, 9.5, bold=True)
    side.label(_LEFT, 32.6, "Họ, chữ đệm và tên khai sinh", "Full name")
    side.text(_LEFT, 35.9, person.full_name.upper(), side.make.value + 0.6, bold=True, room=_RIGHT - _LEFT)
    lines = (
        ("Ngày, tháng, năm sinh", "Date of birth", words.slashed(person.born)),
        ("Giới tính", "Sex", person.sex_vi),
        ("Quốc tịch", "Nationality", person.nationality),
    )
    if rng.random() < 0.5:
        for (vi, en, value), (x, y) in zip(lines, ((0, 39.5), (37, 39.5), (0, 46.3)), strict=True):
            side.label(_LEFT + x, y, vi, en, room=36)
            side.value(_LEFT + x, y + 3.2, value)
        return
    for row, (vi, en, value) in enumerate(lines):
        x = side.label(_LEFT, 39.7 + 3.8 * row, vi, en)
        side.value(x + 1.2, 39.7 + 3.8 * row, value, room=_RIGHT - x)


def back_2024(side: Side, person: Person, rng: random.Random) -> None:
    """Places, dates, chip, QR code, zone."""
    beside = rng.random() < 0.4
    y = _place(side, 4.8, "Nơi cư trú", "Place of residence", person.residence, beside=beside)
    _place(side, y + 3.1, "Nơi đăng ký khai sinh", "Place of birth", person.birth_registered_at, beside=beside)
    side.picture(card_pictures.chip(12, 10.5), 5, 25.4, 12, 10.5)
    child = age_on(person.born, TODAY) < 14
    parents = (name(rng, "male"), name(rng, "female")) if child else None
    side.picture(card_pictures.qr(qr_payload(person, layout="2024", parents=parents), rng), 64.8, 3.0, 18, 18)
    dates = (
        ("Ngày, tháng, năm cấp", "Date of issue", words.slashed(person.issued)),
        ("Ngày, tháng, năm hết hạn", "Date of expiry", _until(person)),
    )
    for row, (vi, en, value) in enumerate(dates):
        x = side.label(21, 25.2 + 3.4 * row, vi, en)
        side.value(x + 1, 25.2 + 3.4 * row, value, room=_RIGHT - x)
    side.text(44, 33.0, "BỘ CÔNG AN", 6, bold=True, anchor="m")
    side.text(44, 35.4, "MINISTRY OF PUBLIC SECURITY", 4.6, anchor="m")
    side.zone(card_mrz(person), x=4.6, y=38.4)


def _place(side: Side, y: float, vi: str, en: str, value: str, *, beside: bool) -> float:
    """A place behind its label or under it. Returns the last baseline."""
    x = side.label(4, y, vi, en)
    if beside:
        return side.block(x + 1, y, value, left=4, right=63, lines=3, step=3.0)
    return side.block(4, y + 3.0, value, left=4, right=63, lines=2, step=3.0)
