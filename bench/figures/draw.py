"""Numbers printed in many faces and sizes, damaged as scans and copies are, and cut into the pictures of their figures."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.figure_parts import figures_in
from ocr.network import Pixels

UNSEEN = (
    "Lato",
    "Gentium Book Basic",
    "FreeSerif",
    "Linux Libertine O",
    "Carlito",
    "Nimbus Mono PS",
    "Cousine",
    "P052",
)
"""Families that are measured on and never trained on."""
_LEFT_OUT = (
    "Emoji",
    "Symbol",
    "Math",
    "Icons",
    "Awesome",
    "STIX",
    "Z003",
    "D050000L",
    "Dingbats",
    "MathJax",
    "Hairline",
)
_NOTO = ("Noto Sans", "Noto Serif", "Noto Sans Display", "Noto Serif Display", "Noto Mono", "Noto Sans Mono")
"""Of this family the other members have the same figures."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A font file and the family that it is of."""

    family: str
    file: Path


@cache
def cuts(language: str = "en") -> tuple[Cut, ...]:
    """Every font of this machine that has the letters of a language and figures, one of each name."""
    listed = subprocess.run(
        ["fc-list", f":lang={language}", "--format", "%{file}|%{family[0]}|%{fullname[0]}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Cut] = {}
    for line in sorted(listed.stdout.splitlines()):
        file, family, name = line.split("|", 2)
        scalable = Path(file).suffix in (".ttf", ".otf")
        other_script = family.startswith("Noto") and family not in _NOTO
        if scalable and not other_script and not any(word in f"{family} {name}" for word in _LEFT_OUT):
            found.setdefault(name or file, Cut(family, Path(file)))
    return tuple(found.values())


def drawn(chosen: Sequence[Cut], count: int, seed: int) -> Iterator[tuple[Pixels, int]]:
    """Pictures of figures with what each is, from ``count`` numbers; those whose figures touch or break are left out."""
    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    for _ in range(count):
        text = "".join(rng.choices("0123456789", k=rng.randint(4, 12)))
        page = damaged(printed(text, rng.choice(chosen), rng), rng, noise)
        figures = list(figures_in(page))
        if len(figures) == len(text):
            yield from ((figure.picture, int(sign)) for figure, sign in zip(figures, text, strict=True))


SCALE = 3
"""Print is drawn so much larger, so that its edges are those of ink."""


def printed(text: str, cut: Cut, rng: random.Random) -> Pixels:
    """A number or a word in black on white, of a size of 22 to 70 pixels."""
    size = rng.randint(22, 70)
    font = ImageFont.truetype(str(cut.file), size * SCALE)
    left, top, right, bottom = font.getbbox(text)
    gap = 3 * SCALE
    image = Image.new("L", (round(right - left) + 2 * gap, round(bottom - top) + 2 * gap), 255)
    ImageDraw.Draw(image).text((gap - left, gap - top), text, font=font, fill=0)
    wide, high = image.width * rng.uniform(0.9, 1.1) / SCALE, image.height / SCALE
    return np.asarray(image.resize((max(1, round(wide)), max(1, round(high))), Image.Resampling.BOX), np.uint8)


def damaged(page: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Print as it comes from a scanner: askew, heavier or thinner, blurred, pale, grainy, of two tones, worn by JPEG."""
    page = _askew(page, rng.gauss(0, 0.7))
    if rng.random() < 0.3:
        weight = np.ones((2, 2), np.uint8)
        page = np.asarray(cv2.erode(page, weight) if rng.random() < 0.6 else cv2.dilate(page, weight), np.uint8)
    if rng.random() < 0.8:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 1.6)), np.uint8)
    if rng.random() < 0.3:  # a copy of a copy
        least = rng.randint(100, 190)
        page = np.asarray(cv2.threshold(page, least, 255, cv2.THRESH_BINARY)[1], np.uint8)
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.9)), np.uint8)
    ink, paper = rng.uniform(0, 110), rng.uniform(190, 255)
    grey = ink + page.astype(np.float32) * ((paper - ink) / 255)
    grey += noise.normal(0, rng.uniform(0, 14), grey.shape)
    page = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        page = np.asarray(cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)
    if rng.random() < 0.5:
        _, stored = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 90)])
        page = np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)
    return page


def _askew(page: Pixels, degrees: float) -> Pixels:
    """Turned and slanted a little about its middle."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,)), np.uint8
    )
