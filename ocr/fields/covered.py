"""What the lines of a signature block say whose beginnings lie under a seal: offices by their list, names by votes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz

from dossier.text import fold
from ocr.fields.phrases import spelled
from ocr.fields.row import acts_for, upper_share
from ocr.fields.signer import OFFICES, is_title, name_in, without_rank
from ocr.fields.torn_name import torn_name

_LIKE = 80
_CAPITALS = 0.8
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
        *before, (at, office, count, acts) = titles
        stood_for = any(earlier and other == office for _, other, _, earlier in before)
        title = (_DEPUTY + office if stood_for else office, count)
        if _is_capitals_left(lines, [each for each, *_ in titles]):
            title = (title[0], min(count, size - 1))  # what else is set in capitals there may be a part of it
        if acts:  # for whom is signed, not who signs
            title = next((votes for line in lines[at + 1 :] if (votes := _unlisted(line))), None)
    below = lines[titles[-1][0] + 1 :] if titles else lines
    names = [votes for line in below if (votes := _torn_name(line))]
    return title, names[-1] if names else None


def _most(values: Iterator[str]) -> Votes | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0] if counted else None


def _acts(line: Sequence[str]) -> bool:
    return any(acts_for(re.sub(r"^[^\w]+", "", text)) for text in line)


_BARE = {office: re.sub(r"[^a-z]+", " ", fold(office)) for office in OFFICES}


_WORDY = 5


def _is_capitals_left(lines: Sequence[Sequence[str]], titles: Collection[int]) -> bool:
    """Whether a line that is no office is set in capitals, whoever read it."""
    return any(
        at not in titles and sum(upper_share(text) > _CAPITALS and len(_letters(text)) >= _WORDY for text in line) > 1
        for at, line in enumerate(lines)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def _unlisted(line: Sequence[str]) -> Votes | None:
    """The office that is in no list ("TRƯỞNG PHÒNG HÀNH CHÍNH") in most readings of a line; never without doubt."""
    votes = _most(text if is_title(text) and upper_share(text) > _CAPITALS else "" for text in map(_bare, line))
    return (spelled(votes[0]), min(votes[1], len(line) - 1)) if votes else None


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+", "", text)


def _office(text: str) -> str:
    """The office that a line of capitals ends with, its first letters perhaps misread; "" for none.

    Before a head's office the end of "PHÓ" may be left.
    """
    plain = re.sub(r"[^a-z]+", " ", fold(text)).strip()
    if upper_share(text) < 0.6 or len(plain) < 5:
        return ""
    scored = ((fuzz.ratio(bare, plain[-len(bare) :]), len(bare), office) for office, bare in _BARE.items())
    score, _, office = max(scored)
    if score < _LIKE:
        return ""
    before = plain[: -len(_BARE[office])]
    deputy = office in _HEADS and re.search(r"(?:^|[^ ])h?o $", before)
    return (_DEPUTY if deputy else "") + office.upper()


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


def _torn_name(line: Sequence[str]) -> Votes | None:
    """The name in the readings of a line; offices and bodies are no names."""
    votes = torn_name([without_rank(re.sub(r"^\W+|\W+$", "", text)) for text in line])
    return votes if votes and name_in(votes[0]) == votes[0] else None
