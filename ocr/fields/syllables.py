"""Words that are none: what an engine makes of a syllable that nobody writes ("đất đơi" for đất đai)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from dossier.text import tone_key
from ocr.fields.vocabulary import SURNAMES
from ocr.syllable import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_LISTS = ("syllables.txt", "places.txt", "streets.txt", "given_names.txt", "phrases.txt")
_BORROWED = (
    "kiốt ki ốt internet website karaoke homestay email online photo gas spa shop salon gym café cafe taxi container "
    "logistics marketing buôn plei làng bon khóm sóc phum m² km² ha"
)
"""Words of other languages that addresses, trades and offices use."""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    data = resources.files("ocr").joinpath("data")
    texts = (data.joinpath(name).read_text(encoding="utf-8") for name in _LISTS)
    return frozenset(tone_key(word) for text in (*texts, " ".join(SURNAMES), _BORROWED) for word in _WORD.findall(text))


def unknown_words(text: str) -> tuple[str, ...]:
    """The words of a text that are in no list of syllables, places or names; abbreviations are not looked at."""
    words = (word for word in _WORD.findall(text) if len(word) > 1 and not _is_abbreviation(word))
    return tuple(word for word in words if tone_key(word) not in _known())


def _is_abbreviation(word: str) -> bool:
    """Whether a word is made of initials, as "UBND" and "TTr" are; a syllable in capitals is none."""
    return any(map(str.isupper, word[1:])) and not (word.isupper() and is_syllable(word))
