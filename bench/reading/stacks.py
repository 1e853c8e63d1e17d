"""Mixed stacks: several papers in one PDF, to be split, typed and kept in order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.reading.plain import read_plain, split_plain
from bench.reading.reading import HOSO, PLAIN
from dossier.cover import Sheet
from dossier.page import FaultCode
from hoso.catalogue import load_catalogue, load_layouts
from hoso.samples.catalogue import DRAWERS, draw_paper
from hoso.samples.covers import printed
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.settings import Settings
from ocr.engine.tesseract import TesseractEngine
from ocr.fields import PageAt
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import SourceDocument
from ocr.read import read_document
from ocr.sort import sort_covered

PAPERS = (4, 7)
_BACKS, _TURNED = 0.2, 0.15
_KEY = b"the benchmark's separator sheets"


@dataclass(frozen=True, slots=True)
class Stack:
    """One file and the truth: each paper's type and its pages, empty backs aside. ``sheeted``: with separator sheets."""

    condition: str
    sheeted: bool
    file: Path
    papers: tuple[tuple[str, tuple[int, ...]], ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a reader made of a stack: of ``papers``, how many were typed right, split right, in the right page order."""

    reader: str
    condition: str
    sheeted: bool
    pages: int
    papers: int
    typed: int
    whole: int
    ordered: int


def draw_stacks(folder: Path, conditions: Sequence[Condition], count: int, *, seed: str) -> Iterator[Stack]:
    """``count`` stacks under each condition, every other one with separator sheets."""
    for condition in conditions:
        for index in range(count):
            name = f"stack-{condition.value}-{index:04d}"
            yield _draw(folder / name, condition, f"{seed}:{name}", sheeted=index % 2 == 1)


def _draw(folder: Path, condition: Condition, seed: str, *, sheeted: bool) -> Stack:
    rng = random.Random(seed)
    papers = [draw_paper(rng.choice(list(DRAWERS)), rng) for _ in range(rng.randint(*PAPERS))]
    said = [Sheet(each.type, len(each.sheets)) for each in papers]
    sheets = printed(said, _KEY, font=Settings().font) if sheeted else [None] * len(papers)
    feeder = Feeder(folder, np.random.default_rng(rng.getrandbits(64)), condition)
    sheaves: list[Sheaf] = []
    truth: list[tuple[str, tuple[int, ...]]] = []
    at = 0
    for paper, sheet in zip(papers, sheets, strict=True):
        if sheet:
            sheaves.append(Sheaf(sheet))
            at += 1
        sheaf = Sheaf(paper, turned=180 if rng.random() < _TURNED else 0, backs=rng.random() < _BACKS)
        step = 2 if sheaf.backs else 1
        truth.append((paper.type, tuple(at + 1 + step * number for number in range(len(paper.sheets)))))
        at += step * len(paper.sheets)
        sheaves.append(sheaf)
    return Stack(condition.value, sheeted, feeder.scan("scan.pdf", *sheaves), tuple(truth), at)


def sorted_stack(stack: Stack, *, plain: bool) -> Iterator[Sorted]:
    """What hoso makes of a stack, and what plain Tesseract with titles does where no separator sheets lie in it."""
    with open_source(stack.file, Limits(), PopplerRenderer()) as source:
        yield judged(HOSO, stack, _hoso(source))
        if plain and not stack.sheeted:
            yield judged(PLAIN, stack, _plain(source))


def _hoso(source: SourceDocument) -> list[tuple[str, list[int]]]:
    read = list(read_document(source, TesseractEngine()))
    blank = {fault.page for page in read for fault in page.faults if fault.code is FaultCode.BLANK}
    found = sort_covered(
        [[page.reading for page in read]],
        load_catalogue(),
        load_layouts(),
        key=_KEY,
        blank={PageAt(0, page) for page in blank},
    )
    return [(each.type, [at.page for at in each.pages if at.page not in blank]) for each in found.documents]


def _plain(source: SourceDocument) -> list[tuple[str, list[int]]]:
    pages, _ = read_plain(source)
    written = {number for number, page in enumerate(pages, 1) if sum(map(str.isalnum, page.text)) > 0}
    found = split_plain([page.text for page in pages], load_layouts())
    return [(each.type, [page for page in each.pages if page in written]) for each in found]


def judged(reader: str, stack: Stack, found: Sequence[tuple[str, list[int]]]) -> Sorted:
    """A paper is typed right where its first page lies in a document of its type."""
    by_page = {page: kind for kind, pages in found for page in pages}
    sets, lists = [set(pages) for _, pages in found], [pages for _, pages in found]
    return Sorted(
        reader,
        stack.condition,
        stack.sheeted,
        stack.pages,
        len(stack.papers),
        typed=sum(by_page.get(pages[0]) == kind for kind, pages in stack.papers),
        whole=sum(set(pages) in sets for _, pages in stack.papers),
        ordered=sum(list(pages) in lists for _, pages in stack.papers),
    )
