"""Vietnamese text: one normal form for keeping, foldings for comparing and finding."""

from __future__ import annotations

import re
import unicodedata

_TONES = {"̀", "́", "̃", "̉", "̣"}
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """NFC, Eth (U+00D0) made Đ, runs of white space made one space, ends stripped."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")).strip()


def fold(text: str) -> str:
    """Lower case without tones and marks, đ made d: for finding, never for deciding who somebody is."""
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def tone_key(text: str) -> str:
    """Case-folded text whose tone marks stand at the end of each syllable: "hòa" and "hoà" become equal."""
    return " ".join(_tone_last(word) for word in tidy(text).casefold().split(" "))


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in decomposed if c not in _TONES)
    tones = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
