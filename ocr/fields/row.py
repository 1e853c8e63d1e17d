"""A row of words on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from dossier.page import Box, Word
from dossier.text import fold
from ocr.prepare.geometry import surrounding

NUMBERING = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2})*[.,)/]?|[a-zđøI]{1,2}[.)]|[^\W\d_]{1,2}\)|[IVX]{1,4}[.)])|[-–—•*+▪●○]"
)
"""What a list has before its lines: a number, a letter, a bullet."""


@dataclass(frozen=True)
class Row:
    """Words on one line of the page, left to right; ``middle`` is its height on the page once skew is taken off."""

    words: tuple[Word, ...]
    middle: float

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return surround(self.words)

    @cached_property
    def height(self) -> float:
        """The usual height of a word, pixels."""
        return median([word.box.y1 - word.box.y0 for word in self.words])

    def runs(self, gap: float = 1.6) -> tuple[Row, ...]:
        """Parts of the row that stand apart by more than ``gap`` times its height."""
        parts: list[list[Word]] = []
        widest = gap * self.height
        for word in self.words:
            if parts and word.box.x0 - parts[-1][-1].box.x1 <= widest:
                parts[-1].append(word)
            else:
                parts.append([word])
        return tuple(Row(tuple(part), self.middle) for part in parts)


def surround(words: Sequence[Word]) -> Box:
    """The smallest box around at least one word."""
    return surrounding([word.box for word in words])


def folded(words: Iterable[Word]) -> str:
    """Letters and digits of the words without tones: what fuzzy comparison works on."""
    return re.sub(r"[^a-z0-9]+", " ", fold(" ".join(word.text for word in words))).strip()


def upper_share(text: str) -> float:
    """Share of letters that are capitals; 0 for no letters."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) / len(letters) if letters else 0.0


def is_low(text: str) -> bool:
    """Whether no letter of a text rises above the others: neither capitals nor figures nor b, d, h, nor tones."""
    return not any(character.isupper() or character.isdigit() or character in "bdfhklt" for character in fold(text))


def acts_for(text: str) -> bool:
    """Whether a line says for whom somebody signs (NĐ 30/2020/NĐ-CP Phụ lục I: TM., KT., TL., TUQ.)."""
    return bool(re.match(r"^(?:KT|TL|TUQ|K/T|TM|T/M)[.\s]", text))
