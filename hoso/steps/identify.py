"""Every person whose number a paper carries is compared with the paper itself and with the citizen register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dossier.codes import DossierCode, ProcedureCode
from dossier.digest import Digest
from dossier.identification import Identification
from dossier.page import PageReading
from dossier.pipeline import Advanced, Outcome
from dossier.record import Document, Event, Record
from hoso.cards import machine_channels, printed_channel
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.persons import MENTIONS, readings_of
from hoso.steps.extract import CARD
from hoso.steps.read import page_readings
from identity.card import compare_channels
from identity.channel import Channel, form_channel
from identity.register.interface import Purpose
from identity.verdict import Evidence

Identify = Callable[[Evidence, Purpose], Identification]
Readings = dict[tuple[str, int], PageReading]


@dataclass(frozen=True, slots=True)
class IdentifyStep:
    """Asks the register about each person once, with everything that the papers say about them."""

    drafts: Drafts
    identify: Identify
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """The record with a verdict and its reasons for each person."""
        record = self.drafts.load(digest)
        procedure = ProcedureCode.parse(record.head.procedure) if record.head.procedure else None
        purpose = Purpose(record.head.officer, code, procedure)
        people = people_of(record, page_readings(self.drafts, record))
        identity = tuple(self.identify(evidence, purpose) for evidence in people)
        event = Event("identification", rfc3339(self.clock()), "hoso", "success", {"persons": len(identity)})
        return Advanced(self.drafts.keep(with_event(replace(record, identity=identity), event)))


@dataclass(frozen=True, slots=True)
class _Saying:
    """What one paper says of one person; a card's owner has no role but that of owning it."""

    role: str
    channels: tuple[Channel, ...]
    by_card: bool = False


def people_of(record: Record, readings: Readings) -> tuple[Evidence, ...]:
    """The persons of a dossier; what several papers say about one number is put together.

    A form that names the card's owner gives the role; a card alone is that of its ``owner``.
    """
    said = [each for document in record.documents for each in _sayings(document, readings)]
    groups: dict[str, list[_Saying]] = {}
    for number, saying in enumerate(said):
        known = compare_channels(saying.channels).number
        groups.setdefault(str(known) if known else f"unknown {number}", []).append(saying)
    return tuple(_evidence(group) for group in groups.values())


def _evidence(group: list[_Saying]) -> Evidence:
    role = next((each.role for each in group if not each.by_card), group[0].role)
    cards_first = sorted(group, key=lambda each: not each.by_card)
    return Evidence(role, tuple(channel for each in cards_first for channel in each.channels))


def _sayings(document: Document, readings: Readings) -> list[_Saying]:
    if document.type == CARD:
        machine = machine_channels(readings[page.file, page.page] for page in document.pages)
        return [_Saying("owner", (printed_channel(document.fields), *machine), by_card=True)]
    said = [(mention.role, readings_of(document, mention)) for mention in MENTIONS.get(document.type, ())]
    return [_Saying(role, (form_channel(fields),)) for role, fields in said if fields]
