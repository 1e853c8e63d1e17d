"""Files are known by their content and opened within limits."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pages_drawn import jpeg, letter
from PIL import Image

from dossier.errors import InputRefused
from dossier.page import PageSource
from ocr.intake.limits import Limits
from ocr.intake.media import MediaType, sniff
from ocr.intake.open import open_source
from ocr.intake.paper import assumed_dpi, believable
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import DamagedPage, SourceDocument, SourcePage


def _opened(data: bytes, limits: Limits | None = None) -> SourceDocument:
    return open_source(data, limits or Limits(), PopplerRenderer())


def _page(data: bytes, number: int = 1) -> SourcePage:
    with _opened(data) as source:
        page = source.page(number)
    assert isinstance(page, SourcePage)
    return page


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def _tiff(*images: Image.Image, compression: str) -> bytes:
    options = {"save_all": True, "append_images": images[1:], "compression": compression, "dpi": (200, 200)}
    return _saved(images[0], "TIFF", **options)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"%PDF-1.7\n", MediaType.PDF),
        (b"\x00junk before\n%PDF-1.4", MediaType.PDF),
        (b"II*\x00\x08", MediaType.TIFF),
        (b"MM\x00*\x00", MediaType.TIFF),
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    ],
)
def test_type_is_told_from_the_first_bytes(start: bytes, expected: MediaType) -> None:
    assert sniff(start) is expected


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b"PK\x03\x04", "unsupported_type"), (b"<html>", "unsupported_type")]
)
def test_other_content_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        _opened(data)
    assert refused.value.code == code
    assert refused.value.message_vi


def test_a_hit_limit_is_named_with_its_setting_and_what_was_found() -> None:
    with pytest.raises(InputRefused, match=r"max_bytes = 1000: \d+ bytes") as refused:
        _opened(jpeg(letter()), Limits(max_bytes=1000))
    assert refused.value.code == "limit_exceeded"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    wide = _saved(Image.new("1", (40_000, 4_000)), "PNG")
    with _opened(wide) as source, pytest.raises(InputRefused, match="max_pixels"):
        source.page(1)


def test_a_tiff_with_too_many_pages_is_refused() -> None:
    pages = [Image.new("1", (20, 20), 1)] * 4
    with pytest.raises(InputRefused, match="max_pages = 3"):
        _opened(_tiff(*pages, compression="group4"), Limits(max_pages=3))


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg"])
def test_every_frame_of_a_tiff_is_a_page(compression: str) -> None:
    mode = "1" if compression == "group4" else "RGB"
    first, second = Image.new(mode, (300, 400), "white"), Image.new(mode, (400, 300), "white")
    data = _tiff(first, second, compression=compression)
    with _opened(data) as source:
        shapes = [page.pixels.shape[:2] for n in (1, 2) if isinstance(page := source.page(n), SourcePage)]
    assert shapes == [(400, 300), (300, 400)]
    assert _page(data).bilevel is (compression == "group4")
    assert _page(data).dpi == 200


def test_a_jpeg_file_is_its_own_raw_scan() -> None:
    data = jpeg(letter())
    page = _page(data)
    assert page.source is PageSource.EMBEDDED
    assert page.raw is not None
    assert (page.raw.filter, page.raw.data) == ("DCTDecode", data)


@pytest.mark.parametrize(("orientation", "rotation"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_exif_orientation_is_told_as_rotation(orientation: int, rotation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    page = _page(_saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif))
    assert page.rotation == rotation
    assert page.pixels.shape[:2] == (40, 60)


def test_what_is_transparent_becomes_white_paper() -> None:
    page = _page(_saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))
    assert np.all(page.pixels == 255)


def test_of_a_truncated_jpeg_the_rest_is_taken() -> None:
    data = jpeg(letter())
    page = _page(data[: len(data) // 2])
    assert page.truncated
    assert page.raw is None


def test_a_damaged_frame_leaves_the_others() -> None:
    data = bytearray(_tiff(letter(), letter(), compression="tiff_lzw"))
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        start = image.tag_v2[273][0]
    data[start : start + 4000] = b"\xff" * 4000
    with _opened(bytes(data)) as source:
        assert isinstance(source.page(1), SourcePage)
        second = source.page(2)
    assert isinstance(second, DamagedPage) or second.truncated


def test_resolutions_that_programs_write_without_meaning_them_are_not_believed() -> None:
    assert not believable(72, 600, 800)
    assert not believable(300, 60_000, 800)
    assert believable(300, 2480, 3508)


def test_a_picture_of_unknown_resolution_is_a_card_by_its_proportions_or_a_sheet() -> None:
    assert assumed_dpi(1011, 638) == 300
    assert assumed_dpi(2480, 3508) == 300
