"""The verdict: a paper against itself, then against the register.

A match needs all of: no conflict between channels, no veto, at least ``MATCH_BITS``, and no reason but the harmless ones
of the contract. Register status, an expired card and channel conflicts decide over any score, and their verdict is
``review``, not ``mismatch``: a dead father on a birth certificate or a revoked card in an old dossier is the right
person, and only somebody who sees the paper can say what that means. ``mismatch`` is kept for two different people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from dossier.codes import IdNumber
from dossier.digest import Digest
from dossier.errors import TransientError
from dossier.identification import HARMLESS, Identification, IdentityVerdict, RegisterAnswer
from dossier.judgement import Reason
from identity import name, weights
from identity.card import SURE, best, compare_channels
from identity.channel import FIELDS, Channel, ChannelKind
from identity.compare import Weighing, weigh
from identity.expiry import is_over
from identity.reasons import reason
from identity.register.interface import Citizen, CitizenRegister, CitizenStatus, Purpose

# What an entry is compared by; of an answer the record keeps these, and the digest of the whole.
_COMPARED = ("full_name", "date_of_birth", "sex", "place_of_residence", "card_date_of_expiry", "status")
_STATUS = {CitizenStatus.DECEASED: "deceased", CitizenStatus.CARD_REVOKED: "card_revoked"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the dossier says about one person in one role (``applicant``, ``owner``, ``mother``…)."""

    role: str
    channels: tuple[Channel, ...]

    @property
    def claim(self) -> Mapping[str, str]:
        """For each field what the most believable channel says."""
        believed = {key: best(self.channels, key) for key in FIELDS}
        return {key: channel.value(key) or "" for key, channel in believed.items() if channel is not None}

    def of(self, *kinds: ChannelKind) -> tuple[Channel, ...]:
        """The channels of these kinds."""
        return tuple(channel for channel in self.channels if channel.kind in kinds)


def identify(evidence: Evidence, register: CitizenRegister, purpose: Purpose, *, now: datetime) -> Identification:
    """Say who the paper is about.

    ``now``, with offset, is when the register is asked and what the card's expiry is held against. A register that does
    not answer is the verdict ``unavailable``; ``PermanentError`` goes up.
    """
    card = compare_channels(evidence.channels)
    said = _Said(evidence, card.number, card.reasons)
    if card.number is None:
        return said.verdict(IdentityVerdict.NOT_FOUND)
    asked = RegisterAnswer(register.source, now.isoformat(), None)
    try:
        citizen = register.lookup(card.number, purpose=purpose)
    except TransientError:
        return said.verdict(IdentityVerdict.UNAVAILABLE, reason("register_unavailable"), register=asked)
    if citizen is None:
        return said.verdict(IdentityVerdict.NOT_FOUND, reason("not_in_register", "id_number"), register=asked)
    weighing = weigh(evidence.claim, citizen, toneless=_toneless(evidence))
    about = (*weighing.reasons, *_tones(evidence, citizen), *_status(evidence, citizen, now.date()))
    verdict, doubt = _decide(evidence, citizen, weighing, (*card.reasons, *about))
    return said.verdict(
        verdict,
        *about,
        *doubt,
        bits=weighing.bits,
        register=replace(asked, answer_sha256=_digest(citizen)),
        answer={key: str(getattr(citizen, key)) for key in _COMPARED},
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is settled before the register answers."""

    evidence: Evidence
    number: IdNumber | None
    reasons: tuple[Reason, ...]

    def verdict(
        self,
        verdict: IdentityVerdict,
        *more: Reason,
        bits: float | None = None,
        register: RegisterAnswer | None = None,
        answer: Mapping[str, str] | None = None,
    ) -> Identification:
        channels = dict(_named(self.evidence.channels))
        if answer is not None:
            channels["register"] = answer
        number = str(self.number) if self.number else self.evidence.claim.get("id_number")
        reasons = tuple(dict.fromkeys((*self.reasons, *more)))
        return Identification(number, self.evidence.role, verdict, bits, reasons, channels, register)


def _decide(
    evidence: Evidence, citizen: Citizen, weighing: Weighing, reasons: tuple[Reason, ...]
) -> tuple[IdentityVerdict, tuple[Reason, ...]]:
    """The verdict, and the doubt that keeps it from being a match where no other reason says so."""
    serious = {each.code for each in reasons} - HARMLESS
    against = {each.code for each in weighing.reasons} - HARMLESS
    if _vetoed(evidence, weighing) or (against and weighing.bits <= weights.MISMATCH_BITS):
        return IdentityVerdict.MISMATCH, ()
    if serious:
        return IdentityVerdict.REVIEW, ()
    if weighing.bits >= weights.MATCH_BITS and _name_is_backed(evidence, citizen, weighing):
        return IdentityVerdict.MATCH, ()
    return IdentityVerdict.REVIEW, (reason("too_little_evidence", detail=f"{weighing.bits:+.1f} bit"),)


def _vetoed(evidence: Evidence, weighing: Weighing) -> bool:
    """A veto counts when the field was read for sure; a smudged name is for a person to read, not another name."""
    return any(_confidence(evidence, each.field) >= SURE for each in weighing.comparisons if each.veto)


def _confidence(evidence: Evidence, field: str) -> float:
    channel = best(evidence.channels, field)
    return channel.confidence(field) if channel else 0.0


def _toneless(evidence: Evidence) -> bool:
    channel = best(evidence.channels, "full_name")
    return channel is not None and channel.kind is ChannelKind.MRZ


def _name_is_backed(evidence: Evidence, citizen: Citizen, weighing: Weighing) -> bool:
    """Whether the name agrees to the tone, or in print to the letter while the zone confirms number, birth and name.

    Hương and Hường are two people, so letters alone identify nobody.
    """
    level = weighing.level("full_name")
    if level == "equal":
        return not _toneless(evidence)
    channel = best(evidence.channels, "full_name")
    in_print = channel is not None and channel.kind is ChannelKind.PRINT
    return level == "tone" and in_print and any(_confirms(zone, citizen) for zone in evidence.of(ChannelKind.MRZ))


def _confirms(zone: Channel, citizen: Citizen) -> bool:
    return (
        zone.value("id_number") == str(citizen.id_number)
        and zone.value("date_of_birth") == citizen.date_of_birth
        and name.folded(zone.value("full_name") or "") == name.folded(citizen.full_name)
    )


def _tones(evidence: Evidence, citizen: Citizen) -> tuple[Reason, ...]:
    """Print that lost a tone which a surer channel has."""
    for channel in evidence.of(ChannelKind.PRINT, ChannelKind.FORM):
        said, known = channel.value("full_name") or "", citizen.full_name
        if name.key(said) != name.key(known) and name.folded(said) == name.folded(known):
            return (reason("name_differs_in_tone", "full_name", detail="print", detail_vi="mặt in"),)
    return ()


def _status(evidence: Evidence, citizen: Citizen, today: date) -> tuple[Reason, ...]:
    found = [reason(_STATUS[citizen.status])] if citizen.status in _STATUS else []
    on_card = len(evidence.of(ChannelKind.FORM)) < len(evidence.channels)
    expiries = (evidence.claim.get("date_of_expiry"), citizen.card_date_of_expiry)
    if on_card and any(is_over(each or None, today) for each in expiries):
        found.append(reason("card_expired", "date_of_expiry"))
    return tuple(found)


def _named(channels: tuple[Channel, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each channel under its kind's name, further forms numbered from 2."""
    seen: Counter[str] = Counter()
    for channel in channels:
        seen[channel.kind] += 1
        suffix = "" if seen[channel.kind] == 1 else f"_{seen[channel.kind]}"
        yield f"{channel.kind}{suffix}", {key: each.value for key, each in channel.readings.items()}


def _digest(citizen: Citizen) -> Digest:
    """Over the whole entry as JSON with sorted keys and no spaces, UTF-8."""
    entry = asdict(citizen) | {"id_number": str(citizen.id_number)}
    return Digest.of(json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
