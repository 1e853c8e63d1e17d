"""Which fields of which paper tell of which person (the persons whose number a paper carries)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.record import Document
from identity.channel import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """A person on a type of paper: the role, and which of the paper's fields say what about them."""

    role: str
    fields: Mapping[str, str]


def _mention(role: str, prefix: str = "", **more: str) -> Mention:
    plain = {"id_number": f"{prefix}id_number", "full_name": f"{prefix}full_name"}
    return Mention(role, {**plain, **more})


_BIRTH = {"date_of_birth": "date_of_birth", "sex": "sex"}

CARD, OLD_CARD, PASSPORT = "identity_card", "old_identity_card", "passport"
OWN_PAPERS = frozenset({CARD, OLD_CARD, PASSPORT})
"""Papers that tell who somebody is, and no role in a procedure."""

# A card's own fields; its conflicts are told by its channels.
CARD_OWNER = _mention("owner", **_BIRTH, place_of_residence="place_of_residence")

MENTIONS: Mapping[str, tuple[Mention, ...]] = {
    "birth_certificate": (_mention("owner", **_BIRTH, nationality="nationality"),),
    "marriage_certificate": (
        _mention("wife", "wife_", date_of_birth="wife_date_of_birth", place_of_residence="wife_residence"),
        _mention("husband", "husband_", date_of_birth="husband_date_of_birth", place_of_residence="husband_residence"),
    ),
    "marital_status_certificate": (_mention("owner", **_BIRTH, place_of_residence="residence"),),
    "residence_change_form": (
        _mention("applicant", **_BIRTH),
        Mention("household_head", {"id_number": "household_head_id_number", "full_name": "household_head_name"}),
    ),
    "birth_registration_form": (
        _mention("applicant", "applicant_", place_of_residence="applicant_residence"),
        _mention("mother", "mother_"),
        _mention("father", "father_"),
    ),
    "business_registration_form": (_mention("applicant", "owner_", date_of_birth="owner_date_of_birth"),),
    "land_use_certificate": (_mention("owner", "owner_"),),
    "land_change_form": (_mention("applicant", place_of_residence="address"),),
    "passport": (_mention("owner", **_BIRTH, nationality="nationality"),),
}


def persons_on_papers() -> dict[str, tuple[Mapping[str, str], ...]]:
    """For each type of paper the fields of each person on it, a card's owner among them."""
    return {kind: tuple(mention.fields for mention in mentions) for kind, mentions in MENTIONS.items()}


def readings_of(document: Document, mention: Mention) -> dict[str, Reading]:
    """What a paper says of a person, under the names that channels share; nothing when their number is not there."""
    readings = {}
    for key, name in mention.fields.items():
        field = document.fields.get(name)
        if field is not None and isinstance(field.value, str) and field.value:
            readings[key] = Reading(field.value, field.confidence)
    return readings if "id_number" in readings else {}
