"""What a paper says about a person against the register's entry: field by field a level, its bits and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.judgement import Reason
from identity import name, weights
from identity.address import AddressLevel, compare_addresses
from identity.reasons import level_sentence, reason
from identity.register.interface import Citizen

# Beyond this distance two given names are two people: it lets 1 % of twins and siblings pass and hardly loses a
# misread name. A folded name has no tones to differ in, so the same limit holds.
GIVEN_NAME_VETO = 0.25
_DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field: how far it agrees, what that weighs, whether it excludes a match by itself, and why."""

    field: str
    level: str
    bits: float
    veto: bool = False
    reason: Reason | None = None

    @property
    def sentence(self) -> str:
        """Level, bits, and what that means in Vietnamese and English."""
        return level_sentence(self.field, self.level, self.bits)


@dataclass(frozen=True, slots=True)
class Weighing:
    """All fields that both the paper and the register know."""

    comparisons: tuple[Comparison, ...]

    @property
    def bits(self) -> float:
        """The sum: how much likelier the agreement is of one person than of two."""
        return round(sum(each.bits for each in self.comparisons), 2)

    @property
    def veto(self) -> bool:
        """Whether some field says by itself that these are two people."""
        return any(each.veto for each in self.comparisons)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each field that does not agree."""
        return tuple(each.reason for each in self.comparisons if each.reason is not None)

    def level(self, field: str) -> str | None:
        """How far this field agrees, None when it was not compared."""
        return next((each.level for each in self.comparisons if each.field == field), None)


def weigh(claim: Mapping[str, str], citizen: Citizen, *, toneless: bool = False) -> Weighing:
    """Compare what a paper says (keys of ``channel.FIELDS``) with an entry.

    ``toneless``: the name comes from a machine-readable zone and bears no tones.
    """
    found = [
        compare_names(claim.get("full_name", ""), citizen.full_name, toneless=toneless),
        compare_dates(claim.get("date_of_birth", ""), citizen.date_of_birth),
        _sex(claim.get("sex", ""), citizen.sex),
        _address(claim.get("place_of_residence", ""), citizen.place_of_residence),
    ]
    return Weighing(tuple(each for each in found if each is not None))


def compare_names(said: str, known: str, *, toneless: bool = False) -> Comparison | None:
    """Levels: ``equal``, ``tone`` (tones and marks only), ``close``, ``different``; None when one is empty."""
    if toneless:
        said, known = name.folded(said), name.folded(known)
    if not name.normal(said) or not name.normal(known):
        return None
    level = _name_level(said, known)
    if level == "equal":
        return Comparison("full_name", level, weights.name_bits(0.0) + weights.surname_bits(said))
    veto = name.distance(name.given(said), name.given(known)) > GIVEN_NAME_VETO
    bits = weights.name_bits(name.distance(said, known))
    code = "name_differs_in_tone" if level == "tone" else "name_differs"
    return Comparison("full_name", level, bits, veto, _reason(code, "full_name", bits, (said, known)))


def _name_level(said: str, known: str) -> str:
    if name.key(said) == name.key(known):
        return "equal"
    if name.folded(said) == name.folded(known):
        return "tone"
    return "close" if weights.name_bits(name.distance(said, known)) > 0 else "different"


def compare_dates(said: str, known: str) -> Comparison | None:
    """Compare ISO dates part by part; two parts that differ are a veto. None when one is empty."""
    if not said or not known:
        return None
    parts = [
        (part, _part_level(one, other))
        for part, one, other in zip(_DATE_PARTS, said.split("-"), known.split("-"), strict=False)
    ]
    bits = sum(weights.bits(part, level) for part, level in parts)
    wrong = [part for part, level in parts if level != "equal"]
    if not wrong:
        return Comparison("date_of_birth", "equal" if len(parts) == len(_DATE_PARTS) else "partial", bits)
    return Comparison(
        "date_of_birth",
        "different",
        bits,
        len(wrong) > 1,
        _reason("date_of_birth_differs", "date_of_birth", bits, (said, known), wrong),
    )


def _part_level(one: str, other: str) -> str:
    if one == other:
        return "equal"
    slips = sum(a != b for a, b in zip(one, other, strict=False))
    return "one_digit" if len(one) == len(other) and slips == 1 else "different"


def _sex(said: str, known: str) -> Comparison | None:
    if not said or not known:
        return None
    if said == known:
        return Comparison("sex", "equal", weights.bits("sex", "equal"))
    bits = weights.bits("sex", "different")
    return Comparison("sex", "different", bits, True, _reason("sex_differs", "sex", bits, (said, known)))


def _address(said: str, known: str) -> Comparison | None:
    if not said or not known:
        return None
    level = compare_addresses(said, known)
    bits = weights.bits("address", level.value)
    told = None if level is AddressLevel.WARD else _reason("address_differs", "place_of_residence", bits, (said, known))
    return Comparison("place_of_residence", level.value, bits, reason=told)


_SEX_VI = {"male": "nam", "female": "nữ"}
_PARTS_VI = {"year": "năm", "month": "tháng", "day": "ngày"}


def _reason(code: str, field: str, bits: float, values: tuple[str, str], parts: Sequence[str] = ()) -> Reason:
    """Both values, the parts of a date that differ, and the weight."""
    (said, known), (said_vi, known_vi) = values, (_SEX_VI.get(each, each) for each in values)
    named, named_vi = (", ".join(parts) + "; "), (", ".join(_PARTS_VI[part] for part in parts) + "; ")
    weight = f"{bits:+.1f} bit"
    return reason(
        code,
        field,
        detail=f"{named if parts else ''}paper: {said} ↔ register: {known}; {weight}",
        detail_vi=f"{named_vi if parts else ''}giấy tờ: {said_vi} ↔ cơ sở dữ liệu: {known_vi}; {weight}",
    )
