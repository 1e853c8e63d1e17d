"""Values that are printed in several places: a surname and given names, a house and the units in which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from dossier.doctype import FieldSpec
from dossier.page import Box
from ocr.fields.addresses import is_address
from ocr.fields.checks import check_value
from ocr.fields.confidence import Again, Check
from ocr.fields.field import PageAt
from ocr.fields.reading import Read, whole_name
from ocr.layout import Layout
from ocr.prepare.geometry import surrounding

_COMMUNE = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu|P\.|X\.|TT\.)\s", re.IGNORECASE)
Reading = tuple[Read, PageAt, Box]
"""A value as read, its page and its box there."""


def in_parts(layout: Layout) -> frozenset[str]:
    """Keys of the fields whose value may be printed in several places."""
    return frozenset(item.key for item in layout.items if item.joins and item.key)


def joined_value(spec: FieldSpec, first: Reading | None, further: Sequence[Reading]) -> Reading | None:
    """A value printed in several places as one, held against what such values must be.

    A name of which only the second part was found stays in doubt; an address begins with the first part that is there.
    """
    found = [each for each in (first, *further) if each is not None and each[0].value is not None]
    if not found:
        return first
    between = ", " if is_address(spec.key) else " "
    read, at, box = reduce(lambda one, other: _together(one, other, between), found)
    if is_address(spec.key):
        return _whole_address(spec, read), at, box
    halved = bool(further) and (first is None or first[0].value is None)
    return (read.checked(Check.DOUBTFUL) if halved else whole_name(read)), at, box


def _whole_address(spec: FieldSpec, read: Read) -> Read:
    checked = check_value(spec, read.family, read.value)
    if not _COMMUNE.search(str(checked.value)):
        checked = replace(checked, check=Check.DOUBTFUL)  # its line may not have been found
    return replace(read, value=checked.value, seen=replace(read.seen, check=checked.check, unlisted=checked.unlisted))


def _together(first: Reading, second: Reading, between: str) -> Reading:
    """Both texts, the weaker certainty, the box around both; of two pages the first one's."""
    (one, at, box), (other, page, more) = first, second
    weaker = min(one, other, key=lambda read: read.confidence)
    again = Again.DIFFERS if Again.DIFFERS in (one.seen.again, other.seen.again) else weaker.seen.again
    seen = replace(weaker.seen, weakest=min(one.seen.weakest, other.seen.weakest), again=again)
    both = surrounding([box, more]) if at == page else box
    value, text = f"{one.value}{between}{other.value}", f"{one.text}{between}{other.text}"
    return replace(weaker, value=value, text=text, seen=seen), at, both
