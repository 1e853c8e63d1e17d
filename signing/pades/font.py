"""The font of a visible signature: a subset of an installed font, embedded so that PDF/A stays PDF/A."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from dossier.errors import PermanentError

_REMEDY = "Install the Debian package fonts-croscore, or set HOSO_FONT to a TrueType font with Vietnamese letters."


@cache
def load_font(path: Path) -> bytes:
    """The font file; one that is missing is a ``PermanentError``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PermanentError(f"The font {path.name} is not there.", remedy=_REMEDY) from error


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font for some letters: the reference to put into /Resources, glyph numbers and widths in thousandths."""

    reference: generic.IndirectObject
    glyphs: dict[str, int]
    widths: dict[str, int]

    def encoded(self, text: str) -> str:
        """Hexadecimal glyph numbers for a text-showing operator."""
        return "".join(f"{self.glyphs[letter]:04x}" for letter in text)

    def width(self, text: str, size: float) -> float:
        """Length of ``text`` at that size, in points."""
        return sum(self.widths[letter] for letter in text) * size / 1000


def embed(writer: BasePdfFileWriter, path: Path, letters: str) -> EmbeddedFont:
    """Embed the glyphs of ``letters`` with their Unicode values and widths (ISO 19005-2, 6.2.11)."""
    font = _subset(path, "".join(sorted(set(letters))))
    order = font.getGlyphOrder()
    cmap = font.getBestCmap()
    scale = 1000 / font["head"].unitsPerEm
    glyphs = {letter: order.index(cmap[ord(letter)]) for letter in set(letters)}
    widths = {letter: round(font["hmtx"][cmap[ord(letter)]][0] * scale) for letter in set(letters)}
    name = "AAAAAA+" + path.stem.replace(" ", "")
    descendant = _descendant(writer, font, name, {glyphs[letter]: widths[letter] for letter in glyphs}, scale)
    top = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type0"),
            pdf_name("/BaseFont"): pdf_name(f"/{name}"),
            pdf_name("/Encoding"): pdf_name("/Identity-H"),
            pdf_name("/DescendantFonts"): generic.ArrayObject([writer.add_object(descendant)]),
            pdf_name("/ToUnicode"): writer.add_object(generic.StreamObject(stream_data=_to_unicode(glyphs))),
        }
    )
    return EmbeddedFont(writer.add_object(top), glyphs, widths)


def _subset(path: Path, letters: str) -> TTFont:
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "meta"]
    try:
        font = TTFont(BytesIO(load_font(path)), recalcTimestamp=False)
        missing = [letter for letter in letters if ord(letter) not in font.getBestCmap()]
        if missing:
            raise PermanentError(f"The font {path.name} lacks letters of the signature's text.", remedy=_REMEDY)
        tool = subset.Subsetter(options)
        tool.populate(text=letters)
        tool.subset(font)
    except TTLibError as error:
        raise PermanentError(f"The font {path.name} cannot be read.", remedy=_REMEDY) from error
    return font


def _descendant(
    writer: BasePdfFileWriter, font: TTFont, name: str, widths: dict[int, int], scale: float
) -> generic.DictionaryObject:
    data = BytesIO()
    font.save(data, reorderTables=False)
    head, hhea = font["head"], font["hhea"]
    descriptor = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/FontDescriptor"),
            pdf_name("/FontName"): pdf_name(f"/{name}"),
            pdf_name("/Flags"): generic.NumberObject(4),
            pdf_name("/FontBBox"): _numbers(*(round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax))),
            pdf_name("/ItalicAngle"): generic.NumberObject(0),
            pdf_name("/Ascent"): generic.NumberObject(round(hhea.ascent * scale)),
            pdf_name("/Descent"): generic.NumberObject(round(hhea.descent * scale)),
            pdf_name("/CapHeight"): generic.NumberObject(700),
            pdf_name("/StemV"): generic.NumberObject(80),
            pdf_name("/FontFile2"): writer.add_object(
                generic.StreamObject(
                    {pdf_name("/Length1"): generic.NumberObject(len(data.getvalue()))}, stream_data=data.getvalue()
                )
            ),
        }
    )
    advance = generic.ArrayObject()
    for glyph, width in sorted(widths.items()):
        advance += [generic.NumberObject(glyph), _numbers(width)]
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/CIDFontType2"),
            pdf_name("/BaseFont"): pdf_name(f"/{name}"),
            pdf_name("/CIDToGIDMap"): pdf_name("/Identity"),
            pdf_name("/CIDSystemInfo"): generic.DictionaryObject(
                {
                    pdf_name("/Registry"): generic.TextStringObject("Adobe"),
                    pdf_name("/Ordering"): generic.TextStringObject("Identity"),
                    pdf_name("/Supplement"): generic.NumberObject(0),
                }
            ),
            pdf_name("/FontDescriptor"): writer.add_object(descriptor),
            pdf_name("/W"): advance,
        }
    )


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(value) for value in values)


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    pairs = "\n".join(
        f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>"
        for letter, glyph in sorted(glyphs.items(), key=lambda each: each[1])
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
