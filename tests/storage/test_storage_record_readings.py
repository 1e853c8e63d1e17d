"""The words side-car."""

from __future__ import annotations

import pytest

from dossier.errors import InputRefused
from dossier.page import Box, PageImage, PageReading, PageSource, Symbol, Word
from storage.readings_json import readings_from_json, readings_to_json

READING = PageReading(
    image=PageImage(1, 2480, 3508, 300, 90, PageSource.RENDERED),
    words=(Word("Cộng", Box(1, 2, 3, 4), 0.9312, 0, 0), Word("hòa", Box(5, 2, 9, 4), 1.0, 0, 0)),
    symbols=(Symbol("QRCode", bytes(range(256)), Box(0, 0, 10, 10)),),
    mrz=("IDVNM0790000000", "9001011F"),
    mrz_box=Box(0, 90, 100, 99),
    cells=(Box(10, 20, 30, 40),),
)


def test_readings_come_back_as_they_were() -> None:
    pages = (READING, PageReading(image=READING.image))
    assert readings_from_json(readings_to_json(pages)) == pages


def test_a_symbols_bytes_must_be_base64() -> None:
    damaged = readings_to_json([READING]).replace(b'"content":"AAEC', b'"content":"A*EC')
    with pytest.raises(InputRefused, match="base64"):
        readings_from_json(damaged)


def test_another_contract_is_refused() -> None:
    with pytest.raises(InputRefused):
        readings_from_json(b'{"contract":"hoso.words/2","pages":[]}')


def test_a_box_has_four_corners() -> None:
    damaged = readings_to_json([READING]).replace(b"[1,2,3,4]", b"[1,2,3]")
    with pytest.raises(InputRefused, match="four numbers"):
        readings_from_json(damaged)
