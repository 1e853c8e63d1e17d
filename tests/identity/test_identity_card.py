"""A card against itself: forged cards disagree, misread ones do not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dossier.judgement import Reason
from identity.card import Agreement, CardAgreement, compare_channels
from identity.channel import (
    Channel,
    ChannelKind,
    Reading,
    chip_channel,
    form_channel,
    mrz_channel,
    print_channel,
    qr_channel,
)
from identity.mrz import check_digit, parse_mrz
from identity.qr import CardQr, parse_qr

PERSON = {
    "id_number": "001190123456",
    "full_name": "Nguyễn Thị Minh Ánh",
    "date_of_birth": "1990-06-15",
    "sex": "female",
    "nationality": "Việt Nam",
    "place_of_residence": "Số 5, Phường Láng Thượng, Đống Đa, Hà Nội",
    "date_of_issue": "2021-04-20",
    "date_of_expiry": "2030-06-15",
}


def printed(confidence: float = 0.98, **changes: str) -> Channel:
    return print_channel({key: Reading(value, confidence) for key, value in (PERSON | changes).items()})


def qr(**changes: str) -> Channel:
    said = PERSON | changes
    birth, issue = ("".join(reversed(said[key].split("-"))) for key in ("date_of_birth", "date_of_issue"))
    sex = {"male": "Nam", "female": "Nữ"}[said["sex"]]
    text = f"{said['id_number']}||{said['full_name']}|{birth}|{sex}|{said['place_of_residence']}|{issue}"
    card = parse_qr(text.encode())
    assert isinstance(card, CardQr)
    return qr_channel(card)


def mrz_lines(**changes: str) -> list[str]:
    """A zone with right check digits for a changed person; ``name`` is written as it is."""
    said = PERSON | {"name": "NGUYEN<<THI<MINH<ANH"} | changes
    number, sex = said["id_number"], {"male": "M", "female": "F"}[said["sex"]]
    birth, expiry = (said[key][2:].replace("-", "") for key in ("date_of_birth", "date_of_expiry"))
    one = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number + '<<')}"
    head = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM{'<' * 11}"
    return [one, head + check_digit(one[5:30] + head[:7] + head[8:15] + head[18:29]), said["name"].ljust(30, "<")]


def mrz(lines: list[str]) -> Channel:
    zone = parse_mrz(lines)
    assert zone is not None
    channel = mrz_channel(zone)
    assert channel is not None
    return channel


def codes(reasons: tuple[Reason, ...]) -> set[tuple[str, str | None]]:
    return {(each.code, each.field) for each in reasons}


def verdicts(card: CardAgreement) -> Mapping[str, Agreement]:
    return {each.field: each.verdict for each in card.fields}


def test_a_true_card_agrees_in_every_field() -> None:
    card = compare_channels([printed(), qr(), mrz(mrz_lines())])
    assert set(verdicts(card).values()) == {Agreement.AGREE}
    assert card.reasons == ()
    assert str(card.number) == PERSON["id_number"]


FORGED = {
    "QR with another name": ([printed(), qr(full_name="Trần Thị Thu Hà")], ("qr_text_conflict", "full_name")),
    "QR with another given name": (
        [printed(), qr(full_name="Nguyễn Thị Minh Oanh")],
        ("qr_text_conflict", "full_name"),
    ),
    "QR with another middle name": (
        [printed(), qr(full_name="Nguyễn Thu Minh Ánh")],
        ("qr_text_conflict", "full_name"),
    ),
    "QR with another birth date": ([printed(), qr(date_of_birth="1990-06-16")], ("qr_text_conflict", "date_of_birth")),
    "QR with another number": ([printed(), qr(id_number="001190654321")], ("qr_text_conflict", "id_number")),
    "number altered by one digit": ([printed(id_number="001190123457"), qr()], ("qr_text_conflict", "id_number")),
    "QR with another address": (
        [printed(), qr(place_of_residence="Thôn 3, Xã Mẫu, Cà Mau")],
        ("qr_text_conflict", "place_of_residence"),
    ),
    "another sex in print": ([printed(sex="male"), qr()], ("qr_text_conflict", "sex")),
    "reprinted zone, right check digits": (
        [printed(), qr(), mrz(mrz_lines(id_number="001190654321"))],
        ("mrz_text_conflict", "id_number"),
    ),
    "zone with another birth date": (
        [printed(), mrz(mrz_lines(date_of_birth="1990-05-16"))],
        ("mrz_text_conflict", "date_of_birth"),
    ),
    "zone with another name": (
        [printed(), qr(), mrz(mrz_lines(name="TRAN<<THU<HA"))],
        ("mrz_text_conflict", "full_name"),
    ),
    "zone with another given name": (
        [printed(), qr(), mrz(mrz_lines(name="NGUYEN<<THI<MINH<OANH"))],
        ("mrz_text_conflict", "full_name"),
    ),
    "zone with a longer expiry": (
        [printed(), mrz(mrz_lines(date_of_expiry="2050-06-15"))],
        ("mrz_text_conflict", "date_of_expiry"),
    ),
    "zone with another sex letter": ([printed(), mrz(mrz_lines(sex="male"))], ("mrz_text_conflict", "sex")),
    "zone with a wrong check digit": (
        [printed(), qr(), mrz([mrz_lines()[0], mrz_lines()[1].replace("9006153", "9006154"), mrz_lines()[2]])],
        ("mrz_check_digit", None),
    ),
    "number against the sex": ([printed(sex="male")], ("number_malformed", "id_number")),
    "chip of somebody else": (
        [printed(), chip_channel({"full_name": "Trần Thị Thu Hà"})],
        ("chip_text_conflict", "full_name"),
    ),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_card_is_found_out(case: str) -> None:
    channels, expected = FORGED[case]
    assert expected in codes(compare_channels(channels).reasons)


def test_a_swapped_qr_conflicts_in_every_field_that_identifies() -> None:
    other = qr(id_number="079085004321", full_name="Trần Văn Bình", date_of_birth="1985-01-02", sex="male")
    found = codes(compare_channels([printed(), other, mrz(mrz_lines())]).reasons)
    assert {("qr_text_conflict", key) for key in ("id_number", "full_name", "date_of_birth", "sex")} <= found
    assert not {code for code, _ in found} & {"mrz_text_conflict"}


@pytest.mark.parametrize(
    "slip",
    [
        {"full_name": "Nguyễn Thi Minh Anh"},
        {"full_name": "Nguyễn Thị Mính Ảnh"},
        {"full_name": "NGUYỄN THỊ MINHÁNH"},
        {"full_name": "Nguyễn Thị Minh Ánn"},
        {"id_number": "00119O123456"},
        {"id_number": "001190123466"},
        {"id_number": "00119012345"},
        {"date_of_birth": "1990-06-16"},
        {"place_of_residence": "Số 5 Phương Láng Thương Đông Đa Hà Nội"},
    ],
)
def test_a_slip_of_recognition_is_no_conflict(slip: dict[str, str]) -> None:
    card = compare_channels([printed(0.7, **slip), qr(), mrz(mrz_lines())])
    assert not card.conflict
    assert not {each.code for each in card.reasons} & {"qr_text_conflict", "mrz_text_conflict"}


def test_one_misread_digit_is_corrected_by_the_machine_readable_number() -> None:
    card = compare_channels([printed(0.7, id_number="001190123466"), qr()])
    assert str(card.number) == PERSON["id_number"]
    assert codes(card.reasons) == {("number_corrected", "id_number")}


def test_two_misread_digits_are_no_legal_repair() -> None:
    card = compare_channels([printed(0.7, id_number="0011901234"), qr()])
    assert codes(card.reasons) == {("number_malformed", "id_number")}


def test_print_alone_is_told_and_a_broken_number_is_none() -> None:
    card = compare_channels([printed(id_number="00119012345")])
    assert card.number is None
    assert {each.code for each in card.reasons} == {"number_malformed", "only_one_channel"}


def test_a_zone_of_illegible_letters_is_no_channel_and_no_fault() -> None:
    zone = parse_mrz(["IDVNM19X1T3Y5W90W11V01T3456<<W", "9W06T5WF3W0V15WVNM<<<<<<<<<<<W"])
    assert zone is None or mrz_channel(zone) is None


def test_a_name_cut_off_in_the_zone_agrees_with_its_beginning() -> None:
    long = "Nguyễn Phước Công Huyền Tôn Nữ Ánh"
    zone = mrz_lines(name="NGUYEN<<PHUOC<CONG<HUYEN<TON<N")
    assert verdicts(compare_channels([qr(full_name=long), mrz(zone)]))["full_name"] is Agreement.AGREE


def test_a_form_that_names_another_person_is_told_by_field() -> None:
    form = form_channel({"id_number": Reading(PERSON["id_number"]), "full_name": Reading("Trần Thị Thu Hà")})
    assert codes(compare_channels([qr(), form]).reasons) == {("name_differs", "full_name")}
    assert form.kind is ChannelKind.FORM


def test_every_conflict_names_both_values_in_both_languages() -> None:
    channels = [printed(id_number="001190123457", full_name="Lê Thị Bé"), qr(), mrz(mrz_lines())]
    told = {each.field: each for each in compare_channels(channels).reasons if each.code == "qr_text_conflict"}
    for text in (told["full_name"].message, told["full_name"].message_vi):
        assert "Lê Thị Bé" in text and "Nguyễn Thị Minh Ánh" in text
    assert "001190123457 ↔" in told["id_number"].message
