"""Errors in the language of the person at the terminal: raised in English, told in Vietnamese unless set otherwise."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from dossier.errors import HosoError, InputRefused
from hoso.language import say

_GAP = "{}"


def told(error: HosoError) -> str:
    """What happened and what to do."""
    return " ".join(filter(None, told_apart(error)))


def told_apart(error: HosoError) -> tuple[str, str]:
    """What happened, and what to do or ""."""
    if isinstance(error, InputRefused):
        return say(error.message_vi, error.message), ""
    return say(in_vietnamese(error.message), error.message), say(in_vietnamese(error.remedy), error.remedy)


def in_vietnamese(sentence: str) -> str:
    """The sentence as ``data/errors.vi.yaml`` has it, its gaps filled in; the sentence itself where that lacks it."""
    known = sentences()
    if sentence in known:
        return known[sentence]
    for pattern, vietnamese in _patterns():
        if found := pattern.fullmatch(sentence):
            return _filled(vietnamese, found.groups())
    return sentence


@cache
def sentences() -> dict[str, str]:
    """Vietnamese by English, both with ``{}`` where something is filled in."""
    text = resources.files("hoso").joinpath("data/errors.vi.yaml").read_text(encoding="utf-8")
    known: dict[str, str] = yaml.safe_load(text)
    return known


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences with gaps; those that say most by themselves come first."""
    with_gaps = sorted((english for english in sentences() if _GAP in english), key=lambda each: -len(each))
    return tuple((_pattern(english), sentences()[english]) for english in with_gaps)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split(_GAP))), re.DOTALL)


def _filled(vietnamese: str, values: tuple[str, ...]) -> str:
    parts, known = vietnamese.split(_GAP), sentences()
    filled = "".join(part + known.get(value, value) for part, value in zip(parts, (*values, ""), strict=True))
    return filled[:1].upper() + filled[1:] if vietnamese.startswith(_GAP) and values[0] in known else filled
