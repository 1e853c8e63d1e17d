"""Mixed stacks: papers behind separator sheets as these say, the others by what they show."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from dossier.cover import Cover, CoverState, Stack
from dossier.doctype import OTHER
from ocr.fields.field import PageAt
from ocr.layout import Layouts
from ocr.sort.clues import Clues
from ocr.sort.group import SortedDocument, group_pages
from ocr.sort.types import CEILING

Seen = tuple[PageAt, Clues]

_RIGHT_SHEETS = 49.0
"""Odds that a clerk laid the right sheet before a paper. Set by judgement."""


def group_stacks(
    stacks: Sequence[Stack[Seen]], layouts: Layouts, blank: Container[PageAt]
) -> tuple[SortedDocument, ...]:
    """The papers of all stacks in order; every page of a stack is in exactly one."""
    documents: list[SortedDocument] = []
    loose: tuple[PageAt, ...] = ()
    for stack in stacks:
        if all(clues.blank for _, clues in stack.pages):
            # An empty sheet between two separators belongs to nobody: it stays with the paper before it.
            loose += tuple(at for at, _ in stack.pages)
            if documents:
                documents[-1], loose = replace(documents[-1], pages=documents[-1].pages + loose), ()
            continue
        first, *others = _papers(stack, layouts, blank)
        documents += [replace(first, pages=loose + first.pages), *others]
        loose = ()
    return (*documents, SortedDocument(OTHER, 0.5, loose)) if loose else tuple(documents)


def _papers(stack: Stack[Seen], layouts: Layouts, blank: Container[PageAt]) -> Iterator[SortedDocument]:
    cover, pages = stack.cover, stack.pages
    if cover is None or (cover.state is CoverState.OWN and cover.type is None and cover.pages is None):
        yield from group_pages(pages, layouts)
        return
    if cover.state is not CoverState.OWN:
        yield SortedDocument(OTHER, 0.5, (pages[0][0],))
        yield from group_pages(pages[1:], layouts)
        return
    count = _covered(pages, cover.pages, blank)
    yield _as_said(cover, pages[:count], layouts)
    yield from group_pages(pages[count:], layouts)


def _covered(pages: Sequence[Seen], written: int | None, blank: Container[PageAt]) -> int:
    """How many pages the sheet speaks for: as many written ones as it says with the empty ones behind them."""
    if written is None:
        return len(pages)
    seen = 0
    for number, (at, _) in enumerate(pages):
        seen += at not in blank
        if seen > written:
            return number
    return len(pages)


def _as_said(cover: Cover, pages: Sequence[Seen], layouts: Layouts) -> SortedDocument:
    """One paper of the sheet's type; less sure where it looks like one of another type and nothing like that one."""
    shown = group_pages(pages, layouts)
    places = tuple(at for at, _ in pages)
    if cover.type is None:
        return replace(shown[0], pages=places)
    against = max((each.confidence for each in shown if each.type not in (cover.type, OTHER)), default=0.0)
    if any(each.type == cover.type for each in shown):
        against = 0.0
    odds = _RIGHT_SHEETS * (1 - against) / against if against else float("inf")
    confidence = 1.0 if odds == float("inf") else odds / (1 + odds)
    return SortedDocument(cover.type, min(confidence, CEILING), places)
