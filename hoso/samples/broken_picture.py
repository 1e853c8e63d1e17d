"""Pictures and packages that are wrong, too large, or of something else."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw

from hoso.samples import write
from hoso.samples.degrade import Scan, grainy

_STAMP = (2026, 11, 20, 8, 0, 0)
_STRIP_OFFSETS, _STRIP_BYTE_COUNTS = 273, 279


def half(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def wide_png(width: int = 40_000, height: int = 4_000) -> bytes:
    """A white picture, small as a file, wider than any scanner."""
    target = io.BytesIO()
    Image.new("1", (width, height), 1).save(target, "PNG")
    return target.getvalue()


def _packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def swollen_zip() -> bytes:
    """200 MB of nothing in 200 kB."""
    return _packed({"scan.pdf": bytes(200 * 2**20)})


def docx() -> bytes:
    """The least that a word processor takes for its own."""
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>Đơn đề nghị</w:t></w:r></w:p></w:body></w:document>"
    )
    return _packed({"[Content_Types].xml": kinds.encode(), "word/document.xml": body.encode()})


def second_page_broken(scans: Sequence[Scan]) -> bytes:
    """A deflated TIFF of two pages, the data of the second overwritten."""
    data = bytearray(write.tiff(scans, "tiff_adobe_deflate"))
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        tags = image.tag_v2  # type: ignore[attr-defined]
        strips = list(zip(tags[_STRIP_OFFSETS], tags[_STRIP_BYTE_COUNTS], strict=True))
    for offset, count in strips:
        data[offset : offset + count] = b"\x5a" * count
    return bytes(data)


def cat(noise: np.random.Generator) -> bytes:
    """A drawn cat on grass, soft and grainy as a snapshot: a picture, not a paper."""
    width, height = 1600, 1200
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    grass = np.stack(
        [70 + 40 * np.sin(x / 17 + y / 9), 120 + 45 * np.sin(x / 11 - y / 23), 50 + 20 * np.sin(y / 13)], axis=-1
    )
    picture = Image.fromarray(np.clip(grass + noise.normal(0, 22, grass.shape), 0, 255).astype(np.uint8))
    draw, fur = ImageDraw.Draw(picture), (176, 122, 70)
    draw.ellipse([420, 520, 1240, 1150], fill=fur)
    draw.polygon([(620, 330), (600, 120), (760, 250)], fill=fur)
    draw.polygon([(1010, 330), (1040, 120), (870, 250)], fill=fur)
    draw.ellipse([580, 220, 1050, 640], fill=(190, 136, 82))
    for eye in (720, 910):
        draw.ellipse([eye - 42, 370, eye + 42, 440], fill=(150, 190, 70))
        draw.ellipse([eye - 12, 372, eye + 12, 438], fill=(15, 15, 15))
    draw.polygon([(790, 490), (840, 490), (815, 520)], fill=(200, 110, 110))
    for angle in (-0.25, 0.0, 0.25):
        for side in (-1, 1):
            end = (815 + side * 300 * math.cos(angle), 520 + 300 * math.sin(angle))
            draw.line([(815 + side * 60, 520), end], fill=(235, 230, 220), width=4)
    soft = cv2.GaussianBlur(np.asarray(picture), (0, 0), 3.0)
    return write.jpeg(Scan(grainy(np.asarray(soft, dtype=np.uint8), 9.0, noise), 72, quality=82))
