"""Every person whose number a paper carries is compared with the paper itself and with the citizen register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import Hamming

from dossier.codes import DossierCode, ProcedureCode
from dossier.digest import Digest
from dossier.identification import Identification
from dossier.page import PageReading
from dossier.pipeline import Advanced, Outcome
from dossier.record import Document, Event, Field, Record
from dossier.text import tone_key
from hoso.cards import cards_of, machine_channels, printed_channel
from hoso.chip_files import ChipFiles, chip_event, paired
from hoso.chips import ChipReading
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.other_papers import old_card_channel, passport_channel, with_new_number
from hoso.persons import CARD, CARD_OWNER, MENTIONS, OLD_CARD, OWN_PAPERS, PASSPORT, Mention, readings_of
from hoso.steps.read import page_readings
from identity.card import best, compare_channels
from identity.channel import Channel, form_channel
from identity.qr import CardQr
from identity.register.interface import Purpose
from identity.verdict import DOUBTED, Evidence

Identify = Callable[[Evidence, Purpose], Identification]
Readings = dict[tuple[str, int], PageReading]


@dataclass(frozen=True, slots=True)
class IdentifyStep:
    """Asks the register about each person once, with everything that the papers say about them."""

    drafts: Drafts
    identify: Identify
    chips: ChipFiles
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """The record with a verdict and its reasons for each person."""
        record = self.drafts.load(digest)
        procedure = ProcedureCode.parse(record.head.procedure) if record.head.procedure else None
        purpose = Purpose(record.head.officer, code, procedure)
        chips = self.chips.of(record)
        people = people_of(record, page_readings(self.drafts, record), self.clock().date(), chips)
        identity = tuple(self.identify(evidence, purpose) for evidence in people)
        documents = tuple(confirmed_by_register(document, identity) for document in record.documents)
        told = (*record.events, *(chip_event(chip, rfc3339(self.clock())) for chip in chips))
        event = Event("identification", rfc3339(self.clock()), "hoso", "success", {"persons": len(identity)})
        record = replace(record, identity=identity, documents=documents, events=told)
        return Advanced(self.drafts.keep(with_event(record, event)))


# A misreading that is by chance just what the register holds under the same number is rarer than one in a hundred.
_CONFIRMED = 0.99


def confirmed_by_register(document: Document, identity: Iterable[Identification]) -> Document:
    """The document whose fields are surer where the register says letter for letter the same of the same number.

    The register confirms a reading; it never gives a value.
    """
    known = {person.id_number: person.channels.get("register", {}) for person in identity if person.id_number}
    fields = dict(document.fields)
    for mention in _mentions_of(document):
        number = fields.get(mention.fields["id_number"])
        said = known.get(number.value, {}) if number is not None and isinstance(number.value, str) else {}
        for key, name in mention.fields.items():
            if name in fields and _says(fields[name], said.get(key)):
                fields[name] = _surer(fields[name])
        if number is not None and _says(fields.get(mention.fields["full_name"]), said.get("full_name")):
            fields[mention.fields["id_number"]] = _surer(number)
    return replace(document, fields=fields)


def _says(field: Field | None, known: str | None) -> bool:
    return (
        field is not None
        and isinstance(field.value, str)
        and known is not None
        and tone_key(field.value) == tone_key(known)
    )


def _surer(field: Field) -> Field:
    return replace(field, confidence=max(field.confidence, _CONFIRMED))


def _mentions_of(document: Document) -> tuple[Mention, ...]:
    return (CARD_OWNER,) if document.type == CARD else MENTIONS.get(document.type, ())


@dataclass(frozen=True, slots=True)
class _Saying:
    """What one paper says of one person; the owner of a card or passport has no role but that of owning it."""

    role: str
    channels: tuple[Channel, ...]
    paper: str

    @property
    def name(self) -> str:
        """As it is compared; "" where no channel has it."""
        believed = best(self.channels, "full_name")
        return tone_key(believed.value("full_name") or "") if believed else ""

    @property
    def sure_number(self) -> str | None:
        """The number, where a channel says it with more than even odds."""
        number = _number_of(self.channels)
        said = [each.confidence("id_number") for each in self.channels if each.value("id_number") == number]
        return number if max(said, default=0.0) >= DOUBTED else None

    def without_number(self) -> _Saying:
        """What it says of the person otherwise."""
        bare = [{key: value for key, value in each.readings.items() if key != "id_number"} for each in self.channels]
        channels = zip(self.channels, bare, strict=True)
        return replace(self, channels=tuple(replace(each, readings=readings) for each, readings in channels))


def people_of(
    record: Record, readings: Readings, today: date, chips: Sequence[ChipReading] = ()
) -> tuple[Evidence, ...]:
    """The persons of a dossier; what several papers say about one number is put together.

    A form that names the card's owner gives the role; a card alone is that of its ``owner``. The number of an old card is
    known for that of a new one whose code names both. A chip is a channel of its card; one of nobody's card speaks for
    itself.
    """
    read = _Read(readings, dict(_renumberings(readings.values())), today)
    cards = [document for document in record.documents if document.type in (CARD, PASSPORT)]
    found = paired([_number_of(read.card(each)) for each in cards], chips)
    held = {cards[index].ordinal: channels for index, channels in found.of_card.items()}
    said = [each for document in record.documents for each in _sayings(document, read, held.get(document.ordinal, ()))]
    said += [_Saying("owner", (stray,), CARD) for stray in found.strays]
    groups: dict[str, list[_Saying]] = {}
    for index, saying in enumerate(said):
        meant = _meant(saying, said)
        known = meant or _number_of(saying.channels) or f"unknown {index}"
        groups.setdefault(known, []).append(saying.without_number() if meant else saying)
    return tuple(_evidence(group) for group in groups.values())


_MISREAD = 2
"""Digits by which a number that was hardly read may differ from that of the person who is meant."""


def _meant(saying: _Saying, said: Sequence[_Saying]) -> str | None:
    """Whose paper it is that bears a hardly read number: the only one of that name with nearly that number, if any.

    A card or passport is nobody's but its own: what another paper says may not stand in for its number.
    """
    read = _number_of(saying.channels)
    if read is None or saying.sure_number or not saying.name or saying.paper in OWN_PAPERS:
        return None
    others = {number for each in said if each.name == saying.name and (number := each.sure_number)}
    near = [number for number in others if Hamming.distance(number, read) <= _MISREAD]
    return near[0] if len(near) == 1 else None


def _renumberings(pages: Iterable[PageReading]) -> Iterator[tuple[str, str]]:
    for card in cards_of(pages):
        if isinstance(card, CardQr) and card.old_number:
            yield card.old_number, str(card.id_number)


def _evidence(group: list[_Saying]) -> Evidence:
    """Cards first. An old card beside a valid one only says the same again, so its being old is no fault there."""
    role = next((each.role for each in group if each.paper not in OWN_PAPERS), group[0].role)
    cards_first = sorted(group, key=lambda each: each.paper != CARD)
    channels = [(each.paper, channel) for each in cards_first for channel in each.channels]
    beside_card = any(paper == CARD for paper, _ in channels)
    return Evidence(
        role,
        tuple(replace(each, faults=()) if beside_card and paper == OLD_CARD else each for paper, each in channels),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of all papers; ``renumbered`` leads from old cards' numbers to new ones."""

    readings: Readings
    renumbered: Mapping[str, str]
    today: date

    def card(self, document: Document) -> tuple[Channel, ...]:
        """Print, code and zone of a card or passport."""
        pages = [self.readings[page.file, page.page] for page in document.pages]
        return (printed_channel(document.fields), *machine_channels(pages))


def _number_of(channels: Sequence[Channel]) -> str | None:
    known = compare_channels(channels).number
    return None if known is None else str(known)


def _sayings(document: Document, read: _Read, chips: tuple[Channel, ...]) -> list[_Saying]:
    printed, *machine = (*read.card(document), *chips)
    match document.type:
        case paper if paper == CARD:
            return [_Saying("owner", (printed, *machine), CARD)]
        case paper if paper == PASSPORT:
            found = passport_channel(printed, machine, read.today)
            return [_Saying("owner", (found,), PASSPORT)] if found.value("id_number") else []
        case paper if paper == OLD_CARD:
            found = old_card_channel(printed, read.renumbered)
            return [_Saying("owner", (found,), OLD_CARD)] if found.value("id_number") else []
    said = [
        (mention.role, with_new_number(readings_of(document, mention), read.renumbered))
        for mention in MENTIONS.get(document.type, ())
    ]
    return [_Saying(role, (form_channel(fields),), document.type) for role, fields in said if fields]
