"""An identity card's channels: what was read as print, decoded from its QR code, and read in its MRZ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.page import PageReading
from dossier.record import Field, Source
from identity.card import Agreement, relation
from identity.channel import FIELDS, Channel, ChannelKind, Reading, mrz_channel, print_channel, qr_channel
from identity.mrz import parse_mrz
from identity.qr import CardQr, parse_qr

_SOURCES = {ChannelKind.QR: Source.QR, ChannelKind.MRZ: Source.MRZ}


def machine_channels(readings: Iterable[PageReading]) -> tuple[Channel, ...]:
    """The QR codes of cards and the machine-readable zones on these pages."""
    return tuple(channel for reading in readings for channel in _of_page(reading))


def _of_page(reading: PageReading) -> Iterator[Channel]:
    for symbol in reading.symbols:
        card = parse_qr(symbol.content)
        if isinstance(card, CardQr):
            yield qr_channel(card)
    mrz = parse_mrz(reading.mrz)
    channel = mrz_channel(mrz) if mrz else None
    if channel is not None:
        yield channel


def printed_channel(fields: Mapping[str, Field]) -> Channel:
    """The card's print, as the fields hold it: what a person corrected counts as printed there."""
    said = {key: fields[key] for key in FIELDS if key in fields and fields[key].source in (Source.PRINT, Source.PERSON)}
    return print_channel(
        {key: Reading(field.value, field.confidence) for key, field in said.items() if isinstance(field.value, str)}
    )


def supported(fields: Mapping[str, Field], machine: Iterable[Channel]) -> dict[str, Field]:
    """The fields with the card's own machine-readable parts held against them.

    A channel that says the same makes a field surer; one that differs by a slip of recognition gives its value where
    the print is in doubt, and says so by ``source``. A conflict changes nothing: it is a reason of the verdict.
    """
    found = dict(fields)
    printed = printed_channel(fields)
    for channel in machine:
        for key in FIELDS:
            if channel.value(key) is not None and key in found:
                found[key] = _held_against(found[key], key, printed, channel)
    return found


def _held_against(field: Field, key: str, printed: Channel, channel: Channel) -> Field:
    value, confidence = channel.value(key), channel.confidence(key)
    if channel.kind is ChannelKind.MRZ and key == "full_name":
        return field  # it has no tones: it supports nothing but the letters
    if printed.value(key) is None:
        taken = replace(field, value=value, source=_SOURCES[channel.kind], confidence=min(confidence, 0.97))
        return taken if field.value is None else field
    match relation(printed, channel, key):
        case Agreement.AGREE:
            return replace(field, confidence=max(field.confidence, 0.995))
        case Agreement.NOISE if field.confidence < confidence and field.source is Source.PRINT:
            return replace(field, value=value, source=_SOURCES[channel.kind], confidence=min(confidence, 0.97))
    return field
