"""A slip of reading does not repeat itself, a changed digit does; a zone's name that spells nothing says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from test_identity_card import PERSON, mrz, mrz_lines, printed, qr, verdicts
from test_identity_verdict import CITIZEN, against, codes

from dossier.identification import IdentityVerdict
from dossier.page import Box
from dossier.record import Field, Source
from hoso.cards import printed_channel, supported
from hoso.second_look import looks, settled
from identity.card import Agreement, compare_channels
from identity.channel import Channel, Reading
from identity.syllables import is_syllable
from ocr.fields import Look, PageAt

CHANGED = {"date_of_birth": "1990-06-16"}


def again(texts: Mapping[str, Sequence[str]]) -> Channel:
    """The print, read unsurely with another day, after other looks that give ``texts``."""
    return settled(printed(0.7, **CHANGED), [qr(), mrz(mrz_lines())], lambda key: texts.get(key, ()))


def test_a_slip_that_another_look_does_not_repeat_stays_noise() -> None:
    print_ = again({"date_of_birth": ["16/06/1990", "Ngày sinh: 15/06/1990"]})
    assert verdicts(compare_channels([print_, qr()]))["date_of_birth"] is Agreement.NOISE
    assert against(CITIZEN, print_, qr(), mrz(mrz_lines())).verdict is IdentityVerdict.MATCH


@pytest.mark.parametrize("texts", [["16/06/1990", "16/06/1990"], [], [""]])
def test_a_change_that_every_look_repeats_is_a_conflict(texts: list[str]) -> None:
    result = against(CITIZEN, again({"date_of_birth": texts}), qr(), mrz(mrz_lines()))
    assert (result.verdict, "qr_text_conflict" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_name_that_differs_in_a_letter_is_looked_at_again_but_not_one_that_differs_in_tones() -> None:
    asked: list[str] = []

    def look(key: str) -> tuple[str, ...]:
        asked.append(key)
        return ()

    settled(printed(0.7, full_name="Nguyễn Thi Minh Ánh"), [qr()], look)
    settled(printed(0.7, full_name="Nguyễn Thị Minh Ánn"), [qr()], look)
    assert asked == ["full_name"]


@pytest.mark.parametrize("confidence", [0.7, 0.97])
def test_a_date_misread_in_several_digits_is_what_most_other_looks_read(confidence: float) -> None:
    misread = printed(confidence, date_of_issue="2024-09-23")
    looked = ["20/04/2021", "23/09/2024", "Ngày cấp: 20/04/2021", "20/04/2021"]
    assert settled(misread, [qr()], lambda _key: looked).value("date_of_issue") == PERSON["date_of_issue"]
    field = Field("2024-09-23", "23/09/2024", confidence, "a.pdf", 1, None, Source.PRINT)
    found = supported({"date_of_issue": field}, [qr()], lambda _key: looked)["date_of_issue"]
    assert (found.value, found.source) == (PERSON["date_of_issue"], Source.PRINT)


@pytest.mark.parametrize("looked", [["23/09/2024"] * 4, ["20/04/2021", "23/09/2024"], [""]])
def test_a_date_that_the_looks_do_not_read_as_the_code_stays_a_conflict(looked: list[str]) -> None:
    changed = settled(printed(0.8, date_of_issue="2024-09-23"), [qr()], lambda _key: looked)
    assert verdicts(compare_channels([changed, qr()]))["date_of_issue"] is Agreement.CONFLICT


ADDRESS = str(PERSON["place_of_residence"])


@pytest.mark.parametrize("confidence", [0.7, 0.97])
@pytest.mark.parametrize("changed", [{"place_of_residence": ADDRESS.replace("5", "8", 1)}, {"sex": "male"}])
def test_a_house_number_or_a_sex_that_every_look_reads_changed_is_a_conflict(
    changed: dict[str, str], confidence: float
) -> None:
    looked = {"place_of_residence": ["Số 8, Láng Thượng"] * 4, "sex": ["Nam"] * 4}
    print_ = settled(printed(confidence, **changed), [qr(), mrz(mrz_lines())], lambda key: looked[key])
    result = against(CITIZEN, print_, qr(), mrz(mrz_lines()))
    assert (result.verdict, "qr_text_conflict" in codes(result)) == (IdentityVerdict.REVIEW, True)


@pytest.mark.parametrize("confidence", [0.7, 0.97])
def test_a_house_number_that_other_looks_read_as_the_code_has_it_is_a_slip(confidence: float) -> None:
    misread = printed(confidence, place_of_residence=ADDRESS.replace("5", "8", 1))
    print_ = settled(misread, [qr()], lambda _key: ["Số 5, Láng Thượng", "nơi thường trú: Số 5, phường"])
    assert verdicts(compare_channels([print_, qr()]))["place_of_residence"] is Agreement.NOISE


@pytest.mark.parametrize("before", ["Số 58, ", "Số 58 "])
@pytest.mark.parametrize(
    ("looked", "said"),
    [
        (["Số 58, Láng Thượng", "Số 58", "Láng Thượng", ""], Agreement.CONFLICT),
        (["Số 58, Láng Thượng", "Láng Thượng", "Láng Thượng", ""], Agreement.NOISE),
    ],
)
def test_a_house_number_that_the_code_lacks_is_a_conflict_where_two_looks_see_it(
    before: str, looked: list[str], said: Agreement
) -> None:
    bare = ADDRESS.split(", ", 1)[1]
    code = replace(qr(), readings={**qr().readings, "place_of_residence": Reading(bare, 1.0)})
    print_ = settled(printed(0.7, place_of_residence=before + bare), [code], lambda _key: looked)
    assert verdicts(compare_channels([print_, code]))["place_of_residence"] is said


def test_an_address_without_its_number_is_no_other_address() -> None:
    lost = printed(0.97, place_of_residence=ADDRESS.replace("Số 5", "Số", 1))
    assert verdicts(compare_channels([lost, qr()]))["place_of_residence"] is Agreement.NOISE


def test_a_place_that_is_known_is_read_four_times_at_once() -> None:
    asked: list[Sequence[Look]] = []

    def reread(wanted: Sequence[Look]) -> list[tuple[str, float]]:
        asked.append(wanted)
        return [("15/06/1990", 0.9)] * len(wanted)

    at = PageAt(0, 1)
    look = looks(reread, {"date_of_birth": (at, Box(10, 10, 90, 20))})
    assert list(look("date_of_birth")) == ["15/06/1990"] * 4
    assert list(look("sex")) == []
    assert len(asked) == 1


def test_a_contradicted_field_keeps_the_probability_by_which_the_verdict_judges() -> None:
    field = Field(CHANGED["date_of_birth"], "16/06/1990", 0.98, "a.pdf", 1, None, Source.PRINT)
    fields = supported({"date_of_birth": field}, [qr()])
    assert fields["date_of_birth"].value == CHANGED["date_of_birth"]
    assert compare_channels([printed_channel(fields), qr()]).conflict


def test_a_print_that_was_read_for_sure_with_another_letter_is_another_name() -> None:
    card = compare_channels([printed(0.97, full_name="Nguyễn Thị Minh Ánn"), qr()])
    assert verdicts(card)["full_name"] is Agreement.CONFLICT


def test_a_zone_whose_name_spells_no_syllables_does_not_speak_of_it() -> None:
    channel = mrz(mrz_lines(name="INULYEN<<P4HCN<GHUO<<<<<<<<<NV"))
    assert channel.value("full_name") is None
    assert channel.value("id_number") == PERSON["id_number"]


@pytest.mark.parametrize("letters", ["nguyen", "nghia", "khuong", "giang", "gin", "quynh", "thuy", "y", "hue"])
def test_syllables_without_tones_are_known(letters: str) -> None:
    assert is_syllable(letters)


@pytest.mark.parametrize("letters", ["inulyen", "p4hcn", "ghuo", "pank", "kthicvy", "", "nkm"])
def test_what_a_misread_line_gives_is_no_syllable(letters: str) -> None:
    assert not is_syllable(letters)


OTHERS = ["Số 9, Phường Bình Thạnh, TP. Hồ Chí Minh", "Thôn 3, Xã Nam Sơn, Huyện Sóc Sơn, Hà Nội"]


@pytest.mark.parametrize("other", OTHERS)
def test_another_commune_in_print_is_a_conflict_however_unsure_it_was_read(other: str) -> None:
    result = against(CITIZEN, printed(0.5, place_of_residence=other), qr())
    assert (result.verdict, "qr_text_conflict" in codes(result)) == (IdentityVerdict.REVIEW, True)


@pytest.mark.parametrize(
    "read",
    ["Số 5, Phường Láng Thượng, Đống Đa", "Sô 5, Phường Lảng Thương, Đông Đa, Hà Nội", ">> ẻ-‹ Số 5, Phường Láng"],
)
def test_an_address_that_lost_its_end_or_some_letters_is_no_conflict(read: str) -> None:
    assert against(CITIZEN, printed(0.5, place_of_residence=read), qr()).verdict is IdentityVerdict.MATCH


def test_another_house_in_the_same_commune_that_was_read_for_sure_is_a_conflict() -> None:
    other = "Tổ 17 Ngõ Chợ Khâm Thiên, Phường Láng Thượng, Đống Đa, Hà Nội"
    assert against(CITIZEN, printed(0.97, place_of_residence=other), qr()).verdict is IdentityVerdict.REVIEW
    assert against(CITIZEN, printed(0.6, place_of_residence=other), qr()).verdict is IdentityVerdict.MATCH


def test_what_is_left_of_another_address_is_a_conflict_and_what_is_left_of_this_one_is_none() -> None:
    for left, verdict in (
        ("Bản Quyết Tiến, Thị trấn", IdentityVerdict.REVIEW),
        ("Số 5, Phường", IdentityVerdict.MATCH),
    ):
        assert against(CITIZEN, printed(0.7, place_of_residence=left), qr()).verdict is verdict


def test_a_name_that_lost_syllables_where_it_was_not_read_for_sure_is_a_slip_until_it_is_looked_at_again() -> None:
    part = printed(0.7, full_name="MINH ÁNH")
    assert verdicts(compare_channels([part, qr()]))["full_name"] is Agreement.NOISE
    whole, same = (
        settled(part, [qr()], lambda _key, text=text: (text,)) for text in ("NGUYỄN THỊ MINH ÁNH", "MINH ÁNH")
    )
    assert verdicts(compare_channels([whole, qr()]))["full_name"] is Agreement.NOISE
    assert verdicts(compare_channels([same, qr()]))["full_name"] is Agreement.CONFLICT


def test_marks_without_a_letter_are_no_name() -> None:
    assert printed(0.3, full_name="7").value("full_name") is None


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["15/06/1990", "15/06/1990", "16/06/1990", ""], Agreement.NOISE),
        (["15/06/1990", "16/06/1990", "16/06/1990", ""], Agreement.CONFLICT),
        (["15/06/1990", "15/06/1990", "16/06/1990", "16/06/1990"], Agreement.CONFLICT),
        (["16/06/1990"] * 4, Agreement.CONFLICT),
        ([], Agreement.CONFLICT),
    ],
)
def test_a_digit_read_for_sure_is_a_slip_only_where_more_looks_read_what_the_code_says(
    texts: list[str], verdict: Agreement
) -> None:
    print_ = settled(printed(0.98, **CHANGED), [qr()], lambda key: texts if key == "date_of_birth" else ())
    assert verdicts(compare_channels([print_, qr()]))["date_of_birth"] is verdict


def test_a_field_that_other_looks_outvoted_takes_what_the_code_says() -> None:
    field = Field(CHANGED["date_of_birth"], "16/06/1990", 0.98, "a.pdf", 1, None, Source.PRINT)
    found = supported({"date_of_birth": field}, [qr()], lambda _key: ("15/06/1990",) * 3)["date_of_birth"]
    assert (found.value, found.source) == (PERSON["date_of_birth"], Source.QR)


def test_a_label_before_an_address_makes_no_other_address_of_it() -> None:
    left = f"Nơi thường trú / Place of residence. {PERSON['place_of_residence']}"
    assert against(CITIZEN, printed(0.95, place_of_residence=left), qr()).verdict is IdentityVerdict.MATCH


def test_a_year_that_no_card_bears_is_no_date() -> None:
    assert printed(0.95, date_of_expiry="1203-02-21").value("date_of_expiry") is None
