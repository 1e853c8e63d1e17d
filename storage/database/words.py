"""Text cut into the words that are searched: with their tones, and folded. Both databases get the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dossier.text import fold, tidy, tone_key
from storage.database.storable import storable

# Part of what is compared when a dossier is indexed again: raise it when the words of the same text change.
VERSION = 1
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64
# One row of the text index. PostgreSQL keeps 256 positions of a word and 16383 in all; parts overlap so that a name
# on the border is found.
_PART, _OVERLAP = 40_000, 200
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands in its text, and its two forms: ``exact`` ("hoà" = "hòa") and ``folded`` ("hoa")."""

    start: int
    end: int
    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the text; what was found stands at ``text[start:end]``."""

    text: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text that ``tidy`` has been applied to."""
    return tuple(Word(found.start(), found.end(), *_forms(found[0][:_LONGEST])) for found in _WORD.finditer(text))


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    return tone_key(word), fold(word)


def parts_of(text: str) -> Iterator[str]:
    """A long text in overlapping parts, cut between words, tidied and storable."""
    rest = tidy(storable(text))
    while len(rest) > _PART:
        end = rest.rfind(" ", _OVERLAP * 2, _PART)
        end = _PART if end < 0 else end
        yield rest[:end]
        start = rest.find(" ", end - _OVERLAP, end)
        rest = rest[(end - _OVERLAP if start < 0 else start + 1) :]
    if rest:
        yield rest


def snippet_of(body: str, asked: Sequence[Word]) -> Snippet:
    """The surroundings of the asked words in ``body``: in a row with tones, else in a row, else the first of any."""
    words = words_of(body)
    exact, folded = [word.exact for word in asked], [word.folded for word in asked]
    place = _row(tuple(word.exact for word in words), exact)
    place = _row(tuple(word.folded for word in words), folded) if place is None else place
    length = len(asked)
    if place is None:
        length = 1
        place = next((number for number, word in enumerate(words) if word.folded in folded), None)
    if place is None:
        return Snippet(body[: 2 * _AROUND], 0, 0)
    return _cut(body, words[place].start, words[place + length - 1].end)


def _row(words: tuple[str, ...], asked: list[str]) -> int | None:
    starts = (number for number, word in enumerate(words) if word == asked[0])
    return next((start for start in starts if list(words[start : start + len(asked)]) == asked), None)


def _cut(body: str, start: int, end: int) -> Snippet:
    left = body.find(" ", max(0, start - _AROUND), start) + 1 if start > _AROUND else 0
    left = left or max(0, start - _AROUND)
    right = body.rfind(" ", end, end + _AROUND) if end + _AROUND < len(body) else len(body)
    right = right if right >= end else min(len(body), end + _AROUND)
    return Snippet(body[left:right], start - left, end - left)
