"""What is stored stays as it is where PDF/A-2 admits it; what does not keeps every pixel."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from ocr.copy.image import can_carry, lossless, page_image
from ocr.copy.page import CopyMeta, CopyPage
from ocr.copy.write import write_copy
from ocr.intake.tiff import tiff_image
from ocr.stored_image import StoredImage

META = CopyMeta("x", "y", datetime(2026, 1, 1, tzinfo=UTC))
NOISE: NDArray[np.uint8] = np.random.default_rng(7).integers(0, 256, (61, 83, 3), dtype=np.uint8)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def shown(stored: StoredImage) -> Image.Image:
    """The picture as another library takes it out of the copy."""
    pdf = pikepdf.open(io.BytesIO(write_copy([CopyPage(stored, 72)], META)))
    return pikepdf.PdfImage(pdf.pages[0].Resources.XObject["/Im"]).as_pil_image()


def jpeg(image: Image.Image, space: str, **options: object) -> StoredImage:
    return StoredImage("DCTDecode", encoded(image, "JPEG", **options), image.width, image.height, 8, space)


def test_coloured_pixels_come_back() -> None:
    stored = lossless(NOISE)
    assert (stored.filter, stored.colour_space) == ("FlateDecode", "DeviceRGB")
    assert np.array_equal(np.asarray(shown(stored).convert("RGB"))[:, :, ::-1], NOISE)


def test_grey_in_three_channels_becomes_grey() -> None:
    grey = np.repeat(NOISE[:, :, :1], 3, axis=2)
    stored = lossless(grey)
    assert stored.colour_space == "DeviceGray"
    assert np.array_equal(np.asarray(shown(stored)), grey[:, :, 0])


def test_black_and_white_becomes_group4() -> None:
    bilevel = np.where(NOISE[:, :, 0] > 90, 255, 0).astype(np.uint8)
    stored = lossless(bilevel)
    assert stored.filter == "CCITTFaxDecode"
    assert np.array_equal(np.asarray(shown(stored).convert("L")), bilevel)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
def test_jpegs_pass(options: dict[str, object]) -> None:
    stored = jpeg(Image.fromarray(NOISE), "DeviceRGB", **options)
    assert page_image(stored, NOISE) is stored


def test_a_jpeg_that_is_not_what_it_is_said_to_be_does_not_pass() -> None:
    assert not can_carry(jpeg(Image.fromarray(NOISE[:, :, 0]), "DeviceRGB"))
    assert not can_carry(StoredImage("DCTDecode", b"\xff\xd8\xff", 83, 61, 8, "DeviceRGB"))


def test_lzw_is_replaced_by_the_same_pixels() -> None:
    stored = page_image(StoredImage("LZWDecode", b"\x80\x0b", 83, 61, 8, "DeviceRGB"), NOISE)
    assert stored.filter == "FlateDecode"
    assert np.array_equal(np.asarray(shown(stored).convert("RGB"))[:, :, ::-1], NOISE)


def test_plain_jpeg2000_passes() -> None:
    data = encoded(Image.fromarray(NOISE), "JPEG2000")
    assert can_carry(StoredImage("JPXDecode", data, 83, 61, 8, "DeviceRGB"))


def test_jpeg2000_with_transparency_or_without_header_does_not_pass() -> None:
    data = encoded(Image.fromarray(NOISE).convert("RGBA"), "JPEG2000")
    bare = encoded(Image.fromarray(NOISE), "JPEG2000", no_jp2=True)
    assert not can_carry(StoredImage("JPXDecode", data, 83, 61, 8, "DeviceRGB"))
    assert not can_carry(StoredImage("JPXDecode", bare, 83, 61, 8, "DeviceRGB"))


def test_a_palette_needs_its_colours() -> None:
    known = StoredImage("FlateDecode", b"", 8, 8, 8, "Indexed", palette=bytes(6), palette_base="DeviceRGB")
    unknown = StoredImage("FlateDecode", b"", 8, 8, 8, "Indexed", palette=bytes(6))
    assert can_carry(known)
    assert not can_carry(unknown)


def test_a_damaged_profile_is_left_out_of_a_jpeg() -> None:
    sound = jpeg(Image.fromarray(NOISE), "ICCBased")
    stored = StoredImage("DCTDecode", sound.data, 83, 61, 8, "ICCBased", profile=b"no profile")
    assert can_carry(stored)
    pdf = pikepdf.open(io.BytesIO(write_copy([CopyPage(stored, 72)], META)))
    assert pdf.pages[0].Resources.XObject["/Im"].ColorSpace == pikepdf.Name.DeviceRGB


@pytest.mark.parametrize("fill_order", [1, 2])
@pytest.mark.parametrize("photometric", [0, 1])
def test_a_group4_strip_of_a_tiff_shows_the_same_pixels(fill_order: int, photometric: int) -> None:
    bilevel = Image.fromarray(NOISE[:, :, 0] > 120)
    file = encoded(bilevel, "TIFF", compression="group4", tiffinfo={266: fill_order, 262: photometric, 278: 61})
    with TiffImagePlugin.TiffImageFile(io.BytesIO(file)) as tiff:
        stored = tiff_image(tiff, io.BytesIO(file))
        expected = np.asarray(tiff.convert("L"))
    assert stored is not None
    assert np.array_equal(np.asarray(shown(stored).convert("L")), expected)


def test_a_tiff_in_several_strips_is_not_one_stream() -> None:
    file = encoded(Image.fromarray(NOISE[:, :, 0] > 120), "TIFF", compression="group4", tiffinfo={278: 16})
    with TiffImagePlugin.TiffImageFile(io.BytesIO(file)) as tiff:
        assert tiff_image(tiff, io.BytesIO(file)) is None
