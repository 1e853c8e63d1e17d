"""A first page that is one JPEG is looked at without drawing it."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from signing.pades.clearance import _drawn
from signing.pades.one_picture import picture_of

SIZE = (1240, 1754)  # pixels of A4 at 150 dpi


def paper(content: str, **entries: object) -> bytes:
    scan = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(scan).rectangle((100, 200, 700, 500), fill="black")
    jpeg = io.BytesIO()
    scan.save(jpeg, "JPEG", quality=90)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.2, 841.92))
    image = pikepdf.Stream(pdf, jpeg.getvalue(), Subtype=pikepdf.Name.Image, Width=SIZE[0], Height=SIZE[1])
    image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
    page.Resources = pikepdf.Dictionary(XObject={"/Im": pdf.make_indirect(image)})
    page.Contents = pdf.make_stream(content.encode())
    for key, value in entries.items():
        page.obj[f"/{key}"] = value
    done = io.BytesIO()
    pdf.save(done)
    return done.getvalue()


def test_it_is_seen_as_poppler_draws_it() -> None:
    pdf = paper("595.2 0 0 841.92 0 0 cm /Im Do")
    seen, drawn = picture_of(pdf, 72), _drawn(pdf, 1)
    assert seen is not None
    rows, columns = (min(sides) for sides in zip(seen.shape, drawn.shape, strict=True))
    assert abs(seen.shape[0] - drawn.shape[0]) <= 1
    assert np.abs(seen[:rows, :columns].astype(int) - drawn[:rows, :columns]).mean() < 2


def test_what_lies_below_the_picture_is_not_seen() -> None:
    text = "BT 3 Tr /F1 9 Tf 72 300 Td (words) Tj ET 595.2 0 0 841.92 0 0 cm /Im Do"
    assert picture_of(paper(text), 72) is not None


@pytest.mark.parametrize(
    "pdf",
    [
        paper("595.2 0 0 841.92 0 0 cm /Im Do BT /F1 9 Tf 72 300 Td (over it) Tj ET"),
        paper("300 0 0 841.92 0 0 cm /Im Do"),
        paper("0 841.92 -595.2 0 595.2 0 cm /Im Do"),
        paper("595.2 0 0 841.92 0 0 cm /Im Do", Rotate=90),
        paper("595.2 0 0 841.92 0 0 cm /Im Do", Annots=pikepdf.Array()),
        b"%PDF-1.7 rubbish",
    ],
    ids=["more over it", "part of the page", "turned", "rotated page", "annotations", "rubbish"],
)
def test_every_other_page_is_left_to_be_drawn(pdf: bytes) -> None:
    assert picture_of(pdf, 72) is None
