"""Probabilities come from data that says where it is from; rules say what is looked at twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fields_pages import fields_of, page_of

from dossier.doctype import FieldSpec, FieldType
from dossier.page import Box, Word
from ocr.fields.agreement import combined
from ocr.fields.confidence import Again, Check, Family, Observation, fitted, on_curve, probability, quantities
from ocr.fields.reading import Read, read_value

SEEN = Observation(weakest=0.95, label=1.0, words=3, check=Check.PLAUSIBLE)


def words(text: str, confidence: float = 0.96) -> list[Word]:
    return [Word(part, Box(at * 200, 0, at * 200 + 150, 40), confidence, 0, 0) for at, part in enumerate(text.split())]


def name(text: str, confidence: float = 0.96) -> Read:
    return read_value(FieldSpec("full_name", FieldType.TEXT, ()), text, words(text, confidence), 1.0)


@pytest.mark.parametrize("network", [True, False])
def test_the_weights_say_when_and_on_how_much_they_were_fitted(network: bool) -> None:
    model = fitted(network=network)
    assert date.fromisoformat(model.fitted_on) >= date(2026, 11, 25)
    assert model.fields >= 600
    assert model.command


@pytest.mark.parametrize("family", Family)
def test_what_failed_a_check_is_less_probable(family: Family) -> None:
    assert probability(family, replace(SEEN, check=Check.DOUBTFUL)) < probability(family, SEEN)


@pytest.mark.parametrize("family", Family)
def test_a_second_reading_that_differs_makes_less_probable(family: Family) -> None:
    differs, agrees = (
        probability(family, replace(SEEN, weakest=0.1, check=Check.NONE, again=again))
        for again in (Again.DIFFERS, Again.AGREES)
    )
    assert differs < agrees


@pytest.mark.parametrize("family", Family)
def test_what_failed_a_check_is_never_accepted(family: Family) -> None:
    best = replace(SEEN, weakest=1.0, again=Again.AGREES, check=Check.DOUBTFUL)
    assert probability(family, best) <= 0.88


@pytest.mark.parametrize("family", [Family.NAME, Family.DIGITS, Family.DATE])
def test_of_two_readings_that_differ_none_is_accepted_where_any_letters_may_stand(family: Family) -> None:
    assert probability(family, replace(SEEN, again=Again.DIFFERS)) <= 0.89


def test_sex_and_birth_date_do_not_settle_a_dispute_about_the_last_digits_of_a_number() -> None:
    disputed = replace(SEEN, check=Check.CONFIRMED, again=Again.DIFFERS)
    assert probability(Family.DIGITS, disputed) <= 0.89
    assert probability(Family.DIGITS, replace(disputed, again=Again.AGREES)) > 0.95


def test_what_nothing_confirms_and_nobody_read_twice_is_not_quite_sure() -> None:
    once = replace(SEEN, weakest=0.97, check=Check.NONE)
    assert probability(Family.TEXT, once) < 0.99


def test_between_its_points_a_curve_grows_as_odds_do() -> None:
    points = [(0.0, 0.5), (2.0, 0.9)]
    assert [on_curve(points, odds) for odds in (-1.0, 1.0, 3.0)] == pytest.approx([0.5, 0.75, 0.9])


def test_a_known_name_read_well_is_settled() -> None:
    assert name("Trần Thị Hoa").settled


@pytest.mark.parametrize("text", ["Trần Thị Hoă", "Trân Thị Hoa"])
def test_an_unlisted_or_repaired_name_is_looked_at_again(text: str) -> None:
    assert not name(text).settled


def test_a_word_that_engines_prefer_to_a_name_is_looked_at_again() -> None:
    assert not name("Huỳnh Quỳnh Tường Vị").settled
    assert name("Huỳnh Quỳnh Tường Vi").settled


def test_a_name_read_badly_is_looked_at_again() -> None:
    assert not name("Trần Thị Hoa", confidence=0.6).settled


def test_white_space_where_words_were_lost_stays_a_doubt_when_both_readings_agree() -> None:
    spec = FieldSpec("purpose", FieldType.TEXT, ())
    far = [Word("kết", Box(0, 0, 60, 40), 0.96, 0, 0), Word("hôn", Box(300, 0, 360, 40), 0.96, 0, 0)]
    first = read_value(spec, "kết hôn", far, 1.0)
    second = read_value(spec, "kết hôn", words("kết hôn"), 1.0)
    assert combined(first, second).confidence <= 0.88


def test_the_files_own_text_is_not_read_again() -> None:
    assert read_value(FieldSpec("purpose", FieldType.TEXT, ()), "kết hôn", words("kết hôn", 1.0), 1.0).settled


def test_a_second_reading_that_is_no_such_value_does_not_speak_against_one() -> None:
    first = name("Mai Trọng Thuyên")
    assert combined(first, name("Mai Trgng Thuyên")) == first
    assert combined(first, name("Mai Trọng Thuyết")).confidence < first.confidence


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Ông VŨ VĂN BÁCH", "VŨ VĂN BÁCH"),
        ("Bà: Trần Thị Hoa", "Trần Thị Hoa"),
        ("Ông Văn Nam", "Ông Văn Nam"),
        ("Hộ ông Lê Văn Tám", "Lê Văn Tám"),
    ],
)
def test_how_an_owner_is_addressed_is_no_part_of_the_name(read: str, value: str) -> None:
    assert name(read).value == value


def test_the_place_of_a_document_is_one_of_the_country() -> None:
    known, slip, unknown = (
        read_value(FieldSpec("place", FieldType.TEXT, ()), text, words(text), 1.0)
        for text in ("Vỹ Dạ", "Vỹ Da", "Vỹ Dung")
    )
    assert (slip.value, slip.text, slip.seen.repaired) == ("Vỹ Dạ", "Vỹ Da", True)
    assert (known.seen.check, unknown.seen.check) == (Check.PLAUSIBLE, Check.DOUBTFUL)


@pytest.mark.parametrize("network", [True, False])
def test_what_each_reader_reads_is_weighed_by_its_own_model(network: bool) -> None:
    page = page_of("GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ VĂN TÁM", "Quê quán: Thôn 3, Xã Ea Kao, Đắk Lắk")
    read = replace(page, words=tuple(replace(word, apart=network) for word in page.words))
    found = fields_of("birth_certificate", read)["full_name"]
    assert found.family
    assert found.seen
    assert found.seen.network is network
    assert found.confidence == fitted(network=network).probability(
        quantities(found.family, found.seen), found.seen.check
    )
