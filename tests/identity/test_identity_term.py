"""The card's term, its state, and addresses across the merger of communes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_identity_card import mrz, mrz_lines, printed, qr
from test_identity_verdict import CITIZEN, against, codes

from dossier.identification import IdentityVerdict
from identity.address import AddressLevel, compare_addresses
from identity.channel import Channel, ChannelKind, Reading, mrz_channel, refused_qr_channel
from identity.mrz import check_digit, parse_mrz
from identity.qr import QrRefused, parse_qr
from identity.wards import successors

FOREIGN = ["IDLAO8A23456786<<<<<<<<<<<<<<<", "9006153F3006151LAO<<<<<<<<<<<0", "SISAVATH<<KHAM<<<<<<<<<<<<<<<<"]


def test_an_expiry_that_no_card_of_that_age_bears_is_for_a_person() -> None:
    wrong = {"date_of_expiry": "2035-06-15"}
    result = against(CITIZEN, printed(**wrong), qr(), mrz(mrz_lines(**wrong)))
    assert (result.verdict, "expiry_implausible" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_card_without_expiry_of_somebody_young_is_for_a_person() -> None:
    channel = mrz(mrz_lines(date_of_expiry="2099-12-31"))
    assert channel.no_expiry
    result = against(CITIZEN, printed(date_of_expiry=""), qr(), channel)
    assert (result.verdict, "expiry_implausible" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_card_that_one_channel_says_is_over_is_over() -> None:
    old = {"date_of_expiry": "2015-06-15"}
    result = against(CITIZEN, printed(**old), qr())
    assert (result.verdict, "card_expired" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_zone_of_another_state_is_a_conflict_though_it_cannot_be_parsed_as_ours() -> None:
    birth, expiry = "900615", "300615"
    second = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}LAO<<<<<<<<<<<0"
    zone = parse_mrz([FOREIGN[0], second, FOREIGN[2]])
    channel = mrz_channel(zone) if zone else None
    assert channel is not None
    assert [each.code for each in channel.faults] == ["mrz_text_conflict"]
    assert against(CITIZEN, printed(), qr(), channel).verdict is IdentityVerdict.REVIEW


def test_a_code_with_a_cards_fields_that_cannot_be_right_is_a_conflict() -> None:
    parsed = parse_qr("00119012345X||Nguyễn Thị Minh Ánh|15061990|Nữ|Hà Nội|20042021".encode())
    assert isinstance(parsed, QrRefused)
    assert parsed.claims_card
    assert against(CITIZEN, printed(), refused_qr_channel()).verdict is IdentityVerdict.REVIEW


@pytest.mark.parametrize("payload", [b"https://example.vn", b"\xff\xfe", b"a|b|c"])
def test_a_code_of_another_kind_claims_no_card(payload: bytes) -> None:
    parsed = parse_qr(payload)
    assert isinstance(parsed, QrRefused)
    assert not parsed.claims_card


def test_a_print_of_another_nationality_beside_the_zone_is_a_conflict() -> None:
    result = against(CITIZEN, printed(nationality="Lào"), qr(), mrz(mrz_lines()))
    assert (result.verdict, "mrz_text_conflict" in codes(result)) == (IdentityVerdict.REVIEW, True)


def test_a_foreign_nationality_in_print_alone_is_for_a_person() -> None:
    result = against(CITIZEN, printed(nationality="Lào"))
    assert (result.verdict, "nationality_differs" in codes(result)) == (IdentityVerdict.REVIEW, True)


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("Số 5, Phường Láng Thượng, Quận Đống Đa, Hà Nội", "Số 5, Phường Láng, Hà Nội", AddressLevel.WARD),
        ("Phường 11, Quận 3, TP. Hồ Chí Minh", "Phường Nhiêu Lộc, TP. Hồ Chí Minh", AddressLevel.WARD),
        ("Phường 11, Quận 3, TP. Hồ Chí Minh", "Phường Xuân Hòa, TP. Hồ Chí Minh", AddressLevel.PROVINCE),
        ("Phường Phan Thiết, Bình Thuận", "Phường Phan Thiết, Lâm Đồng", AddressLevel.WARD),
        ("Phường 11, Quận 3, TP. Hồ Chí Minh", "Phường Láng, Hà Nội", AddressLevel.DIFFERENT),
    ],
)
def test_a_commune_and_what_it_went_into_are_the_same_ward(old: str, new: str, level: AddressLevel) -> None:
    assert compare_addresses(old, new) is compare_addresses(new, old) is level


def test_a_divided_commune_has_several_successors() -> None:
    assert len(successors("01", "bac tu liem", "co nhue 1")) == 3


def test_reasons_name_both_values() -> None:
    result = against(CITIZEN, printed(full_name="Trần Văn Bình"), qr())
    (said,) = [each for each in result.reasons if each.code == "qr_text_conflict"]
    assert "Trần Văn Bình" in said.message and "Nguyễn Thị Minh Ánh" in said.message
    assert "mặt in: Trần Văn Bình ↔ mã QR: Nguyễn Thị Minh Ánh" in said.message_vi


def test_a_form_has_no_term() -> None:
    form = Channel(ChannelKind.FORM, {key: Reading(value, 0.99) for key, value in [("id_number", "001190123456")]})
    assert "card_expired" not in codes(against(CITIZEN, form))


def test_a_card_that_the_register_has_replaced_is_for_a_person() -> None:
    newer = replace(CITIZEN, card_date_of_issue="2024-09-01")
    result = against(newer, printed(), qr(), mrz(mrz_lines()))
    assert (result.verdict, codes(result)) == (IdentityVerdict.REVIEW, {"card_superseded"})


def test_a_card_newer_than_the_register_knows_is_no_fault() -> None:
    older = replace(CITIZEN, card_date_of_issue="2016-05-01", card_date_of_expiry="")
    assert against(older, printed(), qr(), mrz(mrz_lines())).verdict is IdentityVerdict.MATCH


def test_a_term_that_the_register_does_not_know_is_for_a_person() -> None:
    longer = {"date_of_expiry": "2050-06-15"}
    result = against(CITIZEN, printed(**longer), qr(), mrz(mrz_lines(**longer)))
    assert (result.verdict, codes(result)) == (IdentityVerdict.REVIEW, {"expiry_differs"})


def test_every_compared_field_has_its_level_bits_and_a_sentence_in_both_languages() -> None:
    weighed = against(CITIZEN, printed(), qr()).channels["weighed"]
    assert set(weighed) == {"full_name", "date_of_birth", "sex", "place_of_residence"}
    assert weighed["full_name"].startswith("equal; +")
    assert "Họ và tên trùng khớp. / The name agrees." in weighed["full_name"]
