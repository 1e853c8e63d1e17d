"""Frames of dots, circles and the like around a page, which engines read as words: "(@) (@) (@)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.page import Word

_RING = re.compile(r"[^\w\s]*(?:[@®©°¢][^\w\s]*|[(){}][(){}]?)")
"""What one sign of a frame is read as; no print has such words but for the marks of a few footnotes."""
_CHAIN, _CHAIN_SIGNS, _RINGS_IN_CHAIN = 10, 0.4, re.compile(r"[@®©]")
"""Characters from which on a word may be a part of a frame, and the share of them that differ at most."""
_FEWEST = 12
"""Signs of a frame on a page: fewer are marks of footnotes and specks."""


def without_ornaments(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without those that are the signs of a frame, where a page has one."""
    signs = {at for at, word in enumerate(words) if _is_sign(word.text)}
    chains = {at for at, word in enumerate(words) if _is_chain(word.text)}
    gone = chains | (signs if len(signs) >= _FEWEST else set())
    return tuple(word for at, word in enumerate(words) if at not in gone)


def _is_sign(text: str) -> bool:
    return _RING.fullmatch(text) is not None


def _is_chain(text: str) -> bool:
    """Whether a word is long and made of few different characters, rings among them."""
    few = len(text) >= _CHAIN and len(set(text)) <= _CHAIN_SIGNS * len(text)
    return few and len(_RINGS_IN_CHAIN.findall(text)) >= 2
