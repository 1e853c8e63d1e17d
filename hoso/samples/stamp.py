"""Red seals, stamps of secrecy and signatures, as transparent pictures to press onto a sheet."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from hoso.samples.sheet import BLUE, MM_PER_INCH, RED, Ink, Sheet, Style


def _blank(width: float, height: float, dpi: int) -> Image.Image:
    size = (round(width * dpi / MM_PER_INCH), round(height * dpi / MM_PER_INCH))
    return Image.new("RGBA", size, (255, 255, 255, 0))


def _around(picture: Image.Image, text: str, radius: float, sheet: Sheet, style: Style) -> None:
    """Letters along the upper arc of a circle of ``radius`` pixels."""
    advance = sum(sheet.font(style).getlength(c) for c in text) / radius
    style = style.of(size=style.size * min(1.0, 5.2 / advance))
    font = sheet.font(style)
    angle = -math.pi / 2 - min(advance, 5.2) / 2
    centre = picture.width / 2
    for char in text:
        half = font.getlength(char) / radius / 2
        angle += half
        tile = Image.new("RGBA", (round(font.size * 2),) * 2, (255, 255, 255, 0))
        ImageDraw.Draw(tile).text(
            (tile.width / 2, tile.height / 2), char, font=font, fill=(*style.ink, 255), anchor="mm"
        )
        tile = tile.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        at = (
            round(centre + radius * math.cos(angle) - tile.width / 2),
            round(centre + radius * math.sin(angle) - tile.height / 2),
        )
        picture.alpha_composite(tile, (max(0, at[0]), max(0, at[1])))
        angle += half


def _star(draw: ImageDraw.ImageDraw, centre: float, radius: float, ink: Ink) -> None:
    points = [
        (centre + r * math.cos(a), centre + r * math.sin(a))
        for i in range(10)
        for r, a in [(radius if i % 2 == 0 else radius * 0.4, math.pi / 5 * i - math.pi / 2)]
    ]
    draw.polygon(points, fill=(*ink, 255))


def _worn(picture: Image.Image, noise: np.random.Generator, strength: float) -> Image.Image:
    """Uneven ink: the alpha channel mottled and a little soft."""
    data = np.asarray(picture).copy()
    field = cv2.GaussianBlur(noise.random(data.shape[:2], dtype=np.float32), (0, 0), 6)
    field = (field - field.min()) / max(1e-6, float(np.ptp(field)))
    alpha = cv2.GaussianBlur(data[..., 3].astype(np.float32), (0, 0), 0.8) * (1 - strength * field)
    data[..., :3] = np.where(data[..., 3:] > 0, data[..., :3], RED)
    data[..., 3] = np.clip(alpha, 0, 255).astype(np.uint8)
    return Image.fromarray(data)


def seal(sheet: Sheet, body: str, rng: random.Random, *, diameter: float = 35.0) -> Image.Image:
    """The round red seal of an agency, its name around a star."""
    picture = _blank(diameter + 2, diameter + 2, sheet.dpi)
    draw = ImageDraw.Draw(picture)
    full, outer, inner = picture.width, sheet.px(diameter / 2), sheet.px(diameter * 0.32)
    for radius, width in ((outer, 0.7), (outer - sheet.px(1.1), 0.25), (inner, 0.35)):
        corners = [full / 2 - radius, full / 2 - radius, full / 2 + radius, full / 2 + radius]
        draw.ellipse(corners, outline=(*RED, 255), width=max(1, round(sheet.px(width))))
    _around(
        picture, body.upper(), sheet.px(diameter * 0.405), sheet, Style("Arimo", diameter * 0.23, bold=True, ink=RED)
    )
    _star(draw, full / 2, sheet.px(diameter / 6.4), RED)
    turned = picture.rotate(rng.uniform(-14, 14), resample=Image.Resampling.BICUBIC)
    return _worn(turned, np.random.default_rng(rng.getrandbits(32)), rng.uniform(0.25, 0.6))


def framed(sheet: Sheet, text: str, rng: random.Random) -> Image.Image:
    """A rectangular red stamp: ``TỐI MẬT``, ``HỎA TỐC``."""
    style = Style("Tinos", 14.0, bold=True, ink=RED)
    width = sheet.measure(text, style) + 7
    picture = _blank(width + 2, 11.0, sheet.dpi)
    draw = ImageDraw.Draw(picture)
    draw.rectangle(
        [2, 2, picture.width - 3, picture.height - 3], outline=(*RED, 255), width=max(2, round(sheet.px(0.6)))
    )
    draw.text((picture.width / 2, picture.height / 2), text, font=sheet.font(style), fill=(*RED, 255), anchor="mm")
    turned = picture.rotate(rng.uniform(-1.5, 1.5), resample=Image.Resampling.BICUBIC)
    return _worn(turned, np.random.default_rng(rng.getrandbits(32)), 0.3)


def signature(sheet: Sheet, rng: random.Random, *, width: float = 34.0, ink: Ink = BLUE) -> Image.Image:
    """A scribble: a few loops of a pen along a wandering line."""
    picture = _blank(width, 18.0, sheet.dpi)
    x, y, points = 0.08, 0.55, []
    phase, speed = rng.uniform(0, 6), rng.uniform(2.4, 4.2)
    for step in range(240):
        t = step / 240
        loop = 0.05 + 0.12 * abs(math.sin(2.1 * t + phase))
        x = 0.08 + 0.74 * t + loop * math.cos(speed * 8 * t + phase)
        y = 0.5 + loop * 2.1 * math.sin(speed * 8 * t) * (1 - 0.5 * t) + 0.1 * math.sin(5 * t + phase)
        points.append((x * picture.width, y * picture.height))
    draw = ImageDraw.Draw(picture)
    draw.line(points, fill=(*ink, 230), width=max(2, round(sheet.px(0.42))), joint="curve")
    tail = [points[-1], (picture.width * 0.99, picture.height * rng.uniform(0.2, 0.8))]
    draw.line(tail, fill=(*ink, 230), width=max(2, round(sheet.px(0.32))))
    return picture
