"""The letters of a signature's mark, cut out of an installed font once and kept."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from dossier.errors import PermanentError

_REMEDY = "Install the Debian package fonts-croscore, or set HOSO_FONT to a TrueType font with Vietnamese letters."
_KEPT = 256
# What every mark's time is written with: without these in each subset, every second would need a new one.
_OF_TIMES = "0123456789-:+TZ. "
_UNUSED = ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "meta"]


@dataclass(frozen=True, slots=True)
class FontSubset:
    """A TrueType file with some glyphs. Measures are in thousandths of the size; ``packed`` is zlib's form of it."""

    name: str
    packed: bytes
    length: int
    glyphs: Mapping[str, int]
    widths: Mapping[str, int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


@cache
def load_font(path: Path) -> bytes:
    """The font file; one that is missing is a ``PermanentError``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PermanentError(f"The font {path.name} is not there.", remedy=_REMEDY) from error


def font_subset(path: Path, text: str) -> FontSubset:
    """The glyphs of ``text``; a font that lacks one, or cannot be read, is a ``PermanentError``."""
    return _cut(path, "".join(sorted(set(text + _OF_TIMES))))


@lru_cache(maxsize=_KEPT)
def _cut(path: Path, letters: str) -> FontSubset:
    font = _subset_font(path, letters)
    order = {glyph: number for number, glyph in enumerate(font.getGlyphOrder())}
    named, advances, head, hhea = font.getBestCmap(), font["hmtx"], font["head"], font["hhea"]
    scale = 1000 / head.unitsPerEm
    data = BytesIO()
    font.save(data, reorderTables=False)
    return FontSubset(
        name=f"{_tag(letters)}+{path.stem.replace(' ', '')}",
        packed=zlib.compress(data.getvalue(), 9),
        length=len(data.getvalue()),
        glyphs={letter: order[named[ord(letter)]] for letter in letters},
        widths={letter: round(advances[named[ord(letter)]][0] * scale) for letter in letters},
        box=(round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale)),
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
    )


def _subset_font(path: Path, letters: str) -> TTFont:
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += _UNUSED
    try:
        font = TTFont(BytesIO(load_font(path)), recalcTimestamp=False)
        known = font.getBestCmap() or {}
        if any(ord(letter) not in known for letter in letters):
            raise PermanentError(f"The font {path.name} lacks letters of the signature's text.", remedy=_REMEDY)
        # Layout rules are dropped in any case; unread, they cost nothing.
        for table in set(_UNUSED) & set(font.keys()):
            del font[table]
        tool = subset.Subsetter(options)
        tool.populate(text=letters)
        tool.subset(font)
    except (TTLibError, KeyError, AssertionError) as error:
        raise PermanentError(f"The font {path.name} cannot be read.", remedy=_REMEDY) from error
    return font


def _tag(letters: str) -> str:
    """Six capitals that differ between subsets of one font (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(letters.encode()).digest()[:6])
