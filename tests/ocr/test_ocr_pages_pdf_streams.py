"""Scans in PDFs whose picture is coded or masked in an uncommon way are taken in their own pixels, not drawn anew."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from pages_drawn import saved
from PIL import Image, TiffImagePlugin

from dossier.page import PageImage, PageReading, PageSource
from ocr.copy import CopyMeta, copy_page, write_copy
from ocr.intake.extract import extracted
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import SourcePage

META = CopyMeta("x", "y", datetime(2026, 1, 1, tzinfo=UTC))
SIDE = 96
NOISE: NDArray[np.uint8] = np.random.default_rng(7).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
INK: NDArray[np.uint8] = np.where(NOISE[:, :, 0] > 120, 255, 0).astype(np.uint8)
BITS = np.packbits(INK > 0, axis=1).tobytes()
DRAWN = "q 96 0 0 96 0 0 cm /Im Do Q"


def scan(data: bytes, *, content: str = DRAWN, state: dict[str, object] | None = None, **entries: object) -> bytes:
    """A page of one inch and a third that shows an image of 96 × 96 pixels."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(SIDE, SIDE))
    image = pikepdf.Stream(pdf, data, Subtype=pikepdf.Name.Image, Width=SIDE, Height=SIDE)
    for key, value in entries.items():
        image[f"/{key}"] = pdf.make_indirect(value) if isinstance(value, pikepdf.Stream) else value
    page.Resources = pikepdf.Dictionary(XObject={"/Im": image}, ExtGState={"/G": pikepdf.Dictionary(state or {})})
    page.Contents = pdf.make_stream(content.encode())
    return saved(pdf)


def stream(data: bytes, **entries: object) -> pikepdf.Stream:
    return pikepdf.Stream(pikepdf.new(), data, **entries)


def opened(file: bytes) -> SourcePage:
    """The page; what is had of a lifted one without decoding it is the same stream."""
    with open_source(file, Limits(), PopplerRenderer()) as source:
        page, kept = source.page(1), source.stored(1)
    assert isinstance(page, SourcePage)
    if kept and page.source is PageSource.EMBEDDED:
        assert (kept.image, kept.dpi) == (page.raw, page.dpi)
    return page


def shown(page: SourcePage, folder: Path) -> NDArray[np.uint8]:
    """The picture as poppler takes it out of the copy."""
    reading = PageReading(PageImage(1, SIDE, SIDE, page.dpi, 0, PageSource.EMBEDDED))
    (folder / "copy.pdf").write_bytes(write_copy([copy_page(page, reading)], META))
    return np.asarray(extracted(folder / "copy.pdf", 1, seconds=60).convert("L"))


@pytest.mark.parametrize(("decode", "expected"), [(None, INK), ([1, 0], 255 - INK)], ids=["plain", "inverted"])
def test_a_stencil_in_black_is_a_black_and_white_picture(
    decode: list[int] | None, expected: NDArray[np.uint8], tmp_path: Path
) -> None:
    more = {"Decode": pikepdf.Array(decode)} if decode else {}
    page = opened(scan(BITS, ImageMask=True, BitsPerComponent=1, **more))
    assert (page.source, page.bilevel) == (PageSource.EMBEDDED, True)
    assert np.array_equal(page.pixels, expected)
    assert np.array_equal(shown(page, tmp_path), expected)


@pytest.mark.parametrize("paint", ["1 0 0 rg", "0.5 g", "0 0 0 0.5 k", "/DeviceRGB cs 0 0 1 sc", "/Pattern cs"])
def test_a_stencil_in_another_colour_is_drawn(paint: str) -> None:
    page = opened(scan(BITS, content=f"{paint} {DRAWN}", ImageMask=True, BitsPerComponent=1))
    assert page.source is PageSource.RENDERED


def test_colour_set_within_a_saved_state_is_forgotten_with_it() -> None:
    page = opened(scan(BITS, content=f"q 1 0 0 rg Q {DRAWN}", ImageMask=True, BitsPerComponent=1))
    assert page.source is PageSource.EMBEDDED


def colours(mask: NDArray[np.uint8], **more: object) -> bytes:
    grey = {"Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8}
    height, width = mask.shape
    soft = {"Width": width, "Height": height, **grey, **more}
    pdf = pikepdf.open(io.BytesIO(scan(NOISE.tobytes(), ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)))
    pdf.pages[0].Resources.XObject["/Im"].SMask = pdf.make_indirect(pikepdf.Stream(pdf, mask.tobytes(), **soft))
    return saved(pdf)


def test_a_mask_through_which_nothing_is_seen_changes_nothing() -> None:
    page = opened(colours(np.full((SIDE, SIDE), 255, np.uint8)))
    assert page.raw is not None
    assert np.array_equal(page.pixels[:, :, ::-1], NOISE)


def test_a_masked_picture_is_taken_as_it_looks_on_paper_in_its_own_pixels() -> None:
    mask = np.where(INK > 0, 255, 64).astype(np.uint8)
    page = opened(colours(mask))
    assert (page.source, page.raw) == (PageSource.EMBEDDED, None)
    share = mask[:, :, None] / 255
    assert np.abs(page.pixels[:, :, ::-1] - (NOISE * share + 255 * (1 - share))).max() <= 0.51


def test_a_plain_scan_is_had_without_decoding_it_and_a_masked_one_is_not() -> None:
    plain = scan(NOISE.tobytes(), ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)
    for file, known in ((plain, True), (colours(np.full((SIDE, SIDE), 255, np.uint8)), False)):
        with open_source(file, Limits(), PopplerRenderer()) as source:
            assert (source.stored(1) is not None) == known


@pytest.mark.parametrize(
    ("mask", "more"),
    [
        (np.full((8, 8), 9, np.uint8), {}),
        (np.full((SIDE, SIDE), 9, np.uint8), {"Matte": pikepdf.Array([0, 0, 0])}),
    ],
    ids=["coarser", "premultiplied"],
)
def test_a_mask_that_is_not_one_opacity_a_pixel_is_left_to_the_renderer(
    mask: NDArray[np.uint8], more: dict[str, object]
) -> None:
    assert opened(colours(mask, **more)).source is PageSource.RENDERED


@pytest.mark.parametrize("state", [{"/ca": 0.5}, {"/BM": pikepdf.Name.Multiply}])
def test_a_picture_under_transparency_is_left_to_the_renderer(state: dict[str, object]) -> None:
    more = {"ColorSpace": pikepdf.Name.DeviceRGB, "BitsPerComponent": 8}
    assert opened(scan(NOISE.tobytes(), **more)).source is PageSource.EMBEDDED
    page = opened(scan(NOISE.tobytes(), content=f"/G gs {DRAWN}", state=state, **more))
    assert page.source is PageSource.RENDERED


@pytest.mark.parametrize("array", [NOISE, NOISE[:, :, 0]], ids=["colour", "grey"])
def test_a_jpeg2000_that_names_its_colours_itself_is_carried(array: NDArray[np.uint8]) -> None:
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(array)).save(out, "JPEG2000", irreversible=False)
    page = opened(scan(out.getvalue(), Filter=pikepdf.Name.JPXDecode))
    assert page.raw is not None
    assert page.raw.data == out.getvalue()
    assert np.array_equal(page.pixels if array.ndim == 2 else page.pixels[:, :, ::-1], array)
    reading = PageReading(PageImage(1, SIDE, SIDE, page.dpi, 0, PageSource.EMBEDDED))
    assert copy_page(page, reading).image is page.raw


def segment(number: int, kind: int, page: int, data: bytes) -> bytes:
    """Header and data of a segment that refers to no other (ITU-T T.88, 7.2)."""
    return struct.pack(">IBBBI", number, kind, 0, page, len(data)) + data


def jbig2(ink: NDArray[np.uint8]) -> bytes:
    """A page of one generic region in MMR coding, which is that of Group 4 (T.88, 7.4.6 and 7.4.8)."""
    out = io.BytesIO()
    Image.fromarray(ink > 0).save(out, "TIFF", compression="group4", tiffinfo={278: SIDE, 262: 0})
    with TiffImagePlugin.TiffImageFile(io.BytesIO(out.getvalue())) as tiff:
        (offset,), (count,) = tiff.tag_v2[273], tiff.tag_v2[279]
    region = struct.pack(">IIIIBB", SIDE, SIDE, 0, 0, 0, 1) + out.getvalue()[offset : offset + count]
    return segment(1, 48, 1, struct.pack(">IIIIBH", SIDE, SIDE, 0, 0, 0, 0)) + segment(2, 38, 1, region)


JBIG2 = {"Filter": pikepdf.Name.JBIG2Decode, "ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1}
COMMENT = segment(0, 62, 0, struct.pack(">I", 0x20000000) + b"a\0b\0\0")


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "with globals"])
@pytest.mark.parametrize(("decode", "expected"), [(None, INK), ([1, 0], 255 - INK)], ids=["plain", "inverted"])
def test_a_jbig2_scan_is_carried(
    decode: list[int] | None, expected: NDArray[np.uint8], shared: bool, tmp_path: Path
) -> None:
    pdf = pikepdf.open(io.BytesIO(scan(jbig2(INK), **JBIG2)))
    image = pdf.pages[0].Resources.XObject["/Im"]
    if decode:
        image.Decode = pikepdf.Array(decode)
    if shared:
        image.DecodeParms = pikepdf.Dictionary(JBIG2Globals=pdf.make_stream(COMMENT))
    page = opened(saved(pdf))
    assert page.raw is not None
    assert (page.raw.filter, page.raw.data, page.raw.symbols) == (
        "JBIG2Decode",
        jbig2(INK),
        COMMENT if shared else None,
    )
    assert (page.bilevel, page.dpi) == (True, 72)
    assert np.array_equal(page.pixels, expected)
    assert np.array_equal(shown(page, tmp_path), expected)


def test_a_jbig2_scan_that_cannot_be_decoded_is_called_truncated() -> None:
    assert opened(scan(b"rubbish" * 9, **JBIG2)).truncated


def test_a_picture_that_leaves_lines_beside_it_is_drawn_with_them() -> None:
    lines = "0 90 m 96 90 l S q 96 0 0 80 0 0 cm /Im Do Q"
    more = {"ColorSpace": pikepdf.Name.DeviceRGB, "BitsPerComponent": 8}
    assert opened(scan(NOISE.tobytes(), content=lines, **more)).source is PageSource.RENDERED
