"""A PDF that was never paper: text with embedded fonts, lines as lines, stamps as pictures."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from hoso.samples.sheet import MM_PER_INCH, Ink, Print, Run, Sheet, Stroke
from hoso.samples.write import saved

_POINTS = 72 / MM_PER_INCH


def born_digital(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF whose text can be taken out; OpenType fonts with TrueType outlines only (not OCR-B)."""
    pdf = Pdf.new()
    fonts = _embedded(pdf, [run for sheet in sheets for run in sheet.runs])
    for sheet in sheets:
        size = sheet.width * _POINTS, sheet.height * _POINTS
        page = pdf.add_blank_page(page_size=size)
        images = {f"/I{i}": _image(pdf, p) for i, p in enumerate(sheet.prints)}
        page.Resources = Dictionary(
            Font=Dictionary({font.name: font.object for font in fonts.values()}), XObject=Dictionary(images)
        )
        page.Contents = Stream(pdf, _content(sheet, fonts).encode("ascii"))
    return saved(pdf)


class _Font:
    """One embedded font: its resource name, its PDF object and the glyph of each character."""

    def __init__(self, pdf: Pdf, path: Path, text: str, name: str) -> None:
        self.name = name
        font = TTFont(path, recalcTimestamp=False)
        for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
            del font[table]  # text is placed run by run; without them subsetting takes a tenth of the time
        cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
        cutter.populate(text=text)
        cutter.subset(font)
        self._glyphs = {code: font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()}
        data = io.BytesIO()
        font.save(data, reorderTables=False)
        self.object = self._type0(pdf, font, path.stem, data.getvalue())

    def encode(self, text: str) -> str:
        """Glyph numbers as a hexadecimal PDF string."""
        return "<" + "".join(f"{self._glyphs.get(ord(c), 0):04X}" for c in text) + ">"

    def _type0(self, pdf: Pdf, font: TTFont, stem: str, data: bytes) -> Object:
        scale = 1000 / font["head"].unitsPerEm
        widths = [round(font["hmtx"][glyph][0] * scale) for glyph in font.getGlyphOrder()]
        base = Name(f"/HOSOAA+{stem}")
        head, hhea = font["head"], font["hhea"]
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=4,
            FontBBox=[round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax)],
            ItalicAngle=-12 if "Italic" in stem else 0,
            Ascent=round(hhea.ascent * scale),
            Descent=round(hhea.descent * scale),
            CapHeight=660,
            StemV=80,
            FontFile2=Stream(pdf, data),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([0, Array(widths)]),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=base,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[pdf.make_indirect(descendant)],
                ToUnicode=Stream(pdf, self._to_unicode()),
            )
        )

    def _to_unicode(self) -> bytes:
        pairs = [
            f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex()}>" for code, glyph in sorted(self._glyphs.items())
        ]
        blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def"
        space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
        return f"{head}\n{space}\n{body}\nendcmap end end".encode("ascii")


def _embedded(pdf: Pdf, runs: Iterable[Run]) -> dict[Path, _Font]:
    texts: dict[Path, set[str]] = {}
    for run in runs:
        texts.setdefault(run.style.path, {" "}).update(run.text)
    return {
        path: _Font(pdf, path, "".join(sorted(chars)), f"/F{i}")
        for i, (path, chars) in enumerate(sorted(texts.items()))
    }


def _image(pdf: Pdf, print_: Print) -> Object:
    pixels = np.asarray(print_.image)
    size = {"Width": print_.image.width, "Height": print_.image.height, "BitsPerComponent": 8}
    mask = _flate(pdf, pixels[..., 3].tobytes(), ColorSpace=Name.DeviceGray, **size)
    return _flate(pdf, pixels[..., :3].tobytes(), ColorSpace=Name.DeviceRGB, SMask=mask, **size)


def _flate(pdf: Pdf, data: bytes, **entries: object) -> Object:
    stream = Stream(
        pdf, zlib.compress(data, 6), Type=Name.XObject, Subtype=Name.Image, Filter=Name.FlateDecode, **entries
    )
    return pdf.make_indirect(stream)


def _content(sheet: Sheet, fonts: dict[Path, _Font]) -> str:
    parts = [_stroked(stroke, sheet.height) for stroke in sheet.strokes]
    for index, print_ in enumerate(sheet.prints):
        width, height = (v / sheet.dpi * 72 for v in print_.image.size)
        x, y = print_.x * _POINTS, (sheet.height - print_.y) * _POINTS - height
        parts.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /I{index} Do Q")
    for run in sheet.runs:
        font = fonts[run.style.path]
        x, y = run.x * _POINTS, (sheet.height - run.y) * _POINTS
        shown = f"{font.name} {run.style.size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm {font.encode(run.text)} Tj"
        parts.append(f"BT {_colour(run.style.ink)} rg {shown} ET")
    return "\n".join(parts)


def _stroked(stroke: Stroke, height: float) -> str:
    points = [f"{x * _POINTS:.2f} {(height - y) * _POINTS:.2f}" for x, y in (stroke.start, stroke.end)]
    return f"{_colour(stroke.ink)} RG {stroke.width * _POINTS:.2f} w {points[0]} m {points[1]} l S"


def _colour(ink: Ink) -> str:
    return " ".join(f"{v / 255:.3f}" for v in ink)
