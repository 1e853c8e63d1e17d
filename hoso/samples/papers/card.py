"""What both card layouts share: what each channel of the card says, its stock, portrait, chip, QR, zone, arrangement."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

import cv2
import numpy as np
import segno
from PIL import Image, ImageDraw

from hoso.samples.codes import card_mrz, qr_payload
from hoso.samples.form import Filled, mark_specimen
from hoso.samples.persons import Person, make_person
from hoso.samples.sheet import BLACK, Sheet, Style

WIDTH, HEIGHT = 85.6, 53.98  # ID-1
SMALL = Style("Arimo", 5.2)
ENTRY = Style("Arimo", 7.4, bold=True)


class Forgery(StrEnum):
    """What somebody changed on the card."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    NUMBER = "number"
    QR = "qr"
    MRZ = "mrz"


class Arrangement(StrEnum):
    """How the card lies on the scanner."""

    TWO_PAGES = "two_pages"
    ONE_PAGE = "one_page"
    CARD_SIZE = "card_size"


@dataclass(frozen=True, slots=True)
class Card:
    """Whom each channel names: an honest card says the same person three times."""

    print: Person
    qr: Person
    mrz: Person
    layout: str

    def channels(self) -> dict[str, str | list[str]]:
        """What the machine-readable channels hold, for the truth."""
        return {"qr": qr_payload(self.qr, layout=self.layout), "mrz": list(card_mrz(self.mrz))}


def honest(person: Person) -> Card:
    """The card of ``person`` as issued."""
    return Card(person, person, person, person.layout)


def forged(person: Person, kind: Forgery, rng: random.Random) -> Card:
    """The card of ``person`` after a forger's work; the channels he forgot still tell the truth."""
    other = make_person(rng, sex=person.sex, layout=person.layout)
    card = honest(person)
    match kind:
        case Forgery.NAME:
            return replace(card, print=replace(person, full_name=other.full_name))
        case Forgery.BIRTH_DATE:
            return replace(card, print=replace(person, born=person.born + timedelta(days=rng.randint(400, 1500))))
        case Forgery.NUMBER:
            digits = f"{(int(person.id_number[6:]) + rng.randint(1111, 88888)) % 10**6:06d}"
            return replace(card, print=replace(person, id_number=person.id_number[:6] + digits))
        case Forgery.QR:
            return replace(card, qr=other)
        case Forgery.MRZ:
            return replace(card, mrz=other)


def stock(dpi: int, tint: tuple[int, int, int], rng: random.Random) -> Sheet:
    """A blank card: pale colour with fine waves, as security print looks in a scan."""
    sheet = Sheet(WIDTH, HEIGHT, dpi)
    width, height = sheet.image.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / dpi
    phase = rng.uniform(0, 6)
    waves = np.sin(46 * (y + 0.09 * np.sin(5.2 * x + phase))) + np.sin(39 * (x * 0.7 - y + 0.05 * np.sin(7 * y)))
    base = np.array(tint, np.float32) + 9 * np.sin(1.7 * x + 1.1 * y + phase)[..., None]
    picture = np.clip(base - 7 * (waves > 1.1)[..., None], 0, 255).astype(np.uint8)
    sheet.image.paste(Image.fromarray(picture))
    edge = [0, 0, width - 1, height - 1]
    sheet.draw.rounded_rectangle(edge, radius=sheet.px(3.18), outline=(150, 160, 165), width=max(1, dpi // 150))
    mark_specimen(sheet)
    return sheet


def emblem(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A round emblem with a star: a stand-in for the national emblem."""
    corners = [sheet.px(v) for v in (x, y, x + size, y + size)]
    sheet.draw.ellipse(corners, fill=(200, 40, 40), outline=(220, 180, 60), width=round(sheet.px(0.5)))
    centre, radius = (sheet.px(x + size / 2), sheet.px(y + size / 2)), sheet.px(size * 0.3)
    star = [
        (centre[0] + r * math.cos(a), centre[1] + r * math.sin(a))
        for i in range(10)
        for r, a in [(radius * (1 if i % 2 == 0 else 0.4), math.pi / 5 * i - math.pi / 2)]
    ]
    sheet.draw.polygon(star, fill=(250, 215, 70))


def portrait(sheet: Sheet, x: float, y: float, rng: random.Random, size: tuple[float, float] = (20.0, 30.0)) -> None:
    """A drawn head and shoulders, 20 x 30 mm: nobody's face."""
    width, height = (round(sheet.px(v)) for v in size)
    picture = Image.new("RGB", (width, height), rng.choice([(190, 215, 235), (225, 235, 240), (205, 222, 238)]))
    draw, skin = ImageDraw.Draw(picture), rng.choice([(224, 186, 158), (205, 165, 135), (232, 200, 176)])
    hair, shirt = rng.choice([(25, 22, 22), (45, 35, 30)]), rng.choice([(240, 240, 245), (60, 80, 120), (90, 60, 70)])

    def oval(cx: float, cy: float, rx: float, ry: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse([(cx - rx) * width, (cy - ry) * height, (cx + rx) * width, (cy + ry) * height], fill=fill)

    oval(0.5, 0.39, 0.27, rng.uniform(0.25, 0.36), hair)
    oval(0.5, 1.0, 0.48, 0.26, shirt)
    draw.rectangle([0.41 * width, 0.55 * height, 0.59 * width, 0.78 * height], fill=skin)
    oval(0.5, 0.45, 0.215, 0.215, skin)
    oval(0.5, 0.27, 0.2, 0.06, hair)
    for eye in (0.41, 0.59):
        oval(eye, 0.43, 0.035, 0.013, (40, 30, 30))
    oval(0.5, 0.565, 0.07, 0.012, (170, 80, 80))
    soft = cv2.GaussianBlur(np.asarray(picture), (0, 0), sheet.px(0.12))
    sheet.image.paste(Image.fromarray(soft), (round(sheet.px(x)), round(sheet.px(y))))


def chip(sheet: Sheet, x: float, y: float) -> None:
    """The contact-like pad that shows where the chip is."""
    sheet.box((x, y, x + 11.5, y + 9.0), width=0.2, ink=(150, 120, 50), fill=(214, 184, 104))
    for level in (3.0, 6.0):
        sheet.line((x, y + level), (x + 4, y + level), width=0.2, ink=(140, 110, 50))
        sheet.line((x + 7.5, y + level), (x + 11.5, y + level), width=0.2, ink=(140, 110, 50))
    sheet.box((x + 4, y + 2, x + 7.5, y + 7), width=0.2, ink=(140, 110, 50))


def qr(sheet: Sheet, x: float, y: float, text: str, side: float = 18.0) -> None:
    """The QR code, ``side`` mm with its quiet zone beside it, UTF-8 without an ECI mark as the issuer prints it."""
    code = segno.make_qr(text, error="m", encoding="utf-8")
    matrix = np.array([[bool(cell) for cell in row] for row in code.matrix], dtype=np.uint8)
    pixels = round(sheet.px(side))
    dark = cv2.resize(
        (1 - matrix) * 255,
        (pixels, pixels),
        interpolation=cv2.INTER_AREA if pixels < len(matrix) else cv2.INTER_NEAREST,
    )
    sheet.box((x - 1.2, y - 1.2, x + side + 1.2, y + side + 1.2), width=0.01, ink=(255, 255, 255), fill=(255, 255, 255))
    sheet.image.paste(Image.fromarray(dark).convert("RGB"), (round(sheet.px(x)), round(sheet.px(y))))


def zone(
    sheet: Sheet, lines: tuple[str, ...], *, x: float, y: float, pitch: float = 2.54, leading: float = 4.25
) -> None:
    """The machine-readable zone: OCR-B at ten characters to the inch."""
    probe = Style("OCR-B", 10.0)
    style = probe.of(size=10.0 * pitch / sheet.measure("0", probe), ink=BLACK)
    for index, line in enumerate(lines):
        sheet.text(x, y + index * leading, line, style)


def arrange(front: Sheet, back: Sheet, how: Arrangement, rng: random.Random) -> tuple[tuple[Sheet, ...], int]:
    """Put the sides on paper. Returns the sheets and the page (from 1) that the back is on."""
    if how is Arrangement.CARD_SIZE:
        return (front, back), 2
    x, y = rng.uniform(30, 95), rng.uniform(30, 80)
    pages = [_page(front.dpi), _page(front.dpi)] if how is Arrangement.TWO_PAGES else [_page(front.dpi)]
    pages[0].lay(front, x, y)
    pages[-1].lay(back, x + rng.uniform(-3, 3), y if len(pages) == 2 else y + HEIGHT + rng.uniform(8, 30))
    return tuple(pages), len(pages)


def _page(dpi: int) -> Sheet:
    page = Sheet(dpi=dpi)
    mark_specimen(page)
    return page


def moved(fields: dict[str, Filled], back_page: int, on_back: frozenset[str]) -> dict[str, Filled]:
    """The fields with the page each one came to lie on."""
    return {key: replace(value, page=back_page if key in on_back else 1) for key, value in fields.items()}
