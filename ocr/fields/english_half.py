"""The English half of a label printed in two languages, "Họ, chữ đệm, tên / Full name:": no part of the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from dossier.page import Box, Word
from dossier.text import fold
from ocr.fields.row import Row

_SLASH = re.compile(r"[/\\|]+\W*|[ZlI17!]")
"""What engines read for the stroke between the languages, where it stands alone."""
_MOST = 6
"""Words of a half, at most."""
_TOLD, _BEFORE_COLON, _PLAIN_TOLD, _SHORT_TOLD = 0.7, 0.8, 0.85, 0.99
"""How far a half is one of the list's: behind a stroke, before a colon, by itself, of four letters."""
_SAME = 0.97
"""How far a half is one of the list's to be the whole of which another one is the beginning."""
_GAP = 1.6
"""Heights of print that part a value from its label."""
_EVEN = 2.0
"""Heights of print by which the second line of a label begins right or left of its first, at most."""


@lru_cache(maxsize=1)
def _labels() -> tuple[str, ...]:
    text = files("ocr").joinpath("data/english_labels.txt").read_text(encoding="utf-8")
    return tuple(_plain(line) for line in text.splitlines() if line)


def _plain(text: str) -> str:
    """Folded letters and digits; the italic f that engines read as ƒ is one."""
    return re.sub(r"[^a-z0-9]+", "", fold(text).replace("ƒ", "f").replace("ø", "o"))


@lru_cache(maxsize=8192)
def _likeness(plain: str) -> float:
    """How far letters are those of an English label, 0 to 1."""
    found = process.extractOne(plain, _labels(), scorer=fuzz.ratio)
    return found[1] / 100 if found else 0.0


def english_words(words: Sequence[str], *, parted: bool = False) -> int:
    """How many of the words at the beginning, with the stroke before and the colon behind, are an English half; 0 for none.

    ``parted``: the words stand behind a Vietnamese label, so that what a stroke and a colon enclose is a half whatever its
    letters are read as.
    """
    stroke = bool(words) and (_begins_with_stroke(words[0]) or _SLASH.fullmatch(words[0]) is not None)
    best, likeness = 0, 0.0
    for count in range(1, min(len(words), _MOST + 1 + stroke) + 1):
        if words[count - 1] == ":":
            inside = words[: count - 1]
            enclosed = parted and stroke and best == 0 and len(inside) > _bare(words) and not _is_parted_again(inside)
            told = _likeness(_plain(" ".join(inside))) >= (_TOLD if stroke else _BEFORE_COLON)
            return count if enclosed or told else best
        plain = _plain(" ".join(words[:count]))
        like = _likeness(plain)
        least = _SHORT_TOLD if len(plain) <= 4 else _TOLD if stroke else _PLAIN_TOLD
        if like >= least and (like > likeness or like >= _SAME):
            best, likeness = count, like
    return best


def _is_parted_again(words: Sequence[str]) -> bool:
    """Whether the stroke of another label stands among the words."""
    return any(map(_begins_with_stroke, words[1:]))


def _begins_with_stroke(word: str) -> bool:
    """Whether a word is or begins with the stroke between languages; that of a date has figures behind it."""
    return word.startswith("/") and not word.lstrip("/ ")[:1].isdigit()


def _bare(words: Sequence[str]) -> int:
    """1 where the stroke is a word by itself."""
    return int(not any(map(str.isalpha, words[0])))


def without_english(text: str) -> str:
    """A text without the English half that it begins with, as a box around label and value takes it in."""
    pieces = list(_PIECE.finditer(text))
    count = english_words([piece[0] for piece in pieces], parted=True)
    return text[pieces[count - 1].end() :].strip() if count else text


_PIECE = re.compile(r":|[^:\s]+")


def begins_english(text: str) -> bool:
    """Whether a value begins with what is an English label, or with the stroke before one."""
    return _begins_with_stroke(text) or without_english(text) != text


def run_behind(label: Box, places: Sequence[tuple[Box, int, float, str]]) -> Iterator[str]:
    """The texts that may go on with a label: of its row up to a wide gap, and of the row below that begins under it.

    ``places``: boxes, rows, gaps before them and texts of the words behind the label.
    """
    height = label.y1 - label.y0
    first = places[0][1] if places else 0
    row = first
    for number, (box, own, gap, text) in enumerate(places):
        if own != row:
            if own != row + 1 or row > first or abs(box.x0 - label.x0) > _EVEN * height:
                return
            row = own
        elif number and gap > _GAP and text != ":":
            return
        yield text


def is_english(label: str) -> bool:
    """Whether a label is one of the list's."""
    return _plain(label) in _labels()


def parted(row: Row) -> Row:
    """A row in which each English half that touches the Vietnamese one is a word by itself: "tính/Gender"."""
    return replace(row, words=tuple(part for word in row.words for part in _parted(word)))


def _parted(word: Word) -> Iterator[Word]:
    head, stroke, tail = word.text.partition("/")
    if not (head and stroke and tail and _likeness(_plain(tail)) >= _TOLD_IN_WORD):
        yield word
        return
    cut = word.box.x0 + round((word.box.x1 - word.box.x0) * len(head) / len(word.text))
    yield replace(word, text=head, box=word.box._replace(x1=cut))
    yield replace(word, text=f"/{tail}", box=word.box._replace(x0=cut))


_TOLD_IN_WORD = 0.8


def without_lower_half(above: Row, row: Row) -> tuple[Row, Row]:
    """A row and the one below it without English halves of labels on the lower.

    Either the half is begun on the upper row, left of the value that begins there ("Tình trạng hôn nhân / | Hiện đang có
    chồng" over "Marital status: |"), or it stands by itself under its label.
    """
    head, *values = above.runs(_GAP)
    strokes = (number for number, word in enumerate(head.words) if _begins_with_stroke(word.text))
    at = next(strokes, len(head.words))
    if at == len(head.words) and not head.words[-1].text.endswith("/"):
        return above, replace(
            row, words=tuple(word for run in row.runs(_GAP) if not _is_half(above, run) for word in run.words)
        )
    own = row.runs(_GAP)[0].words
    if not values or not _is_under(head, row):
        return above, row
    rest = head.words[at:]
    count = english_words([word.text for word in (*rest, *own)]) - len(rest)
    if count <= 0 or not (count == len(own) or own[count - 1].text == ":"):
        return above, row
    kept = [replace(word, text=word.text.rstrip("/")) for word in head.words[:at]]
    upper = replace(above, words=(*kept, *(word for run in values for word in run.words)))
    return upper, replace(row, words=row.words[count:])


def _is_half(above: Row, run: Row) -> bool:
    """Whether a run is an English label and nothing else, under a run of the row above; no word of three letters is told."""
    texts = [word.text for word in run.words]
    whole = len(_plain(" ".join(texts))) >= _FEWEST and english_words(texts) == len(texts)
    return whole and any(_is_under(each, run) for each in above.runs(_GAP))


_FEWEST = 6


def _is_under(upper: Row, lower: Row) -> bool:
    return abs(upper.box.x0 - lower.box.x0) <= _EVEN * lower.height
