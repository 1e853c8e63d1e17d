"""A card against itself: print, QR, machine-readable zone and chip tell the same person, or the card is not right.

Slips of optical recognition are no conflict. A difference is a slip only when it is small and one side was not read
for sure; a QR code, a chip and a field that passed its check digit are sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from dossier.codes import IdNumber
from dossier.errors import UsageError
from dossier.judgement import Reason
from identity import name
from identity.address import AddressLevel, compare_addresses
from identity.channel import FIELDS, Channel, ChannelKind
from identity.number import check_number, one_repair_apart
from identity.reasons import reason

SURE = 0.90  # from this probability on, a reading that differs is another text and not a slip

MAIN = ("id_number", "full_name", "date_of_birth")
"""What a card's print says of its owner beyond doubt; print that was not read to say it was compared with nothing."""

# The order in which channels are believed, by field; what is authenticated or checked by a code comes first.
_ORDER = (ChannelKind.CHIP, ChannelKind.QR, ChannelKind.MRZ, ChannelKind.PRINT, ChannelKind.FORM)
# A machine-readable zone knows no tones, so it comes last for names.
_NAME_ORDER = (ChannelKind.CHIP, ChannelKind.QR, ChannelKind.PRINT, ChannelKind.FORM, ChannelKind.MRZ)

_CONFLICT = {
    ChannelKind.QR: "qr_text_conflict",
    ChannelKind.MRZ: "mrz_text_conflict",
    ChannelKind.CHIP: "chip_text_conflict",
}
_FORM_CONFLICT = {
    "full_name": "name_differs",
    "date_of_birth": "date_of_birth_differs",
    "sex": "sex_differs",
    "place_of_residence": "address_differs",
}


class Agreement(StrEnum):
    """How two readings of a field stand to each other; the order of definition runs from best to worst."""

    AGREE = "agree"
    NOISE = "noise"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """The worst relation among the channels that speak of ``field``, and what each says."""

    field: str
    verdict: Agreement
    values: Mapping[ChannelKind, str]


@dataclass(frozen=True, slots=True)
class CardAgreement:
    """Field by field, with reasons; ``number`` is the personal number to believe, None when none can be."""

    fields: tuple[FieldAgreement, ...]
    reasons: tuple[Reason, ...]
    number: IdNumber | None

    @property
    def conflict(self) -> bool:
        """Whether the card disagrees with itself."""
        return any(each.verdict is Agreement.CONFLICT for each in self.fields)


def compare_channels(channels: Sequence[Channel]) -> CardAgreement:
    """Hold every channel against every other, and the number against sex and year of birth."""
    fields = tuple(_field(channels, key) for key in FIELDS if len(_speaking(channels, key)) > 1)
    conflicts = tuple(each for key in FIELDS for each in _conflicts(channels, key))
    faults = tuple(fault for channel in channels for fault in channel.faults)
    alone = (reason("only_one_channel"),) if len(channels) == 1 else ()
    number, about_number = _number(channels)
    return CardAgreement(fields, _distinct((*conflicts, *faults, *about_number, *alone)), number)


def best(channels: Sequence[Channel], key: str) -> Channel | None:
    """The channel to believe about ``key``; None when no channel speaks of it."""
    order = _NAME_ORDER if key == "full_name" else _ORDER
    return min(_speaking(channels, key), key=lambda channel: order.index(channel.kind), default=None)


def relation(one: Channel, other: Channel, key: str) -> Agreement:
    """How what two channels say of ``key`` stands to each other; both must speak of it."""
    left, right = one.value(key), other.value(key)
    if left is None or right is None:
        raise UsageError("Both channels have to speak of the field.")
    if left == right:
        return Agreement.AGREE
    if key == "full_name":
        return _names(one, other)
    sure = min(one.confidence(key), other.confidence(key)) >= SURE
    if key == "place_of_residence" and sure and _has_added_number(one, other):
        return Agreement.CONFLICT
    return _RELATIONS[key](left, right, sure)


def _speaking(channels: Sequence[Channel], key: str) -> list[Channel]:
    return [channel for channel in channels if channel.value(key) is not None]


def _field(channels: Sequence[Channel], key: str) -> FieldAgreement:
    speaking = _speaking(channels, key)
    found = {relation(one, other, key) for one, other in combinations(speaking, 2)}
    return FieldAgreement(key, max(found, key=list(Agreement).index), {c.kind: c.value(key) or "" for c in speaking})


def _conflicts(channels: Sequence[Channel], key: str) -> list[Reason]:
    """One reason for each channel that stands against the print or, where print has no part in it, against another."""
    speaking = sorted(_speaking(channels, key), key=lambda channel: list(ChannelKind).index(channel.kind))
    pairs = [
        (one, other) for one, other in combinations(speaking, 2) if relation(one, other, key) is Agreement.CONFLICT
    ]
    card = [(one, other) for one, other in pairs if ChannelKind.FORM not in (one.kind, other.kind)]
    odd = {other.kind: (one, other) for one, other in reversed(card)}
    in_print = {other.kind: (one, other) for one, other in reversed(card) if one.kind is ChannelKind.PRINT}
    found = [reason(_CONFLICT[kind], key, **_both(*pair, key)) for kind, pair in (in_print or odd).items()]
    if key in _FORM_CONFLICT:
        forms = [(one, other) for one, other in pairs if ChannelKind.FORM in (one.kind, other.kind)]
        found += [reason(_FORM_CONFLICT[key], key, **_both(*pair, key)) for pair in forms[:1]]
    return found


_NAMED_VI = {
    ChannelKind.PRINT: "mặt in",
    ChannelKind.QR: "mã QR",
    ChannelKind.MRZ: "MRZ",
    ChannelKind.CHIP: "chíp",
    ChannelKind.FORM: "giấy tờ khác",
}


def _both(one: Channel, other: Channel, key: str) -> dict[str, str]:
    """What each of two channels says, in both languages."""
    left, right = one.value(key), other.value(key)
    return {
        "detail": f"{one.kind}: {left} ↔ {other.kind}: {right}",
        "detail_vi": f"{_NAMED_VI[one.kind]}: {left} ↔ {_NAMED_VI[other.kind]}: {right}",
    }


def _number(channels: Sequence[Channel]) -> tuple[IdNumber | None, tuple[Reason, ...]]:
    """The number to believe; one legal repair is told, a number that fits nothing is malformed."""
    source = best([each for each in channels if _well_formed(each.value("id_number"))], "id_number")
    if source is None:
        old = any(fault.code == "document_no_longer_valid" for channel in channels for fault in channel.faults)
        return None, () if old else (reason("number_malformed", "id_number"),)
    number = IdNumber(source.value("id_number") or "")
    others = [each for each in _speaking(channels, "id_number") if each.value("id_number") != str(number)]
    noise = [each for each in others if relation(each, source, "id_number") is Agreement.NOISE]
    repaired = [each for each in noise if _slip(each, source)]
    found = [_machine_read()] if repaired else []
    if len(repaired) < len(noise):
        found.append(reason("number_malformed", "id_number"))
    sex, birth = best(channels, "sex"), best(channels, "date_of_birth")
    oddities = check_number(
        number,
        sex=sex.value("sex") if sex else None,
        date_of_birth=birth.value("date_of_birth") if birth else None,
    )
    odd = [each.problem.value for each in oddities if not each.warning]
    if odd:
        found.append(reason("number_malformed", "id_number", detail=", ".join(odd)))
    return number, tuple(found)


def _machine_read() -> Reason:
    detail, detail_vi = "the machine-readable one is taken", "lấy theo mã máy đọc"
    return reason("number_corrected", "id_number", detail=detail, detail_vi=detail_vi)


def _slip(channel: Channel, source: Channel) -> bool:
    """Whether ``source``, read by machine, repairs by one legal repair what was read in print."""
    if source.kind in (ChannelKind.PRINT, ChannelKind.FORM):
        return False
    read, sure = channel.value("id_number") or "", source.value("id_number") or ""
    return one_repair_apart(read, sure)


def _well_formed(number: str | None) -> bool:
    return number is not None and len(number) == 12 and number.isascii() and number.isdigit()


def _numbers(left: str, right: str, sure: bool) -> Agreement:
    """A misread digit, or a number of the wrong length that is no number at all, is a slip."""
    if not (_well_formed(left) and _well_formed(right)):
        return Agreement.NOISE
    return Agreement.NOISE if not sure and one_repair_apart(left, right) else Agreement.CONFLICT


def _dates(left: str, right: str, sure: bool) -> Agreement:
    if left.startswith(right) or right.startswith(left):  # only the year is known
        return Agreement.AGREE
    return Agreement.NOISE if not sure and one_repair_apart(left, right) else Agreement.CONFLICT


def _plain(_left: str, _right: str, sure: bool) -> Agreement:
    return Agreement.CONFLICT if sure else Agreement.NOISE


def _nationalities(left: str, right: str, sure: bool) -> Agreement:
    if name.folded(left) == name.folded(right):
        return Agreement.AGREE
    return _plain(left, right, sure)


# Long texts over several lines: so much has to differ before it is another address. Recognition loses ends and misreads
# letters, but it does not make one commune with its province of another, however unsure it was.
_OTHER_ADDRESS, _OTHER_COMMUNE = 0.5, 0.35


def _addresses(left: str, right: str, sure: bool) -> Agreement:
    if name.normal(left) == name.normal(right):
        return Agreement.AGREE
    level = compare_addresses(left, right)
    apart = name.distance(name.folded(left), name.folded(right))
    head, other_head = (name.folded(each.partition(",")[0]) for each in (left, right))
    labelled = head.endswith(other_head) or other_head.endswith(head)  # a label was read with the value
    within = 0.0 if labelled else name.distance(head, other_head)
    lost_its_end = level is AddressLevel.UNKNOWN and within > _OTHER_ADDRESS
    told = level is AddressLevel.DIFFERENT or (level is AddressLevel.PROVINCE and apart > _OTHER_COMMUNE)
    house = (within if level is AddressLevel.WARD else apart) > _OTHER_ADDRESS or other_house_number(left, right)
    other = told or (sure and house) or (lost_its_end and apart > _OTHER_ADDRESS)
    return Agreement.CONFLICT if other else Agreement.NOISE


def _has_added_number(one: Channel, other: Channel) -> bool:
    """Whether the print has the number of a house that the card's code or chip lacks; print can lose one, not gain it."""
    printed, machine = (one, other) if one.kind is ChannelKind.PRINT else (other, one)
    if printed.kind is not ChannelKind.PRINT or machine.kind is ChannelKind.FORM:
        return False
    said, coded = printed.value("place_of_residence") or "", machine.value("place_of_residence") or ""
    return bool(added_house_numbers(said, coded))


def other_house_number(left: str, right: str) -> bool:
    """Whether two addresses of as many numbers differ in one: letters are misread for each other, a lost line is no change."""
    return len(house_numbers(left)) == len(house_numbers(right)) and house_numbers(left) != house_numbers(right)


def added_house_numbers(left: str, right: str) -> frozenset[str]:
    """The numbers that the first of two addresses has and the second, which has fewer, has not."""
    more = len(house_numbers(left)) > len(house_numbers(right))
    return frozenset(house_numbers(left)) - frozenset(house_numbers(right)) if more else frozenset()


def house_numbers(address: str) -> list[str]:
    """The numbers of an address, in order."""
    return re.findall(r"\d+", address)


def _names(one: Channel, other: Channel) -> Agreement:
    """Tones and marks are often misread, and the comparison with the register tells whose they are: a slip.

    Otherwise a name that was read for sure is another name, and of an unsure one no syllable may differ by more than
    what recognition does to one letter of it.
    """
    left, right = one.value("full_name") or "", other.value("full_name") or ""
    sure = min(one.confidence("full_name"), other.confidence("full_name")) >= SURE
    if ChannelKind.MRZ in (one.kind, other.kind):
        left, right = _cut(name.folded(left), name.folded(right), one.name_cut or other.name_cut)
        if left == right:
            return Agreement.AGREE
    elif name.key(left) == name.key(right):
        return Agreement.AGREE
    if name.folded(left) == name.folded(right):
        return Agreement.NOISE
    if not sure and _lost_syllables(left, right):
        return Agreement.NOISE
    whole, syllable = _UNSURE_LIMITS
    close = name.distance(left, right) <= whole and _worst_syllable(left, right) <= syllable
    return Agreement.NOISE if close and not sure else Agreement.CONFLICT


# Greatest distance of the whole name and of its worst syllable that still is a slip where the name was not read for
# sure. Set so that one look-alike letter of a three-letter syllable passes and another short name does not.
_UNSURE_LIMITS = (0.15, 0.40)


def _lost_syllables(one: str, other: str) -> bool:
    """Whether one name is the other without some of its syllables."""
    less, more = sorted((name.folded(one).split(), name.folded(other).split()), key=len)
    left = iter(more)
    return 0 < len(less) < len(more) and all(syllable in left for syllable in less)


def _cut(left: str, right: str, cut: bool) -> tuple[str, str]:
    length = min(len(left), len(right))
    return (left[:length], right[:length]) if cut else (left, right)


def _worst_syllable(left: str, right: str) -> float:
    """The distance of the syllables that differ most; of names with unlike numbers of syllables, without their spaces."""
    ones, others = name.normal(left).split(), name.normal(right).split()
    if len(ones) != len(others):
        return name.distance("".join(ones), "".join(others))
    return max((name.distance(a, b) for a, b in zip(ones, others, strict=True)), default=0.0)


_RELATIONS: Mapping[str, Callable[[str, str, bool], Agreement]] = {
    "id_number": _numbers,
    "date_of_birth": _dates,
    "date_of_issue": _dates,
    "date_of_expiry": _dates,
    "sex": _plain,
    "nationality": _nationalities,
    "place_of_residence": _addresses,
}


def _distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))
