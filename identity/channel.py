"""What one channel says about a person, in one normal form, so that channels can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dossier.judgement import Reason
from dossier.text import tidy
from identity.mrz import Contradiction, Mrz
from identity.qr import CardQr
from identity.reasons import reason
from identity.syllables import is_syllable

# The fields that channels share (keys of the contract's document types).
FIELDS = (
    "id_number",
    "full_name",
    "date_of_birth",
    "sex",
    "nationality",
    "place_of_residence",
    "date_of_issue",
    "date_of_expiry",
)


class ChannelKind(StrEnum):
    """Where something is said: four places of a card, or another paper about the person."""

    PRINT = "print"
    QR = "qr"
    MRZ = "mrz"
    CHIP = "chip"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in the contract's normal form and the probability that it was read right."""

    value: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Channel:
    """Readings by field, and what is wrong with the channel itself.

    ``name_cut``: the name may go on. ``no_expiry``: it says that the card does not run out. ``authentication``: what
    passive authentication said of a chip.
    """

    kind: ChannelKind
    readings: Mapping[str, Reading]
    faults: tuple[Reason, ...] = ()
    name_cut: bool = field(default=False)
    no_expiry: bool = field(default=False)
    authentication: str = field(default="")

    def value(self, key: str) -> str | None:
        """What the channel says of ``key``; None when it says nothing."""
        reading = self.readings.get(key)
        return reading.value if reading else None

    def confidence(self, key: str) -> float:
        """The probability that ``key`` was read right; 0 when the channel says nothing of it."""
        reading = self.readings.get(key)
        return reading.confidence if reading else 0.0


def print_channel(readings: Mapping[str, Reading], *, kind: ChannelKind = ChannelKind.PRINT) -> Channel:
    """The printed side of a card, or with ``kind`` FORM another paper; empty values are left out."""
    kept = {key: Reading(_normal(key, each.value), each.confidence) for key, each in readings.items()}
    return Channel(kind, {key: each for key, each in kept.items() if each.value})


def form_channel(readings: Mapping[str, Reading]) -> Channel:
    """What a form or certificate says about a person, under the keys of ``FIELDS``."""
    return print_channel(readings, kind=ChannelKind.FORM)


def qr_channel(card: CardQr) -> Channel:
    """The QR code: Reed-Solomon decoding yields the printed bytes or none, so its readings are sure."""
    said = {
        "id_number": str(card.id_number),
        "full_name": card.full_name,
        "date_of_birth": card.date_of_birth,
        "sex": card.sex,
        "place_of_residence": card.place_of_residence,
        "date_of_issue": card.date_of_issue or "",
    }
    return Channel(ChannelKind.QR, {key: Reading(value) for key, value in said.items() if value})


def refused_qr_channel() -> Channel:
    """A QR code with a card's fields that cannot be right: it says nothing, and that is a fault of the card."""
    return Channel(ChannelKind.QR, {}, (reason("qr_text_conflict", detail="malformed", detail_vi="sai cấu trúc"),))


def mrz_channel(mrz: Mrz, *, name_confidence: float = 1.0) -> Channel | None:
    """The machine-readable zone; None when it was found but could not be read.

    A wrong check digit among letters that all fit their places is a fault of the card until a person has looked; among
    letters that cannot stand there it is a fault of the reading, and the value is only left out. So is a name that no
    syllables spell: line 3 has no check digit and is misread often.
    """
    if not (mrz.legible or mrz.foreign or mrz.id_number or mrz.date_of_birth or mrz.date_of_expiry):
        return None
    said = {
        "id_number": Reading(str(mrz.id_number or "")),
        "full_name": Reading(mrz.full_name if _well_read(mrz) else "", name_confidence),
        "date_of_birth": Reading(mrz.date_of_birth or ""),
        "sex": Reading(mrz.sex or ""),
        "nationality": Reading("Việt Nam" if mrz.nationality == "VNM" else ""),
        "date_of_expiry": Reading(mrz.date_of_expiry or ""),
    }
    kept = {key: each for key, each in said.items() if each.value}
    return Channel(ChannelKind.MRZ, kept, _mrz_faults(mrz), name_cut=mrz.name_cut, no_expiry=mrz.no_expiry)


def _well_read(mrz: Mrz) -> bool:
    tokens = mrz.full_name.lower().split()
    return all(is_syllable(token) for token in (tokens[:-1] if mrz.name_cut else tokens))


def chip_channel(values: Mapping[str, str], faults: tuple[Reason, ...] = (), *, authentication: str = "") -> Channel:
    """The chip's data groups, whose own authentication is judged elsewhere and comes as ``faults`` and a level."""
    said = {key: Reading(_normal(key, value)) for key, value in values.items()}
    kept = {key: each for key, each in said.items() if each.value}
    return Channel(ChannelKind.CHIP, kept, faults, authentication=authentication)


_CONTRADICTED = {
    Contradiction.NUMBER_NOT_REPEATED: "id_number",
    Contradiction.SEX: "sex",
    Contradiction.BIRTH_YEAR: "date_of_birth",
    Contradiction.STATE: "nationality",
}


def _mrz_faults(mrz: Mrz) -> tuple[Reason, ...]:
    if mrz.foreign:
        return (reason("mrz_text_conflict", "nationality", detail="another state", detail_vi="quốc gia khác"),)
    if not mrz.legible:
        return ()
    wrong = ", ".join(each.name for each in mrz.checks if not each.passed)
    faults = [reason("mrz_check_digit", detail=wrong)] if wrong else []
    # A number that is not repeated where a check digit fails already is the same finding twice.
    odd = [each for each in mrz.contradictions if not (wrong and each is Contradiction.NUMBER_NOT_REPEATED)]
    return (*faults, *(reason("mrz_text_conflict", _CONTRADICTED[each]) for each in odd))


def _normal(key: str, value: str) -> str:
    if key == "id_number":
        return re.sub(r"[\s.]", "", value)
    if key.startswith("date") and not "1900" <= value[:4] <= "2199":
        return ""  # no date of a living person's card, however sure
    if key == "full_name" and not any(letter.isalpha() for letter in value):
        return ""  # marks that recognition made of something else
    return tidy(value)
