"""The personal number, provinces and the terms of cards."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.codes import IdNumber
from identity.expiry import expiry_of, is_over, may_expire_on
from identity.number import NumberProblem, check_number, one_repair_apart
from identity.provinces import by_code, successor_named

NUMBER = IdNumber("001190123456")


def test_a_number_that_fits_its_bearer_has_no_finding() -> None:
    assert check_number(NUMBER, sex="female", date_of_birth="1990-06-15") == ()


def test_an_unknown_place_is_a_warning_only() -> None:
    finding = check_number(IdNumber("999190123456"), sex=None, date_of_birth=None)[0]
    assert (finding.problem, finding.warning) == (NumberProblem.PLACE_UNKNOWN, True)


def test_sex_and_year_against_the_number_are_both_found() -> None:
    found = {each.problem for each in check_number(NUMBER, sex="male", date_of_birth="1991")}
    assert found == {NumberProblem.SEX_CONTRADICTS, NumberProblem.YEAR_CONTRADICTS}


def test_sixty_three_provinces_became_thirty_four() -> None:
    assert len(by_code()) == 63
    assert len({each.successor_code for each in by_code().values()}) == 34


@pytest.mark.parametrize(
    ("written", "code"),
    [("Bắc Giang", "24"), ("tỉnh Bắc Ninh", "24"), ("TP. Hồ Chí Minh", "79"), ("TPHCM", "79"), ("Long An", "80"),
     ("Thành phố Huế", "46"), ("Thừa Thiên - Huế", "46"), ("Bà Rịa-Vũng Tàu", "79"), ("Đống Đa", None)],
)  # fmt: skip
def test_old_and_new_names_lead_to_the_same_successor(written: str, code: str | None) -> None:
    assert successor_named(written) == code


@pytest.mark.parametrize(
    ("read", "apart"),
    [("001190123456", False), ("001190123457", True), ("00119012345", True), ("0011901234566", True),
     ("001190123465", True), ("001190124465", False), ("", False)],
)  # fmt: skip
def test_one_repair_is_a_digit_or_two_neighbours(read: str, apart: bool) -> None:
    assert one_repair_apart(read, "001190123456") is apart


@pytest.mark.parametrize(
    ("issued", "expiry"),
    [(date(2001, 6, 14), date(2004, 6, 15)), (date(2002, 6, 15), date(2015, 6, 15)), (date(2013, 6, 15), date(2030, 6, 15)),
     (date(2021, 4, 20), date(2030, 6, 15)), (date(2028, 6, 15), date(2050, 6, 15)), (date(2048, 6, 15), None)],
)  # fmt: skip
def test_a_card_runs_to_the_next_age_of_exchange(issued: date, expiry: date | None) -> None:
    assert expiry_of(birth=date(1990, 6, 15), issued=issued) == expiry


def test_an_expiry_off_the_birthday_is_implausible() -> None:
    assert may_expire_on(date(1990, 6, 15), date(2030, 6, 15))
    assert not may_expire_on(date(1990, 6, 15), date(2035, 6, 15))


def test_a_card_is_good_on_its_last_day() -> None:
    assert not is_over("2030-06-15", date(2030, 6, 15))
    assert is_over("2030-06-15", date(2030, 6, 16))
    assert not is_over(None, date(2090, 1, 1))
