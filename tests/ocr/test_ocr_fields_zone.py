"""The machine-readable zone casts doubt on print that differs from it, and does nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fields_pages import fields_of, page_of

from dossier.page import PageReading
from ocr.fields.confidence import Check
from ocr.fields.zone import check_digit, read_zone

CARD = (
    "IDVNM1901234569001190123456<<0",
    "9006153F3006151VNM<<<<<<<<<<<8",
    "NGUYEN<<THI<MINH<ANH<<<<<<<<<<",
)


def card(
    *,
    number: str = "001190123456",
    born: str = "15/06/1990",
    name: str = "NGUYỄN THỊ MINH ÁNH",
    issued: str = "20/07/2024",
) -> PageReading:
    """Both sides of a card on one page."""
    page = page_of(
        "CĂN CƯỚC",
        "Số định danh cá nhân / Personal identification number:",
        number,
        "Họ, chữ đệm và tên khai sinh / Full name:",
        name,
        "Ngày, tháng, năm sinh / Date of birth: " + born,
        "Giới tính / Sex: Nữ",
        "Quốc tịch / Nationality: Việt Nam",
        "Ngày, tháng, năm cấp / Date of issue: " + issued,
        "Ngày, tháng, năm hết hạn / Date of expiry: 15/06/2030",
    )
    return replace(page, mrz=CARD)


def test_a_zone_gives_what_its_check_digits_cover() -> None:
    zone = read_zone(CARD)
    assert zone is not None
    assert (zone.number, zone.birth, zone.expiry, zone.sex) == ("001190123456", "900615", "300615", "female")
    assert zone.names == "NGUYENTHIMINHANH"


def test_what_fails_its_check_digit_says_nothing() -> None:
    zone = read_zone((CARD[0], CARD[1].replace("900615", "900616"), CARD[2]))
    assert zone is not None
    assert zone.birth is None


def test_a_passport_has_its_number_and_two_lines() -> None:
    number = "B7338039<"
    second = f"{number}{check_digit(number)}VNM8101235F2608064<<<<<<<<<<<<<<<2"
    zone = read_zone(("P<VNMCHANG<<NHI<MUI".ljust(44, "<"), second))
    assert zone is not None
    assert (zone.document, zone.birth, zone.expiry, zone.number) == ("B7338039", "810123", "260806", None)


def test_print_that_says_the_same_is_not_in_doubt() -> None:
    found = fields_of("identity_card", card())
    seen = [found[key].seen for key in ("id_number", "full_name", "date_of_birth", "date_of_expiry", "sex")]
    assert all(each and each.check is not Check.DOUBTFUL for each in seen)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("id_number", card(number="001190123457")),
        ("date_of_birth", card(born="16/06/1990")),
        ("full_name", card(name="NGUYỄN THỊ MINH ANH THƯ")),
        ("date_of_issue", card(issued="15/06/2030")),
    ],
)
def test_print_that_differs_is_in_doubt(key: str, page: PageReading) -> None:
    assert fields_of("identity_card", page)[key].confidence <= 0.88
