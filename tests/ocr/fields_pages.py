"""Pages of words for tests of sorting and extraction: lines of text set at a given place, as an engine reports them."""

from __future__ import annotations

from dataclasses import replace

from dossier.page import Box, PageImage, PageReading, PageSource, Word
from hoso.catalogue import load_catalogue, load_layouts
from ocr.fields import ExtractedField, PageAt, Reread, extract

_LETTER, _HEIGHT, PITCH = 20, 36, 72


def page_of(*lines: str, number: int = 1, confidence: float = 0.96, width: int = 2480) -> PageReading:
    """One line of print per text. Leading spaces shift it, " || " starts a run at the middle of the page."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        for column, part in enumerate(line.split(" || ")):
            left = 250 + _LETTER * (len(part) - len(part.lstrip())) + (column * width // 2)
            words += _words(part.split(), left, 200 + row * PITCH, row * 2 + column, confidence)
    return PageReading(PageImage(number, width, 3508, 300, 0, PageSource.EMBEDDED), tuple(words))


def _words(texts: list[str], x: int, y: int, line: int, confidence: float) -> list[Word]:
    words = []
    for text in texts:
        end = x + _LETTER * len(text)
        words.append(Word(text, Box(x, y, end, y + _HEIGHT), confidence, line, line))
        x = end + _LETTER
    return words


def lines_of(*lines: tuple[float, int, str]) -> PageReading:
    """A page of lines: the row in which each stands, how far it is shifted, its text; rows may be halves."""
    drawn = page_of(*(" " * shift + text for _, shift, text in lines))
    moved = []
    for word in drawn.words:
        down = round((lines[word.line // 2][0] - word.line // 2) * PITCH)
        moved.append(replace(word, box=word.box._replace(y0=word.box.y0 + down, y1=word.box.y1 + down)))
    return replace(drawn, words=tuple(moved))


def fields_of(kind: str, *pages: PageReading, reread: Reread | None = None) -> dict[str, ExtractedField]:
    """All fields of one document whose pages lie in one file."""
    found = extract(
        kind,
        [PageAt(0, page.image.page) for page in pages],
        files=[pages],
        catalogue=load_catalogue(),
        layouts=load_layouts(),
        reread=reread,
    )
    return {each.key: each for each in found}
