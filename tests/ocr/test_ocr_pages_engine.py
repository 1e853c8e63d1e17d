"""The contract of the OCR port, kept by every adapter."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from pages_drawn import DPI, FONT, TEXT, bgr, engine, error_rate, letter
from PIL import Image, ImageDraw, ImageFont

from dossier.errors import PermanentError
from ocr.engine.hoso import HosoEngine
from ocr.engine.port import Mode, OcrEngine, Pixels, read_line
from ocr.engine.tesseract import TesseractEngine
from ocr.engine.tesserocr import TesserocrEngine
from ocr.engine.tsv import words_by_page


def _tessdata() -> Path:
    if not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed")
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    found = re.search(r'"([^"]+)"', listed)
    assert found
    return Path(found[1])


ENGINES = {"program": engine, "library": lambda: TesserocrEngine(_tessdata()), "network": lambda: HosoEngine(engine())}


@pytest.fixture(params=ENGINES)
def any_engine(request: pytest.FixtureRequest) -> OcrEngine:
    return ENGINES[request.param]()


def _crop(text: str) -> Pixels:
    image = Image.new("L", (900, 70), "white")
    ImageDraw.Draw(image).text((12, 8), text, font=ImageFont.truetype(FONT, 42), fill="black")
    return np.asarray(image, dtype=np.uint8)


def test_a_page_is_read_in_order_with_boxes_on_the_ink(any_engine: OcrEngine) -> None:
    words = any_engine.read(bgr(letter()), dpi=DPI)
    assert error_rate(TEXT, " ".join(word.text for word in words)) < 0.01
    assert [word.line for word in words] == sorted(word.line for word in words)
    grey = np.asarray(letter().convert("L"))
    first = words[0]
    assert first.text == "Căn"
    assert grey[first.box.y0 : first.box.y1, first.box.x0 : first.box.x1].min() < 100
    assert all(0 <= word.confidence <= 1 for word in words)


def test_a_crop_is_read_as_one_line(any_engine: OcrEngine) -> None:
    text, confidence = read_line(any_engine, _crop("Nguyễn Thị Ánh Tuyết"), dpi=300)
    assert text == "Nguyễn Thị Ánh Tuyết"
    assert confidence > 0.5


def test_digits_mode_gives_digits_only(any_engine: OcrEngine) -> None:
    text, _ = read_line(any_engine, _crop("079301001234"), dpi=300, mode=Mode.DIGITS)
    assert text.replace(" ", "") == "079301001234"


def test_pictures_read_together_read_as_they_do_alone(any_engine: OcrEngine) -> None:
    empty = np.full((70, 900), 255, dtype=np.uint8)
    pictures = [_crop("Nguyễn Thị Ánh Tuyết"), empty, _crop("Phường Bến Nghé"), _crop("Lê Văn Tám")]
    together = any_engine.read_each(pictures, dpi=300, mode=Mode.LINE)
    assert together == tuple(any_engine.read(picture, dpi=300, mode=Mode.LINE) for picture in pictures)
    assert together[1] == ()
    assert [word.text for word in together[2]] == ["Phường", "Bến", "Nghé"]


def test_no_pictures_give_no_words(any_engine: OcrEngine) -> None:
    assert any_engine.read_each((), dpi=300, mode=Mode.LINE) == ()


def test_an_empty_picture_gives_no_words(any_engine: OcrEngine) -> None:
    empty = np.full((200, 400), 255, dtype=np.uint8)
    assert any_engine.read(empty, dpi=300) == ()
    assert read_line(any_engine, empty, dpi=300) == ("", 0.0)


def test_engines_say_their_name_version_and_language(any_engine: OcrEngine) -> None:
    tesseract = r"(tesseract|tesserocr) \d+\.\d+\.\d+\S* vie"
    network = r"hoso [0-9a-f]{8}, lines of tesseract \d+\.\d+\.\d+\S*"
    assert re.fullmatch(rf"{tesseract}|{network}, {tesseract}", any_engine.describe())


def test_a_missing_language_is_reported_with_the_package_to_install() -> None:
    with pytest.raises(PermanentError, match="apt-get install tesseract-ocr-xyz"):
        TesseractEngine(language="xyz")
    with pytest.raises(PermanentError, match="tesseract-ocr-xyz"):
        TesserocrEngine(_tessdata(), language="xyz").read(_crop("x"), dpi=300)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("26I01I2024", "26/01/2024"),
        ("0212I2021", "02/12/2021"),
        ("25I12I11984", "25/12/1984"),
        ("01/11/2021", "01/11/2021"),
        ("280711949", "280711949"),
        ("99I12I2020", "99I12I2020"),
        ("12/2021/QĐ-UBND", "12/2021/QĐ-UBND"),
    ],
)
def test_strokes_in_a_date_are_its_slashes(read: str, printed: str) -> None:
    row = "\t".join(["5", "1", "2", "1", "3", "1", "30", "20", "50", "10", "40", read])
    assert [word.text for word in words_by_page(row, 0)[1]] == [printed]


@pytest.mark.parametrize(
    ("read", "printed"),
    [("„", ","), ("1\u20442", "1/2"), ("“Điều", "“Điều"), ("0Š", "05"), ("Ø716", "0716"), ("Š", "Š")],
)
def test_signs_that_papers_do_not_bear_are_those_that_they_look_like(read: str, printed: str) -> None:
    row = "\t".join(["5", "1", "2", "1", "3", "1", "30", "20", "50", "10", "40", read])
    assert [word.text for word in words_by_page(row, 0)[1]] == [printed]


def test_words_are_normalised_and_their_border_is_taken_off() -> None:
    row = "\t".join(["5", "1", "2", "1", "3", "1", "30", "20", "50", "10", "87.5", "Ðo\u0300ng"])
    (word,) = words_by_page(row, 10)[1]
    assert (word.text, word.confidence, word.block) == ("Đòng", 0.875, 2)
    assert word.box == (20, 10, 70, 20)
