"""What extraction gives for one field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dossier.page import Box
from ocr.fields.confidence import Family, Observation


@dataclass(frozen=True, slots=True, order=True)
class PageAt:
    """A page: index of its file in the dossier from 0, number within the file from 1."""

    file: int
    page: int


@dataclass(frozen=True, slots=True)
class ExtractedField:
    """``value`` in normal form or None, ``text`` as read, ``confidence`` the probability that the value is right.

    A field that was not found has no page and no box. ``family`` and ``seen`` are what the confidence was made of.
    """

    key: str
    value: str | tuple[str, ...] | None
    text: str
    confidence: float
    at: PageAt | None = None
    box: Box | None = None
    family: Family | None = None
    seen: Observation | None = None

    @property
    def file(self) -> int | None:
        """Index of the file, from 0."""
        return self.at.file if self.at else None

    @property
    def page(self) -> int | None:
        """Page within the file, from 1."""
        return self.at.page if self.at else None


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a page to be read again by itself.

    ``mode``: "line", "date" (a date in small print that may have other print beside it), "digits" (a personal number,
    perhaps in boxes), "block" (several lines), "enlarged" (the same, twice as large), "stamped" (a block under a coloured
    stamp or signature), "covered" (a block under a black one: each line several times, ever more of it) or "apart" (some
    words of one line, by the network for lines and not by the engine); looks of this last kind are never mixed with others.
    """

    at: PageAt
    box: Box
    mode: str


Reread = Callable[[Sequence[Look]], Sequence[tuple[str, float]]]
"""For each look its text, one line per line of print, and its lowest word confidence, 0 to 1."""
