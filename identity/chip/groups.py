"""What the data groups say: DG1 the machine-readable zone, DG13 the particulars with tones and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from dossier.errors import InputRefused
from dossier.text import fold, tidy
from identity.chip.tlv import children, find
from identity.mrz import Mrz, parse_mrz

_MRZ_TAG = 0x5F1F
_TD1, _TD3 = 90, 88
_SEQUENCE, _INTEGER = 0x30, 0x02
_TEXTS = frozenset({0x0C, 0x13, 0x16, 0x1E, 0x04})

# Found in independent readers of Vietnamese cards; no official text. What is not here is not taken over.
_FIELDS = {
    1: "id_number",
    2: "full_name",
    3: "date_of_birth",
    4: "sex",
    5: "nationality",
    8: "place_of_origin",
    9: "place_of_residence",
    11: "date_of_issue",
    12: "date_of_expiry",
}
_DATES = frozenset({"date_of_birth", "date_of_issue", "date_of_expiry"})
_SEXES = {"nam": "male", "nu": "female"}


def zone_of(group: bytes) -> Mrz | None:
    """The zone in DG1; None when it is of no known size or no Vietnamese document's."""
    text = (find(group, _MRZ_TAG) or b"").decode("ascii", errors="replace")
    width = {_TD1: 30, _TD3: 44}.get(len(text))
    return parse_mrz([text[at : at + width] for at in range(0, len(text), width)]) if width else None


def state_of(group: bytes) -> str:
    """The issuing state in DG1, whatever the document; empty when there is none."""
    text = (find(group, _MRZ_TAG) or b"").decode("ascii", errors="replace")
    return text[2:5].strip("<")


def particulars_of(group: bytes) -> Mapping[str, str]:
    """The fields of DG13 in normal form, as far as it can be read; a damaged group says nothing."""
    try:
        pairs = list(_pairs(group))
    except InputRefused:
        return {}
    said = {_FIELDS[number]: text for number, text in pairs if number in _FIELDS}
    plain = {key: _normal(key, text) for key, text in said.items()}
    return {key: value for key, value in plain.items() if value}


def _pairs(data: bytes, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Every INTEGER that a text follows within one SEQUENCE; the nesting is not counted on."""
    nodes = list(children(data))
    for first, second in pairwise(nodes):
        if first.tag == _INTEGER and second.tag in _TEXTS and len(first.value) == 1:
            yield first.value[0], second.value.decode("utf-8", errors="replace")
    for node in nodes:
        if node.tag & 0x20 and node.tag < 0x100 and depth < 8:
            yield from _pairs(node.value, depth + 1)


def _normal(key: str, text: str) -> str:
    said = tidy(text)
    if key in _DATES:
        return _iso(said)
    if key == "sex":
        return _SEXES.get(fold(said), "")
    return re.sub(r"[\s.]", "", said) if key == "id_number" else said


def _iso(text: str) -> str:
    found = re.fullmatch(r"(\d{2})[/\-.]?(\d{2})[/\-.]?(\d{4})", text, re.ASCII)
    if found is None:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
