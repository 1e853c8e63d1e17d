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
from identity.card import MAIN, SURE, CardAgreement, best, compare_channels
from identity.channel import FIELDS, Channel, ChannelKind
from identity.compare import Weighing, compare_names, weigh
from identity.correct import corrections
from identity.expiry import is_over, may_expire_on, may_lack_expiry
from identity.reasons import reason
from identity.register.interface import (
    Citizen,
    CitizenRegister,
    CitizenStatus,
    Claim,
    Purpose,
    RegisterRefused,
)

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

    @property
    def card(self) -> tuple[Channel, ...]:
        """The channels of an identity card; other papers have their own terms."""
        return tuple(channel for channel in self.channels if channel.kind is not ChannelKind.FORM)

    def of(self, *kinds: ChannelKind) -> tuple[Channel, ...]:
        """The channels of these kinds."""
        return tuple(channel for channel in self.channels if channel.kind in kinds)


def identify(evidence: Evidence, register: CitizenRegister, purpose: Purpose, *, now: datetime) -> Identification:
    """Say who the paper is about.

    ``now``, with offset, is when the register is asked and what the card's expiry is held against. A register that does
    not answer, or may not be asked, is the verdict ``unavailable``; any other ``PermanentError`` goes up. That a number
    which was hardly read leads to nobody, or to somebody else, says nothing of the person: ``review``.
    """
    card = compare_channels(evidence.channels)
    found = _identified(evidence, card, register, purpose, now)
    if found.verdict not in _AGAINST or not _is_doubted(evidence, card.number):
        return found
    return replace(found, verdict=IdentityVerdict.REVIEW, reasons=tuple(dict.fromkeys((*found.reasons, _DOUBTED))))


DOUBTED = 0.5
"""A number that was read with less than even odds is for a person to read, and speaks against nobody."""
_AGAINST = frozenset({IdentityVerdict.MISMATCH, IdentityVerdict.NOT_FOUND})
_DOUBTED = reason(
    "number_malformed",
    "id_number",
    detail="read with less than even odds: compare it with the paper",
    detail_vi="đọc được với xác suất dưới một nửa: hãy đối chiếu với bản giấy",
)


def _is_doubted(evidence: Evidence, number: IdNumber | None) -> bool:
    """Whether nobody says this number for sure; a code or check digit is sure."""
    said = [
        channel.confidence("id_number") for channel in evidence.channels if channel.value("id_number") == str(number)
    ]
    return bool(said) and max(said) < DOUBTED


def _identified(
    evidence: Evidence, card: CardAgreement, register: CitizenRegister, purpose: Purpose, now: datetime
) -> Identification:
    """The verdict on the number as it was read."""
    if {each.code for each in card.reasons} & _NOT_ASKED:
        return _Said(evidence, card.number, card.reasons).verdict(IdentityVerdict.REVIEW)
    asked = RegisterAnswer(register.source, now.isoformat(), None)
    said = _Said(evidence, card.number, (*card.reasons, *_unread(evidence), *_term(evidence, now.date())))
    try:
        citizen = _entry(evidence, card.number, register, purpose)
    except TransientError:
        return said.verdict(IdentityVerdict.UNAVAILABLE, reason("register_unavailable"), register=asked)
    except RegisterRefused as refused:
        why = reason("register_unavailable", detail=refused.message, detail_vi="cơ sở dữ liệu từ chối")
        return said.verdict(IdentityVerdict.UNAVAILABLE, why, register=asked)
    if citizen is None and card.number is None:
        return said.verdict(IdentityVerdict.NOT_FOUND)
    if citizen is None:
        return said.verdict(IdentityVerdict.NOT_FOUND, reason("not_in_register", "id_number"), register=asked)
    if citizen.id_number != card.number:
        said = replace(said, number=citizen.id_number, reasons=(*said.reasons, _CORRECTED))
    return _judged(said, citizen, replace(asked, answer_sha256=_digest(citizen)), now.date())


# A card that is no longer good as one is for a person, whatever the register says; the register is not asked for it.
_NOT_ASKED = frozenset({"document_no_longer_valid"})
_CORRECTED = reason(
    "number_corrected",
    "id_number",
    detail="found in the register by one corrected digit, the birth date and the name",
    detail_vi="tìm thấy trong cơ sở dữ liệu khi sửa một chữ số, khớp ngày sinh và họ tên",
)


def _unread(evidence: Evidence) -> tuple[Reason, ...]:
    """What code or zone say and the card's print was not read to say: it may say something else."""
    printed, machine = evidence.of(ChannelKind.PRINT), evidence.of(ChannelKind.QR, ChannelKind.MRZ)
    return tuple(
        reason("print_unread", key)
        for key in MAIN
        if printed and not any(each.value(key) for each in printed) and any(each.value(key) for each in machine)
    )


def _entry(evidence: Evidence, number: IdNumber | None, register: CitizenRegister, purpose: Purpose) -> Citizen | None:
    """The entry of the number read; where there is none, that of one corrected number, told by birth date and name."""
    said = evidence.claim
    claim = Claim(said.get("full_name", ""), said.get("date_of_birth", ""))
    citizen = register.lookup(number, purpose=purpose, claim=claim) if number is not None else None
    if citizen is not None or _by_machine(evidence, number) or len(claim.date_of_birth) < len("YYYY-MM-DD"):
        return citizen
    numbers = corrections(said.get("id_number", ""), sex=said.get("sex"), date_of_birth=claim.date_of_birth)
    found = register.among(numbers, purpose=purpose, claim=claim) if numbers and claim.full_name else ()
    named = [each for each in found if _same_person(claim, each, toneless=_toneless(evidence))]
    return named[0] if len(named) == 1 else None


def _same_person(claim: Claim, citizen: Citizen, *, toneless: bool) -> bool:
    names = compare_names(claim.full_name, citizen.full_name, toneless=toneless)
    return claim.date_of_birth == citizen.date_of_birth and names is not None and names.level in ("equal", "tone")


def _by_machine(evidence: Evidence, number: IdNumber | None) -> bool:
    """Whether a code or a check digit stands behind the number, so that it was not misread."""
    machine = evidence.of(ChannelKind.CHIP, ChannelKind.QR, ChannelKind.MRZ)
    return number is not None and any(channel.value("id_number") == str(number) for channel in machine)


def _judged(said: _Said, citizen: Citizen, answer: RegisterAnswer, today: date) -> Identification:
    """Weigh the entry against what the paper says."""
    evidence = said.evidence
    weighing = weigh(evidence.claim, citizen, toneless=_toneless(evidence))
    about = (*weighing.reasons, *_tones(evidence, citizen), *_status(evidence, citizen, today))
    verdict, doubt = _decide(evidence, citizen, weighing, (*said.reasons, *about))
    return said.verdict(
        verdict,
        *about,
        *doubt,
        bits=weighing.bits,
        register=answer,
        weighed={each.field: each.sentence for each in weighing.comparisons},
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
        weighed: Mapping[str, str] | None = None,
    ) -> Identification:
        channels = dict(_named(self.evidence.channels))
        if weighed is not None:
            channels["weighed"] = weighed
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
    if serious or _CORRECTED in reasons:
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
    said = evidence.claim.get("nationality", "")
    sure = _confidence(evidence, "nationality") >= SURE
    if sure and said and citizen.nationality and _state(said) != _state(citizen.nationality):
        values = {"detail": f"{said} ↔ {citizen.nationality}"}
        found.append(reason("nationality_differs", "nationality", **values))
    if evidence.card and is_over(citizen.card_date_of_expiry or None, today):
        found.append(reason("card_expired", "date_of_expiry"))
    return (*found, *_other_card(evidence, citizen, today))


def _other_card(evidence: Evidence, citizen: Citizen, today: date) -> tuple[Reason, ...]:
    """The card against the one that the register holds: an older one was replaced, one that ends later was altered.

    A card issued after what the register knows is no fault: registers lag behind.
    """
    issued, known = _sure_date(evidence, "date_of_issue"), citizen.card_date_of_issue
    if issued and known and issued < known:
        return (reason("card_superseded", "date_of_issue", detail=f"{issued} ↔ {known}"),)
    ends, known_end = _sure_date(evidence, "date_of_expiry"), citizen.card_date_of_expiry
    running = bool(ends and known_end) and not is_over(ends, today) and not is_over(known_end, today)
    same_card = not issued or not known or issued == known
    if running and same_card and ends != known_end:
        return (reason("expiry_differs", "date_of_expiry", detail=f"{ends} ↔ {known_end}"),)
    return ()


def _sure_date(evidence: Evidence, key: str) -> str:
    """What the card says for sure of one of its dates, empty where it does not."""
    channel = best(evidence.card, key)
    return channel.value(key) or "" if channel and channel.confidence(key) >= SURE else ""


def _state(nationality: str) -> str:
    plain = name.folded(nationality).replace(" ", "")
    return "vietnam" if plain in ("vietnam", "vietnamese", "vn", "vnm", "vietnamvietnamese") else plain


def _term(evidence: Evidence, today: date) -> tuple[Reason, ...]:
    """What is wrong with the card's term: over, or such as no card of somebody born then bears."""
    spoken = [each for each in evidence.card if each.value("date_of_expiry")]
    if any(is_over(each.value("date_of_expiry"), today) for each in spoken):
        return (reason("card_expired", "date_of_expiry"),)
    birth = _day(evidence.claim.get("date_of_birth"))
    if birth is None or _confidence(evidence, "date_of_birth") < SURE:
        return ()
    sure = [_day(each.value("date_of_expiry")) for each in spoken if each.confidence("date_of_expiry") >= SURE]
    odd = any(expiry is not None and not may_expire_on(birth, expiry) for expiry in sure)
    endless = any(each.no_expiry for each in evidence.card) and not may_lack_expiry(birth, today)
    return (reason("expiry_implausible", "date_of_expiry"),) if odd or endless else ()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # a year, or year and month, only
        return None


def _named(channels: tuple[Channel, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each channel under its kind's name, further forms numbered from 2."""
    seen: Counter[str] = Counter()
    for channel in channels:
        seen[channel.kind] += 1
        suffix = "" if seen[channel.kind] == 1 else f"_{seen[channel.kind]}"
        said = {key: each.value for key, each in channel.readings.items()}
        level = {"authentication": channel.authentication} if channel.authentication else {}
        yield f"{channel.kind}{suffix}", {**said, **level}


def _digest(citizen: Citizen) -> Digest:
    """Over the whole entry as JSON with sorted keys and no spaces, UTF-8."""
    entry = asdict(citizen) | {"id_number": str(citizen.id_number)}
    return Digest.of(json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
