"""Separator sheets in a stack: typed as they say, counted, doubted where they cannot be trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fields_pages import page_of
from test_ocr_fields_administrative import DECISION
from test_ocr_fields_form import BIRTH
from test_ocr_fields_sort import BLANK, FRONT, REQUEST

from dossier.cover import Cover, CoverState, Sheet
from dossier.page import Box, PageReading, Symbol
from hoso.catalogue import load_catalogue, load_layouts
from ocr.fields import PageAt
from ocr.sort import SortedPages, sort_covered

KEY = b"k" * 32
OWN = CoverState.OWN


def printed(sheet: Sheet, *more: str, key: bytes = KEY) -> PageReading:
    """A separator sheet as it is read, with other lines of print on it."""
    name = load_catalogue()[sheet.type].name_vi if sheet.type else None
    code = Symbol("QR Code", sheet.code(key).encode(), Box(1400, 100, 1800, 500))
    return replace(page_of(*sheet.lines(name), *more), symbols=(code,))


def sort(*pages: PageReading) -> SortedPages:
    numbered = [replace(page, image=replace(page.image, page=at)) for at, page in enumerate(pages, 1)]
    blank = {PageAt(0, at) for at, page in enumerate(pages, 1) if not page.words}
    return sort_covered([numbered], load_catalogue(), load_layouts(), key=KEY, blank=blank)


def found(*pages: PageReading) -> list[tuple[str, list[int]]]:
    return [(each.type, [at.page for at in each.pages]) for each in sort(*pages).documents]


def test_papers_are_typed_as_the_sheets_before_them_say() -> None:
    assert found(printed(Sheet("land_use_certificate")), DECISION, printed(Sheet("other")), REQUEST) == [
        ("land_use_certificate", [2]),
        ("other", [4]),
    ]


def test_what_the_paper_itself_confirms_is_sure() -> None:
    (document,) = sort(printed(Sheet("birth_certificate", 1)), BIRTH).documents
    assert document.confidence > 0.99


def test_a_paper_that_clearly_is_another_is_not_sure() -> None:
    (document,) = sort(printed(Sheet("passport", 1)), BIRTH).documents
    assert document.type == "passport"
    assert document.confidence < 0.9


def test_a_sheet_without_a_type_only_separates() -> None:
    assert found(printed(Sheet()), BIRTH, printed(Sheet()), DECISION) == [
        ("birth_certificate", [2]),
        ("administrative_document", [4]),
    ]


def test_pages_before_the_first_sheet_are_sorted_by_content() -> None:
    assert found(BIRTH, printed(Sheet("other")), FRONT) == [("birth_certificate", [1]), ("other", [3])]


def test_pages_beyond_the_count_are_papers_of_their_own() -> None:
    assert found(printed(Sheet("other", 1)), FRONT, BIRTH, REQUEST) == [
        ("other", [2]),
        ("birth_certificate", [3]),
        ("birth_registration_form", [4]),
    ]


def test_empty_backs_do_not_count_and_stay_with_their_paper() -> None:
    stack = (printed(Sheet("other", 2)), BLANK, FRONT, BLANK, BIRTH, BLANK, REQUEST, BLANK)
    assert found(*stack) == [("other", [3, 4, 5, 6]), ("birth_registration_form", [7, 8])]
    assert sort(*stack).covers == ((0, Cover(1, OWN, "other", 2, back=2)),)


def test_a_code_that_shows_through_on_the_back_is_no_sheet() -> None:
    front = printed(Sheet("other", 1))
    through = replace(BLANK, symbols=front.symbols)
    assert sort(front, through, FRONT).covers == ((0, Cover(1, OWN, "other", 1, back=2)),)


def test_every_page_but_sheets_is_in_exactly_one_paper() -> None:
    stack = (BLANK, printed(Sheet("other", 1)), FRONT, printed(Sheet()), printed(Sheet(), key=b"x"), BLANK, BIRTH)
    pages = sorted(at.page for each in sort(*stack).documents for at in each.pages)
    assert pages == [1, 3, 5, 6, 7]


@pytest.mark.parametrize(
    ("sheet", "state"),
    [
        (printed(Sheet("other"), key=b"somebody else's"), CoverState.FOREIGN),
        (replace(printed(Sheet("other")), symbols=()), CoverState.UNREADABLE),
        (printed(Sheet("other"), *BIRTH.text.split("\n")), CoverState.WRITTEN_ON),
    ],
)
def test_a_sheet_that_cannot_be_trusted_is_kept_as_a_page_and_separates(sheet: PageReading, state: CoverState) -> None:
    result = sort(DECISION, sheet, BIRTH)
    assert [cover.state for _, cover in result.covers] == [state]
    assert [(each.type, [at.page for at in each.pages]) for each in result.documents] == [
        ("administrative_document", [1]),
        ("other", [2]),
        ("birth_certificate", [3]),
    ]


def test_two_sheets_in_one_picture_say_nothing() -> None:
    one, other = printed(Sheet("other")), printed(Sheet("passport"))
    both = replace(one, symbols=(*one.symbols, *other.symbols))
    assert [cover.state for _, cover in sort(both, BIRTH).covers] == [CoverState.FOREIGN]


def test_a_card_that_lies_on_a_sheet_is_not_left_out() -> None:
    code = Symbol("QR Code", b"042192208847||HUYNH THI HA|31031992|Nu|Ha Tinh|18072025", Box(0, 0, 9, 9))
    sheet = printed(Sheet("identity_card"))
    laid_on = replace(sheet, symbols=(*sheet.symbols, code))
    result = sort(laid_on)
    assert [cover.state for _, cover in result.covers] == [CoverState.WRITTEN_ON]
    assert [at.page for each in result.documents for at in each.pages] == [1]
