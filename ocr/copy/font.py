"""A font without ink: glyphs that have widths, heights and meanings but no area, so that no system font is needed."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from ocr.copy.pdf_file import PdfFile, Ref

_NAME = "HosoTextLayer"
_WIDTHS = (500, 280, 530, 700, 880)
"""Advances in thousandths: .notdef, narrow, ordinary, capital, wide; as in common sans-serif faces."""
_NARROW = frozenset("fijlrtI!|.,:;'\"`()[]{}/\\-· ")
_WIDE = frozenset("mwMW@%…—")
_MOMENT = 3_850_000_000  # seconds since 1904: any, so long as it is the same every time
_BLOCK = 100  # entries in one bfchar section: Adobe Technical Note 5014, 1.4.1
DESCENTS = (0, 100, 200, 300, 400)
"""The font comes in five variants: how far its letters hang below the baseline, in thousandths of their height."""


class TextFont:
    """Numbers the characters of one document as they appear and writes the font that maps them back."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> str:
        """Hexadecimal codes of ``text``, two bytes for each character."""
        return "".join(f"{self._codes.setdefault(c, len(self._codes) + 1):04x}" for c in text)

    def write(self, file: PdfFile, variants: Sequence[Ref]) -> None:
        """Write the font under the references given, one for each of ``DESCENTS``.

        Viewers draw selections from /Ascent and /Descent; with the fitting variant a selection is the word's box.
        """
        program = file.deflated(f"/Length1 {len(blank_font())}", blank_font())
        meanings = file.deflated("", self._to_unicode().encode("ascii"))
        widths = " ".join(str(_WIDTHS[_glyph(c)]) for c in self._codes)
        for variant, (ref, descent) in enumerate(zip(variants, DESCENTS, strict=True)):
            first = variant * (len(_WIDTHS) - 1)
            glyphs = bytes(2) + b"".join((first + _glyph(c)).to_bytes(2) for c in self._codes)
            places = file.deflated("", glyphs)
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


def font_name(variant: int) -> str:
    """The resource name of a variant of the font."""
    return f"F{variant}"


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
    """The TrueType program: a glyph for each width and each descent; a constant of this version of the code.

    A glyph is a stroke to the opposite corner and back: it paints nothing, yet viewers that select by the glyph's
    extent (PDFium, which passes over text without any) find it as large as its letter.
    """
    glyphs = {".notdef": _stroke(0, 0, 0)}
    for descent in DESCENTS:
        glyphs |= {f"w{advance}d{descent}": _stroke(advance, -descent, 1000 - descent) for advance in _WIDTHS[1:]}
    advances = [_WIDTHS[0], *_WIDTHS[1:] * len(DESCENTS)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in zip(glyphs, advances, strict=True)})
    builder.setupHorizontalHeader(ascent=1000, descent=-max(DESCENTS))
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=-max(DESCENTS), usWinAscent=1000, usWinDescent=max(DESCENTS))
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": _NAME})
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = _MOMENT
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _stroke(right: int, bottom: int, top: int) -> Glyph:
    pen = TTGlyphPen(None)
    if right:
        pen.moveTo((0, bottom))
        pen.lineTo((right, top))
        pen.closePath()
    return pen.glyph()
