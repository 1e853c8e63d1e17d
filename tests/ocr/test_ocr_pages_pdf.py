"""PDF pages: scans are lifted out as they lie there, everything else is drawn."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pages_drawn import DPI, jpeg, letter, saved, scan_pdf
from PIL import Image

from dossier.errors import InputRefused
from dossier.page import Box, PageSource, Word
from ocr.intake.jpeg import quick_pixels
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.pdf_text import legible
from ocr.intake.pdfium import PdfiumRenderer
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.raster import as_pixels
from ocr.intake.render import Renderer, RenderingFailed
from ocr.intake.source import DamagedPage, SourceDocument, SourcePage

REAL = Path(__file__).parents[2].parent / "shared" / "real"
SIZE = letter().size
VISIBLE = "BT /F1 20 Tf 72 300 Td (Bates 000123) Tj ET"


def _opened(data: bytes | Path, limits: Limits | None = None) -> SourceDocument:
    return open_source(data, limits or Limits(), PopplerRenderer())


def _page(data: bytes) -> SourcePage:
    with _opened(data) as source:
        page = source.page(1)
    assert isinstance(page, SourcePage)
    return page


def test_a_page_that_is_one_scan_gives_its_stream_unchanged() -> None:
    picture = jpeg(letter())
    page = _page(scan_pdf(picture, SIZE))
    assert page.source is PageSource.EMBEDDED
    assert page.raw is not None
    assert page.raw.data == picture
    assert (page.dpi, page.pixels.shape) == (DPI, (SIZE[1], SIZE[0], 3))


def test_an_invisible_text_layer_does_not_make_a_scan_a_text() -> None:
    page = _page(scan_pdf(jpeg(letter()), SIZE, content="BT 3 Tr /F1 9 Tf 72 300 Td (wrong words) Tj ET"))
    assert page.source is PageSource.EMBEDDED
    assert page.own_words == ()


def test_visible_marks_over_a_scan_are_drawn_with_it_and_read_from_the_picture() -> None:
    page = _page(scan_pdf(jpeg(letter()), SIZE, content=VISIBLE))
    assert page.source is PageSource.RENDERED
    assert (page.dpi, page.own_words, page.raw) == (300, (), None)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotation_of_the_page_is_told_and_not_applied(rotate: int) -> None:
    page = _page(scan_pdf(jpeg(letter()), SIZE, rotate=rotate))
    assert page.rotation == rotate
    assert page.pixels.shape[:2] == (SIZE[1], SIZE[0])


def _text_pdf(text: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(scan_pdf(jpeg(letter()), SIZE)))
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 20 Tf 72 700 Td ({text}) Tj ET".encode("latin-1"))
    return saved(pdf)


def test_a_born_digital_page_gives_its_own_words_in_pixels_of_the_rendering() -> None:
    page = _page(_text_pdf("Hello one-stop shop"))
    assert [word.text for word in page.own_words] == ["Hello", "one-stop", "shop"]
    box = page.own_words[0].box
    ink = np.argwhere(page.pixels[:, :, 0] < 128)
    assert abs(box.x0 - ink[:, 1].min()) < 12
    assert box.y0 - 2 <= ink[:, 0].min() <= ink[:, 0].max() <= box.y1 + 2


def test_text_in_a_legacy_font_encoding_is_not_taken() -> None:
    assert _page(_text_pdf("C\xa9ng h\xb5a x\xb7 h\xe9i ch\xf1 ngh\xdca")).own_words == ()
    assert legible((Word("Cộng hòa xã hội", Box(0, 0, 1, 1), 1.0, 0, 0),))


def test_an_encrypted_pdf_is_refused() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_text_pdf("x"))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(InputRefused) as refused:
        _opened(target.getvalue())
    assert refused.value.code == "encrypted"


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        _opened(saved(pikepdf.new()))
    assert refused.value.code == "no_pages"


def test_rubbish_after_the_header_is_refused_as_damaged() -> None:
    with pytest.raises(InputRefused) as refused:
        _opened(b"%PDF-1.7\n" + b"rubbish " * 200)
    assert refused.value.code == "damaged_file"


def test_a_declared_size_beyond_the_limit_is_refused_before_decoding() -> None:
    with pikepdf.open(io.BytesIO(scan_pdf(jpeg(letter()), SIZE))) as pdf:
        pdf.pages[0].Resources.XObject.Im1.Width = 90_000
        data = saved(pdf)
    with _opened(data) as source, pytest.raises(InputRefused, match="max_pixels"):
        source.page(1)


def test_a_scan_that_cannot_be_decoded_is_shown_as_far_as_poppler_can_and_called_truncated() -> None:
    picture = jpeg(letter())
    page = _page(scan_pdf(picture[: len(picture) // 2], SIZE))
    assert page.truncated
    assert page.source is PageSource.RENDERED


class _Broken:
    def render(self, file: Path, page: int, *, dpi: int, seconds: int) -> object:
        raise RenderingFailed("out of time")


def test_a_page_that_cannot_be_drawn_is_a_damaged_page() -> None:
    with open_source(_text_pdf("x"), Limits(), _Broken()) as source:  # type: ignore[arg-type]
        assert isinstance(source.page(1), DamagedPage)


@pytest.mark.parametrize("renderer", [PopplerRenderer(), PdfiumRenderer()], ids=["poppler", "pdfium"])
def test_renderers_draw_the_page_at_the_resolution_asked_for(renderer: Renderer, tmp_path: Path) -> None:
    file = tmp_path / "text.pdf"
    file.write_bytes(_text_pdf("Hello"))
    pixels = renderer.render(file, 1, dpi=100, seconds=30)
    assert abs(pixels.shape[0] - 1169) <= 2
    assert pixels.min() < 60
    with pytest.raises(RenderingFailed):
        (tmp_path / "bad.pdf").write_bytes(b"%PDF-rubbish")
        renderer.render(tmp_path / "bad.pdf", 1, dpi=100, seconds=30)


@pytest.mark.skipif(not REAL.exists(), reason="the real scans are not here")
def test_real_signed_scans_are_lifted_out_under_their_signature_pictures() -> None:
    with _opened(REAL / "nd-45-2020.pdf") as source:
        page = source.page(1)
    assert isinstance(page, SourcePage)
    assert page.raw is not None
    assert (page.raw.filter, page.dpi, page.bilevel) == ("CCITTFaxDecode", 260, True)


@pytest.mark.skipif(not REAL.exists(), reason="the real scans are not here")
def test_a_jpeg_within_a_flate_filter_is_lifted_out_too() -> None:
    with _opened(REAL / "tt-148-2020-bca.pdf") as source:
        page = source.page(1)
    assert isinstance(page, SourcePage)
    assert page.raw is not None
    assert (page.raw.filter, page.raw.data[:2]) == ("DCTDecode", b"\xff\xd8")


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_common_jpeg_gives_the_pixels_that_pillow_gives(mode: str) -> None:
    picture = letter().convert(mode)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    found = quick_pixels(stream.getvalue(), *SIZE)
    assert found is not None
    assert np.array_equal(found, as_pixels(Image.open(stream)))


def test_a_jpeg_that_stops_short_or_lies_about_its_size_is_left_to_pillow() -> None:
    picture = jpeg(letter())
    width, height = SIZE
    assert quick_pixels(picture[: len(picture) // 2], width, height) is None
    assert quick_pixels(picture, width + 1, height) is None
