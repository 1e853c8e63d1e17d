"""Pages into documents: each page's type, then which pages are one paper, as separator sheets or the pages show it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from dossier.cover import Cover, stacks
from dossier.doctype import Catalogue
from dossier.page import PageReading
from ocr.fields.field import PageAt
from ocr.layout import Layouts
from ocr.sort.clues import find_clues
from ocr.sort.covers import find_cover, with_backs
from ocr.sort.group import SortedDocument, group_pages
from ocr.sort.stacked import group_stacks

__all__ = ["SortedDocument", "SortedPages", "sort_covered", "sort_pages"]


@dataclass(frozen=True, slots=True)
class SortedPages:
    """The papers, and the separator sheets with the index of the file each lay in.

    Every page is in exactly one document, but for separator sheets that are obeyed and their empty backs.
    """

    documents: tuple[SortedDocument, ...]
    covers: tuple[tuple[int, Cover], ...]


def sort_pages(
    files: Sequence[Sequence[PageReading]], catalogue: Catalogue, layouts: Layouts
) -> tuple[SortedDocument, ...]:
    """Group the pages of all files of a dossier, in order, by the catalogue's types; no separator sheets are looked for.

    Every page is in exactly one document. A type of the catalogue without a layout is a ``KeyError``.
    """
    known = {key: layouts[key] for key in catalogue}
    return group_pages([(at, find_clues(reading, known)) for at, reading in _pages(files)], known)


def sort_covered(
    files: Sequence[Sequence[PageReading]],
    catalogue: Catalogue,
    layouts: Layouts,
    *,
    key: bytes,
    blank: Container[PageAt],
) -> SortedPages:
    """The same where separator sheets of the office with this key may lie between the papers; ``blank`` pages are empty."""
    known = {each: layouts[each] for each in catalogue}
    pages = _pages(files)
    found = with_backs({at: find_cover(reading, catalogue, key) for at, reading in pages}, blank)
    covers = tuple((at.file, cover) for at, cover in found.items() if cover)
    backs = {PageAt(file, cover.back) for file, cover in covers if cover.back}
    seen = [((at, find_clues(reading, known)), found[at]) for at, reading in pages if at not in backs]
    return SortedPages(group_stacks(tuple(stacks(seen)), known, blank), covers)


def _pages(files: Sequence[Sequence[PageReading]]) -> list[tuple[PageAt, PageReading]]:
    return [(PageAt(number, reading.image.page), reading) for number, file in enumerate(files) for reading in file]
