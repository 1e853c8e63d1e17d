"""The pictures on cards and passports: ground, portrait, chip, fingerprint, QR code, bar code, machine-readable zone."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dossier.errors import PermanentError

Tint = tuple[int, int, int]
_PX = 400 / 25.4  # pixels for each mm
_OCR_B = "/usr/share/fonts/opentype/ocr-b/OCRB.otf"
PITCH, LEADING = 2.54, 4.25
"""Of the zone, in mm: from character to character (ICAO Doc 9303-3) and from line to line of a card."""


def ground(width: float, height: float, tints: tuple[Tint, Tint], rng: random.Random) -> Image.Image:
    """Pale security print: one tint passing into the other under families of waves and a rosette."""
    w, h = round(width * _PX), round(height * _PX)
    first, second = (np.array(tint, np.float32) for tint in tints)
    share = np.linspace(0, 1, w, dtype=np.float32)[None, :, None] * np.ones((h, 1, 1), np.float32)
    picture = np.clip(first * (1 - share) + second * share, 0, 255).astype(np.uint8)
    strength = rng.uniform(0.45, 1.0)
    for base in rng.sample([first, second, (first + second) / 2], rng.randint(2, 3)):
        _waves(picture, _darker(base, rng, strength), rng)
    _rosette(picture, _darker(np.minimum(first, second), rng, strength), rng)
    return Image.fromarray(picture)


def _darker(base: NDArray[np.float32], rng: random.Random, strength: float) -> tuple[float, ...]:
    return tuple(float(max(0.0, value - rng.uniform(15, 50) * strength)) for value in base)


def _waves(picture: NDArray[np.uint8], ink: tuple[float, ...], rng: random.Random) -> None:
    height, width = picture.shape[:2]
    x = np.arange(0, width + 8, 8, dtype=np.float32)
    rise, length, phase, count = rng.uniform(10, 45), rng.uniform(160, 600), rng.uniform(0, 6), rng.randint(26, 44)
    for index in range(count):
        slow = np.sin(2 * np.pi * x / length + phase + 0.15 * index)
        wave = slow + 0.5 * np.sin(2 * np.pi * x / (0.37 * length) + 0.3 * index)
        line = np.stack([x, height * (index + 0.5) / count + rise * wave], 1).astype(np.int32)
        cv2.polylines(picture, [line], False, ink, 1, cv2.LINE_AA)


def _rosette(picture: NDArray[np.uint8], ink: tuple[float, ...], rng: random.Random) -> None:
    height, width = picture.shape[:2]
    middle = np.array([width * rng.uniform(0.45, 0.75), height * rng.uniform(0.4, 0.6)])
    angle, petals = np.linspace(0, 2 * np.pi, 720), rng.choice([12, 18, 24, 36])
    for ring in range(rng.randint(10, 18)):
        radius = height * 0.06 * (1 + 0.42 * ring) * (1 + 0.06 * np.sin(petals * angle + ring))
        line = middle + np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
        cv2.polylines(picture, [line.astype(np.int32)], True, ink, 1, cv2.LINE_AA)


def portrait(width: float, height: float, rng: random.Random) -> Image.Image:
    """A drawn head and shoulders: nobody's face."""
    w, h = width * _PX, height * _PX
    picture = Image.new("RGB", (round(w), round(h)), rng.choice([(225, 232, 240), (240, 240, 240), (120, 165, 215)]))
    draw = ImageDraw.Draw(picture)
    skin = rng.choice([(222, 188, 160), (200, 160, 130), (232, 205, 180)])
    hair = rng.choice([(30, 26, 25), (60, 50, 45), (150, 150, 150)])
    middle = w / 2 + rng.uniform(-5, 5)

    def oval(left: float, top: float, right: float, bottom: float, fill: Tint) -> None:
        draw.ellipse([middle + left * w, top * h, middle + right * w, bottom * h], fill=fill)

    oval(-0.5, 0.7, 0.5, 1.4, rng.choice([(250, 250, 250), (60, 70, 100), (150, 60, 70)]))
    oval(-0.31, 0.1, 0.31, rng.choice([0.58, 0.7]), hair)
    draw.rectangle([middle - 0.12 * w, 0.56 * h, middle + 0.12 * w, 0.76 * h], fill=skin)
    oval(-0.25, 0.18, 0.25, 0.64, skin)
    for side in (-0.11, 0.11):
        oval(side - 0.035, 0.37, side + 0.035, 0.395, (40, 30, 30))
    oval(-0.08, 0.54, 0.08, 0.555, (160, 80, 80))
    return Image.fromarray(cv2.GaussianBlur(np.asarray(picture), (0, 0), 4))


def chip(width: float, height: float) -> Image.Image:
    """The pad that shows where the chip is."""
    w, h = round(width * _PX), round(height * _PX)
    picture = Image.new("RGB", (w, h), (206, 178, 96))
    draw, edge = ImageDraw.Draw(picture), (120, 95, 40)
    for share in (1 / 3, 2 / 3):
        draw.line([0, h * share, w, h * share], fill=edge, width=3)
    draw.rounded_rectangle([0.32 * w, 0, 0.68 * w, h - 1], 14, fill=(214, 188, 110), outline=edge, width=3)
    draw.rectangle([0, 0, w - 1, h - 1], outline=edge, width=3)
    return picture


def fingerprint(width: float, height: float, rng: random.Random) -> Image.Image:
    """Broken rings in a frame."""
    w, h = round(width * _PX), round(height * _PX)
    picture = Image.new("RGB", (w, h), (238, 238, 234))
    draw, phase = ImageDraw.Draw(picture), rng.uniform(0, 6)
    draw.rectangle([0, 0, w - 1, h - 1], outline=(120, 120, 120), width=2)
    angle = np.linspace(0, 2 * np.pi, 200)
    for ring in range(1, 17):
        share, start = ring / 17, rng.randrange(200)
        x = w / 2 + 0.47 * w * share * np.cos(angle) * (1 + 0.08 * np.sin(3 * angle + phase))
        y = h / 2 + 0.48 * h * share * np.sin(angle) * (1 + 0.1 * np.cos(2 * angle + phase))
        points = np.roll(np.stack([x, y], 1), start, axis=0)[: rng.randint(110, 195)]
        draw.line([(float(a), float(b)) for a, b in points], fill=(60, 30, 40), width=3)
    return picture


def qr(payload: str, rng: random.Random) -> Image.Image:
    """The code on white, its quiet zone of one module."""
    code = segno.make(payload, mode="byte", encoding="utf-8", error=rng.choice("lm"), micro=False, boost_error=False)
    target = io.BytesIO()
    code.save(target, kind="png", scale=8, border=1)
    return Image.open(target).convert("RGB")


def bar_code(payload: str) -> Image.Image:
    """PDF417, as on the cards of 2016."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.PDF417)
    return Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=4))).convert("RGB")


def zone(lines: Sequence[str], leading: float = LEADING) -> Image.Image:
    """Lines in OCR-B on nothing: each character a box of ``PITCH``, each line one of ``leading`` mm."""
    try:
        font = ImageFont.truetype(_OCR_B, PITCH * _PX / 0.723)
    except OSError as error:
        raise PermanentError("The font OCRB.otf is missing.", remedy="Install the package fonts-ocr-b.") from error
    size = round(max(map(len, lines)) * PITCH * _PX), round(len(lines) * leading * _PX)
    picture = Image.new("RGBA", size, (20, 20, 22, 0))
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            at = column * PITCH * _PX, (row + 0.85) * leading * _PX
            draw.text(at, char, font=font, fill=(20, 20, 22, 255), anchor="ls")
    return picture
