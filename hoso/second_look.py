"""What the print says otherwise than the card's machine-readable parts is read again: a slip is not made twice.

A misread digit reads right in another crop; a digit that somebody changed on the card reads changed in every crop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dossier.page import Box
from dossier.text import fold
from identity.card import SURE, Agreement, added_house_numbers, house_numbers, other_house_number, relation
from identity.channel import Channel, ChannelKind
from identity.number import one_repair_apart
from ocr.fields import ExtractedField, Look, PageAt, Reread

Place = tuple[PageAt, Box]
Again = Callable[[str], Iterable[str]]
"""The texts that other looks at a field's place give, by the field's key; none where its place is not known."""

_ADDRESS = "place_of_residence"
_LOOKED_AT = ("id_number", "full_name", "date_of_birth", "sex", _ADDRESS, "date_of_issue", "date_of_expiry")
_MODES = ("line", "block")
_VOTES = 2
_OUTVOTED = 0.85  # below what counts as read for sure
_WIDER = 0.6  # of the box's height


def looks(reread: Reread, places: Mapping[str, Place]) -> Again:
    """Other looks through the engine, taken only when asked for."""

    def again(key: str) -> tuple[str, ...]:
        if key not in places:
            return ()
        at, box = places[key]
        asked = [Look(at, around, mode) for around in (box, _wider(box)) for mode in _MODES]
        return tuple(text for text, _confidence in reread(asked))

    return again


def places_of(fields: Iterable[ExtractedField]) -> dict[str, Place]:
    """Where each field was read."""
    return {each.key: (each.at, each.box) for each in fields if each.at is not None and each.box is not None}


def settled(printed: Channel, machine: Iterable[Channel], again: Again) -> Channel:
    """The print, surer of what other looks do not read as the machine does; a slip stays as unsure as it was read.

    What other looks read as the machine does, more of them than as it was read, was misread: one digit is no longer sure,
    a number or date that differs in more says what those looks say.
    """
    readings = dict(printed.readings)
    for channel in machine:
        for key in _LOOKED_AT:
            if _doubtful(printed, channel, key) and not _was_misread(printed, channel, key, again):
                readings[key] = replace(readings[key], confidence=max(readings[key].confidence, SURE))
            elif _contradicted(printed, channel, key) and _outvoted(printed, channel, key, tuple(again(key))):
                unsure = replace(readings[key], confidence=min(readings[key].confidence, _OUTVOTED))
                near = key == _ADDRESS or one_repair_apart(unsure.value, channel.value(key) or "")
                readings[key] = unsure if near else replace(unsure, value=channel.value(key) or "")
    return replace(printed, readings=readings)


def _doubtful(printed: Channel, channel: Channel, key: str) -> bool:
    said, coded = printed.value(key), channel.value(key)
    if said is None or coded is None:
        return False
    if key == _ADDRESS:  # other letters are noise by the hundred; a number is somebody's house
        other = other_house_number(said, coded) or bool(added_house_numbers(said, coded))
        return other and relation(printed, channel, key) is Agreement.NOISE
    if key == "full_name":  # tones are for the register to tell, and a zone's name is too often misread
        other = channel.kind is not ChannelKind.MRZ and fold(said) != fold(coded)
        return other and relation(printed, channel, key) is Agreement.NOISE
    return relation(printed, channel, key) is Agreement.NOISE


def _was_misread(printed: Channel, channel: Channel, key: str, again: Again) -> bool:
    """Whether other looks read what the code says; a number that the code has not is there when two of them see it."""
    said, coded, texts = printed.value(key) or "", channel.value(key) or "", tuple(again(key))
    added = added_house_numbers(said, coded) if key == _ADDRESS else frozenset()
    if added:
        return sum(added <= frozenset(house_numbers(text)) for text in texts) < _VOTES
    return _slip(key, coded, texts)


def _contradicted(printed: Channel, channel: Channel, key: str) -> bool:
    """Whether digits alone make a conflict."""
    said, coded = printed.value(key), channel.value(key)
    if key in ("full_name", "sex") or said is None or coded is None:
        return False
    digits = key != _ADDRESS or other_house_number(said, coded)
    return digits and relation(printed, channel, key) is Agreement.CONFLICT


def _outvoted(printed: Channel, channel: Channel, key: str, texts: tuple[str, ...]) -> bool:
    for_code, for_print = (
        sum(_slip(key, each.value(key) or "", (text,)) for text in texts) for each in (channel, printed)
    )
    return for_code >= _VOTES and for_code > for_print


_PRINTED_SEX = {"male": "nam", "female": "nữ"}


def _slip(key: str, machine: str, texts: Iterable[str]) -> bool:
    """Whether some look reads what the machine-readable part says."""
    said = _PRINTED_SEX[machine] if key == "sex" else machine
    wanted = _plain(key, "".join(reversed(said.split("-"))) if key.startswith("date") else said)
    return any(wanted in _plain(key, text) for text in texts)


def _plain(key: str, text: str) -> str:
    """What of a text is compared; of an address its numbers, each whole."""
    if key == _ADDRESS:
        return f" {' '.join(house_numbers(text))} "
    return "".join(fold(text).split()) if key in ("full_name", "sex") else re.sub(r"[^0-9]", "", text)


def _wider(box: Box) -> Box:
    more = round(_WIDER * (box.y1 - box.y0))
    return Box(max(box.x0 - more, 0), max(box.y0 - more, 0), box.x1 + more, box.y1 + more)
