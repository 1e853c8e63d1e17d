"""A misread number that leads to nobody: legal corrections, confirmed by birth date and name, and never a match."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_identity_card import PERSON, mrz, mrz_lines, printed, qr
from test_identity_verdict import CITIZEN, NOW, PURPOSE, Shelf, codes

from dossier.codes import IdNumber
from dossier.identification import Identification, IdentityVerdict
from identity.channel import Channel
from identity.correct import corrections
from identity.register.interface import Citizen
from identity.verdict import Evidence, identify

RIGHT = CITIZEN.id_number


def judged(register: Shelf, *channels: Channel) -> Identification:
    return identify(Evidence("applicant", channels), register, PURPOSE, now=NOW)


@pytest.mark.parametrize(
    "read",
    ["001190123466", "001190124356", "00119012346", "0011901234566"],  # misread, exchanged, lost, doubled
)
def test_one_slip_of_reading_is_among_the_corrections(read: str) -> None:
    assert RIGHT in corrections(read, sex="female", date_of_birth="1990-06-15")


def test_every_correction_fits_place_sex_and_year_and_there_are_at_most_a_hundred() -> None:
    found = corrections("001190123466", sex="female", date_of_birth="1990-06-15")
    assert {(each.sex, each.birth_year) for each in found} == {("female", 1990)}
    assert 0 < len(found) <= 100


def test_two_wrong_digits_are_not_corrected() -> None:
    assert RIGHT not in corrections("001190123999", sex="female", date_of_birth="1990-06-15")


def test_a_number_with_no_entry_is_corrected_and_a_person_looks() -> None:
    result = judged(Shelf(CITIZEN), printed(0.97, id_number="001190123466"))
    assert (result.verdict, result.id_number) == (IdentityVerdict.REVIEW, str(RIGHT))
    assert "number_corrected" in codes(result)


@pytest.mark.parametrize("other", [{"date_of_birth": "1990-06-16"}, {"full_name": "Nguyễn Thị Minh Hà"}])
def test_another_birth_date_or_name_confirms_no_correction(other: dict[str, str]) -> None:
    result = judged(Shelf(replace(CITIZEN, **other)), printed(0.97, id_number="001190123466"))
    assert (result.verdict, result.id_number) == (IdentityVerdict.NOT_FOUND, "001190123466")


def test_two_entries_that_both_fit_confirm_none() -> None:
    twin: Citizen = replace(CITIZEN, id_number=IdNumber("001190123476"))
    result = judged(Shelf(CITIZEN, twin), printed(0.97, id_number="001190123466"))
    assert result.verdict is IdentityVerdict.NOT_FOUND


def test_a_number_that_a_code_carries_is_not_corrected() -> None:
    wrong = {"id_number": "001190123466"}
    result = judged(Shelf(CITIZEN), printed(**wrong), qr(**wrong), mrz(mrz_lines(**wrong)))
    assert (result.verdict, result.id_number) == (IdentityVerdict.NOT_FOUND, wrong["id_number"])


def test_a_number_with_a_lost_digit_is_corrected_too() -> None:
    result = judged(Shelf(CITIZEN), printed(0.97, id_number="00119012346"))
    assert (result.verdict, result.id_number) == (IdentityVerdict.REVIEW, PERSON["id_number"])
