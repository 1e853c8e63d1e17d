"""PDFs that are not one scan per page: scans and born-digital pages mixed, a page made of several pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pikepdf import Dictionary, Name, Pdf, Stream

from hoso.samples.degrade import Scan
from hoso.samples.write import jpeg, saved


def mixed(parts: Sequence[bytes]) -> bytes:
    """Several PDFs one after the other in one file."""
    whole = Pdf.new()
    opened = [Pdf.open(io.BytesIO(part)) for part in parts]
    for part in opened:
        whole.pages.extend(part.pages)
    return saved(whole)


def in_strips(scans: Sequence[Scan], count: int = 3) -> bytes:
    """Each page cut into ``count`` pictures, top to bottom, as some copiers deliver it."""
    pdf = Pdf.new()
    for scan in scans:
        height, width = scan.pixels.shape[:2]
        unit = 72 / scan.dpi
        page = pdf.add_blank_page(page_size=(width * unit, height * unit))
        cuts = [round(height * i / count) for i in range(count + 1)]
        images, drawn = {}, []
        for index in range(count):
            top, bottom = cuts[index], cuts[index + 1]
            strip = Scan(scan.pixels[top:bottom], scan.dpi, scan.quality, scan.bilevel)
            images[f"/S{index}"] = _image(pdf, strip)
            place = f"{width * unit:.3f} 0 0 {(bottom - top) * unit:.3f} 0 {(height - bottom) * unit:.3f}"
            drawn.append(f"q {place} cm /S{index} Do Q")
        page.Resources = Dictionary(XObject=Dictionary(images))
        page.Contents = Stream(pdf, "\n".join(drawn).encode("ascii"))
    return saved(pdf)


def _image(pdf: Pdf, strip: Scan) -> Stream:
    height, width = strip.pixels.shape[:2]
    return Stream(
        pdf,
        jpeg(strip),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )
