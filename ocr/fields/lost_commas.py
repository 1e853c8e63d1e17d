"""Commas of addresses that were not read: specks at the ends of words."""

from __future__ import annotations

import re

from dossier.text import fold
from ocr.fields.gazetteer import is_place, provinces

_UNIT_BEHIND_NAME = re.compile(
    r"(?<![^\W\d_])(?!Thị xã)(?P<name>[^\W\d_]+) (?P<kind>[Hh]uyện|[Tt]hị xã|[Tt]ỉnh|[Xx]ã|[Qq]uận) (?P<unit>[^\W\d_])"
)
BUILDING = re.compile(r"Bệnh viện|Trạm|Trung tâm|Nhà hộ sinh|Ủy ban", re.IGNORECASE)
"""What the name of a place begins with that is no address by itself."""
_KIND = re.compile(r"^(?:T\.?P\.?|thành phố|thị xã|thị trấn|quận|huyện|phường|xã|H\.|TX\.|P\.|X\.) ", re.IGNORECASE)


def with_lost_commas(address: str) -> str:
    """An address that has commas, with those it lacks: "xã Đại Thắng huyện Đại Lộc, tỉnh …", "…, Thành phố Long Xuyên An Giang".

    One without commas is left as it is, for it may have been written so, and so is the name of a hospital or an office.
    """
    if "," not in address or BUILDING.match(address):
        return address
    address = _UNIT_BEHIND_NAME.sub(_parted, address)
    before, comma, last = address.rpartition(", ")
    return f"{before}{comma}{_before_province(last)}"


def _parted(found: re.Match[str]) -> str:
    parts = found["name"].istitle() and found["unit"].isupper()
    return f"{found['name']}, {found['kind']} {found['unit']}" if parts else found[0]


def _before_province(part: str) -> str:
    """The last part of an address with a comma before the province, where what stands before that is a unit by itself."""
    words = part.split(" ")
    for at in range(1, len(words)):
        unit, province = " ".join(words[:at]), " ".join(words[at:])
        if _is_province(province) and is_place(_KIND.sub("", unit)) and not is_place(_KIND.sub("", part)):
            return f"{unit}, {province}"
    return part


def _is_province(name: str) -> bool:
    return name[:1].isupper() and fold(name) in provinces().values()
