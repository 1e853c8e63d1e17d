"""Figures held against their shapes: what an engine takes for another one is put right, what is as it was read is borne out.

In some faces the engine takes one figure for another with certainty, twice in the same way. Of 3,400 figures on 72 scanned
pages in eight faces all 211 eights that were read as such had two holes; the two other figures that had two were eights
misread. The other figures a network judges that knows nothing of what the engine has read (docs/figure-shapes.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dossier.page import Box, Word
from ocr.figure_parts import Figure, figures_in
from ocr.intake.source import Pixels
from ocr.network import trained

_NETWORK = "figure_shapes"
_FIGURES = re.compile(r"[O\d/.,-]*\d[O\d/.,-]*")
_STANDING = re.compile(r"[O\d/]")
_REPAIRED, _DOUBTED = 0.8, 0.2
"""The most certainty of a word in which a figure was put right, and of one in which a figure may be another."""
_RECOUNTED = 0.5
"""The most certainty of a word in which a figure was read twice."""
_SURE, _SURELY_OTHER = 0.9, 0.95
"""From which chance on the network tells a figure, and from which on it is believed against the engine."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a sign is by its shape; ``agreed``: what was read; ``doubted``: it may be another, which is not sure enough."""

    sign: str
    agreed: bool = True
    doubted: bool = False


def with_figures_checked(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> tuple[Word, ...]:
    """The words, those of figures with what their shapes say: borne out, put right or in doubt.

    ``part`` gives the grey picture in a box of the words.
    """
    return tuple(_checked(word, part) if _FIGURES.fullmatch(word.text) else word for word in words)


def _checked(word: Word, part: Callable[[Box], Pixels]) -> Word:
    standing = [(at, sign) for at, sign in enumerate(word.text) if _STANDING.match(sign)]
    figures = list(figures_in(part(word.box)))
    if len(figures) == len(standing) + 1:
        return _with_one_more(word, figures)
    if len(figures) != len(standing):
        return _with_one_less(word, figures)
    judged = list(_judged([sign for _, sign in standing], figures, single=len(standing) == 1))
    text = list(word.text)
    for (at, _), each in zip(standing, judged, strict=True):
        text[at] = each.sign
    repaired = "".join(text)
    most = _DOUBTED if any(each.doubted for each in judged) else _REPAIRED if repaired != word.text else 1.0
    borne_out = most == 1.0 and all(each.agreed for each in judged)
    return replace(word, text=repaired, confidence=min(word.confidence, most), borne_out=borne_out)


def _with_one_more(word: Word, figures: list[Figure]) -> Word:
    """The word; in doubt where one more figure is printed than was read: "38" for 381. It may be the rule of a box."""
    chances = trained(_NETWORK).chances([figure.picture for figure in figures])
    text = "".join(str(each) for each in chances.argmax(axis=1))
    if float(chances.max(axis=1).min()) < _SURELY_OTHER or not _is_within(word.text, text):
        return word
    return replace(word, confidence=min(word.confidence, _RECOUNTED))


def _with_one_less(word: Word, figures: list[Figure]) -> Word:
    """The word; where one figure of it was read twice, what the others are by their shapes: "19685" for 1985.

    What touches or is broken cannot be told apart.
    """
    if not word.text.isdigit() or not 1 < len(figures) == len(word.text) - 1:
        return word
    chances = trained(_NETWORK).chances([figure.picture for figure in figures])
    text = "".join(str(each) for each in chances.argmax(axis=1))
    if float(chances.max(axis=1).min()) < _SURELY_OTHER or not _is_within(text, word.text):
        return word
    return replace(word, text=text, confidence=min(word.confidence, _RECOUNTED))


def _is_within(text: str, longer: str) -> bool:
    """Whether a longer text without one of its signs is this one."""
    return any(longer[:at] + longer[at + 1 :] == text for at in range(len(longer)))


def _judged(signs: Iterable[str], figures: list[Figure], *, single: bool) -> Iterator[_Judged]:
    """Each sign of a word by its shape; ``single``: it stands alone, so that it may be no figure at all."""
    chances = trained(_NETWORK).chances([figure.picture for figure in figures])
    for sign, figure, chance in zip(signs, figures, chances, strict=True):
        best, likely = int(chance.argmax()), float(chance.max())
        if not sign.isdigit():
            yield _Judged(sign, agreed=sign == "/")
        elif figure.holes == 2:
            yield _Judged("0" if figure.is_slashed else "8", agreed=best == 8 and likely >= _SURE)
        elif str(best) == sign or likely < _SURE:
            yield _Judged(sign, agreed=likely >= _SURE)
        elif likely < _SURELY_OTHER or single:
            yield _Judged(sign, agreed=False, doubted=True)
        else:
            yield _Judged(str(best))
