"""Words that were read by themselves, put into the lines in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.page import Box, Word

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
    at = next(number for number, word in enumerate(words) if word is beside)
    rest = words[at + 1 :]
    parts = (placed, beside) if beside.box.x0 >= new.box.x0 else tuple(_behind(beside, placed))
    if len(parts) == 1 and rest and _is_sign_behind(parts[0], rest[0]):
        parts, rest = (_glued(parts[0], f"{parts[0].text}{rest[0].text}", rest[0]),), rest[1:]
    yield from (*words[:at], *parts, *rest)


def _is_sign_behind(word: Word, after: Word) -> bool:
    """Whether a colon stands right behind a word, read by itself."""
    near = after.box.x0 - word.box.x1 <= _SIGN_APART * (word.box.y1 - word.box.y0)
    return near and (word.block, word.line) == (after.block, after.line) and after.text in (":", ".", ",", ";")


def _behind(word: Word, new: Word) -> Iterator[Word]:
    """The word with the new one behind it, as one word where no white is between them: "gửi(1):"."""
    parted = _CLOSING.fullmatch(word.text)
    if parted is None or word.box.x1 <= new.box.x1:
        if new.box.x0 - word.box.x1 <= _TOUCHING * (word.box.y1 - word.box.y0) and word.text[-1:].isalnum():
            yield _glued(word, f"{word.text}{new.text}", new)
        else:
            yield from (word, new)
        return
    yield _glued(word, f"{parted[1]}{new.text}{parted[2]}", new)


_TOUCHING, _SIGN_APART = 0.2, 0.4
"""Heights of print between two parts of one word, and before a sign that belongs to it, at most."""


def _glued(word: Word, text: str, new: Word) -> Word:
    box = word.box
    around = Box(box.x0, min(box.y0, new.box.y0), max(box.x1, new.box.x1), max(box.y1, new.box.y1))
    return replace(word, text=text, box=around, confidence=min(word.confidence, new.confidence))


def _alone(words: tuple[Word, ...], new: Word) -> Word:
    block = 1 + max((word.block for word in words), default=-1)
    return replace(new, block=block, line=1 + max((word.line for word in words), default=-1))
