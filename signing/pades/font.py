"""The font of a visible signature, embedded so that PDF/A stays PDF/A (ISO 19005-2, 6.2.11)."""

from __future__ import annotations

from collections.abc import Mapping

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from signing.pades.subset import FontSubset

# A CMap operator takes at most a hundred lines (Adobe technical note 5014).
_LINES = 100


def embed(writer: BasePdfFileWriter, font: FontSubset) -> generic.IndirectObject:
    """The reference of a composite font with Unicode values and widths, for /Resources."""
    return writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type0"),
                pdf_name("/BaseFont"): pdf_name(f"/{font.name}"),
                pdf_name("/Encoding"): pdf_name("/Identity-H"),
                pdf_name("/DescendantFonts"): generic.ArrayObject([writer.add_object(_descendant(writer, font))]),
                pdf_name("/ToUnicode"): writer.add_object(generic.StreamObject(stream_data=_to_unicode(font.glyphs))),
            }
        )
    )


def _descendant(writer: BasePdfFileWriter, font: FontSubset) -> generic.DictionaryObject:
    advance = generic.ArrayObject()
    for glyph, width in sorted({font.glyphs[letter]: font.widths[letter] for letter in font.glyphs}.items()):
        advance += [generic.NumberObject(glyph), _numbers(width)]
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/CIDFontType2"),
            pdf_name("/BaseFont"): pdf_name(f"/{font.name}"),
            pdf_name("/CIDToGIDMap"): pdf_name("/Identity"),
            pdf_name("/CIDSystemInfo"): generic.DictionaryObject(
                {
                    pdf_name("/Registry"): generic.TextStringObject("Adobe"),
                    pdf_name("/Ordering"): generic.TextStringObject("Identity"),
                    pdf_name("/Supplement"): generic.NumberObject(0),
                }
            ),
            pdf_name("/FontDescriptor"): writer.add_object(_descriptor(writer, font)),
            pdf_name("/W"): advance,
        }
    )


def _descriptor(writer: BasePdfFileWriter, font: FontSubset) -> generic.DictionaryObject:
    file = generic.StreamObject(
        {pdf_name("/Filter"): pdf_name("/FlateDecode"), pdf_name("/Length1"): generic.NumberObject(font.length)},
        encoded_data=font.packed,
    )
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/FontDescriptor"),
            pdf_name("/FontName"): pdf_name(f"/{font.name}"),
            pdf_name("/Flags"): generic.NumberObject(4),
            pdf_name("/FontBBox"): _numbers(*font.box),
            pdf_name("/ItalicAngle"): generic.NumberObject(0),
            pdf_name("/Ascent"): generic.NumberObject(font.ascent),
            pdf_name("/Descent"): generic.NumberObject(font.descent),
            pdf_name("/CapHeight"): generic.NumberObject(700),
            pdf_name("/StemV"): generic.NumberObject(80),
            pdf_name("/FontFile2"): writer.add_object(file),
        }
    )


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(value) for value in values)


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    pairs = [
        f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>"
        for letter, glyph in sorted(glyphs.items(), key=lambda each: each[1])
    ]
    blocks = (pairs[at : at + _LINES] for at in range(0, len(pairs), _LINES))
    maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{maps}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
