"""One paper through reading, sorting and extraction, and each of its fields against the truth."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.path.error import Count, row_texts
from bench.path.process import programs_cpu
from bench.path.truth import Placed, even
from bench.reading.papers import Paper, Value
from bench.reading.plain import plain_fields, read_plain, split_plain
from dossier.page import PageReading
from dossier.text import fold
from hoso.catalogue import load_catalogue, load_layouts
from hoso.samples.sheet import MM_PER_INCH
from ocr.engine.port import OcrEngine
from ocr.fields import CropReader, ExtractedField, PageAt, extract
from ocr.fields.confidence import quantities
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import DamagedPage, Pixels, SourceDocument
from ocr.read import read_document
from ocr.sort import SortedDocument, sort_pages

HOSO, PLAIN = "hoso", "plain"


@dataclass(frozen=True, slots=True)
class Score:
    """One field. ``printed``: the paper has it; ``read``: a value was given; ``made_of``: what the confidence saw."""

    kind: str
    condition: str
    key: str
    printed: bool
    read: bool
    exact: bool
    any_case: bool
    any_tone: bool
    confidence: float
    made_of: Mapping[str, float]
    check: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One paper: whether its type and its pages were found, what was misread, what it cost, its fields.

    ``reader``: hoso, or what it is compared with (``bench.reading.plain``). ``cpu``: seconds, those of plain Tesseract
    the program's alone; ``seconds`` on the clock.
    """

    kind: str
    condition: str
    pages: int
    typed: bool
    whole: bool
    characters: Count
    words: Count
    cpu: float
    fields: tuple[Score, ...]
    reader: str = HOSO
    seconds: float = 0.0


class Bench:
    """The recogniser, the types and their layouts, as the path has them."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._catalogue, self._layouts = load_catalogue(), load_layouts()

    def outcome(self, paper: Paper) -> Outcome:
        """Read a paper; fields are those of its print, a card's QR code and zone are not held against them."""
        started, clock = _cpu(), time.monotonic()
        with open_source(paper.file, Limits(), PopplerRenderer()) as source:
            readings = [page.reading for page in read_document(source, self._engine)]
            documents = sort_pages([readings], self._catalogue, self._layouts)
            document = next((each for each in documents if each.type == paper.kind), documents[0])
            found = self._fields(document, readings, source) if document.type == paper.kind else ()
        spent, seconds = _cpu() - started, time.monotonic() - clock
        characters, words = _errors(paper, readings)
        return Outcome(
            kind=paper.kind,
            condition=paper.condition,
            pages=len(readings),
            typed=document.type == paper.kind,
            whole=len(documents) == 1 and [at.page for at in document.pages] == list(range(1, len(readings) + 1)),
            characters=characters,
            words=words,
            cpu=spent,
            fields=tuple(_scores(paper, found)),
            seconds=seconds,
        )

    def plain_outcome(self, paper: Paper) -> Outcome:
        """The same pages through plain Tesseract, titles and regular expressions; nothing tells how sure it is."""
        clock = time.monotonic()
        with open_source(paper.file, Limits(), PopplerRenderer()) as source:
            pages, spent = read_plain(source)
        documents = split_plain([page.text for page in pages], self._layouts)
        document = next((each for each in documents if each.type == paper.kind), documents[0])
        text = "\n".join(pages[number - 1].text for number in document.pages)
        found = plain_fields(paper.kind, text, self._catalogue, self._layouts) if document.type == paper.kind else {}
        seconds = time.monotonic() - clock
        characters, words = _errors(paper, [page.reading for page in pages])
        return Outcome(
            kind=paper.kind,
            condition=paper.condition,
            pages=len(pages),
            typed=document.type == paper.kind,
            whole=len(documents) == 1,
            characters=characters,
            words=words,
            cpu=spent,
            fields=tuple(_scores(paper, [ExtractedField(key, value, "", 0.0) for key, value in found.items()])),
            reader=PLAIN,
            seconds=seconds,
        )

    def _fields(
        self, document: SortedDocument, readings: Sequence[PageReading], source: SourceDocument
    ) -> tuple[ExtractedField, ...]:
        return extract(
            document.type,
            document.pages,
            files=[readings],
            catalogue=self._catalogue,
            layouts=self._layouts,
            reread=CropReader(self._engine, Pictures(readings, source)),
        )


class Pictures:
    """The upright picture of a page; the last one is kept."""

    def __init__(self, readings: Sequence[PageReading], source: SourceDocument) -> None:
        self._readings, self._source = readings, source
        self._last: tuple[PageAt, Pixels, int] | None = None

    def __call__(self, at: PageAt) -> tuple[Pixels, int]:
        """As ``CropReader`` wants it; of a damaged page an empty picture."""
        if self._last is None or self._last[0] != at:
            page = self._source.page(at.page)
            if isinstance(page, DamagedPage):
                return np.zeros((0, 0), np.uint8), 1
            turned = np.rot90(page.pixels, k=-(self._readings[at.page - 1].image.rotation // 90))
            self._last = at, np.ascontiguousarray(turned), page.dpi
        return self._last[1], self._last[2]


def _cpu() -> float:
    """Processor seconds of this process and of the programs it started."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime + programs_cpu()


def _errors(paper: Paper, readings: Sequence[PageReading]) -> tuple[Count, Count]:
    """Misread characters and misread words of the drawn pages."""
    characters = words = Count(0, 0)
    for truth, reading in zip(paper.words, readings, strict=False):
        if not truth:
            continue
        texts, stray = row_texts(truth, _placed(reading))
        for printed, read in texts:
            characters += Count(Levenshtein.distance(printed, read), len(printed))
            words += Count(Levenshtein.distance(printed.split(), read.split()), len(printed.split()))
        characters += Count(0, 0, stray)
    return characters, words


def _placed(reading: PageReading) -> Iterator[Placed]:
    mm = MM_PER_INCH / reading.image.dpi if reading.image.dpi else 0.0
    for word in reading.words:
        box = word.box
        yield Placed(even(word.text), (box.x0 + box.x1) / 2 * mm, (box.y0 + box.y1) / 2 * mm)


def _scores(paper: Paper, found: Sequence[ExtractedField]) -> Iterator[Score]:
    by_key = {each.key: each for each in found}
    for key in dict.fromkeys((*paper.fields, *by_key)):
        wanted, field = paper.fields.get(key, ()), by_key.get(key)
        if not wanted and (field is None or field.value is None):
            continue
        value = field.value if field else None
        yield Score(
            kind=paper.kind,
            condition=paper.condition,
            key=key,
            printed=bool(wanted),
            read=value is not None,
            exact=value in wanted,
            any_case=_like(value, wanted, str.casefold),
            any_tone=_like(value, wanted, fold),
            confidence=field.confidence if field else 0.0,
            made_of=quantities(field.family, field.seen) if field and field.family and field.seen else {},
            check=str(field.seen.check) if field and field.seen else "",
        )


def _like(value: Value | None, wanted: Sequence[Value], form: Callable[[str], str]) -> bool:
    """Whether a value is one of the right ones once both are brought into a form."""
    return value is not None and _plain(value, form) in {_plain(each, form) for each in wanted}


def _plain(value: Value, form: Callable[[str], str]) -> str:
    return form(value if isinstance(value, str) else "\n".join(value))
