"""The verdict on who a paper is about: never a bare yes or no, always with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dossier.digest import Digest
from dossier.judgement import Reason


class IdentityVerdict(StrEnum):
    """What comparing a paper with itself and with the register came to."""

    MATCH = "match"
    REVIEW = "review"
    MISMATCH = "mismatch"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


# With ``match`` only these reasons may stand (contract: record).
HARMLESS = frozenset(
    {"address_differs", "only_one_channel", "chip_not_anchored", "number_corrected", "name_differs_in_tone"}
)


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """That the register was asked: which one, when (RFC 3339), and the digest of what it answered."""

    source: str
    asked_at: str
    answer_sha256: Digest | None


@dataclass(frozen=True, slots=True)
class Identification:
    """One person of a dossier. ``channels`` holds what each channel of the card said, field by field.

    ``bits`` is the summed log2 likelihood ratio of the compared fields, None when the register knew nobody.
    """

    id_number: str | None
    role: str
    verdict: IdentityVerdict
    bits: float | None
    reasons: tuple[Reason, ...]
    channels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    register: RegisterAnswer | None = None
