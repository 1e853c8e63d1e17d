"""Names whose beginnings lie under a seal, out of what the readings of their line share."""

from __future__ import annotations

import pytest

from ocr.fields.torn_name import torn_name


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["ng Tam Quang", "Vương Tam Quang", "ng Lương Tam Quang", "ướng Lương Tam Quang", "Lương Tam Quang"],
         "Lương Tam Quang"),
        (["ín Hồng Nam", "gến Hồng Nam", "Nguyen Hồng Nam", "Nguyen Hồng Nam", "[guyen Hồng Nam"], "Nguyễn Hồng Nam"),
        (["mm Xuân Lâm", "Lãm Xuân Lâm", "Lãm Xuân Lâm", "Làm Xuân Lâm", "Lãm Xuân Lâm"], "Lâm Xuân Lâm"),
        (["' ạ Tam Dũng", "Tạ Tam Dũng", "Tạ Tam Dũng", "” Ta Tam Dũng", "” Ta Tam Dũng"], "Tạ Tam Dũng"),
    ],
)  # fmt: skip
def test_the_family_name_is_the_one_most_readings_are_like(readings: list[str], name: str) -> None:
    votes = torn_name(readings)
    assert votes is not None
    assert votes[0] == name
    assert votes[1] < len(readings)


def test_a_name_that_stands_free_is_given_by_every_reading() -> None:
    assert torn_name(["Trần Thị Bình"] * 5) == ("Trần Thị Bình", 5)


@pytest.mark.parametrize(
    "readings",
    [
        [
            "Quang Hải",
            "® Quang Hải",
            "4 Quang Hải",
            "'} Quang Hải",
            "~ Quang Hải",
        ],  # its family name is not seen at all
        ["tướng Minh Hà", "tướng Minh Hà", "Đại tướng Minh Hà", "tướng Minh Hà"],  # a rank is no family name
        ["phòng", "Công báo", "", "x"],
    ],
)
def test_half_a_name_is_none(readings: list[str]) -> None:
    assert torn_name(readings) is None
