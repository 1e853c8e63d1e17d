"""Chứng minh nhân dân with nine digits (no longer valid, still in dossiers) and the passport's data page."""

from __future__ import annotations

import random
from datetime import timedelta

from hoso.samples import words
from hoso.samples.codes import passport_mrz
from hoso.samples.form import Drawn, Filled, mark_specimen
from hoso.samples.papers import card as parts
from hoso.samples.papers.card import ENTRY, SMALL, Arrangement
from hoso.samples.persons import TODAY, Person, day_between
from hoso.samples.sheet import GREY, RED, Sheet, Style


def identity(person: Person, rng: random.Random, *, dpi: int = 300, how: Arrangement = Arrangement.TWO_PAGES) -> Drawn:
    """The old card of ``person``, who must have an old number."""
    number = person.old_number or f"{rng.randrange(10**8, 4 * 10**8)}"
    sheets, _ = parts.arrange(_front(person, number, rng, dpi), _back(person, rng, dpi), how, rng)
    fields = {
        "id_number": Filled(number, number, 1),
        "full_name": Filled(person.full_name.upper(), person.full_name.upper(), 1, (person.full_name,)),
        "date_of_birth": Filled(person.born.isoformat(), f"{person.born:%d-%m-%Y}", 1),
        "place_of_origin": Filled(person.place_of_origin, person.place_of_origin, 1),
        "place_of_residence": Filled(person.residence, person.residence, 1),
    }
    return Drawn("old_identity_card", f"cmnd-{how.value}", sheets, fields)


def _front(person: Person, number: str, rng: random.Random, dpi: int) -> Sheet:
    sheet = parts.stock(dpi, (224, 232, 214), rng)
    parts.emblem(sheet, 7.0, 3.5, 13.0)
    parts.portrait(sheet, 4.0, 20.0, rng, (21.0, 28.5))
    sheet.text(55.0, 6.5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL.of(size=6.4, bold=True), anchor="m")
    sheet.text(55.0, 9.6, "Độc lập - Tự do - Hạnh phúc", SMALL.of(size=6.2, bold=True), anchor="m")
    sheet.text(55.0, 15.2, "GIẤY CHỨNG MINH NHÂN DÂN", ENTRY.of(size=10.0, ink=RED), anchor="m")
    sheet.text(55.0, 20.4, f"SỐ {number}", ENTRY.of(size=11.0, ink=RED), anchor="m")
    entry = Style("Tinos", 9.0, bold=True)
    rows = (("Họ tên: ", person.full_name.upper()), ("Sinh ngày: ", f"{person.born:%d-%m-%Y}"))
    for index, (label, value) in enumerate(rows):
        end = sheet.text(28.5, 26.0 + 5.6 * index, label, SMALL.of(size=6.6))
        sheet.text(end, 26.0 + 5.6 * index, value, entry)
        sheet.line((end, 26.8 + 5.6 * index), (82.0, 26.8 + 5.6 * index), width=0.1, ink=GREY)
    _long(sheet, 36.8, "Nguyên quán: ", person.place_of_origin)
    _long(sheet, 44.8, "Nơi ĐKHK thường trú: ", person.residence)
    return sheet


def _long(sheet: Sheet, y: float, label: str, value: str) -> None:
    """A value that takes two lines, smaller when it must."""
    end = sheet.text(28.5, y, label, SMALL.of(size=6.6))
    style, head, tail = Style("Tinos", 8.0, bold=True), value, ""
    words_left = value.split(" ")
    while sheet.measure(head, style) > 83.5 - end and len(words_left) > 1:
        tail = f"{words_left.pop()} {tail}".strip()
        head = " ".join(words_left)
    sheet.text(end, y, head, style)
    width = sheet.measure(tail, style)
    sheet.text(28.5, y + 3.9, tail, style.of(size=style.size * min(1.0, 55.0 / max(width, 1.0))))


def _back(person: Person, rng: random.Random, dpi: int) -> Sheet:
    sheet = parts.stock(dpi, (226, 230, 218), rng)
    sheet.text(30.0, 6.5, f"Dân tộc: {person.ethnicity}", SMALL.of(size=6.6))
    sheet.text(58.0, 6.5, "Tôn giáo: Không", SMALL.of(size=6.6))
    sheet.text(56.0, 12.0, "DẤU VẾT RIÊNG VÀ DỊ HÌNH", SMALL.of(size=6.2, bold=True), anchor="m")
    sheet.text(
        56.0, 16.2, f"Sẹo chấm c. {rng.randint(1, 4)}cm dưới trước đuôi mắt trái", Style("Tinos", 8.0), anchor="m"
    )
    issued = day_between(rng, TODAY.replace(year=2012), TODAY.replace(year=2016))
    sheet.text(
        58.0,
        24.0,
        f"Ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}",
        SMALL.of(size=6.4, italic=True),
        anchor="m",
    )
    sheet.text(58.0, 28.0, "GIÁM ĐỐC CÔNG AN TỈNH", SMALL.of(size=6.4, bold=True), anchor="m")
    for index, label in enumerate(("NGÓN TRỎ TRÁI", "NGÓN TRỎ PHẢI")):
        sheet.box((4.0, 4.0 + 24 * index, 22.0, 26.0 + 24 * index), width=0.2)
        sheet.text(13.0, 25.0 + 24 * index, label, SMALL.of(size=4.6), anchor="m")
    return sheet


def passport(person: Person, rng: random.Random, *, dpi: int = 300) -> Drawn:
    """The data page (125 x 88 mm) copied onto A4."""
    issued = day_between(rng, TODAY - timedelta(days=9 * 365), TODAY - timedelta(days=30))
    expires = issued.replace(year=issued.year + 10, day=min(issued.day, 28))
    page, data = Sheet(dpi=dpi), _data_page(person, issued.strftime("%d/%m/%Y"), words.slashed(expires), rng, dpi)
    parts.zone(data, passport_mrz(person, expires), x=6.6, y=77.5, leading=6.4)
    mark_specimen(page)
    page.lay(data, rng.uniform(20, 60), rng.uniform(25, 120))
    fields = {
        "passport_number": Filled(person.passport_number, person.passport_number, 1),
        "id_number": Filled(person.id_number, person.id_number, 1),
        "full_name": Filled(person.full_name.upper(), person.full_name.upper(), 1, (person.full_name,)),
        "date_of_birth": Filled(person.born.isoformat(), words.slashed(person.born), 1),
        "sex": Filled(person.sex, f"{person.sex_vi} / {'M' if person.sex == 'male' else 'F'}", 1),
        "nationality": Filled("Việt Nam", "Việt Nam / Vietnamese", 1, ("Việt Nam / Vietnamese",)),
        "date_of_expiry": Filled(expires.isoformat(), words.slashed(expires), 1),
    }
    channels: dict[str, str | list[str]] = {"mrz": list(passport_mrz(person, expires))}
    return Drawn("passport", "2023", (page,), fields, channels)


def _data_page(person: Person, issued: str, expires: str, rng: random.Random, dpi: int) -> Sheet:
    sheet = Sheet(125.0, 88.0, dpi, (232, 238, 228))
    sheet.box((0.2, 0.2, 124.8, 87.8), width=0.3, ink=GREY)
    parts.portrait(sheet, 5.0, 20.0, rng, (34.0, 45.0))
    sheet.text(
        62.0,
        7.0,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / SOCIALIST REPUBLIC OF VIET NAM",
        SMALL.of(size=6.2, bold=True),
        anchor="m",
    )
    sheet.text(6.0, 14.5, "HỘ CHIẾU / PASSPORT", ENTRY.of(size=9.0))
    surname, _, given = person.full_name.upper().partition(" ")
    cells = (
        (44.0, 14.0, "Loại / Type", "P"), (62.0, 14.0, "Mã số / Code", "VNM"), (86.0, 14.0, "Số hộ chiếu / Passport No", person.passport_number),
        (44.0, 22.5, "Họ / Surname", surname), (44.0, 31.0, "Chữ đệm và tên / Given names", given),
        (44.0, 39.5, "Quốc tịch / Nationality", "Việt Nam / Vietnamese"), (86.0, 39.5, "Giới tính / Sex", f"{person.sex_vi} / {'M' if person.sex == 'male' else 'F'}"),
        (44.0, 48.0, "Ngày sinh / Date of birth", words.slashed(person.born)), (86.0, 48.0, "Số ĐDCN/CCCD / ID No", person.id_number),
        (44.0, 56.5, "Ngày cấp / Date of issue", issued), (86.0, 56.5, "Có giá trị đến / Date of expiry", expires),
        (44.0, 65.0, "Nơi cấp / Place of issue", "Cục Quản lý xuất nhập cảnh"),
    )  # fmt: skip
    for x, y, label, value in cells:
        sheet.text(x, y, label, SMALL)
        sheet.text(x, y + 3.9, value, ENTRY.of(size=8.0))
    return sheet
