"""A copy has the scan as it is, and the words where they are."""

from __future__ import annotations

import io
import re
import subprocess
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from dossier.errors import PermanentError
from dossier.page import Box, Word
from ocr.copy.image import lossless
from ocr.copy.page import CopyMeta, CopyPage
from ocr.copy.write import write_copy
from ocr.stored_image import StoredImage

META = CopyMeta(
    "Quyết định (bản sao chụp)",
    "H29.12-261122-0001.1",
    datetime(2026, 11, 22, 10, 15, 30, tzinfo=timezone(timedelta(hours=7))),
)
LINES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 28/2021/NĐ-CP ngày 26 tháng 3 năm 2021",
    "Kỹ sư Ngụy Thị Quỳnh, phường Ỷ La, Đắk Lắk (bản sao) € ½",
]


def words() -> tuple[Word, ...]:
    """Words in lines 40 pixels high, about 18 pixels for a letter."""
    found = []
    for line, text in enumerate(LINES):
        left, top = 120, 150 + 70 * line
        for word in text.split():
            found.append(Word(word, Box(left, top, left + 18 * len(word), top + 40), 0.9, 0, line))
            left += 18 * len(word) + 12
    return tuple(found)


def jpeg(width: int = 1654, height: int = 2339) -> StoredImage:
    ramp = np.linspace(0, 255, width * height * 3, dtype=np.uint8).reshape(height, width, 3)
    out = io.BytesIO()
    Image.fromarray(ramp).save(out, "JPEG", quality=80)
    return StoredImage("DCTDecode", out.getvalue(), width, height, 8, "DeviceRGB")


@pytest.fixture(scope="module")
def copy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("copy") / "copy.pdf"
    file.write_bytes(write_copy([CopyPage(jpeg(), 200, words=words())], META))
    return file


def pdftotext(file: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, text=True, check=True).stdout


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def image_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].Resources.XObject["/Im"]


def test_poppler_extracts_exactly_the_lines(copy_file: Path) -> None:
    assert [line.strip() for line in pdftotext(copy_file, "-raw").splitlines() if line.strip()] == LINES


def test_pdfium_extracts_exactly_the_lines(copy_file: Path) -> None:
    text = pypdfium2.PdfDocument(copy_file)[0].get_textpage().get_text_range()
    assert text.split("\r\n") == LINES


def test_pdfium_finds_a_word_with_its_tones_only(copy_file: Path) -> None:
    page = pypdfium2.PdfDocument(copy_file)[0].get_textpage()
    assert page.search("Quỳnh", match_case=True).get_next() is not None
    assert page.search("Quyên", match_case=True).get_next() is None


def test_words_lie_within_three_pixels_of_their_boxes(copy_file: Path) -> None:
    pattern = r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">'
    boxes = [
        [float(value) * 200 / 72 for value in found] for found in re.findall(pattern, pdftotext(copy_file, "-bbox"))
    ]
    assert len(boxes) == len(words())
    assert np.abs(np.array(boxes) - np.array([word.box for word in words()])).max() < 3


def test_pdfium_selects_the_height_of_a_word_with_and_without_descenders(copy_file: Path) -> None:
    page = pypdfium2.PdfDocument(copy_file)[0]
    text = page.get_textpage()
    content = text.get_text_range()
    for word in ("CHỦ", "NGHĨA", "Quỳnh"):
        _, bottom, _, top = text.get_charbox(content.index(word))
        box = next(w.box for w in words() if w.text.startswith(word))
        height = page.get_height()
        assert [(height - top) * 200 / 72, (height - bottom) * 200 / 72] == pytest.approx([box.y0, box.y1], abs=3)


def test_decomposed_letters_are_joined(tmp_path: Path) -> None:
    file = tmp_path / "nfd.pdf"
    word = Word("Nguye\u0302\u0303n", Box(100, 100, 300, 140), 1.0, 0, 0)
    file.write_bytes(write_copy([CopyPage(jpeg(), 200, words=(word,))], META))
    assert pdftotext(file).strip() == "Nguy\u1ec5n"


def test_the_jpeg_stream_is_the_input(copy_file: Path) -> None:
    pdf = opened(copy_file.read_bytes())
    assert image_of(pdf).read_raw_bytes() == jpeg().data


def test_the_page_has_the_real_size(copy_file: Path) -> None:
    assert pypdfium2.PdfDocument(copy_file)[0].get_size() == pytest.approx((1654 * 0.36, 2339 * 0.36), abs=0.01)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_scan_is_shown_upright(rotation: int) -> None:
    upright = np.full((60, 40), 200, np.uint8)
    upright[:10, :10] = 10
    stored = np.ascontiguousarray(np.rot90(upright, rotation // 90))
    data = write_copy([CopyPage(lossless(stored), 72, rotation)], META)
    shown = pypdfium2.PdfDocument(data)[0].render(scale=1).to_numpy()[:, :, 0]
    assert np.abs(shown.astype(int) - upright).max() <= 1


def test_words_are_in_upright_pixels_of_a_turned_scan(tmp_path: Path) -> None:
    file = tmp_path / "turned.pdf"
    file.write_bytes(write_copy([CopyPage(jpeg(2339, 1654), 200, 90, words())], META))
    assert pdftotext(file, "-raw").split() == " ".join(LINES).split()
    assert float(re.findall(r'xMin="([\d.]+)"', pdftotext(file, "-bbox"))[0]) == pytest.approx(120 * 0.36, abs=0.5)


def test_an_adobe_inversion_is_kept() -> None:
    stored = StoredImage("FlateDecode", zlib.compress(bytes(9 * 9 * 4)), 9, 9, 8, "DeviceCMYK", decode=(1, 0) * 4)
    pdf = opened(write_copy([CopyPage(stored, 72)], META))
    image = image_of(pdf)
    assert [int(value) for value in image.Decode] == [1, 0] * 4
    assert image.ColorSpace[0] == pikepdf.Name.ICCBased
    assert image.ColorSpace[1].N == 4


def test_the_same_input_gives_the_same_bytes() -> None:
    assert write_copy([CopyPage(jpeg(), 200, words=words())], META) == write_copy(
        [CopyPage(jpeg(), 200, words=words())], META
    )


def test_metadata_say_the_same_twice(copy_file: Path) -> None:
    with pikepdf.open(copy_file) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "U")
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == META.title
        assert xmp["xmp:CreateDate"] == "2026-11-22T10:15:30+07:00"
        assert str(pdf.docinfo.CreationDate) == "D:20261122101530+07'00'"
        assert pdf.Root.Lang == "vi-VN"


def test_pages_keep_their_order_and_number() -> None:
    sizes = [(30, 40), (50, 60), (70, 80)]
    pages = (CopyPage(lossless(np.full(size, 9, np.uint8)), 72) for size in sizes)
    pdf = pypdfium2.PdfDocument(write_copy(pages, META))
    assert [tuple(round(side) for side in pdf[n].get_size()) for n in range(3)] == [(40, 30), (60, 50), (80, 70)]


def test_no_pages_make_no_copy() -> None:
    with pytest.raises(PermanentError):
        write_copy([], META)


def test_a_page_larger_than_a_pdf_can_be_is_refused() -> None:
    with pytest.raises(PermanentError):
        write_copy([CopyPage(lossless(np.full((2, 300), 9, np.uint8)), 1)], META)


def test_a_time_without_zone_is_refused() -> None:
    meta = CopyMeta("x", "y", datetime(2026, 1, 1))
    with pytest.raises(PermanentError):
        write_copy([CopyPage(lossless(np.full((9, 9), 9, np.uint8)), 72)], meta)
