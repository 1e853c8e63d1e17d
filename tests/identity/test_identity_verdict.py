"""Verdicts over a real register: forged cards, namesakes, twins, status, and a register that does not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_identity_card import FORGED, PERSON, mrz, mrz_lines, printed, qr
from test_identity_register import ANH

from dossier.codes import DossierCode, IdNumber
from dossier.errors import TransientError
from dossier.identification import HARMLESS, Identification, IdentityVerdict
from identity.channel import Channel, Reading, form_channel
from identity.register.interface import Citizen, CitizenRegister, CitizenStatus, Claim, Purpose, RegisterDescription
from identity.register.sql import SqlRegister
from identity.verdict import Evidence, identify

NOW = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=7)))
PURPOSE = Purpose("officer", DossierCode.parse("H29.12-261122-0001"))
CITIZEN = replace(ANH, place_of_residence=PERSON["place_of_residence"])


class Shelf(CitizenRegister):
    """A register of a few entries in memory; None in place of the entries does not answer."""

    def __init__(self, *citizens: Citizen, answers: bool = True) -> None:
        self._citizens = {each.id_number: each for each in citizens}
        self._answers = answers

    @property
    def source(self) -> str:
        return "sql"

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        if not self._answers:
            raise TransientError("The register does not answer.")
        return self._citizens.get(number)

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        found = (self._citizens[each] for each in numbers if each in self._citizens)
        return tuple(each for each in found if each.date_of_birth == claim.date_of_birth)

    def describe(self) -> RegisterDescription:
        return RegisterDescription("shelf", len(self._citizens))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[SqlRegister]:
    opened = SqlRegister(f"sqlite:///{tmp_path / 'register.db'}")
    opened.put([CITIZEN])
    yield opened
    opened.close()


def judged(channels: list[Channel], register: CitizenRegister, role: str = "applicant") -> Identification:
    return identify(Evidence(role, tuple(channels)), register, PURPOSE, now=NOW)


def against(citizen: Citizen, *channels: Channel) -> Identification:
    return judged(list(channels), Shelf(citizen))


def codes(identification: Identification) -> set[str]:
    return {each.code for each in identification.reasons}


def whole_card(confidence: float = 0.98, **changes: str) -> list[Channel]:
    return [printed(confidence, **changes), qr(**changes), mrz(mrz_lines(**changes))]


def test_a_true_card_of_a_known_person_is_a_match(register: SqlRegister) -> None:
    result = judged(whole_card(), register)
    assert (result.verdict, result.reasons) == (IdentityVerdict.MATCH, ())
    assert result.bits is not None and result.bits > 30
    assert result.register is not None and result.register.answer_sha256 is not None
    assert (result.register.source, result.register.asked_at) == ("sql", "2026-11-22T08:15:00+07:00")
    assert set(result.channels) == {"print", "qr", "mrz", "register", "weighed"}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_card_is_never_a_match(case: str, register: SqlRegister) -> None:
    result = judged(list(FORGED[case][0]), register)
    assert result.verdict is not IdentityVerdict.MATCH
    assert FORGED[case][1][0] in codes(result)


@pytest.mark.parametrize(
    ("slip", "expected"),
    [
        ({"full_name": "Nguyễn Thi Minh Anh"}, {"name_differs_in_tone"}),
        ({"id_number": "001190123466"}, {"number_corrected"}),
        ({"place_of_residence": "Số 5 Phương Láng Thương Đông Đa Hà Nội"}, set()),
        ({"date_of_birth": "1990-06-16"}, set()),
    ],
)
def test_a_misread_print_beside_a_sure_qr_is_a_match(slip: dict[str, str], expected: set[str]) -> None:
    result = against(CITIZEN, printed(0.7, **slip), qr(), mrz(mrz_lines()))
    assert (result.verdict, codes(result)) == (IdentityVerdict.MATCH, expected)


def test_print_alone_that_agrees_to_the_tone_is_a_match() -> None:
    result = against(CITIZEN, printed(0.6))
    assert (result.verdict, codes(result)) == (IdentityVerdict.MATCH, {"only_one_channel"})


def test_print_alone_that_agrees_only_without_tones_is_for_a_person() -> None:
    result = against(CITIZEN, printed(0.6, full_name="Nguyễn Thị Mình Ánh"))
    assert (result.verdict, "name_differs_in_tone" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_print_without_tones_that_the_zone_confirms_is_a_match() -> None:
    result = against(CITIZEN, printed(0.6, full_name="Nguyễn Thi Minh Anh"), mrz(mrz_lines()))
    assert (result.verdict, codes(result)) == (IdentityVerdict.MATCH, {"name_differs_in_tone"})


def test_a_qr_whose_name_has_another_tone_than_the_register_is_for_a_person() -> None:
    result = against(replace(CITIZEN, full_name="Nguyễn Thị Minh Ảnh"), *whole_card())
    assert result.verdict is IdentityVerdict.REVIEW


def test_a_zone_alone_never_names_anybody() -> None:
    assert against(CITIZEN, mrz(mrz_lines())).verdict is IdentityVerdict.REVIEW


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"full_name": "Nguyễn Thị Minh Hà"}, "name_differs"),  # a twin: all else equal
        ({"full_name": "Nguyễn Thị Minh Oanh"}, "name_differs"),
        ({"full_name": "Nguyễn Thị Minh Anh"}, "name_differs_in_tone"),
        ({"date_of_birth": "1990-06-16"}, "date_of_birth_differs"),  # a namesake
        ({"date_of_birth": "1991-06-15"}, "date_of_birth_differs"),
        ({"date_of_birth": "1988-02-03"}, "date_of_birth_differs"),
        ({"sex": "male"}, "sex_differs"),
        ({"full_name": "Trần Văn Bình", "date_of_birth": "1985-01-02", "sex": "male"}, "name_differs"),
    ],
)
def test_the_same_number_with_another_person_is_never_a_match(other: dict[str, str], code: str) -> None:
    result = against(replace(CITIZEN, **other), *whole_card())
    assert result.verdict in (IdentityVerdict.REVIEW, IdentityVerdict.MISMATCH)
    assert code in codes(result)


@pytest.mark.parametrize(
    "other", [{"full_name": "Nguyễn Thị Minh Hà"}, {"date_of_birth": "1988-02-03"}, {"sex": "male"}]
)
def test_another_given_name_two_parts_of_the_date_or_another_sex_exclude_the_person(other: dict[str, str]) -> None:
    assert against(replace(CITIZEN, **other), *whole_card()).verdict is IdentityVerdict.MISMATCH


def test_a_smudged_name_is_for_a_person_and_not_another_person() -> None:
    result = against(CITIZEN, printed(0.4, full_name="Ngụyên Th Minh Arih"))
    assert (result.verdict, "name_differs" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_move_is_harmless() -> None:
    result = against(replace(CITIZEN, place_of_residence="Thôn 3, Xã Mẫu, Nam Định"), *whole_card())
    assert (result.verdict, codes(result)) == (IdentityVerdict.MATCH, {"address_differs"})


def test_a_merged_province_is_the_same_province() -> None:
    moved = replace(CITIZEN, place_of_residence="Xã Mẫu, Bắc Ninh")
    result = against(moved, *whole_card(place_of_residence="Xã Mẫu, Huyện Cũ, Bắc Giang"))
    assert (result.verdict, codes(result)) == (IdentityVerdict.MATCH, set())


@pytest.mark.parametrize(
    ("status", "code"), [(CitizenStatus.DECEASED, "deceased"), (CitizenStatus.CARD_REVOKED, "card_revoked")]
)
def test_the_status_decides_over_any_score(status: CitizenStatus, code: str) -> None:
    result = against(replace(CITIZEN, status=status), *whole_card())
    assert (result.verdict, codes(result)) == (IdentityVerdict.REVIEW, {code})


def test_a_card_that_has_run_out_is_for_a_person() -> None:
    assert codes(against(CITIZEN, *whole_card(date_of_expiry="2025-06-15"))) == {"card_expired"}
    assert codes(against(replace(CITIZEN, card_date_of_expiry="2025-06-15"), *whole_card())) == {"card_expired"}


def test_nobody_under_the_number_is_not_found() -> None:
    result = judged(whole_card(), Shelf())
    assert (result.verdict, codes(result), result.bits) == (IdentityVerdict.NOT_FOUND, {"not_in_register"}, None)


def _hardly_read(**changes: str) -> Channel:
    readings = {key: Reading(value, 0.97) for key, value in (PERSON | changes).items()}
    return form_channel(readings | {"id_number": Reading(readings["id_number"].value, 0.4)})


def test_a_hardly_read_number_that_leads_to_nobody_is_for_a_person() -> None:
    result = judged([_hardly_read()], Shelf())
    assert (result.verdict, codes(result)) == (
        IdentityVerdict.REVIEW,
        {"number_malformed", "not_in_register", "only_one_channel"},
    )


def test_a_hardly_read_number_that_leads_to_somebody_else_speaks_against_nobody() -> None:
    result = against(replace(CITIZEN, full_name="Trần Thị Bưởi", date_of_birth="1971-01-01"), _hardly_read())
    assert result.verdict is IdentityVerdict.REVIEW
    assert "number_malformed" in codes(result)


def test_a_hardly_read_number_that_the_register_confirms_is_a_match() -> None:
    assert against(CITIZEN, _hardly_read()).verdict is IdentityVerdict.MATCH


def test_without_a_number_the_register_is_not_asked() -> None:
    result = judged([printed(id_number="0011901234")], Shelf(answers=False))
    assert (result.verdict, result.register) == (IdentityVerdict.NOT_FOUND, None)
    assert "number_malformed" in codes(result)


def test_a_register_that_does_not_answer_is_unavailable() -> None:
    result = judged(whole_card(), Shelf(answers=False))
    assert (result.verdict, codes(result)) == (IdentityVerdict.UNAVAILABLE, {"register_unavailable"})
    assert result.register is not None and result.register.answer_sha256 is None


def form(**values: str) -> Channel:
    return form_channel({key: Reading(value, 0.95) for key, value in values.items()})


def test_a_mother_on_a_form_is_identified_in_her_role() -> None:
    said = {key: PERSON[key] for key in ("id_number", "full_name", "place_of_residence")}
    result = judged([form(**said)], Shelf(CITIZEN), "mother")
    assert (result.role, result.verdict, codes(result)) == ("mother", IdentityVerdict.MATCH, {"only_one_channel"})
    assert set(result.channels) == {"form", "register", "weighed"}


def test_a_number_and_a_name_alone_are_too_little() -> None:
    result = judged([form(id_number=PERSON["id_number"], full_name=PERSON["full_name"])], Shelf(CITIZEN), "mother")
    assert (result.verdict, "too_little_evidence" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_form_against_the_card_is_for_a_person() -> None:
    result = against(CITIZEN, *whole_card(), form(id_number=PERSON["id_number"], full_name="Nguyễn Thị Minh Hà"))
    assert (result.verdict, codes(result)) == (IdentityVerdict.REVIEW, {"name_differs"})


WORDS = st.sampled_from(["Nguyễn", "Trần", "Thị", "Văn", "Minh", "Hương", "Hường", "Ánh", "Anh", "Lý", "Lí", ""])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: " ".join(filter(None, words)))


@settings(max_examples=200)
@given(
    NAMES,
    NAMES,
    st.dates().map(str),
    st.dates().map(str),
    st.sampled_from(["male", "female"]),
    st.sampled_from(list(CitizenStatus)),
    st.floats(0, 1),
)
def test_only_harmless_reasons_stand_with_a_match_and_a_review_always_has_another(
    said: str, known: str, born: str, known_born: str, sex: str, status: CitizenStatus, confidence: float
) -> None:
    citizen = replace(CITIZEN, full_name=known, date_of_birth=known_born, sex=sex, status=status)
    result = against(citizen, printed(confidence, full_name=said, date_of_birth=born))
    serious = codes(result) - HARMLESS
    assert (result.verdict is not IdentityVerdict.MATCH) or not serious
    assert (result.verdict is not IdentityVerdict.REVIEW) or serious
