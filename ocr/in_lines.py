"""Words that were read by themselves, put into the lines in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.page import Word

_CLOSING = re.compile(r"(.*\w)([:.,;]+)")
"""What may stand behind a word without a space, and is read as one word with what stands before it."""


def put_in_lines(words: tuple[Word, ...], found: Iterable[Word]) -> tuple[Word, ...]:
    """The words with those found beside their nearest neighbours; one that stands beside no word is a line of its own."""
    for new in found:
        beside = min(_level_with(words, new), key=lambda word: _gap(word, new), default=None)
        words = tuple(_inserted(words, new, beside)) if beside else (*words, _alone(words, new))
    return words


def _level_with(words: tuple[Word, ...], new: Word) -> Iterator[Word]:
    """The words in whose line it stands, be it raised."""
    room = (new.box.y1 - new.box.y0) / 2
    for word in words:
        if word.box.y0 - room < new.box.y0 < word.box.y1 and word.box.y1 > new.box.y1 - room:
            yield word


def _gap(word: Word, new: Word) -> int:
    """Paper between the two; none where a word reaches under the new one."""
    return max(new.box.x0 - word.box.x1, word.box.x0 - new.box.x1, 0)


def _inserted(words: tuple[Word, ...], new: Word, beside: Word) -> Iterator[Word]:
    """Before or behind the word beside it; the colon of that word goes behind it if it stands there."""
    placed = replace(new, block=beside.block, line=beside.line)
    for word in words:
        if word is not beside:
            yield word
        elif word.box.x0 >= new.box.x0:
            yield from (placed, word)
        else:
            yield from _behind(word, placed)


def _behind(word: Word, new: Word) -> Iterator[Word]:
    parted = _CLOSING.fullmatch(word.text)
    if parted is None or word.box.x1 <= new.box.x1:
        yield from (word, new)
        return
    yield replace(word, text=parted[1], box=word.box._replace(x1=new.box.x0))
    yield new
    yield replace(word, text=parted[2], box=word.box._replace(x0=new.box.x1))


def _alone(words: tuple[Word, ...], new: Word) -> Word:
    block = 1 + max((word.block for word in words), default=-1)
    return replace(new, block=block, line=1 + max((word.line for word in words), default=-1))
