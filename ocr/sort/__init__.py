"""Pages into documents: each page's type, then which pages are one paper."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.doctype import Catalogue
from dossier.page import PageReading
from ocr.fields.field import PageAt
from ocr.layout import Layouts
from ocr.sort.clues import find_clues
from ocr.sort.group import SortedDocument, group_pages

__all__ = ["SortedDocument", "sort_pages"]


def sort_pages(
    files: Sequence[Sequence[PageReading]], catalogue: Catalogue, layouts: Layouts
) -> tuple[SortedDocument, ...]:
    """Group the pages of all files of a dossier, in order, by the catalogue's types.

    Every page is in exactly one document. A type of the catalogue without a layout is a ``KeyError``.
    """
    known = {key: layouts[key] for key in catalogue}
    pages = [
        (PageAt(number, reading.image.page), find_clues(reading, known))
        for number, file in enumerate(files)
        for reading in file
    ]
    return group_pages(pages, known)
