"""Every kind of copy is PDF/A-2u in the eyes of veraPDF."""

from __future__ import annotations

import io
import shutil
import zlib
from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from dossier.page import Box, Word
from hoso.conformance import Conformance, judge, libraries
from ocr.copy.image import lossless
from ocr.copy.page import CopyMeta, CopyPage
from ocr.copy.write import write_copy
from ocr.stored_image import StoredImage

pytestmark = pytest.mark.skipif(
    not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is not installed"
)

SIDE = 200
META = CopyMeta("Giấy khai sinh <bản sao> & (phụ lục)", "H29.12-261122-0001.1", datetime(2026, 11, 22, tzinfo=UTC))
NOISE: NDArray[np.uint8] = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TEXTS = ("CỘNG", "HÒA", "Ngụy", "Đắk", "€½…", "\ufeffa\x07\u00adb", "𠮷", "\ufdd0", "\u0000")
WORDS = tuple(Word(text, Box(10 * n, 10, 10 * n + 9, 30), 0.5, 0, 0) for n, text in enumerate(TEXTS))


def stored(filter_name: str, data: bytes, space: str, **more: object) -> StoredImage:
    return StoredImage(filter_name, data, SIDE, SIDE, 8, space, **more)  # type: ignore[arg-type]


def encoded(mode: str, kind: str) -> bytes:
    channels = {"L": 1, "RGB": 3, "CMYK": 4}[mode]
    out = io.BytesIO()
    Image.frombytes(mode, (SIDE, SIDE), np.ascontiguousarray(NOISE[:, :, :channels]).tobytes()).save(out, kind)
    return out.getvalue()


def flat(channels: int) -> bytes:
    return zlib.compress(np.ascontiguousarray(NOISE[:, :, :channels]).tobytes())


RGB: NDArray[np.uint8] = np.ascontiguousarray(NOISE[:, :, :3])
IMAGES = {
    "jpeg": stored("DCTDecode", encoded("RGB", "JPEG"), "DeviceRGB"),
    "jpeg_grey": stored("DCTDecode", encoded("L", "JPEG"), "DeviceGray"),
    "jpeg_profile": stored("DCTDecode", encoded("RGB", "JPEG"), "ICCBased", profile=SRGB),
    "jpeg_bad_profile": stored("DCTDecode", encoded("RGB", "JPEG"), "ICCBased", profile=b"rubbish"),
    "jpeg_cmyk": stored("DCTDecode", encoded("CMYK", "JPEG"), "DeviceCMYK", decode=(1, 0) * 4),
    "jpeg2000": stored("JPXDecode", encoded("RGB", "JPEG2000"), "DeviceRGB"),
    "jpeg2000_grey": stored("JPXDecode", encoded("L", "JPEG2000"), "DeviceGray"),
    "flate": stored("FlateDecode", flat(3), "DeviceRGB"),
    "flate_calibrated": stored("FlateDecode", flat(1), "CalGray"),
    "palette": stored("FlateDecode", flat(1), "Indexed", palette=bytes(range(256)) * 3, palette_base="DeviceRGB"),
    "palette_cmyk": stored("FlateDecode", flat(1), "Indexed", palette=bytes(1024), palette_base="DeviceCMYK"),
    "pixels": lossless(RGB),
    "pixels_grey": lossless(RGB[:, :, 0].copy()),
    "pixels_bilevel": lossless(np.where(RGB[:, :, 0] > 99, 255, 0).astype(np.uint8)),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Conformance]:
    """All copies judged by one Java process."""
    folder = tmp_path_factory.mktemp("copies")
    turns = {f"turned_{turn}": [CopyPage(IMAGES["jpeg"], 200, turn, WORDS)] for turn in (90, 180, 270)}
    copies = {name: [CopyPage(image, 200, words=WORDS)] for name, image in IMAGES.items()} | turns
    copies["all_pages"] = [CopyPage(image, 150, words=WORDS) for image in IMAGES.values()]
    copies["no_words"] = [CopyPage(IMAGES["jpeg"], 300)]
    files = {name: folder / f"{name}.pdf" for name in copies}
    for name, pages in copies.items():
        files[name].write_bytes(write_copy(pages, META))
    files["tampered"] = folder / "tampered.pdf"
    files["tampered"].write_bytes(files["jpeg"].read_bytes().replace(b"conformance>U", b"conformance>B"))
    return dict(zip(files, judge(list(files.values()), libraries()), strict=True))


@pytest.mark.parametrize("name", [*IMAGES, "turned_90", "turned_180", "turned_270", "all_pages", "no_words"])
def test_a_copy_is_pdfa_2u(verdicts: dict[str, Conformance], name: str) -> None:
    assert verdicts[name].compliant, verdicts[name].reason


def test_a_copy_that_was_tampered_with_is_not(verdicts: dict[str, Conformance]) -> None:
    assert not verdicts["tampered"].compliant
