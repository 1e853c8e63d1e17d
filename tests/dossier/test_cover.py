"""Separator sheets: codes that only the office can make, and stacks cut at them."""

from __future__ import annotations

import pytest

from dossier.cover import Cover, CoverState, Sheet, is_cover_code, read_code, stacks

KEY, TYPES = b"k" * 32, {"birth_certificate", "other"}
OWN = CoverState.OWN


@pytest.mark.parametrize("sheet", [Sheet(), Sheet("birth_certificate"), Sheet("other", 999), Sheet(None, 1)])
def test_what_was_printed_is_read(sheet: Sheet) -> None:
    assert read_code(sheet.code(KEY).encode(), TYPES, KEY) == sheet


def test_the_sheet_of_another_office_says_nothing() -> None:
    assert read_code(Sheet("birth_certificate", 2).code(b"o" * 32).encode(), TYPES, KEY) is None


@pytest.mark.parametrize(("old", "new"), [(":2:", ":1:"), ("birth_certificate", "other"), (":1:birth", ":2:birth")])
def test_a_changed_code_says_nothing(old: str, new: str) -> None:
    code = Sheet("birth_certificate", 2).code(KEY)
    changed = code.replace(old, new, 1)
    assert changed != code
    assert is_cover_code(changed.encode())
    assert read_code(changed.encode(), TYPES, KEY) is None


def test_a_type_that_is_no_longer_known_says_nothing() -> None:
    assert read_code(Sheet("passport").code(KEY).encode(), TYPES, KEY) is None


@pytest.mark.parametrize(
    "content", [b"", b"HOSO:COVER:", b"HOSO:COVER:1:any:0:\xff", b"HOSO:COVER:1:any:0:" + b"0" * 400]
)
def test_garbage_says_nothing(content: bytes) -> None:
    assert read_code(content, TYPES, KEY) is None


def test_a_cards_code_is_no_separator() -> None:
    assert not is_cover_code(b"042192208847||HUYNH THI HA|31031992|Nu|Ha Tinh|18072025")


def test_pages_are_cut_at_sheets_and_only_the_offices_own_are_left_out() -> None:
    own, foreign = Cover(2, OWN), Cover(4, CoverState.FOREIGN)
    found = [stack.pages for stack in stacks([(1, None), (2, own), (3, None), (4, foreign), (5, None)])]
    assert found == [(1,), (3,), (4, 5)]


def test_a_sheet_at_the_end_stands_before_nothing() -> None:
    assert [stack.pages for stack in stacks([(1, None), (2, Cover(2, OWN))])] == [(1,), ()]
