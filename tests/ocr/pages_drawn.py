"""Pages drawn for these tests: Vietnamese print at 200 dpi, stamped, turned and spoilt as needed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont

from dossier.page import PageSource, Word
from ocr.engine.port import Mode
from ocr.engine.tesseract import TesseractEngine
from ocr.intake.source import Pixels, SourcePage

DPI = 200
FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
TEXT = """Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về
thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 245/TTr-SNV về việc ban hành
quy chế phối hợp giữa các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.
Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp nhận và trả kết quả.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.
Điều 3. Chánh Văn phòng, Giám đốc các sở, ban, ngành và các tổ chức, cá nhân có
liên quan chịu trách nhiệm thi hành Quyết định này."""


class Untouched:
    """An engine that may not be asked."""

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        raise AssertionError("The engine was asked.")

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        raise AssertionError("The engine was asked.")

    def describe(self) -> str:
        return "untouched"


@cache
def engine() -> TesseractEngine:
    """One engine for all tests: it holds no state."""
    return TesseractEngine()


def drawn(lines: Sequence[tuple[float, str]], *, dpi: int = DPI, left: float = 25, size: float = 13) -> Image.Image:
    """An A4 page with each text at a height in mm."""
    image = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, round(size * dpi / 72))
    for height, text in lines:
        draw.text((left * dpi / 25.4, height * dpi / 25.4), text, font=font, fill="black")
    return image


@cache
def letter(dpi: int = DPI) -> Image.Image:
    """A page of running text."""
    return drawn([(25 + 7 * i, line) for i, line in enumerate(TEXT.split("\n"))], dpi=dpi)


def bgr(image: Image.Image) -> Pixels:
    """The picture as blue, green, red."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def stamped(page: Pixels, text: str, *, at: tuple[int, int], radius: int, round_seal: bool = True) -> Pixels:
    """A red seal or framed stamp pressed onto a page at pixel ``at``."""
    image = Image.new("RGB", (page.shape[1], page.shape[0]), "white")
    draw, (x, y), red = ImageDraw.Draw(image), at, (210, 30, 40)
    corners = (x - radius, y - radius if round_seal else y - radius // 3, x + radius)
    shape = draw.ellipse if round_seal else draw.rectangle
    shape((*corners, y + radius if round_seal else y + radius // 3), outline=red, width=5)
    font = ImageFont.truetype(FONT.replace("Regular", "Bold"), radius // 3)
    draw.text((x, y), text, font=font, fill=red, anchor="mm")
    return np.asarray(page.astype(np.float32) * bgr(image) / 255, dtype=np.uint8)


def aslant(page: Pixels, degrees: float) -> Pixels:
    """The page lying aslant on the glass: its lines fall to the right by ``degrees``."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


def source_page(pixels: Pixels, *, dpi: int = DPI, rotation: int = 0, bilevel: bool = False) -> SourcePage:
    """The pixels as a page of a file."""
    return SourcePage(1, pixels, dpi, True, rotation, PageSource.EMBEDDED, bilevel=bilevel)


def jpeg(image: Image.Image, *, dpi: int = DPI) -> bytes:
    """The picture as a JPEG file."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85, dpi=(dpi, dpi))
    return target.getvalue()


def scan_pdf(picture: bytes, size: tuple[int, int], *, content: str = "", rotate: int = 0) -> bytes:
    """A PDF of one page that shows a JPEG over the whole of it, then ``content``; /F1 is Helvetica."""
    pdf = pikepdf.new()
    width, height = (v * 72 / DPI for v in size)
    page = pdf.add_blank_page(page_size=(width, height))
    image = pikepdf.Stream(pdf, picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, BitsPerComponent=8)
    image.Width, image.Height = size
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(XObject={"/Im1": image}, Font={"/F1": font})
    page.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im1 Do Q {content}".encode())
    page.Rotate = rotate
    return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF's bytes."""
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def error_rate(truth: str, text: str) -> float:
    """Characters to change so that ``truth`` is found somewhere in ``text``, as a share of its length."""
    wanted, found = _plain(truth), np.array([ord(c) for c in _plain(text)])
    steps = np.arange(len(found) + 1)
    row = np.zeros(len(found) + 1, dtype=np.int64)
    for count, letter_ in enumerate(wanted, 1):
        change = np.minimum(row[:-1] + (found != ord(letter_)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([count], change)) - steps) + steps
    return float(row.min()) / len(wanted)


def _plain(text: str) -> str:
    quotes = str.maketrans("“”‘’–—", "\"\"''--")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().translate(quotes)
