"""A number, name or birth date that no field of a card's print holds, looked for in the print as the code says it.

A label that was misread hides a field from extraction though its value stands there. Print that was compared with nothing
could say anything, so the verdict wants these three: found here, they are as the code has them; not found, a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.page import Box, PageReading
from dossier.text import fold
from hoso.second_look import Place
from identity.card import MAIN, best
from identity.channel import Channel, ChannelKind, Reading
from ocr.fields import Look, PageAt, Reread

Lines = Callable[[str], Iterable[str]]
"""The lines of print among which a field's value may stand, by the field's key."""

_FOUND = 0.8  # below what counts as read for sure
_MODES = ("block", "enlarged")


def with_found(printed: Channel, machine: Sequence[Channel], lines: Lines) -> Channel:
    """The print with those of the three that it was not read to say and that stand in it as the code says them."""
    readings = dict(printed.readings)
    for key in MAIN:
        toned = [each for each in machine if key != "full_name" or each.kind is not ChannelKind.MRZ]
        source = best(toned, key)
        said = source.value(key) if source else None
        if said and printed.value(key) is None and any(_says(key, said, line) for line in lines(key)):
            readings[key] = Reading(said, _FOUND)
    return replace(printed, readings=readings)


def lines_of(pages: Sequence[PageReading], reread: Reread, places: Mapping[str, Place]) -> Lines:
    """The lines of these pages, then those that closer looks give beside a field whose place is known."""

    def lines(key: str) -> Iterator[str]:
        for page in pages:
            yield from page.text.split("\n")
        beside = _beside(key, places)
        if beside is not None:
            for text, _confidence in reread([Look(*beside, mode) for mode in _MODES]):
                yield from text.split("\n")

    return lines


def _beside(key: str, places: Mapping[str, Place]) -> tuple[PageAt, Box] | None:
    """Where the field stands beside another: the number above the name on both layouts, the birth date below it."""
    anchor = places.get("id_number" if key == "full_name" else "full_name")
    if anchor is None:
        return None
    at, (x0, y0, x1, y1) = anchor
    high = y1 - y0
    match key:
        case "id_number":
            box = Box(max(x0 - 2 * high, 0), max(y0 - 5 * high, 0), x0 + 16 * high, y0)
        case "full_name":
            box = Box(max(x0 - 10 * high, 0), y1, x1 + 6 * high, y1 + 4 * high)
        case _:
            box = Box(max(x0 - 2 * high, 0), y1, x0 + 16 * high, y1 + 4 * high)
    return at, box


def _says(key: str, said: str, line: str) -> bool:
    """Whether a line of print, and none of a machine-readable zone, says it."""
    if "<" in line or "VNM" in line.upper():
        return False
    if key == "full_name":
        return "".join(fold(said).split()) in "".join(fold(line).split())
    if key == "id_number":
        return said in re.findall(r"\d+", re.sub(r"[\s.]", "", line))
    return "".join(reversed(said.split("-"))) in re.sub(r"\D", "", line)
