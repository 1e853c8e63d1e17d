"""An identity card's channels: what was read as print, decoded from its QR code, and read in its MRZ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.page import PageReading
from dossier.record import Field, Source
from hoso.second_look import Again, settled
from hoso.unread import Lines, with_found
from identity.card import Agreement, relation
from identity.channel import (
    FIELDS,
    Channel,
    ChannelKind,
    Reading,
    mrz_channel,
    print_channel,
    qr_channel,
    refused_qr_channel,
)
from identity.mrz import parse_mrz
from identity.qr import CardQr, QrRefused, parse_qr

# Line 3 of a machine-readable zone has no check digit and is misread often (docs: identity).
_ZONE_NAME = 0.5
# Probabilities of a value: read twice alike; decoded but not printed alike.
_SUPPORTED, _MACHINE = 0.995, 0.97

_SOURCES = {ChannelKind.CHIP: Source.CHIP, ChannelKind.QR: Source.QR, ChannelKind.MRZ: Source.MRZ}


def machine_channels(readings: Iterable[PageReading]) -> tuple[Channel, ...]:
    """The QR codes of cards and the machine-readable zones on these pages."""
    return tuple(channel for reading in readings for channel in _of_page(reading))


def cards_of(readings: Iterable[PageReading]) -> tuple[CardQr | QrRefused, ...]:
    """The QR codes on these pages that are, or claim to be, those of an identity card."""
    parsed = (parse_qr(symbol.content) for reading in readings for symbol in reading.symbols)
    return tuple(each for each in parsed if isinstance(each, CardQr) or each.claims_card)


def runs_out(readings: Iterable[PageReading]) -> bool:
    """False when a machine-readable zone on these pages says, under its check digit, that the card never runs out."""
    zones = (parse_mrz(reading.mrz) for reading in readings if reading.mrz)
    return not any(zone.no_expiry for zone in zones if zone)


def without_expiry(fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields of a card that never runs out: no date, and sure of it, however the small print was read."""
    before = fields["date_of_expiry"]
    if before.value is not None:
        return dict(fields)  # the print gives a date: that contradiction is for a person
    never = replace(before, source=Source.MRZ, confidence=_MACHINE)
    return {**fields, "date_of_expiry": never}


def _of_page(reading: PageReading) -> Iterator[Channel]:
    for card in cards_of((reading,)):
        yield qr_channel(card) if isinstance(card, CardQr) else refused_qr_channel()
    mrz = parse_mrz(reading.mrz)
    channel = mrz_channel(mrz, name_confidence=_ZONE_NAME) if mrz else None
    if channel is not None:
        yield channel


def printed_channel(fields: Mapping[str, Field]) -> Channel:
    """The card's print, as the fields hold it: what a person corrected counts as printed there."""
    said = {key: fields[key] for key in FIELDS if key in fields and fields[key].source in (Source.PRINT, Source.PERSON)}
    return print_channel(
        {key: Reading(field.value, field.confidence) for key, field in said.items() if isinstance(field.value, str)}
    )


def _no_other_look(_key: str) -> tuple[str, ...]:
    return ()


def supported(
    fields: Mapping[str, Field],
    machine: Iterable[Channel],
    again: Again = _no_other_look,
    lines: Lines = _no_other_look,
) -> dict[str, Field]:
    """The fields with the card's own machine-readable parts held against them.

    A channel that says the same makes a field surer; one that differs by a slip of recognition gives its value where
    the print is in doubt, and says so by ``source``. A conflict changes nothing: it is a reason of the verdict.
    ``again`` tells a slip from a conflict; ``lines`` are where a value may stand that no field holds.
    """
    machine = tuple(machine)
    read = printed_channel(fields)
    printed = settled(with_found(read, machine, lines), machine, again)
    found = {key: _as_printed(field, key, read, printed) for key, field in fields.items()}
    for channel in machine:
        for key in FIELDS:
            if channel.value(key) is not None and key in found:
                found[key] = _held_against(found[key], key, printed, channel)
    return found


def _as_printed(field: Field, key: str, read: Channel, printed: Channel) -> Field:
    """The field as sure as the print now is of it; one that closer looks gave has the value that they saw."""
    value = printed.value(key)
    if value is None:
        return field
    sure = replace(field, confidence=printed.confidence(key))
    return sure if value == read.value(key) else replace(sure, value=value, text=value)


def _held_against(field: Field, key: str, printed: Channel, channel: Channel) -> Field:
    value, confidence = channel.value(key), channel.confidence(key)
    if value is None or (channel.kind is ChannelKind.MRZ and key == "full_name"):
        return field  # a machine-readable zone has no tones: it supports nothing but the letters of a name
    machine = replace(field, value=value, source=_SOURCES[channel.kind], confidence=min(confidence, _MACHINE))
    if printed.value(key) is None:
        return machine if field.value is None else field
    match relation(printed, channel, key):
        case Agreement.AGREE if channel.kind in (ChannelKind.QR, ChannelKind.CHIP) and not _same_letters(field, value):
            return replace(machine, confidence=_SUPPORTED)
        case Agreement.AGREE:
            return replace(field, confidence=max(field.confidence, _SUPPORTED))
        case Agreement.NOISE if field.confidence < confidence and field.source is Source.PRINT:
            return machine
    return field


def _same_letters(field: Field, value: str) -> bool:
    """Whether the print says the same but for capitals; a comma or a stray mark is not the same."""
    return isinstance(field.value, str) and field.value.casefold() == value.casefold()
