"""Vietnamese text: one normal form for keeping, foldings for comparing and finding."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"̀", "́", "̃", "̉", "̣"}
_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""The blocks of combining marks for Latin, Greek and Cyrillic letters."""
_REMEMBERED = 16_384
"""Texts whose folding is kept: labels, names of places and the words of a page come again and again."""


def tidy(text: str) -> str:
    """NFC, Eth (U+00D0) made Đ, runs of white space made one space, ends stripped."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")).strip()


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Lower case without tones and marks, đ made d: for finding, never for deciding who somebody is."""
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


def tone_key(text: str) -> str:
    """Case-folded text whose tone marks stand at the end of each syllable: "hòa" and "hoà" become equal."""
    return " ".join(_tone_last(word) for word in tidy(text).casefold().split(" "))


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in decomposed if c not in _TONES)
    tones = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
