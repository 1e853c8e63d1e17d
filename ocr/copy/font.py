"""A font without ink: glyphs that have widths and meanings but no shape, so that no system font is needed."""

from __future__ import annotations

import io
import unicodedata
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from ocr.copy.pdf_file import PdfFile, Ref

_NAME = "HosoTextLayer"
_WIDTHS = (500, 280, 530, 700, 880)
"""Advance of each glyph in thousandths: .notdef, narrow, ordinary, capital, wide; as in common sans-serif faces."""
_NARROW = frozenset("fijlrtI!|.,:;'\"`()[]{}/\\-· ")
_WIDE = frozenset("mwMW@%…—")
_DESCENDING = frozenset("gjpqyQ,;")
_DOT_BELOW, _CEDILLA = "\u0323", "\u0327"
_BLOCK = 100  # entries in one bfchar section: Adobe Technical Note 5014, 1.4.1
HANGING = 0.22
"""Share of a word's height below the baseline when it has descending letters."""


class TextFont:
    """Numbers the characters of one document as they appear and writes the font that maps them back."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> str:
        """Hexadecimal codes of ``text``, two bytes for each character."""
        return "".join(f"{self._codes.setdefault(c, len(self._codes) + 1):04x}" for c in text)

    def write(self, file: PdfFile, *, standing: Ref, hanging: Ref) -> None:
        """Write the font twice: for words that stand on the bottom of their box, and for those that hang below it.

        Viewers draw selections from /Ascent and /Descent; these two make a selection equal to the word's box.
        """
        program = file.deflated(f"/Length1 {len(blank_font())}", blank_font())
        meanings = file.deflated("", self._to_unicode().encode("ascii"))
        glyphs = bytes(2) + b"".join(_glyph(c).to_bytes(2) for c in self._codes)
        places = file.deflated("", glyphs)
        widths = " ".join(str(_WIDTHS[_glyph(c)]) for c in self._codes)
        for ref, descent in ((standing, 0), (hanging, round(1000 * HANGING))):
            descriptor = file.put(_descriptor(program, descent))
            descendant = file.put(
                f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{_NAME} /FontDescriptor {descriptor} "
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                f"/CIDToGIDMap {places} /DW {_WIDTHS[0]} /W [1 [{widths}]] >>"
            )
            file.put(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{_NAME} /Encoding /Identity-H "
                f"/DescendantFonts [{descendant}] /ToUnicode {meanings} >>",
                at=ref,
            )

    def _to_unicode(self) -> str:
        entries = [f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for c, code in self._codes.items()]
        blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
        sections = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{sections}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def width(text: str) -> int:
    """Natural width of ``text`` in thousandths of the font size."""
    return sum(_WIDTHS[_glyph(c)] for c in text)


def hangs(text: str) -> bool:
    """Does ``text`` have letters below the baseline?"""
    parts = unicodedata.normalize("NFD", text)
    return any(c in _DESCENDING or c in {_DOT_BELOW, _CEDILLA} for c in parts)


@cache
def _glyph(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    if base in _NARROW:
        return 1
    if base in _WIDE:
        return 4
    return 3 if base.isupper() else 2


def _descriptor(program: Ref, descent: int) -> str:
    return (
        f"<< /Type /FontDescriptor /FontName /{_NAME} /Flags 4 /FontBBox [0 -{descent} 1000 {1000 - descent}] "
        f"/ItalicAngle 0 /Ascent {1000 - descent} /Descent {-max(1, descent)} /CapHeight {1000 - descent} "
        f"/StemV 80 /FontFile2 {program} >>"
    )


@cache
def blank_font() -> bytes:
    """The TrueType program: one empty glyph for each width; a constant of this version of the code."""
    names = [".notdef", "narrow", "ordinary", "capital", "wide"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in zip(names, _WIDTHS, strict=True)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": _NAME})
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 3_850_000_000  # fixed: the same bytes every time
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()
