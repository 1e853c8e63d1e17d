"""The identity card of nine digits and the data page of a passport, of before 2023 and of today."""

from __future__ import annotations

import random
from datetime import date

from bench.reading.other_forms import card_pictures
from bench.reading.other_forms.citizen_cards import MARKS
from bench.reading.other_forms.citizens import name
from bench.reading.other_forms.side import CRIMSON, Side
from hoso.samples import words
from hoso.samples.codes import passport_mrz
from hoso.samples.persons import Person

PAGE = 125.0, 88.0
"""Width and height in mm of a passport's page."""
_LEFT, _RIGHT = 25.5, 83.4


def identity_front(side: Side, person: Person, *, printed: str, born: str, rng: random.Random) -> None:
    """Labels with dotted lines to their values; ``printed``: the name, and ``born``, as they stand there."""
    side.emblem(13, 10, 5.5)
    side.picture(card_pictures.portrait(20, 29, rng), 3.2, 18.5, 20, 29)
    side.motto(54, 4.8, english=False)
    title = rng.choice([CRIMSON, side.make.ink])
    side.text(54, 13, "GIẤY CHỨNG MINH NHÂN DÂN", 9.6, bold=True, ink=title, anchor="m", room=56)
    digits = person.id_number
    grouped = f"{digits[:3]} {digits[3:6]} {digits[6:]}" if rng.random() < 0.25 else digits
    x = side.text(38, 18.2, rng.choice(["SỐ ", "SỐ: "]), 8, bold=True, ink=side.make.ink)
    side.text(x + 1, 18.2, grouped, 11, bold=True, ink=CRIMSON)
    colon, dotted = rng.choice([":", ""]), rng.random() < 0.75
    residence = rng.choice(["Nơi ĐKHK thường trú", "Nơi ĐKHK thường trú", "Nơi ĐKNK thường trú"])
    y = 23.4
    for label, value, lines in (
        ("Họ tên", printed, 1),
        ("Sinh ngày", born, 1),
        ("Nguyên quán", person.place_of_origin, 2),
        (residence, person.residence, 3),
    ):
        x = side.text(_LEFT, y, f"{label}{colon} ", side.make.label, ink=side.make.ink)
        end = side.block(x, y, value, left=_LEFT + 3, right=_RIGHT, lines=lines, step=4.1)
        for row in range(round((end - y) / 4.1) + 1) if dotted else ():
            _dots(side, x if row == 0 else _LEFT, y + row * 4.1 + 0.5)
        y = end + 4.3


def _dots(side: Side, x: float, y: float) -> None:
    side.text(x, y, "." * max(1, int((_RIGHT - x) / side.measure(".", 5))), 5, ink=side.make.ink)


def identity_back(side: Side, person: Person, issued: date, rng: random.Random) -> None:
    """People, marks, fingerprints, who issued it and when."""
    for label, y in (("NGÓN TRỎ TRÁI", 5.8), ("NGÓN TRỎ PHẢI", 29.6)):
        side.text(11.5, y, label, 4.8, anchor="m")
        side.picture(card_pictures.fingerprint(15, 17, rng), 4, y + 1.4, 15, 17)
    side.text(24, 6.5, f"Dân tộc: {person.ethnicity}", 6)
    side.text(52, 6.5, f"Tôn giáo: {rng.choice(['Không', 'Phật giáo', 'Thiên Chúa'])}", 6)
    side.text(53, 12, "DẤU VẾT RIÊNG VÀ DỊ HÌNH", 6.2, bold=True, anchor="m")
    side.text(24, 16.4, rng.choice(MARKS), 6.4, room=58)
    side.text(56, 25, words.long_date(issued).capitalize(), 6.4, anchor="m")
    province = person.place_of_origin.rsplit(", ", 1)[-1]
    side.text(
        56, 29, f"{rng.choice(['GIÁM ĐỐC', 'TRƯỞNG'])} CA {province}".upper(), 6.2, bold=True, anchor="m", room=56
    )
    side.signed(58, 49.5, name(rng, "male"), rng, size=6.8, seal=8.5)


def passport_page(
    side: Side, person: Person, *, today: bool, nationality: str, issued: date, expires: date, rng: random.Random
) -> None:
    """``today``: surname and given names apart, the citizen's number; before 2023 the full name in one."""
    heading = rng.choice(["", " / SOCIALIST REPUBLIC OF VIET NAM"])
    side.text(62.5, 6.0, f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM{heading}", 7, bold=True, anchor="m", room=118)
    side.text(5, 11.5, "HỘ CHIẾU", 9, bold=True, ink=CRIMSON)
    side.text(5, 15.2, "PASSPORT", 7.4, bold=True, ink=CRIMSON)
    side.picture(card_pictures.portrait(32, 43, rng), 5, 18.5, 32, 43)
    number = rng.choice(["Số hộ chiếu", "Hộ chiếu số"]), rng.choice(["Passport No", "Passport N°"])
    _cell(side, 41, 10, "Loại", "Type", "P", room=13)
    _cell(side, 57, 10, "Mã số", "Code", "VNM", room=24)
    _cell(side, 86, 10, *number, person.passport_number, room=36)
    surname, _, given = person.full_name.upper().partition(" ")
    if today:
        _cell(side, 41, 18, "Họ", "Surname", surname, room=78)
        _cell(side, 41, 26, "Chữ đệm và tên", "Given names", given, room=78)
    else:
        _cell(side, 41, 20, "Họ và tên", "Full name", person.full_name.upper(), room=78)
    dash = rng.choice(["/", "/", " / ", "-"])
    said = [f"{day:%d}{dash}{day:%m}{dash}{day:%Y}" for day in (person.born, issued, expires)]
    sex = f"{person.sex_vi.upper()} / {'M' if person.sex == 'male' else 'F'}"
    own = ("Số ĐDCN/CCCD", "ID No") if today else rng.choice([("Số GCMND", "ID card N°"), ("Số CMND/CCCD", "ID card No")])  # fmt: skip
    birthplace = person.birth_registered_at.rsplit(", ", 1)[-1].upper()
    for x, y, vi, en, value, room in (
        (41, 34.0, "Quốc tịch", "Nationality", nationality, 42),
        (41, 42.2, "Ngày sinh", "Date of birth", said[0], 42),
        (86, 42.2, "Nơi sinh", "Place of birth", birthplace, 36),
        (41, 50.4, "Giới tính", "Sex", sex, 42),
        (86, 50.4, *own, person.id_number, 36),
        (41, 58.6, "Ngày cấp", "Date of issue", said[1], 42),
        (86, 58.6, "Có giá trị đến", "Date of expiry", said[2], 36),
        (41, 66.8, "Nơi cấp", "Place of issue", "Cục Quản lý xuất nhập cảnh", 78),
    ):
        _cell(side, x, y, vi, en, value, room=room)
    side.zone(passport_mrz(person, expires), x=6.6, y=73.0, leading=6.3)


def _cell(side: Side, x: float, y: float, vi: str, en: str, value: str, *, room: float) -> None:
    """A value under its label, which has no colon."""
    size, divide = side.make.label, side.make.divide
    while side.measure(f"{vi}{divide}{en}", size) > room and size > 4.0:
        size -= 0.1
    end = side.text(x, y, f"{vi}{divide.rstrip()}", size, ink=side.make.ink)
    side.text(end + side.measure(" ", size), y, en, size, italic=side.make.slanted, ink=side.make.ink)
    side.value(x, y + 3.8, value, room=room)
