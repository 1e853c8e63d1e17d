"""Passports and old identity cards as channels about a person: papers of their own, with their own terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from identity.card import SURE, compare_channels
from identity.channel import Channel, ChannelKind, Reading
from identity.expiry import is_over
from identity.reasons import reason

OLD_CARD_FAULT = reason("document_no_longer_valid")

# What is a passport's alone and no card's: its dates are not to be held against a card's.
_OWN = frozenset({"date_of_issue", "date_of_expiry"})


def passport_channel(printed: Channel, machine: Iterable[Channel], today: date) -> Channel:
    """The data page: its print, or where that is silent its zone; what is wrong within it, or with its term, as faults."""
    channels = [each for each in (printed, *machine) if each.readings or each.faults]
    inner = [each for each in compare_channels(channels).reasons if each.code not in _EXPECTED] if channels else []
    said: dict[str, Reading] = {}
    for channel in reversed(channels):
        kept = channel.readings.items()
        said |= {key: each for key, each in kept if channel.kind is ChannelKind.PRINT or key != "full_name"}
    over = any(is_over(each.value("date_of_expiry"), today) for each in channels)
    term = [reason("card_expired", "date_of_expiry")] if over else []
    readings = {key: each for key, each in said.items() if key not in _OWN}
    return Channel(ChannelKind.FORM, readings, tuple(dict.fromkeys((*inner, *term))))


# Of a passport by itself these say nothing: it may bear no personal number, and its channels are compared again.
_EXPECTED = frozenset({"only_one_channel"})


def old_card_channel(printed: Channel, renumbered: Mapping[str, str]) -> Channel:
    """An old card: no identification any more; under the number of the new card whose code names the old one."""
    readings = with_new_number(printed.readings, renumbered)
    return replace(printed, kind=ChannelKind.FORM, readings=readings, faults=(OLD_CARD_FAULT,))


def with_new_number(readings: Mapping[str, Reading], renumbered: Mapping[str, str]) -> dict[str, Reading]:
    """The readings with an old card's number replaced by that of the new card which names it; papers may still bear it."""
    number = readings.get("id_number")
    if number is None or number.value not in renumbered:
        return dict(readings)
    return {**readings, "id_number": Reading(renumbered[number.value], max(number.confidence, SURE))}
