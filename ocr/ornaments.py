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
_EDGE, _COLUMN, _SPACE = 0.06, 8, 1.5
"""Of the width of a page, nearer to its edge than which hardly any print stands (NĐ 30/2020/NĐ-CP leaves 15 mm of 210 at
least); words along an edge that are a frame's, at least; heights of print between two words of a line, at most."""


def without_ornaments(words: Sequence[Word], width: int) -> tuple[Word, ...]:
    """The words without those that are the signs of a frame, where a page of this width (pixels) has one."""
    signs = {at for at, word in enumerate(words) if _is_sign(word.text)}
    chains = {at for at, word in enumerate(words) if _is_chain(word.text)}
    gone = chains | (signs if len(signs) >= _FEWEST else set()) | _on_edges(words, width)
    return tuple(word for at, word in enumerate(words) if at not in gone)


def _on_edges(words: Sequence[Word], width: int) -> set[int]:
    """Words that stand by themselves one over the other along an edge of the page, nearer to it than print is."""
    left = [at for at, word in enumerate(words) if word.box.x1 <= _EDGE * width]
    right = [at for at, word in enumerate(words) if word.box.x0 >= (1 - _EDGE) * width]
    return {at for side in (left, right) if len(side) >= _COLUMN for at in _column(words, side)}


def _column(words: Sequence[Word], side: Sequence[int]) -> list[int]:
    """Those of some words at an edge that have no other beside them; none where they are few."""
    alone = [at for at in side if not any(_are_neighbours(words[at], other) for other in words)]
    return alone if len(alone) >= _COLUMN else []


def _are_neighbours(word: Word, other: Word) -> bool:
    """Whether two words are of one line of print."""
    one, two = word.box, other.box
    gap = max(one.x0, two.x0) - min(one.x1, two.x1)
    beside = min(one.y1, two.y1) - max(one.y0, two.y0) > (min(one.y1 - one.y0, two.y1 - two.y0)) / 2
    return other is not word and beside and 0 <= gap <= _SPACE * (two.y1 - two.y0)


def _is_sign(text: str) -> bool:
    return _RING.fullmatch(text) is not None


def _is_chain(text: str) -> bool:
    """Whether a word is long and made of few different characters, rings among them."""
    few = len(text) >= _CHAIN and len(set(text)) <= _CHAIN_SIGNS * len(text)
    return few and len(_RINGS_IN_CHAIN.findall(text)) >= 2
