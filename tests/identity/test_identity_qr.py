"""The QR payload of identity cards; every example is synthetic."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.qr import CardQr, Extra, ExtraKind, QrProblem, QrRefused, parse_qr

CARD = "001190123456|012345678|Nguyễn Thị Minh Ánh|15061990|Nữ|Số 5, Phường Láng Thượng, Đống Đa, Hà Nội|20042021"


def read(text: str) -> CardQr:
    card = parse_qr(text.encode())
    assert isinstance(card, CardQr)
    return card


def problems(payload: bytes) -> tuple[QrProblem, ...]:
    refused = parse_qr(payload)
    assert isinstance(refused, QrRefused)
    return refused.problems


def test_the_seven_fields_of_2021() -> None:
    card = read(CARD)
    assert (str(card.id_number), card.old_number, card.full_name) == (
        "001190123456",
        "012345678",
        "Nguyễn Thị Minh Ánh",
    )
    assert (card.date_of_birth, card.sex, card.date_of_issue) == ("1990-06-15", "female", "2021-04-20")
    assert card.place_of_residence == "Số 5, Phường Láng Thượng, Đống Đa, Hà Nội"
    assert card.raw_sha256.hex == hashlib.sha256(CARD.encode()).hexdigest()


def test_an_empty_old_number_keeps_its_place_and_the_issue_date_may_be_missing() -> None:
    card = read("001190123456||Nguyễn Thị Minh Ánh|15061990|Nữ|Hà Nội")
    assert card.old_number is None
    assert card.date_of_issue is None


def test_the_further_fields_of_2024_are_told_by_their_shape() -> None:
    assert read(CARD + "|001190000001|Nguyễn Văn Cha|Trần Thị Mẹ|").extra == (
        Extra(ExtraKind.CANCELLED_NUMBER, "001190000001"),
        Extra(ExtraKind.FATHER, "Nguyễn Văn Cha"),
        Extra(ExtraKind.MOTHER, "Trần Thị Mẹ"),
    )


def test_decomposed_text_becomes_composed() -> None:
    assert read(unicodedata.normalize("NFD", CARD)).full_name == "Nguyễn Thị Minh Ánh"


def test_a_birth_date_of_a_year_only() -> None:
    assert read(CARD.replace("15061990", "00001990")).date_of_birth == "1990"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"\xff\xfe\x00", (QrProblem.NOT_UTF8,)),
        (b"https://example.vn/a", (QrProblem.TOO_FEW_FIELDS,)),
        (CARD.replace("001190123456", "00119012345").encode(), (QrProblem.NUMBER_MALFORMED,)),
        (CARD.replace("15061990", "31021990").encode(), (QrProblem.BIRTH_MALFORMED,)),
        (b"1|2|3|4|5|6|7", tuple(each for each in QrProblem if each not in ("not_utf8", "too_few_fields"))),
    ],
)
def test_everything_wrong_is_said_at_once(payload: bytes, expected: tuple[QrProblem, ...]) -> None:
    assert problems(payload) == expected


@given(st.binary(max_size=300))
def test_no_bytes_break_the_parser(payload: bytes) -> None:
    assert parse_qr(payload).raw_sha256.hex == hashlib.sha256(payload).hexdigest()
