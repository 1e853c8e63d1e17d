"""Figures held against their shapes: what an engine takes for another one is put right, what is as it was read is borne out.

In some faces the engine takes one figure for another with certainty, twice in the same way. Of 3,400 figures on 72 scanned
pages in eight faces all 211 eights that were read as such had two holes; the two other figures that had two were eights
misread. The other figures a network judges that knows nothing of what the engine has read (docs/figure-shapes.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.page import Box, Word
from ocr.figure_parts import Figure, figures_in
from ocr.intake.source import Pixels
from ocr.network import trained

_NETWORK = "figure_shapes"
_FIGURES = re.compile(r"[O\d/.,-]*\d[O\d/.,-]*")
_OF_A_PAPER = re.compile(r"\d+/[^\W\d_]")
"""How the number of a paper begins: "437/UBND-XNTTHN"."""
_STANDING = re.compile(r"[O\d/]")
_REPAIRED, _DOUBTED = 0.8, 0.2
"""The most certainty of a word in which a figure was put right, and of one in which a figure may be another."""
_RECOUNTED = 0.5
"""The most certainty of a word in which a figure was read twice."""
_OTHER, _SURE, _SURELY_OTHER = 0.6, 0.9, 0.95
"""From which chance on the network doubts a figure, tells one, and is believed against the engine.

Of 65,000 drawn figures that were read as printed it doubts 1 in 1,000; of the threes with a flat top, which engines take for
fives, in a face that it was not trained on 84 in 100.
"""


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
    return tuple(_held(word, part) for word in words)


def _held(word: Word, part: Callable[[Box], Pixels]) -> Word:
    if _FIGURES.fullmatch(word.text):
        return _checked(word, part)
    return _beginning_checked(word, part) if _OF_A_PAPER.match(word.text) else word


def _checked(word: Word, part: Callable[[Box], Pixels]) -> Word:
    standing = [at for at, sign in enumerate(word.text) if _STANDING.match(sign)]
    figures = list(figures_in(part(word.box)))
    if len(figures) == len(standing) + 1:
        return _with_one_more(word, figures)
    if len(figures) != len(standing):
        return _with_one_less(word, figures)
    return _as_judged(word, standing, figures)


def _beginning_checked(word: Word, part: Callable[[Box], Pixels]) -> Word:
    """The number of a paper, with the figures before its stroke; for the letters behind it their shapes do not speak."""
    before = word.text.index("/")
    figures = list(figures_in(part(word.box)))
    if len(figures) <= before or not figures[before].is_stroke:
        return word
    return replace(_as_judged(word, range(before), figures[:before]), borne_out=False)


def _as_judged(word: Word, standing: Sequence[int], figures: Sequence[Figure]) -> Word:
    """The word with what is at these places as its shapes say."""
    judged = list(_judged([word.text[at] for at in standing], figures, single=len(standing) == 1))
    text = list(word.text)
    for at, each in zip(standing, judged, strict=True):
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


def _judged(signs: Iterable[str], figures: Sequence[Figure], *, single: bool) -> Iterator[_Judged]:
    """Each sign of a word by its shape; ``single``: it stands alone, so that it may be no figure at all."""
    chances = trained(_NETWORK).chances([figure.picture for figure in figures])
    for sign, figure, chance in zip(signs, figures, chances, strict=True):
        best, likely = int(chance.argmax()), float(chance.max())
        if not sign.isdigit():
            yield _Judged(sign, agreed=sign == "/")
        elif figure.holes == 2:
            yield _Judged("0" if figure.is_slashed else "8", agreed=best == 8 and likely >= _SURE)
        elif str(best) == sign:
            yield _Judged(sign, agreed=likely >= _SURE)
        elif likely < _OTHER:
            yield _Judged(sign, agreed=False)
        elif likely < _SURELY_OTHER or single:
            yield _Judged(sign, agreed=False, doubted=True)
        else:
            yield _Judged(str(best))
