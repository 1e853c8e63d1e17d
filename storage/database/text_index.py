"""The port of the text index, which each kind of database brings along in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from storage.database.words import Word


@dataclass(frozen=True, slots=True)
class Question:
    """Words to be found: with their tones or folded, in a row or anywhere in the text."""

    words: tuple[Word, ...]
    with_tones: bool
    in_a_row: bool

    @property
    def forms(self) -> list[str]:
        """The words as they are compared."""
        return [word.exact if self.with_tones else word.folded for word in self.words]


class TextIndex(Protocol):
    """Words of the rows of ``search_text``. Everything happens in the caller's transaction."""

    def put(self, connection: Connection, row: int, words: Sequence[Word]) -> None:
        """Enter the words of row number ``row``, which has none yet."""
        ...

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Forget rows."""
        ...

    def find(
        self, connection: Connection, question: Question, *, beside: Sequence[str], limit: int
    ) -> Sequence[tuple[str, str]]:
        """Code and body of at most ``limit`` rows that answer, newest first, none of the dossiers ``beside``."""
        ...
