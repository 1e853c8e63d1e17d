"""The faces that lines are printed in: those that have the letters of Vietnamese and draw all of their marks."""

from __future__ import annotations

import random
import struct
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont, TTLibError
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

UNSEEN = frozenset(
    (
        *("Gentium Plus", "Gentium Book Plus", "Linux Libertine O", "FreeSerif", "Be Vietnam Pro", "Source Serif 4"),
        *("Merriweather", "Cousine", "Nunito", "Nunito Sans", "Roboto Condensed", "IBM Plex Serif", "TeX Gyre Bonum"),
        *("Spectral", "Gentium", "Gentium Basic", "Gentium Book Basic", "GentiumAlt"),
    )
)
"""Families that are measured on and never trained on."""
COMMON = (
    *("Tinos",) * 6,
    *("TeX Gyre Termes",) * 2,
    "STIX Two Text",
    *("Arimo",) * 3,
    *("FreeSans", "TeX Gyre Heros", "DejaVu Serif", "DejaVu Sans", "Roboto", "Noto Serif", "Noto Sans", "Open Sans"),
    *("Charis SIL", "Cousine", "FreeMono", "TeX Gyre Cursor"),
)
"""Families that every other line is printed in, those of offices oftener; one that is held out stands for any other."""
_NOTO = (
    *("NotoSans-", "NotoSerif-", "NotoSansDisplay-", "NotoSerifDisplay-", "NotoSansMono-", "NotoMono-", "NotoSerif_"),
    "NotoSerifDisplay_",
)
"""How the files of this family begin whose letters differ; the others are for other scripts."""
_LEFT_OUT = (
    *("Math", "Emoji", "Symbol", "Icons", "Thin", "Hairline", "ExtraLight", "_100", "_200", "Bullets"),
    *("Condensed-Light", "Black", "_900", "ultralight"),
)
_VOWELS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
}
_LETTERS = {*_VOWELS, *(vowel.upper() for vowel in _VOWELS), "đ", "Đ"}
_TOLD_APART = ("ẬẠÂ", "ỘỌÔ", "ỆẸÊ", "ậạâ", "ẤÁÂ", "ẴẲẰ", "ữửừ", "ổỏô", "đdo", "ĐDO")
"""Letters whose first must look otherwise than the second and the third: some fonts leave a hat or a tone out."""
_LEAST_UNLIKE = (3000, 2500)
"""Sums of grey, at a size of 48 pixels."""
_UNREADABLE = (OSError, TTLibError, KeyError, ValueError, AssertionError, struct.error)


@dataclass(frozen=True, slots=True)
class Faces:
    """The files of each family."""

    families: Mapping[str, Sequence[Path]]

    @property
    def trained_on(self) -> list[str]:
        """The families that are not held out."""
        return sorted(family for family in self.families if family not in UNSEEN)

    @property
    def held_out(self) -> list[str]:
        """The families that are."""
        return sorted(family for family in self.families if family in UNSEEN)

    def known(self, rng: random.Random) -> Path:
        """A face to train on, every other time one of the ``COMMON``."""
        families = sorted(self.families)
        common = [family for family in COMMON if family in self.families] or families
        family = rng.choice(common) if rng.random() < 0.5 else rng.choice(families)
        while family in UNSEEN:
            family = rng.choice(families)
        return rng.choice(self.families[family])

    def unseen(self, rng: random.Random) -> Path:
        """A face of a family that is held out."""
        return rng.choice(self.families[rng.choice(self.held_out)])


def faces(folders: Sequence[Path] = ()) -> Faces:
    """The faces of this machine and of some folders, each once, without those that lack a letter or a mark."""
    found: dict[str, dict[str, Path]] = {}
    for file in _files(folders):
        try:
            named = _named(file) if _drawn_whole(file) else None
        except _UNREADABLE:
            continue
        if named:
            family, style = named
            found.setdefault(family, {}).setdefault(style, file)
    return Faces({family: tuple(styles[style] for style in sorted(styles)) for family, styles in sorted(found.items())})


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """Files that may hold a face for print, by their names."""
    listed = subprocess.run(
        ["fc-list", ":lang=vi", "--format", "%{file}\n"], capture_output=True, text=True, check=True
    )
    files = [file for folder in folders for file in sorted(folder.rglob("*.?tf"))]
    for file in [*files, *(Path(line) for line in sorted(listed.stdout.splitlines()))]:
        other_script = "Noto" in file.name and not file.name.startswith(_NOTO)
        if file.suffix in (".ttf", ".otf") and not other_script and not any(word in file.name for word in _LEFT_OUT):
            yield file


def _named(file: Path) -> tuple[str, str]:
    """Family and style as the font names itself."""
    with TTFont(file, lazy=True) as font:
        names = font["name"]
        return str(names.getBestFamilyName() or file.name), str(names.getBestSubFamilyName() or "")


def _drawn_whole(file: Path) -> bool:
    """Whether a font has every letter of Vietnamese, with its marks."""
    with TTFont(file, lazy=True) as font:
        signs = font.getBestCmap() or {}
    if any(ord(letter) not in signs for letter in _LETTERS):
        return False
    drawn = ImageFont.truetype(str(file), 48)
    return drawn.getlength("a") > 0 and all(_told_apart(letters, drawn) for letters in _TOLD_APART)


def _told_apart(letters: str, font: ImageFont.FreeTypeFont) -> bool:
    first, *others = (_picture(letter, font) for letter in letters)
    return all(np.abs(first - other).sum() >= least for other, least in zip(others, _LEAST_UNLIKE, strict=True))


def _picture(letter: str, font: ImageFont.FreeTypeFont) -> NDArray[np.int16]:
    image = Image.new("L", (120, 140), 0)
    ImageDraw.Draw(image).text((20, 40), letter, font=font, fill=255)
    return np.asarray(image, np.int16)
