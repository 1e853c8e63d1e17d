"""The small date of expiry of a chip card is found by where the code lies."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from dossier.page import PageImage, PageReading, PageSource
from hoso.samples.papers import card_2021, card_2024
from hoso.samples.papers.card import honest
from hoso.samples.persons import Person, make_person
from hoso.small_expiry import KEY, with_small_expiry
from ocr.engine.tesseract import TesseractEngine
from ocr.fields import ExtractedField, PageAt
from ocr.symbols import read_symbols

Pixels = NDArray[np.uint8]
AT = PageAt(0, 1)
NOT_READ = ExtractedField(KEY, None, "", 0.0)


def person(endless: bool, layout: str = "2021") -> Person:
    people = (make_person(random.Random(seed), layout=layout) for seed in range(200))
    return next(each for each in people if (each.expires is None) is endless)


def looked_at(owner: Person, field: ExtractedField, *, turned: float = 0.0) -> ExtractedField:
    side = card_2024.back if owner.layout == "2024" else card_2021.front
    sheet = side(honest(owner), random.Random(1), 300)
    picture = np.asarray(cv2.cvtColor(np.asarray(sheet.image), cv2.COLOR_RGB2BGR), np.uint8)
    height, width = picture.shape[:2]
    skew = cv2.getRotationMatrix2D((width / 2, height / 2), turned, 1.0)
    picture = np.asarray(
        cv2.warpAffine(picture, skew, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 250))
    )
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    page = PageReading(PageImage(1, width, height, 300, 0, PageSource.EMBEDDED), symbols=read_symbols(grey))
    (found,) = with_small_expiry([field], [AT], [page], lambda _at: (picture, 300), TesseractEngine())
    return found


@pytest.mark.parametrize("layout", ["2021", "2024"])
def test_a_date_that_the_page_did_not_give_is_read_with_its_place(layout: str) -> None:
    owner = person(endless=False, layout=layout)
    found = looked_at(owner, NOT_READ)
    assert owner.expires is not None
    assert found.value == owner.expires.isoformat()
    assert found.at == AT and found.box is not None
    assert 0 < found.confidence <= 0.9


@pytest.mark.parametrize("turned", [-4.0, 4.0])
@pytest.mark.parametrize("layout", ["2021", "2024"])
def test_the_date_of_a_card_that_lies_askew_is_found_too(layout: str, turned: float) -> None:
    owner = person(endless=False, layout=layout)
    found = looked_at(owner, NOT_READ, turned=turned)
    assert owner.expires is not None
    assert found.value == owner.expires.isoformat()


def test_a_date_that_was_read_is_left_alone() -> None:
    read = ExtractedField(KEY, "2030-01-02", "02/01/2030", 0.8)
    assert looked_at(person(endless=False), read) == read


@pytest.mark.parametrize("layout", ["2021", "2024"])
def test_a_card_without_end_has_no_date_there(layout: str) -> None:
    assert looked_at(person(endless=True, layout=layout), NOT_READ) == NOT_READ


@pytest.mark.parametrize("pages", [0, 1])
def test_a_page_without_a_code_says_nothing(pages: int) -> None:
    blank: Pixels = np.full((600, 900, 3), 240, np.uint8)
    page = PageReading(PageImage(1, 900, 600, 300, 0, PageSource.EMBEDDED))
    found = with_small_expiry([NOT_READ], [AT] * pages, [page] * pages, lambda _at: (blank, 300), TesseractEngine())
    assert found == (NOT_READ,)
