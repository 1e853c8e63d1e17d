"""Lines printed in many faces and sizes, cut out with what stands around them on papers, and damaged as scans are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from bench.lines import texts
from bench.lines.damage import damaged
from ocr.intake.source import Pixels
from ocr.line_network import HEIGHT

WIDEST = 512
"""Pixels of a line that is HEIGHT high; what is longer is cut in parts before it is read."""
_LEAST_WIDTH = 3
"""Pixels of a sign."""
_SCALE = 2
"""Print is drawn so much larger, so that its edges are those of ink."""
_BOXED, _STRUCK = 0.2, 0.03
"""Shares: of numbers that stand in boxes, of lines that a matrix printer struck."""
_NEEDLE = 12
"""Pixels across a needle's place where its dot is drawn, before it is scaled to the page."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """A grey picture, HEIGHT high, and the text (NFC) that stands in it."""

    picture: Pixels
    text: str


def drawn(face: Callable[[random.Random], Path], count: int, seed: int) -> Iterator[Line]:
    """So many lines, each in a face that ``face`` picks."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    for _ in range(count):
        yield _line(face, rng, noise)


def _line(face: Callable[[random.Random], Path], rng: random.Random, noise: np.random.Generator) -> Line:
    while True:
        text = texts.line(rng)
        try:
            page = _printed(text, face(rng), rng)
        except OSError:  # some fonts fail at some letters
            continue
        if page is None:
            continue
        picture = _scaled(damaged(page, rng, noise))
        if _LEAST_WIDTH * len(text) <= picture.shape[1] <= WIDEST:
            return Line(picture, text)


def _scaled(page: Pixels) -> Pixels:
    """To HEIGHT, as ``ocr.line_network.shown`` does, which leaves such a picture's pixels as they are."""
    height, width = page.shape
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(page, (max(8, round(width * HEIGHT / height)), HEIGHT), interpolation=way), np.uint8)


@lru_cache(maxsize=3000)
def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size)


class _Sheet:
    """White paper that is written on with one font, its letters apart by ``spacing`` more than the font sets them."""

    def __init__(self, text: str, font: ImageFont.FreeTypeFont, spacing: float) -> None:
        self.size = round(font.size)
        self.font, self.spacing = font, spacing
        width = sum(font.getlength(sign) + spacing for sign in text) if spacing else font.getlength(text)
        self.left = int(self.size * 0.9)
        self.width, self.height = int(width) + 2 * self.left, int(self.size * 3.2)
        self.image = Image.new("L", (self.width, self.height), 255)
        self.pen = ImageDraw.Draw(self.image)

    @property
    def base(self) -> float:
        """Where the letters of the line stand, one size below the upper edge."""
        return self.size + self.font.getmetrics()[0]

    def write(self, x: float, y: float, text: str) -> None:
        if not self.spacing:
            self.pen.text((x, y), text, font=self.font, fill=0)
            return
        for sign in text:
            self.pen.text((x, y), sign, font=self.font, fill=0)
            x += self.font.getlength(sign) + self.spacing

    def level_rule(self, y: float, share: float) -> None:
        """From edge to edge, as thick as that share of the size."""
        self.pen.line((0, y, self.width, y), fill=0, width=max(1, int(self.size * share)))

    def upright_rule(self, x: float, share: float) -> None:
        self.pen.line((x, 0, x, self.height), fill=0, width=max(1, int(self.size * share)))


def _printed(text: str, file: Path, rng: random.Random) -> Pixels | None:
    """A line in black on white, of a size of 20 to 80 pixels, with what is near it; None where the font shows nothing."""
    sizes = (rng.randint(20, 34), rng.randint(30, 60), rng.randint(36, 56), rng.randint(22, 80))
    size = rng.choice(sizes) * _SCALE
    boxed = text.isdecimal() and rng.random() < _BOXED
    spacing = (rng.uniform(0.4, 0.9) if boxed else rng.choice((*(0.0,) * 8, rng.uniform(0, 0.15), -0.02))) * size
    sheet = _Sheet(text, _font(file, size), spacing)
    sheet.write(sheet.left, size, text)
    ink = ImageOps.invert(sheet.image).getbbox()
    if not ink:
        return None
    if boxed:
        _box(sheet, text, ink, rng)
    else:
        _print_neighbours(sheet, rng)
        _rule(sheet, ink, rng)
    cut = _cut(sheet, ink, rng)
    return _struck(cut, size / _SCALE, rng) if rng.random() < _STRUCK else cut


def _print_neighbours(sheet: _Sheet, rng: random.Random) -> None:
    """The line above or below; dots or a rule to write on."""
    size = sheet.size
    if rng.random() < 0.15:
        text, gap = texts.words(rng, 6), rng.uniform(1.0, 1.5) * size
        sheet.write(sheet.left - rng.randint(0, 80), size + gap * rng.choice((1, -1)), text)
    if rng.random() < 0.07:
        y = sheet.base + rng.uniform(0.02, 0.14) * size
        if rng.random() < 0.6:
            _dot(sheet, y, rng.uniform(0.14, 0.3) * size, max(1, rng.uniform(0.02, 0.045) * size))
        else:
            sheet.level_rule(y, 0.03)


def _dot(sheet: _Sheet, y: float, step: float, radius: float) -> None:
    x = 0.0
    while x < sheet.width:
        sheet.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
        x += step


def _rule(sheet: _Sheet, ink: Box, rng: random.Random) -> None:
    """Edges of a table's cell."""
    left, top, right, bottom = ink
    size = sheet.size
    if rng.random() < 0.05:
        x = rng.choice((left - rng.uniform(0.1, 0.5) * size, right + rng.uniform(0.1, 0.5) * size))
        sheet.upright_rule(x, 0.05)
    if rng.random() < 0.04:
        y = rng.choice((top - rng.uniform(0.1, 0.35) * size, bottom + rng.uniform(0.1, 0.35) * size))
        sheet.level_rule(y, 0.04)


def _box(sheet: _Sheet, text: str, ink: Box, rng: random.Random) -> None:
    """Every sign in a box of its own, as numbers are written on forms."""
    share, x = rng.uniform(0.02, 0.05), sheet.left - sheet.spacing / 2
    for sign in (*text, ""):
        sheet.upright_rule(x, share)
        x += sheet.font.getlength(sign) + sheet.spacing
    for y, away in ((ink[1], -1), (ink[3], 1)):
        sheet.level_rule(y + away * rng.uniform(0.12, 0.4) * sheet.size, share)


def _struck(page: Pixels, size: float, rng: random.Random) -> Pixels:
    """Print of so many pixels as round dots, 18 to 26 on its height."""
    pitch = size / rng.uniform(18, 26)
    height, width = page.shape
    places = (max(4, round(width / pitch)), max(4, round(height / pitch)))
    needles = np.asarray(cv2.resize(page, places, interpolation=cv2.INTER_AREA), np.uint8) < rng.randint(150, 215)
    dot = np.zeros((_NEEDLE, _NEEDLE), np.uint8)
    cv2.circle(dot, (_NEEDLE // 2, _NEEDLE // 2), round(_NEEDLE * rng.uniform(0.42, 0.6)), (255,), -1)
    paper = 255 - np.kron(needles.astype(np.uint8), dot)
    return np.asarray(cv2.resize(paper, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _cut(sheet: _Sheet, ink: Box, rng: random.Random) -> Pixels:
    """The line with more or less paper around it, as wide and narrow as faces are."""
    size, high = sheet.size, ink[3] - ink[1]
    above, below = rng.uniform(0.04, 0.45) * high, rng.uniform(0.04, 0.4) * high
    if high < 0.75 * size and rng.random() < 0.6:  # as high as if it had tones
        above += rng.uniform(0.2, 0.5) * high
        below += rng.uniform(0, 0.3) * high
    before, behind = rng.uniform(0.02, 0.7) * size, rng.uniform(0.02, 0.7) * size
    left, top = max(0, ink[0] - before), max(0, ink[1] - above)
    right, bottom = min(sheet.width, ink[2] + behind), min(sheet.height, ink[3] + below)
    wide = (right - left) / _SCALE * rng.uniform(0.88, 1.12)
    pixels = (max(8, int(wide)), max(8, int((bottom - top) / _SCALE)))
    return np.asarray(sheet.image.resize(pixels, Image.Resampling.BOX, box=(left, top, right, bottom)), np.uint8)
