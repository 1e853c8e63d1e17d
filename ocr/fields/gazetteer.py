"""The country's units by province and kind: their names and how these are spelled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from dossier.text import fold, tone_key

DISTRICTS = ("huyen", "quan", "thi xa", "thanh pho")
COMMUNES = ("xa", "phuong", "thi tran", "dac khu")
PROVINCE_KINDS = ("tinh", "thanh pho")
KINDS = (*COMMUNES, *DISTRICTS, "tinh")
_INSIDE = str.maketrans({"1": "i", "0": "o", "5": "s"})  # what engines read for letters within a word
_SHORT_NAME = 4

Spellings = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]
"""Folded province, folded kind, folded name: the spellings it has there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A text held against the gazetteer, put right where only one spelling is possible.

    How many names are known, how many are not listed, how many are listed in other tones only, more than one way.
    """

    text: str
    known: int = 0
    unknown: int = 0
    doubtful: int = 0


def lines_of(name: str) -> list[str]:
    """The lines of a file of the package's data."""
    return resources.files("ocr").joinpath("data", name).read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=1)
def spellings() -> Spellings:
    """Every unit, old and new."""
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    province = ""
    for line in lines_of("places.txt"):
        if not line.startswith(" "):
            province = line
            found.setdefault(fold(province), {})
            for kind in PROVINCE_KINDS:
                found[fold(province)].setdefault(kind, {})[plain_name(province)] = (province,)
            continue
        kind, _, names = line.strip().partition(": ")
        units = found[fold(province)].setdefault(fold(kind), {})
        for name in names.split(", "):
            units[plain_name(name)] = (*units.get(plain_name(name), ()), name)
    return found


def plain_name(name: str) -> str:
    """A name as it is looked up: folded words, digits without leading noughts."""
    words = re.sub(r"[^\w]+", " ", fold(name)).split()
    return " ".join(
        word.lstrip("0") if word.isdigit() else word if word.isalpha() else word.translate(_INSIDE) for word in words
    )


@lru_cache(maxsize=1)
def provinces() -> Mapping[str, str]:
    """The folded provinces by their plain names."""
    return {plain_name(province): province for province in spellings()}


@lru_cache(maxsize=1)
def all_names() -> Mapping[str, frozenset[str]]:
    """The spellings of every unit by its bare name."""
    found: dict[str, set[str]] = {}
    for province in spellings().values():
        for units in province.values():
            for plain, each in units.items():
                found.setdefault(plain, set()).update(each)
    return {plain: frozenset(each) for plain, each in found.items()}


def is_place(name: str) -> bool:
    """Whether a province, district or commune bears this name."""
    tones = tone_key(name)
    return any(tone_key(spelling) == tones for spelling in all_names().get(plain_name(name), ()))


def of_kinds(kinds: Sequence[str], plain: str, scope: Collection[str]) -> Iterator[str]:
    """The spellings that units of these kinds have in these provinces, in all if none is given."""
    for province in scope or spellings():
        for kind in kinds:
            yield from spellings()[province].get(kind, {}).get(plain, ())


def alike(kinds: Sequence[str], plain: str, scope: Collection[str]) -> frozenset[str]:
    """The spellings of units that differ from a name by one letter or by where its words part; none for short names."""
    close = plain.replace(" ", "")
    if len(close) <= _SHORT_NAME:
        return frozenset()
    return frozenset(
        spelling
        for province in scope
        for kind in kinds
        for name, each in spellings()[province].get(kind, {}).items()
        if Levenshtein.distance(close, name.replace(" ", ""), score_cutoff=1) <= 1
        for spelling in each
    )


@lru_cache(maxsize=1)
def hyphened() -> tuple[re.Pattern[str], ...]:
    """Names of two parts with a hyphen between them, folded: "Bà Rịa - Vũng Tàu"."""
    names = {spelling for each in all_names().values() for spelling in each if " - " in spelling}
    return tuple(re.compile(re.escape(fold(name)).replace(r"\ \-\ ", " [-–] ")) for name in sorted(names))
