"""What is measured against: ``pytesseract`` on each page as it is, types by title, a regular expression for each label.

A fair day's work without this project: old and new wordings of all labels (those of the layouts, in their order), the
rest of the line or the next one as the value, brought into the same normal forms.
"""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pytesseract
from PIL import Image

from dossier.doctype import OTHER, Catalogue
from dossier.page import PageImage, PageReading, PageSource
from dossier.values import Value, normal_form
from ocr.engine.tsv import words_by_page
from ocr.intake.source import DamagedPage, SourceDocument, SourcePage
from ocr.layout import Item, Layout, Layouts, Take
from ocr.prepare.geometry import grey_of, turned
from ocr.sort.clues import ADMINISTRATIVE

_GAP = r"[\s:]{0,3}"
_AFTER = r"\s*(?:\(\d+\))?\s*[:.]?[ \t]*(?P<value>[^\n]*(?:\n[^\n]+)?)"
_HEAD = re.compile(r"Số\s*:?\s*\d*\s*/\s*\w+")
_MOTTO = re.compile(r"Độc lập\W+Tự do\W+Hạnh phúc")
_NUMBER = re.compile(r"Số\s*[:.]?[ \t]*(?P<value>\S[^\n]{0,40})")
_DATE_LINE = re.compile(r"(?P<value>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})")
_LEADERS = re.compile(r"(?:\.\s*){3,}|[…_]{2,}|\s{4,}")


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What ``image_to_string`` gives; the same words with their boxes (for the count of misread characters)."""

    text: str
    reading: PageReading


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """Consecutive pages from a title to the next."""

    type: str
    pages: tuple[int, ...]


def read_plain(source: SourceDocument) -> tuple[list[PlainPage], float]:
    """Every page through Tesseract, once and unprepared; with its processor seconds, those of the program alone."""
    started = _programs()
    pages = [_page(source.page(number), number) for number in range(1, source.page_count + 1)]
    return pages, _programs() - started


def _programs() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _page(page: SourcePage | DamagedPage, number: int) -> PlainPage:
    if isinstance(page, DamagedPage):
        return PlainPage("", PageReading(PageImage(number, 0, 0, 0, 0, PageSource.RENDERED)))
    picture = Image.fromarray(turned(grey_of(page.pixels), page.rotation))
    picture.info["dpi"] = (page.dpi, page.dpi)
    text, tsv = pytesseract.run_and_get_multiple_output(picture, extensions=["txt", "tsv"], lang="vie")
    image = PageImage(number, picture.width, picture.height, page.dpi, page.rotation, page.source)
    return PlainPage(text, PageReading(image, words_by_page(tsv, 0).get(1, ())))


def split_plain(texts: Sequence[str], layouts: Layouts) -> list[PlainDocument]:
    """A title begins a document; pages without one belong to that before them."""
    documents: list[PlainDocument] = []
    for number, text in enumerate(texts, 1):
        kind = _titled(text, layouts)
        if kind is None and documents:
            documents[-1] = PlainDocument(documents[-1].type, (*documents[-1].pages, number))
        else:
            documents.append(PlainDocument(kind or OTHER, (number,)))
    return documents


def _titled(text: str, layouts: Layouts) -> str | None:
    """The type whose title stands first, the longest where several begin there; else the head of an official act."""
    found = [
        (at.start(), -len(title), key)
        for key, layout in layouts.items()
        for title in layout.titles
        if (at := _words(title).search(text))
    ]
    if found:
        return min(found)[2]
    return ADMINISTRATIVE if _HEAD.search(text) and _MOTTO.search(text) else None


@cache
def _words(title: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, title.split())))


def plain_fields(kind: str, text: str, catalogue: Catalogue, layouts: Layouts) -> Mapping[str, Value]:
    """The fields of a document of this type by the labels of its form, in their order."""
    types = {spec.key: spec.type for spec in catalogue[kind].fields}
    found: dict[str, Value] = {}
    for key, printed in _printed(kind, text, catalogue, layouts[kind]):
        value = normal_form(types[key], printed)
        if value is not None:
            found.setdefault(key, value)
    return found


def _printed(kind: str, text: str, catalogue: Catalogue, layout: Layout) -> Iterator[tuple[str, str]]:
    if kind == ADMINISTRATIVE:
        yield from _of_head(text, catalogue)
        return
    others = _any_label(layout)
    reached = 0
    for item in layout.items:
        pattern = _pattern(item)
        if pattern is None:
            continue
        at = pattern.search(text, reached) or pattern.search(text)
        if at is None:
            continue
        reached = at.start("value") if layout.ordered else 0
        if item.key:
            value = _value(at["value"], others)
            shaped = re.search(item.pattern, value) if item.pattern else None
            yield item.key, shaped[0] if shaped else value


def _of_head(text: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """An official act has few labels: its number, its dated line, "V/v" and the list of recipients."""
    for key, pattern in (("document_number", _NUMBER), ("issued_on", _DATE_LINE)):
        if at := pattern.search(text):
            yield key, at["value"].split()[0] if key == "document_number" else at["value"]
    for spec in catalogue[ADMINISTRATIVE].fields:
        at = _labelled(spec.labels).search(text) if spec.labels and spec.key != "document_number" else None
        if at:
            yield spec.key, at["value"]


@cache
def _pattern(item: Item) -> re.Pattern[str] | None:
    match item.take:
        case Take.NUMBER:
            return _NUMBER
        case Take.DATE_LINE:
            return _DATE_LINE
        case Take.NAME:
            return None
    return _labelled(item.labels) if item.labels else None


@cache
def _labelled(labels: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(labels, key=len, reverse=True)
    either = "|".join(_GAP.join(map(re.escape, label.split())) for label in ordered)
    return re.compile(f"(?:{either}){_AFTER}", re.IGNORECASE)


@cache
def _any_label(layout: Layout) -> re.Pattern[str]:
    """Where a value ends because the next label begins; one of a single short word would end many a value."""
    labels = sorted({label for item in layout.items for label in item.labels if len(label) > 5}, key=len, reverse=True)
    return re.compile("|".join(_GAP.join(map(re.escape, label.split())) for label in labels) or r"(?!)", re.IGNORECASE)


def _value(text: str, others: re.Pattern[str]) -> str:
    """The rest of the line; where nothing stands there, the next line. Up to leaders or the next label."""
    for line in text.split("\n"):
        label = others.search(line)
        cut = _LEADERS.split(line[: label.start()] if label else line)
        kept = next((part for part in cut if re.search(r"\w", part)), "")
        if kept:
            return kept.strip(" :.")
    return ""
