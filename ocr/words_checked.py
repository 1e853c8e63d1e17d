"""Words held against their pictures, apart from the engine: their figures, their marks, the case of their first letter."""

from __future__ import annotations

from collections.abc import Callable

from dossier.page import Box, Word
from ocr.figures_checked import with_figures_checked
from ocr.intake.source import Pixels
from ocr.letter_case import with_case_checked
from ocr.marks_checked import with_marks_checked


def with_words_checked(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> tuple[Word, ...]:
    """The words as their pictures say. ``part`` gives the grey picture in a box of the words."""
    return with_case_checked(with_marks_checked(with_figures_checked(words, part), part), part)
