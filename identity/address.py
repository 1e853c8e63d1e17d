"""Addresses by level: province and commune, those before 1 July 2025 leading to what they became."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dossier.text import fold
from identity.name import distance
from identity.provinces import successor_named
from identity.wards import commune_key, successors

_WARD = re.compile(r"^(?:phuong|xa|thi tran|dac khu|p|x|tt)[ .]+(?=\S)")
_OTHER_UNIT = re.compile(r"^(?:quan|huyen|thi xa|thanh pho|tp|tx|q|h)[ .]+(?=\S)")
_SAME_WARD = 0.15  # of the letters: one slip of recognition in a ward's name


class AddressLevel(StrEnum):
    """How far two addresses agree."""

    WARD = "ward"
    PROVINCE = "province"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Address:
    """The successor code of the province, None when unknown; the ward's folded name; the other units' folded names."""

    province: str | None
    ward: str | None
    others: tuple[str, ...]


def parse_address(text: str) -> Address:
    """Read ``detail, ward, (district,) province``; titles may be missing, order counts."""
    parts = [fold(part) for part in text.split(",") if part.strip()]
    province = successor_named(parts[-1]) if parts else None
    rest = parts[:-1] if province else parts
    named = [index for index, part in enumerate(rest) if _WARD.match(part)]
    place = named[-1] if named else _ward_by_order(rest)
    ward = None if place is None else _WARD.sub("", rest[place])
    return Address(province, ward, tuple(_bare(part) for index, part in enumerate(rest) if index != place))


def _ward_by_order(rest: list[str]) -> int | None:
    """Without titles: before a district when there is a detail, a ward and a district, else the last unit."""
    if not rest:
        return None
    has_district = len(rest) >= 3 or _OTHER_UNIT.match(rest[-1])
    return max(len(rest) - 2, 0) if has_district else len(rest) - 1


def _bare(part: str) -> str:
    return _OTHER_UNIT.sub("", _WARD.sub("", part))


def compare_addresses(one: str, other: str) -> AddressLevel:
    """The closest level on which two written addresses agree; unknown when a province cannot be told."""
    left, right = parse_address(one), parse_address(other)
    if left.province is None or right.province is None:
        return AddressLevel.UNKNOWN
    if left.province != right.province:
        return AddressLevel.DIFFERENT
    return AddressLevel.WARD if _same_ward(left, right) else AddressLevel.PROVINCE


def _same_ward(left: Address, right: Address) -> bool:
    if left.ward is None or right.ward is None:
        return False
    if _merged(left, right) or _merged(right, left):
        return True
    if left.ward.isdigit() or right.ward.isdigit():  # "Phường 5" is not "Phường 6", and every town has a fifth
        return left.ward == right.ward and bool(set(left.others) & set(right.others))
    return distance(left.ward, right.ward) <= _SAME_WARD or left.ward in right.others or right.ward in left.others


def _merged(old: Address, new: Address) -> bool:
    """Whether the commune of ``old``, of before July 2025, went into that of ``new``."""
    if old.province is None or old.ward is None or new.ward is None:
        return False
    return any(commune_key(new.ward) in successors(old.province, district, old.ward) for district in old.others)
