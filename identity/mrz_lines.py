"""From what optical recognition made of a machine-readable zone to lines of the right length and letters.

ICAO Doc 9303 parts 4 and 5; the Vietnamese TD1 line 1 repeats the whole personal number after its last nine digits.
Only letters that cannot stand in their place are replaced, and every replacement is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TD1_WIDTH, TD3_WIDTH = 30, 44

# One letter for each place: a letter, d digit, f filler, s sex, n name (letter or filler), o digit or filler, x anything.
_TYPES = {
    "TD1": (
        "aaaaa" + "d" * 22 + "ff" + "d",
        "d" * 7 + "s" + "d" * 7 + "aaa" + "f" * 11 + "d",
        "n" * 30,
    ),
    "TD3": (
        "a" + "n" * 43,
        "a" + "d" * 7 + "xd" + "aaa" + "d" * 7 + "s" + "d" * 7 + "o" * 15 + "d",
    ),
}
_TO_DIGIT = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
_TO_LETTER = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}
_FILLER_LIKE = frozenset("KCLESX")
_DIGIT_LIKE = "[0-9ODQILSBZG]"

_TD1_FIRST = re.compile(r"[I1L][D0OQ]VNM")
_TD1_SECOND = re.compile(rf"{_DIGIT_LIKE}{{7}}[A-Z<]{_DIGIT_LIKE}{{7}}[A-Z0-9<]{{3}}")
_TD3_FIRST = re.compile(r"P[A-Z<]VNM")
_TD3_SECOND = re.compile(rf"[A-Z0-9]{{8}}[A-Z0-9<]{_DIGIT_LIKE}[VUY]N[MN]{_DIGIT_LIKE}{{7}}[A-Z<]{_DIGIT_LIKE}{{7}}")


class Layout(StrEnum):
    """The size of document that a zone belongs to: TD1 an identity card, TD3 a passport."""

    TD1 = "TD1"
    TD3 = "TD3"


@dataclass(frozen=True, slots=True)
class Repair:
    """A letter that could not stand where it was read. Line and column count from 1."""

    line: int
    column: int
    read: str
    taken: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's lines, each of the full width. ``legible``: every letter but those of names can stand in its place."""

    layout: Layout
    lines: tuple[str, ...]
    repairs: tuple[Repair, ...]
    legible: bool


def find_zone(read: Sequence[str]) -> Zone | None:
    """Find the lines of a zone among lines of text, anchor and repair them; None when there are none."""
    lines = [cleaned for each in read if len(cleaned := _clean(each)) >= TD1_WIDTH // 2]
    for layout, first, second in (
        (Layout.TD3, _TD3_FIRST, _TD3_SECOND),
        (Layout.TD1, _TD1_FIRST, _TD1_SECOND),
    ):
        start = _start(lines, first, second)
        if start is not None:
            return _zone(layout, lines[max(start, 0) :] if start >= 0 else ["", *lines])
    return None


def _clean(text: str) -> str:
    """Upper case, no spaces, the brackets that recognition makes of fillers turned into ``<``."""
    text = re.sub(r"\s", "", text).upper()
    return re.sub(r"[^A-Z0-9<]", "<", text.replace("«", "<<"))


def _start(lines: list[str], first: re.Pattern[str], second: re.Pattern[str]) -> int | None:
    """Where line 1 stands: found itself, or as the one before line 2 (-1 when line 2 comes first)."""
    for index, line in enumerate(lines):
        if first.search(line):
            return index
    for index, line in enumerate(lines):
        if second.search(line):
            return index - 1
    return None


def _zone(layout: Layout, lines: list[str]) -> Zone:
    wanted = _TYPES[layout]
    raw = (lines + [""] * len(wanted))[: len(wanted)]
    fitted = [_fit(layout, number, line) for number, line in enumerate(raw, 1)]
    repaired, repairs = [], []
    for number, (line, types) in enumerate(zip(fitted, wanted, strict=True), 1):
        for column, (letter, type_) in enumerate(zip(line, types, strict=True), 1):
            taken = _typed(letter, type_)
            if taken != letter:
                repairs.append(Repair(number, column, letter, taken))
        repaired.append("".join(_typed(letter, type_) for letter, type_ in zip(line, types, strict=True)))
    legible = all(
        _stands(a, t) for line, types in zip(repaired, wanted, strict=True) for a, t in zip(line, types, strict=True)
    )
    return Zone(layout, tuple(repaired), tuple(repairs), legible)


def _stands(letter: str, type_: str) -> bool:
    match type_:
        case "d":
            return letter.isdigit()
        case "a":
            return letter.isalpha()
        case "f":
            return letter == "<"
        case "s":
            return letter in "MF<"
        case "o":
            return letter == "<" or letter.isdigit()
    return True


def _fit(layout: Layout, number: int, line: str) -> str:
    """Cut what stands before the anchor, then bring the run of fillers to its length."""
    match layout, number:
        case Layout.TD1, 1:
            return _refill(_from(line, _TD1_FIRST), head=27, width=TD1_WIDTH)
        case Layout.TD1, 2:
            return _refill(_from(line, _TD1_SECOND), head=18, width=TD1_WIDTH)
        case Layout.TD3, 2:
            return _refill(_from(line, _TD3_SECOND), head=40, width=TD3_WIDTH)
    width = TD1_WIDTH if layout is Layout.TD1 else TD3_WIDTH
    if layout is Layout.TD1:
        line = line.lstrip("<")
    return line[:width].ljust(width, "<")


def _from(line: str, anchor: re.Pattern[str]) -> str:
    found = anchor.search(line)
    return line[found.start() :] if found else line


def _refill(line: str, *, head: int, width: int) -> str:
    """Keep ``head`` letters and a last check digit, and put as many fillers between as the width wants."""
    if len(line) == width:
        return line
    middle, last = line[head:-1], line[-1:]
    if len(line) > head and last != "<" and all(letter == "<" or letter in _FILLER_LIKE for letter in middle):
        return line[:head] + "<" * (width - head - 1) + last
    return line[:width].ljust(width, "<")


def _typed(letter: str, type_: str) -> str:
    match type_:
        case "d":
            return _TO_DIGIT.get(letter, letter)
        case "o":
            return letter if letter == "<" else _TO_DIGIT.get(letter, letter)
        case "a" | "n":
            return _TO_LETTER.get(letter, letter)
        case "f":
            return "<" if letter in _FILLER_LIKE else letter
    return letter
