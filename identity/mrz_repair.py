"""Single-solution repair of a card's zone: it says most things twice, so what could not be read may follow from the rest.

Only a field in which some letter cannot stand is replaced, only by the one value that the rest of the zone leaves, and
only where the field's own check digit, as read, agrees. A field of digits alone was read, and is never touched: a wrong
one may be the card's fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from identity.expiry import ends_of
from identity.mrz_lines import Layout, Repair, Zone

CheckDigit = Callable[[str], str]

_DOCUMENT, _NUMBER, _REPEATED = slice(5, 14), slice(15, 27), slice(18, 27)
_BIRTH, _EXPIRY = slice(0, 6), slice(8, 14)


def repaired(zone: Zone, check: CheckDigit) -> Zone:
    """The zone with what is certain filled in; every replaced letter is recorded."""
    if zone.layout is not Layout.TD1:
        return zone
    one, two, three = zone.lines
    one = _number(one, check)
    number = one[_NUMBER]
    if number.isdigit() and number[3:] == one[_DOCUMENT]:
        two = _dates(two, number, check)
    found = [
        Repair(line, column, was, now)
        for line, (before, after) in enumerate(((zone.lines[0], one), (zone.lines[1], two)), 1)
        for column, (was, now) in enumerate(zip(before, after, strict=True), 1)
        if was != now
    ]
    return replace(zone, lines=(one, two, three), repairs=(*zone.repairs, *found)) if found else zone


def _number(one: str, check: CheckDigit) -> str:
    """The nine digits that stand twice: each copy from the other."""
    document, repeated = one[_DOCUMENT], one[_REPEATED]
    if not document.isdigit() and repeated.isdigit() and check(repeated) == one[14]:
        return one[:5] + repeated + one[14:]
    if document.isdigit() and not repeated.isdigit() and check(one[15:18] + document + one[27:29]) == one[29]:
        return one[:18] + document + one[27:]
    return one


def _dates(two: str, number: str, check: CheckDigit) -> str:
    """The year of birth stands in the number; a card ends on a birthday."""
    birth, expiry = two[_BIRTH], two[_EXPIRY]
    if not birth.isdigit():
        days = {birth[2:], expiry[2:] if check(expiry) == two[14] and expiry.isdigit() else birth[2:]}
        fitting = [f"{number[4:6]}{day}" for day in days if day.isdigit() and check(f"{number[4:6]}{day}") == two[6]]
        birth = fitting[0] if len(fitting) == 1 else birth
    if not expiry.isdigit() and birth.isdigit():
        fitting = [end for end in _ends(number, birth) if check(end) == two[14] and _near(end, expiry)]
        expiry = fitting[0] if len(fitting) == 1 else expiry
    return birth + two[6:8] + expiry + two[14:]


def _ends(number: str, birth: str) -> list[str]:
    century = 19 + int(number[3]) // 2
    try:
        born = date(century * 100 + int(birth[:2]), int(birth[2:4]), int(birth[4:]))
    except ValueError:
        return []
    return [f"{end:%y%m%d}" for end in ends_of(born)]


def _near(end: str, read: str) -> bool:
    """What was read for digits stands."""
    return all(was == now for was, now in zip(read, end, strict=True) if was.isdigit())
