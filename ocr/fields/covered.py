"""What the lines of a signature block say whose beginnings lie under a seal: offices by their list, names by votes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from dossier.text import fold
from ocr.fields.row import upper_share
from ocr.fields.signer import OFFICES, acts_for, name_in
from ocr.fields.vocabulary import with_surname

_LIKE = 80
_DEPUTY = "PHÓ "

Votes = tuple[str, int]
"""A value and how many of the readings of its line give it."""


def office_and_name(text: str, size: int) -> tuple[Votes | None, Votes | None]:
    """The title and the name in the readings of a block's lines; ``size`` readings of each line follow each other.

    Whoever signs for somebody ("KT. THỦ TƯỚNG") is a deputy (NĐ 30/2020/NĐ-CP Phụ lục I, ô 7): where the line under it
    has the same office, what the seal covers is "PHÓ".
    """
    texts = text.split("\n")
    lines = [texts[start : start + size] for start in range(0, len(texts), size)]
    read = [_most(map(_office, line)) or _by_ending(line) for line in lines]
    titles = [(at, *votes, _acts(lines[at])) for at, votes in enumerate(read) if votes]
    title = None
    if titles:
        *before, (_, office, count, _) = titles
        stood_for = any(acts and other == office for _, other, _, acts in before)
        title = (_DEPUTY + office if stood_for else office, count)
    below = lines[titles[-1][0] + 1 :] if titles else lines
    names = [votes for line in below if (votes := _most(map(_name, line)))]
    return title, names[-1] if names else None


def _most(values: Iterator[str]) -> Votes | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0] if counted else None


def _acts(line: Sequence[str]) -> bool:
    return any(acts_for(re.sub(r"^[^\w]+", "", text)) for text in line)


def _office(text: str) -> str:
    """The office that a line of capitals ends with, its first letters perhaps misread; "" for none."""
    plain = re.sub(r"[^a-z]+", " ", fold(text)).strip()
    if upper_share(text) < 0.6 or len(plain) < 5:
        return ""
    scored = ((fuzz.ratio(fold(office), plain[-len(office) :]), len(office), office) for office in OFFICES)
    score, _, office = max(scored)
    return office.upper() if score >= _LIKE else ""


_ENDING, _ALIKE = 4, 0.7
"""Letters by whose tones an office is known, and the share of the readings that must end with them."""
_HEADS = tuple(office for office in OFFICES if not office.startswith(("phó ", "q. ", "quyền ")))


def _by_ending(line: Sequence[str]) -> Votes | None:
    """The one head's office with whose last letters most readings of a line end; never without doubt."""
    votes = _most(map(_ending, line))
    return (votes[0], min(votes[1], len(line) - 1)) if votes and votes[1] >= _ALIKE * len(line) else None


def _ending(text: str) -> str:
    """The office that alone ends with the last letters of a reading; "" where its letters in other tones end another."""
    word = re.search(r"[^\W\d_]*$", text.casefold())
    last = word[0] if word and upper_share(text) >= 0.6 else ""
    alike = {office for office in _HEADS if fold(last).endswith(fold(office.rpartition(" ")[2])[1:])}
    for start in range(len(last) - _ENDING + 1):
        found = {office for office in _HEADS if office.endswith(last[start:])}
        if found:
            return next(iter(found)).upper() if len(found) == 1 and alike <= found else ""
    return ""


def _name(text: str) -> str:
    name = name_in(text) if upper_share(text) < 0.8 else None
    return with_surname(name) if name else ""
