"""Where and how the values of a form are looked at a second time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, takewhile
from statistics import median

from dossier.doctype import FieldSpec, FieldType
from dossier.page import Box, Word
from ocr.fields.agreement import speaks_for
from ocr.fields.confidence import Family
from ocr.fields.field import Look
from ocr.fields.form_places import Place
from ocr.fields.reading import Read
from ocr.fields.row import surround
from ocr.layout import Item, Take

_WIDEST_DIGIT = 1.2
"""Heights of print from one digit to the next over which they stand in boxes, whose rules must be seen whole."""
_BEHIND = 4
"""Heights of print behind a number within which more of it is looked for."""
_READ = 0.5
"""The certainty of an engine in figures, at least, that their shapes bear out."""
_OLD_NUMBER = re.compile(r"\d{9}")
"""Nine digits may be what is left of twelve: only a look at the whole line tells, whoever has read these words."""
_UNCHECKED = (FieldType.TEXT, FieldType.LIST, FieldType.NUMBER)
"""Where nothing was read, specks that a second reading takes for a value of these kinds would not be noticed."""


def looks_at(spec: FieldSpec, item: Item, place: Place, first: Read, apart: Read | None) -> tuple[Look, ...]:
    """Where to look again, if anywhere. ``apart``: what was read in its words apart from the engine."""
    if place.open and spec.type is FieldType.TEXT:
        return (Look(place.at, place.open, "line"),)
    if speaks_for(apart, first) and not is_apart(place) and not _OLD_NUMBER.fullmatch(str(first.value)):
        return ()
    if first.settled and _is_told(first) and apart is None:
        return ()
    if item.take is Take.NAME and place.span is None:
        return (Look(place.at, place.expected, "stamped"),)
    if place.span is None and not (item.pattern and spec.type is FieldType.TEXT) and spec.type in _UNCHECKED:
        return ()
    mode = _mode(spec, item, place)
    near = place.near if spec.type is FieldType.DATE and first.value is None else ()
    if near and place.span is None and place.box in near:
        return tuple(Look(place.at, box, "date") for box in near)
    return (
        Look(place.at, _digits_box(place, first) if mode == "digits" else place.box, mode),
        *(Look(place.at, box, "date") for box in near),
    )


def is_apart(place: Place) -> bool:
    """Whether words of a value are not the engine's own reading: what is read apart from it once more says nothing new."""
    return place.span is not None and any(word.apart for word in place.span.words)


def _is_told(read: Read) -> bool:
    """Whether something apart from the engine speaks for a reading: the file's own text, the shapes of figures and marks."""
    sure = read.family not in (Family.DIGITS, Family.DATE) or read.seen.weakest >= _READ
    return read.seen.weakest >= 1.0 or (read.seen.borne_out and sure)


def _mode(spec: FieldSpec, item: Item, place: Place) -> str:
    if item.take in (Take.DATE_LINE, Take.NAME):
        return "stamped"  # they stand where seals and signatures do
    if spec.type is FieldType.ID or spec.key == "phone":
        return "digits"
    return "block" if place.span and len(place.span.lines) > 1 else "line"


def _digits_box(place: Place, first: Read) -> Box:
    """Where a number should stand: around its digits where all twelve were read, on a skewed page the line's end is higher.

    Else around the words that hold it as read and on to the next word, for a digit may be lost behind it; else behind the
    words before it ("CCCD số …"), where there are any, to the line's end.
    """
    words = place.span.words if place.span else ()
    if whole := _whole_number(words, first):
        box = surround(whole)
        more = round(0.25 * (box.y1 - box.y0))
        return Box(max(box.x0 - more, 0), max(box.y0 - more, 0), box.x1 + more, box.y1 + more)
    if found := _words_of(words, first):
        return _around_number(found, words, place)
    count = sum(1 for _ in takewhile(lambda word: re.fullmatch(r"[^\W\d_]{2,}:?", word.text), words))
    if count == 0 or count == len(words) or not re.match(r"\d{4}", words[count].text):
        return _leaning(place.expected, place.slope)
    box = words[count].box
    height = box.y1 - box.y0
    top, left = max(box.y0 - round(0.4 * height), 0), max(box.x0 - height // 4, 0)
    return Box(left, top, max(box.x1 + height, place.expected.x1), box.y1 + round(0.5 * height))


def _words_of(words: Sequence[Word], first: Read) -> tuple[Word, ...]:
    """The words whose figures are those of a number as read, from the first to the last; none of figures in boxes."""
    wanted = re.sub(r"\D", "", str(first.value or ""))
    for start, end in combinations(range(len(words) + 1), 2) if wanted else ():
        found = tuple(words[start:end])
        if not all(any(map(str.isdigit, word.text)) for word in found):
            continue
        if re.sub(r"\D", "", "".join(word.text for word in found)) == wanted:
            wide, high = found[-1].box.x1 - found[0].box.x0, median(word.box.y1 - word.box.y0 for word in found)
            return found if wide <= _WIDEST_DIGIT * len(wanted) * high else ()
    return ()


def _around_number(found: Sequence[Word], words: Sequence[Word], place: Place) -> Box:
    """The box around the words of a number with the white behind them, in which more of it may stand."""
    box = surround(found)
    height = box.y1 - box.y0
    line = [word for word in words if word.box.x0 >= box.x1 and word.box.y0 < box.y1 and box.y0 < word.box.y1]
    ends = [word.box.x0 for word in line] or [max(box.x1 + _BEHIND * height, place.expected.x1)]
    more = round(0.25 * height)
    right = max(min(min(ends) - more, box.x1 + _BEHIND * height), box.x1 + 1)
    return Box(max(box.x0 - more, 0), max(box.y0 - more, 0), right, box.y1 + more)


def _leaning(box: Box, slope: float) -> Box:
    """A box that holds the line which falls by ``slope`` to the right."""
    fall = round(slope * (box.x1 - box.x0))
    return Box(box.x0, max(box.y0 + min(fall, 0), 0), box.x1, box.y1 + max(fall, 0))


def _whole_number(words: Sequence[Word], first: Read) -> tuple[Word, ...]:
    """The words that hold the twelve digits of a number as read, and no other digit; none of digits that stand in boxes."""
    found = tuple(word for word in words if any(map(str.isdigit, word.text)))
    digits = re.sub(r"\D", "", "".join(word.text for word in found))
    if len(digits) != 12 or digits != first.value:
        return ()
    wide, high = found[-1].box.x1 - found[0].box.x0, median(word.box.y1 - word.box.y0 for word in found)
    return found if wide <= _WIDEST_DIGIT * 12 * high else ()
