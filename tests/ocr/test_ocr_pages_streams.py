"""A picture's own stream goes into the copy wherever a PDF can carry it, and shows the same there."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from dossier.page import PageImage, PageReading, PageSource
from ocr.copy import CopyMeta, copy_page, write_copy
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import SourcePage

META = CopyMeta("x", "y", datetime(2026, 1, 1, tzinfo=UTC))
NOISE: NDArray[np.uint8] = np.random.default_rng(7).integers(0, 256, (61, 83, 3), dtype=np.uint8)
COLOUR = Image.fromarray(NOISE)
GREY = Image.fromarray(NOISE[:, :, 0])
BILEVEL = Image.fromarray(NOISE[:, :, 0] > 120)
DEEP = Image.fromarray(NOISE[:, :, 0].astype(np.uint16) * 256 + NOISE[:, :, 1])
PALETTE = COLOUR.quantize(7)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def opened(file: bytes) -> SourcePage:
    with open_source(file, Limits(), PopplerRenderer()) as source:
        page = source.page(1)
    assert isinstance(page, SourcePage)
    return page


@dataclass(frozen=True)
class Found:
    """The picture as another library takes it out of the copy."""

    stream: bytes
    filter: str
    decode: tuple[float, ...]
    picture: Image.Image


def copy_of(page: SourcePage) -> bytes:
    height, width = page.pixels.shape[:2]
    reading = PageReading(PageImage(1, width, height, page.dpi, 0, PageSource.EMBEDDED))
    return write_copy([copy_page(page, reading)], META)


def copied(page: SourcePage) -> Found:
    with pikepdf.open(io.BytesIO(copy_of(page))) as pdf:
        image = pdf.pages[0].Resources.XObject["/Im"]
        decode = tuple(float(value) for value in image.get("/Decode", pikepdf.Array()))
        picture = pikepdf.PdfImage(image).as_pil_image()
        return Found(image.read_raw_bytes(), str(image.Filter), decode, picture)


def strip(file: bytes) -> bytes:
    with TiffImagePlugin.TiffImageFile(io.BytesIO(file)) as tiff:
        (offset,), (count,) = tiff.tag_v2[273], tiff.tag_v2[279]
    return file[offset : offset + count]


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize(
    "image", [BILEVEL, GREY, COLOUR, PALETTE, DEEP], ids=["bilevel", "grey", "colour", "palette", "16 bits"]
)
def test_the_data_of_a_png_are_carried(image: Image.Image) -> None:
    png = saved(image, "PNG")
    page = opened(png)
    found = copied(page)
    assert page.raw is not None
    assert found.stream == page.raw.data
    assert found.stream in png.replace(b"IDAT", b"")
    mode = image.mode if image is DEEP else "RGB"
    assert np.array_equal(np.asarray(found.picture.convert(mode)), np.asarray(image.convert(mode)))


def test_the_strip_of_a_group4_tiff_is_carried() -> None:
    file = saved(BILEVEL, "TIFF", compression="group4", tiffinfo={278: 61})
    found = copied(opened(file))
    assert found.stream == strip(file)
    assert np.array_equal(np.asarray(found.picture.convert("1")), np.asarray(BILEVEL))


@pytest.mark.parametrize("image", [GREY, COLOUR], ids=["grey", "colour"])
def test_a_jpeg_in_a_tiff_is_carried_with_its_tables(image: Image.Image) -> None:
    page = opened(saved(image, "TIFF", compression="jpeg", tiffinfo={278: 61}))
    found = copied(page)
    assert found.filter == "/DCTDecode"
    shown = np.asarray(found.picture.convert("RGB"), dtype=int)
    pixels = page.pixels if page.pixels.ndim == 3 else np.repeat(page.pixels[:, :, None], 3, axis=2)
    assert np.array_equal(shown, pixels[:, :, ::-1])


def test_a_turned_tiff_is_carried_as_its_upright_pixels() -> None:
    page = opened(saved(BILEVEL, "TIFF", compression="group4", tiffinfo={278: 61, 274: 6}))
    assert page.raw is None
    upright = np.rot90(np.asarray(BILEVEL), -1)
    assert np.array_equal(np.asarray(copied(page).picture.convert("1")), upright)


@pytest.mark.parametrize("order", ["<u2", ">u2"])
def test_sixteen_bits_of_a_tiff_stay_sixteen(order: str) -> None:
    wide = Image.fromarray(np.asarray(DEEP).astype(order))
    assert np.array_equal(np.asarray(copied(opened(saved(wide, "TIFF"))).picture), np.asarray(DEEP))


def test_a_jpeg_of_inks_is_carried_and_shows_the_same_colours(tmp_path: Path) -> None:
    file = saved(COLOUR.resize((830, 610)).convert("CMYK"), "JPEG", quality=95, dpi=(300, 300))
    page = opened(file)
    found = copied(page)
    assert (found.stream, found.decode) == (file, (1, 0) * 4)
    (tmp_path / "copy.pdf").write_bytes(copy_of(page))
    shown = PopplerRenderer().render(tmp_path / "copy.pdf", 1, dpi=page.dpi, seconds=60)
    assert shown.shape == page.pixels.shape
    assert np.abs(shown.astype(int) - page.pixels).mean() < 8


def test_a_jpeg_of_inks_that_does_not_say_how_they_are_stored_is_carried_as_pixels() -> None:
    file = saved(COLOUR.convert("CMYK"), "JPEG")
    at = file.index(b"\xff\xee")
    bare = file[:at] + file[at + 2 + int.from_bytes(file[at + 2 : at + 4]) :]
    assert opened(bare).raw is None


@pytest.mark.parametrize("image", [COLOUR.convert("RGBA"), GREY.convert("LA")], ids=["colour", "grey"])
def test_transparency_is_carried_as_pixels_on_white(image: Image.Image) -> None:
    assert opened(saved(image, "PNG")).raw is None


def test_an_interlaced_png_is_carried_as_pixels() -> None:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 1)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\x50")) + chunk(b"IEND", b"")
    page = opened(b"\x89PNG\r\n\x1a\n" + data)
    assert page.raw is None
    assert page.pixels.tolist() == [[0x50]]
