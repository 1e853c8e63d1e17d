"""The text that a born-digital page carries itself, through poppler's pdftotext."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

from dossier.errors import PermanentError
from dossier.page import Box, Word
from dossier.text import tidy
from ocr.intake.render import RenderingFailed

_NAMESPACE = "{http://www.w3.org/1999/xhtml}"
_ODD_SHARE = 0.03
"""Share of letters foreign to Vietnamese from which a text layer is taken to be in a legacy font encoding."""
_MARKED = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz" + _MARKED)
_SYMBOLS = frozenset("–—‘’“”…•·−×÷≤≥±°²³€₫§©®™№ ✓☐☑□■¹½¼¾\xad")


def page_text(file: Path, page: int, *, dpi: int, seconds: int) -> tuple[Word, ...]:
    """Words of page ``page`` with boxes at ``dpi`` on the page as it is shown; confidence 1, for it is the source."""
    command = ["pdftotext", "-bbox-layout", "-cropbox", "-f", str(page), "-l", str(page), str(file), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=True)
    except FileNotFoundError as error:
        raise PermanentError(
            "The program pdftotext is missing.", remedy="Install it: apt-get install poppler-utils"
        ) from error
    except subprocess.SubprocessError as error:
        raise RenderingFailed("pdftotext cannot read the page") from error
    return _words(done.stdout, dpi / 72)


def _words(xhtml: bytes, scale: float) -> tuple[Word, ...]:
    try:
        tree = ElementTree.fromstring(_printable(xhtml.decode("utf-8", "replace")))  # noqa: S314  pdftotext wrote it
    except ElementTree.ParseError as error:
        raise RenderingFailed("pdftotext's answer cannot be parsed") from error
    found: list[Word] = []
    for block_number, block in enumerate(tree.iter(f"{_NAMESPACE}block")):
        for line_number, line in enumerate(block.iter(f"{_NAMESPACE}line")):
            for element in line.iter(f"{_NAMESPACE}word"):
                text = tidy(element.text or "")
                if text:
                    found.append(Word(text, _box(element, scale), 1.0, block_number, line_number))
    return tuple(found)


def _printable(text: str) -> str:
    """Without the control characters that XML 1.0 forbids."""
    return "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) != "Cc")


def _box(element: ElementTree.Element, scale: float) -> Box:
    x0, y0, x1, y1 = (float(element.get(key, "0")) * scale for key in ("xMin", "yMin", "xMax", "yMax"))
    return Box(max(0, round(x0)), max(0, round(y0)), max(0, round(x1)), max(0, round(y1)))


def legible(words: tuple[Word, ...]) -> bool:
    """Is the text layer Vietnamese (or English) in Unicode?

    Old Vietnamese fonts (TCVN3, VNI) and fonts without /ToUnicode give letters such as µ, ¸, ä, ø in place of the
    marked vowels; such a page is read from its picture instead.
    """
    characters = [c for word in words for c in word.text.lower()]
    odd = sum(not _expected(c) for c in characters)
    return bool(characters) and odd <= _ODD_SHARE * len(characters)


def _expected(character: str) -> bool:
    return character in _LETTERS or character in _SYMBOLS or (character.isascii() and character.isprintable())
