"""Set phrases and words of administrative print whose tone marks engines lose: "TÓI CAO", "GIÁM ĐÓC", "kiêm tra"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from dossier.text import fold, tidy, tone_key
from ocr.syllable import is_syllable

_WORD = re.compile(r"\w+")
_Key = tuple[str, ...]


@lru_cache(maxsize=1)
def _known() -> Mapping[_Key, tuple[tuple[str, ...], bool]]:
    """By bare words: the spellings that are right, and whether they are so in capitals too.

    At least two words each, so that nothing but the phrase has these letters.
    """
    text = files("ocr").joinpath("data/phrases.txt").read_text(encoding="utf-8")
    parts = re.split(r"^#.*\n(?:#.*\n)?", text, flags=re.MULTILINE)[1:]
    found: dict[_Key, tuple[tuple[str, ...], bool]] = {}
    for part, capitals in zip(parts, (True, False), strict=True):
        for phrase in part.strip().replace("\n", "|").split("|"):
            key = tuple(_WORD.findall(fold(phrase)))
            spellings, both = found.get(key, ((), False))
            found[key] = (spellings if phrase in spellings else (*spellings, phrase), both or capitals)
    return found


@lru_cache(maxsize=1)
def _rounded() -> Mapping[_Key, tuple[tuple[str, ...], bool]]:
    """The same by bare words with an o for every a, as the round letters of some faces are read: "ngôn hòng"."""
    found: dict[_Key, tuple[tuple[str, ...], bool]] = {}
    for key, (spellings, capitals) in _known().items():
        rounded = tuple(map(_round, key))
        if rounded != key and rounded not in _known() and sum(map(len, key)) >= _LONG:
            before, both = found.get(rounded, ((), False))
            found[rounded] = (*before, *spellings), both or capitals
    return found


_LONG = 7
"""Letters of a phrase that is known by its other letters."""


def _round(word: str) -> str:
    return word.replace("a", "o")


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _known()))


def spelled(text: str) -> str:
    """The text with set phrases in their right spelling, case kept; lengths stay, so folding lines up with the text."""
    result = tidy(re.sub(r"[“”\"‘`]", "", text))
    for start, end, spellings in _slips(result):
        if len(spellings) == 1:
            result = result[:start] + _like(result[start:end], spellings[0]) + result[end:]
    return result


def with_spaces(text: str) -> str:
    """The text with words parted that are two of a set phrase read as one: "CHÍNHPHỦ"."""
    return " ".join(map(_parted, text.split(" ")))


def _parted(word: str) -> str:
    if not word.isalpha() or is_syllable(word):
        return word
    cuts = [at for at in range(2, len(word) - 1) if (fold(word[:at]), fold(word[at:])) in _pairs()]
    return f"{word[: cuts[0]]} {word[cuts[0] :]}" if len(cuts) == 1 else word


def in_small_letters(text: str) -> str:
    """The text with capitals that differ from small letters in size only made small inside set phrases: "hồ Sơ".

    Not behind "và", where the names of bodies go on ("Nông nghiệp và Phát triển nông thôn"), nor before the number of a
    house ("tại địa chỉ Số 52", "Số nhà 66").
    """
    words = text.split(" ")
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        numbered = any(after[:1].isdigit() for after in words[at + 1 : at + 3])
        small = before.islower() and before != "và" and not numbered and word[1:].islower() and word[:1] in _AS_LARGE
        if small and word.istitle() and (fold(before), fold(word)) in _pairs():
            words[at] = word.lower()
    return " ".join(words)


@lru_cache(maxsize=1)
def _pairs() -> frozenset[_Key]:
    """Two words that follow each other in a set phrase, bare."""
    return frozenset(pair for key in _known() for pair in pairwise(key))


def has_slip(text: str) -> bool:
    """Whether the text has bare letters of several right spellings but none of them: nobody can tell which was printed."""
    return any(len(spellings) > 1 for _, _, spellings in _slips(tidy(text)))


def without_phrases(text: str) -> list[str]:
    """What of a text is no set phrase in its right spelling, piece by piece."""
    text = tidy(text)
    words = list(_WORD.finditer(text))
    plain = list(_WORD.finditer(fold(text)))
    pieces: list[list[str]] = [[]]
    at = 0
    while at < len(words):
        size, spellings, _ = _phrase_at(text, plain, at) if len(plain) == len(words) else (1, (), False)
        read = text[words[at].start() : words[at + size - 1].end()]
        if tone_key(read) in map(tone_key, spellings):
            pieces.append([])
        else:
            pieces[-1] += [word.group() for word in words[at : at + size]]
        at += size
    return [" ".join(piece) for piece in pieces if piece]


def _slips(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Places that have the letters of a phrase in other tones, with its right spellings; the longest phrase first."""
    plain = fold(text)
    if len(plain) != len(text):
        return
    words = list(_WORD.finditer(plain))
    free = 0  # the first word that no phrase before has: bodies' names may share words, other phrases do not
    for at in range(len(words)):
        size, spellings, shares = _phrase_at(text, words, at)
        if at < free and not (shares and at + size > free):
            continue
        free = at + size
        start, end = words[at].start(), words[at + size - 1].end()
        read = text[start:end]
        alike = tuple(each for each in spellings if tone_key(each) == tone_key(read))
        if _is_torn(read) and alike:
            yield start, end, alike
        elif spellings and not alike:  # where only the tone's place differs it is kept as printed
            yield start, end, spellings


def _is_torn(read: str) -> bool:
    """Whether a phrase begins in small letters and goes on in larger ones: "khu VỰC", "hồ Sơ"."""
    first, *others = read.split()
    capitals = any(word.isupper() and len(word) > 1 and is_syllable(word) for word in others)
    return (
        first.islower()
        and bool(others)
        and (capitals or all(word[:1] in _AS_LARGE and word[1:].islower() for word in others))
    )


_AS_LARGE = frozenset("CKOPSUVXZƠƯÔ")
"""Capitals that differ from their small letters in size only."""


def _phrase_at(text: str, words: list[re.Match[str]], at: int) -> tuple[int, tuple[str, ...], bool]:
    """How many words the longest phrase has that begins here, its spellings and whether it is right in capitals too.

    One word without any spelling, if none begins here.
    """
    for size in range(min(_longest(), len(words) - at), 1, -1):
        chosen = words[at : at + size]
        key = tuple(word.group() for word in chosen)
        spellings, capitals = _known().get(key) or _rounded().get(tuple(map(_round, key)), ((), False))
        small = text[chosen[1].start()].islower() or _is_torn(text[chosen[0].start() : chosen[-1].end()])
        if spellings and (capitals or small):
            return size, spellings, capitals
    return 1, (), False


def _like(read: str, phrase: str) -> str:
    """The phrase letter by letter where the read text has letters, in its case; its own punctuation stays."""
    if _is_torn(read):
        return phrase
    letters = iter(character for character in phrase if character.isalpha())
    kept = "".join(next(letters, "") if character.isalpha() else character for character in read)
    cased = (
        kept.upper()
        if read.isupper()
        else "".join(new.upper() if old.isupper() else new for old, new in zip(read, kept, strict=True))
    )
    return " ".join(
        old if tone_key(old) == tone_key(new) else new  # the tone's place is kept as printed
        for old, new in zip(read.split(" "), cased.split(" "), strict=True)
    )
