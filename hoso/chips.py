"""A chip's dump as a channel of the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dossier.errors import InputRefused
from dossier.judgement import Reason
from identity.channel import Channel, chip_channel, mrz_channel
from identity.chip.anchors import Anchors, anchors_in
from identity.chip.dump import ChipDump, read_dump
from identity.chip.groups import particulars_of, state_of, zone_of
from identity.chip.passive import Authentication, GroupState, PassiveResult, authenticate
from identity.reasons import reason

_ZONE, _PARTICULARS = 1, 13
_OURS = "VNM"
# What both groups say and no spelling parts.
_TOLD_TWICE = ("id_number", "date_of_birth", "sex", "date_of_expiry")


@dataclass(frozen=True, slots=True)
class ChipReading:
    """What the chip says, what passive authentication says of it, and the channel that the card is judged by."""

    values: Mapping[str, str]
    result: PassiveResult
    channel: Channel


def read_chip(data: bytes, anchors: Anchors, now: datetime) -> ChipReading:
    """Judge and read a ZIP of a chip's files; ``InputRefused`` for one that cannot be taken.

    Of a chip that does not stand up nothing is believed: its channel bears the fault and no values.
    """
    dump = read_dump(data)
    result = authenticate(dump, anchors, now)
    zone, particulars = _zone(dump), _particulars(dump)
    values = {**zone, **particulars}
    believed = {} if result.authentication is Authentication.INVALID else _signed(result, zone, particulars)
    faults = (*result.reasons, *_contradictions(dump, zone, particulars))
    channel = chip_channel(believed, faults, authentication=result.authentication.value)
    return ChipReading(values, result, channel)


def office_anchors(folder: Path) -> Anchors:
    """The country certificates of an installation; none where the folder is not there."""
    return anchors_in(folder) if folder.is_dir() else Anchors()


def _signed(result: PassiveResult, zone: Mapping[str, str], particulars: Mapping[str, str]) -> dict[str, str]:
    ok = {number for number, state in result.data_groups.items() if state is GroupState.OK}
    toned = {key: value for key, value in zone.items() if key != "full_name"}  # a zone's name bears no tones
    return {**(toned if _ZONE in ok else {}), **(particulars if _PARTICULARS in ok else {})}


def _zone(dump: ChipDump) -> dict[str, str]:
    try:
        mrz = zone_of(dump.groups[_ZONE]) if _ZONE in dump.groups else None
    except InputRefused:
        return {}
    channel = mrz_channel(mrz) if mrz else None
    return {key: each.value for key, each in channel.readings.items()} if channel else {}


def _particulars(dump: ChipDump) -> dict[str, str]:
    return dict(particulars_of(dump.groups[_PARTICULARS])) if _PARTICULARS in dump.groups else {}


def _contradictions(dump: ChipDump, zone: Mapping[str, str], particulars: Mapping[str, str]) -> tuple[Reason, ...]:
    odd = [
        reason("chip_text_conflict", key, detail=f"DG1: {zone[key]} ↔ DG13: {particulars[key]}")
        for key in _TOLD_TWICE
        if key in zone and key in particulars and zone[key] != particulars[key]
    ]
    try:
        state = state_of(dump.groups[_ZONE]) if _ZONE in dump.groups else _OURS
    except InputRefused:
        state = ""
    if state != _OURS:
        odd.append(reason("chip_text_conflict", "nationality", detail="another state", detail_vi="quốc gia khác"))
    return tuple(odd)
