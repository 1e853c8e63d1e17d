"""Print that was not read to say who it is about is looked for as the code says it; not found, it is for a person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from test_identity_card import PERSON, mrz, mrz_lines, printed, qr
from test_identity_verdict import CITIZEN, against, codes

from dossier.identification import IdentityVerdict
from dossier.page import Box
from dossier.record import Field, Source
from hoso.cards import supported
from hoso.unread import lines_of, with_found
from identity.channel import Channel
from ocr.fields import Look, PageAt

NUMBER = str(PERSON["id_number"])


def without(key: str, lines: Sequence[str] = ()) -> Channel:
    """The print without a field that stands in ``lines``."""
    return with_found(printed(0.97, **{key: ""}), [qr(), mrz(mrz_lines())], lambda _key: lines)


@pytest.mark.parametrize("key", ["id_number", "full_name", "date_of_birth"])
def test_print_that_was_not_read_is_no_match(key: str) -> None:
    found = against(CITIZEN, without(key), qr(), mrz(mrz_lines()))
    assert (found.verdict, codes(found)) == (IdentityVerdict.REVIEW, {"print_unread"})


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("id_number", f"sø/No.: {NUMBER}"),
        ("id_number", f"'{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"),
        ("full_name", "-. NGUYỄN THỊ MINH ÁNH"),
        ("date_of_birth", "Ngày sinh / Date of bith: 1506/1990"),
    ],
)
def test_what_stands_there_as_the_code_says_it_was_read(key: str, line: str) -> None:
    found = against(CITIZEN, without(key, ["Căn cước", line]), qr(), mrz(mrz_lines()))
    assert (found.verdict, codes(found)) == (IdentityVerdict.MATCH, set())


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("id_number", mrz_lines()[0]),
        ("id_number", mrz_lines()[0].replace("<", "")),
        ("id_number", f"9{NUMBER}"),
        ("full_name", mrz_lines()[2]),
        ("date_of_birth", "15/06/2030"),
    ],
)
def test_a_zone_and_other_numbers_are_not_the_print(key: str, line: str) -> None:
    assert without(key, [line]).value(key) is None


def test_a_zone_alone_gives_no_name_to_look_for_for_it_has_no_tones() -> None:
    found = with_found(printed(0.97, full_name=""), [mrz(mrz_lines())], lambda _key: ["NGUYEN THI MINH ANH"])
    assert found.value("full_name") is None


def test_a_card_that_no_machine_can_read_is_judged_by_its_print() -> None:
    assert "print_unread" not in codes(against(CITIZEN, printed(0.97)))


def test_beside_the_name_is_looked_where_no_line_of_the_page_says_it() -> None:
    asked: list[Look] = []

    def reread(wanted: Sequence[Look]) -> list[tuple[str, float]]:
        asked.extend(wanted)
        return [(f"Số / No.:\n{NUMBER}", 0.9)] * len(wanted)

    lines = lines_of((), reread, {"full_name": (PageAt(0, 1), Box(300, 400, 600, 430))})
    assert with_found(printed(0.97, id_number=""), [qr()], lines).value("id_number") == NUMBER
    assert {look.box for look in asked} == {Box(240, 250, 780, 400)}
    assert list(lines_of((), reread, {})("id_number")) == []


def test_a_field_found_so_has_its_value_and_is_as_sure_as_two_readings() -> None:
    field = Field(None, "", 0.05, None, None, None, Source.PRINT)
    found = supported({"id_number": field}, [qr()], lines=lambda _key: [NUMBER])["id_number"]
    assert (found.value, found.source, found.confidence >= 0.99) == (NUMBER, Source.PRINT, True)
