"""Bodies of the state that the symbol of a document names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz

from dossier.text import fold
from ocr.fields.agency import is_known_body
from ocr.fields.confidence import Check
from ocr.fields.gazetteer import lines_of
from ocr.fields.reading import Read

_LIKE = 60
"""Of 100: how like the name of a body that what was read of it is, at least."""


@cache
def _bodies() -> dict[str, str]:
    return dict(line.split("|", 1) for line in lines_of("national_bodies.txt") if not line.startswith("#"))


def put_right(read: Read, number: str) -> Read:
    """The name of an issuing body as the symbol of the document has it, in doubt, where letters of it were misread.

    ``number``: such as "30/2020/NĐ-CP". A name that is made of known words is left as it is.
    """
    named = _bodies().get(number.rpartition("/")[2].rpartition("-")[2])
    name = str(read.value or "")
    if not named or not name or is_known_body(name) or fuzz.ratio(fold(name), fold(named)) < _LIKE:
        return read
    return replace(read, value=named, seen=replace(read.seen, repaired=True)).checked(Check.DOUBTFUL)
