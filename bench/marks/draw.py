"""Words with marks printed in many faces and sizes, damaged as scans and copies are, and cut into their marks."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.figures.draw import SCALE, Cut, damaged, printed
from ocr.mark_parts import marks_in
from ocr.mark_shapes import HATS, KINDS, TONES, mark_over, with_mark
from ocr.network import Pixels

_ONSETS = (
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x"),
    *("ch", "gi", "kh", "ng", "nh", "ph", "th", "tr"),
)
_CODAS = ("", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u", "y")
_VOWELS = ("a", "e", "i", "o", "u", "y", "ơ", "ư")
_HATTED = ("a", "e", "o")
_TONED, _BOTH = 0.75, 0.5
"""Shares of words with a tone over a vowel, and of those with a circumflex or breve under it."""


def drawn(chosen: Sequence[Cut], count: int, seed: int) -> Iterator[tuple[Pixels, int]]:
    """Pictures of marks with what each is, from ``count`` words; those whose marks touch their letters are left out."""
    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    for _ in range(count):
        word, cut = _word(rng), rng.choice(chosen)
        page = _stacked(word, cut, rng) if _has_both(word) and rng.random() < _STACKED else printed(word, cut, rng)
        page = damaged(_slanted(page, rng), rng, noise)
        marks = marks_in(page).marks
        over = [kind for letter in word if (kind := mark_over(letter))]
        if len(marks) == len(over):
            yield from ((mark, KINDS.index(kind)) for mark, kind in zip(marks, over, strict=True))


def _has_both(word: str) -> bool:
    return any(len(mark_over(letter)) > 1 for letter in word)


_STACKED = 0.5
"""Share of the tones on hats that are set anew over the hat: few of the fonts at hand set them there, many others do."""
_SPACING = {"\u0300": "\u0060", "\u0301": "\u00b4", "\u0303": "\u02dc", "\u0309": "\u00a0\u0309"}
"""The tones as signs of their own."""


def _stacked(word: str, cut: Cut, rng: random.Random) -> Pixels:
    """A word whose tone stands over its hat, a little to one side, lower or higher; otherwise as ``printed`` has it."""
    size = rng.randint(22, 70) * SCALE
    font = ImageFont.truetype(str(cut.file), size)
    at = next(at for at, letter in enumerate(word) if len(mark_over(letter)) > 1)
    over = mark_over(word[at])
    hat, tone = over[0], over[1]
    letter = with_mark(word[at], hat)
    bare = word[:at] + letter + word[at + 1 :]
    image = Image.new("L", (round(font.getlength(bare)) + 2 * size, 4 * size), 0)
    ImageDraw.Draw(image).text((size, 2 * size), bare, font=font, fill=255)
    _, top = _inked(letter, font)
    middle = size + font.getlength(word[:at]) + font.getlength(letter) / 2
    mark, _ = _inked(_SPACING[tone], font)
    x = round(middle - mark.width / 2 + rng.uniform(-0.06, 0.16) * size)
    y = round(2 * size + top - mark.height - rng.uniform(0.0, 0.05) * size)
    image.paste(255, (x, y), mark)
    ink = image.getbbox() or (0, 0, *image.size)
    gap = 3 * SCALE
    image = image.crop((ink[0] - gap, ink[1] - gap, ink[2] + gap, ink[3] + gap))
    page = 255 - np.asarray(image, np.uint8)
    return np.asarray(cv2.resize(page, None, fx=1 / SCALE, fy=1 / SCALE, interpolation=cv2.INTER_AREA), np.uint8)


def _inked(text: str, font: ImageFont.FreeTypeFont) -> tuple[Image.Image, int]:
    """The ink of a text, closely cut, and how far below its line's upper edge that begins."""
    size = round(font.size)
    image = Image.new("L", (3 * size, 3 * size), 0)
    ImageDraw.Draw(image).text((size, size), text, font=font, fill=255)
    box = image.getbbox() or (0, size, 1, size + 1)
    return image.crop(box), box[1] - size


def _slanted(page: Pixels, rng: random.Random) -> Pixels:
    """Wider or narrower, higher or lower, leaning to the right or not: as other faces and their italics are."""
    lean = rng.choice((0.0, 0.0, rng.uniform(-0.05, 0.3)))
    wide, high = rng.uniform(0.8, 1.2), rng.uniform(0.85, 1.25)
    height, width = page.shape
    matrix = np.array([[wide, -lean * wide, lean * wide * height], [0, high, 0]])
    size = (round(wide * (width + abs(lean) * height)) + 1, round(high * height) + 1)
    slanted = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(slanted, np.uint8)


def _word(rng: random.Random) -> str:
    """What looks like a syllable, in capitals, with one capital or without."""
    hat = rng.choice(HATS) if rng.random() < _BOTH else ""
    vowel = "a" if hat == HATS[1] else rng.choice(_HATTED if hat else _VOWELS)
    tone = rng.choice(TONES) if rng.random() < _TONED else rng.choice(("", "\u0323"))
    word = rng.choice(_ONSETS) + unicodedata.normalize("NFC", vowel + hat + tone) + rng.choice(_CODAS)
    return rng.choice((word.upper(), word.upper(), word.capitalize(), word.capitalize(), word))
