"""Full text and fields over all indexed dossiers. Folding finds more, tones rank first, and nobody is identified by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from dossier.codes import DossierCode
from dossier.text import tidy
from storage.database.engine import Database
from storage.database.fts5 import Fts5Index
from storage.database.text_index import Question, TextIndex
from storage.database.tsvector import TsvectorIndex
from storage.database.words import Snippet, Word, snippet_of, words_of

_MOST = 200


class Match(StrEnum):
    """How a dossier answers, best first."""

    EXACT_ROW = "exact_row"
    FOLDED_ROW = "folded_row"
    EXACT_WORDS = "exact_words"
    FOLDED_WORDS = "folded_words"


@dataclass(frozen=True, slots=True)
class Hit:
    """A dossier that answers, how, and where; the snippet holds personal data."""

    code: DossierCode
    match: Match
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Search:
    """Finds dossiers by what is written in them."""

    database: Database

    def search(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """At most ``limit`` (up to 200) dossiers with all words of ``text``; the better match first, then the newer."""
        words, limit = words_of(tidy(text)), min(limit, _MOST)
        if not words:
            return ()
        found: dict[str, Hit] = {}
        with self.database.read() as connection:
            for match, question in _questions(words):
                _ask(connection, match, question, found=found, limit=limit)
        return tuple(found.values())


def text_index(connection: Connection) -> TextIndex:
    """The text index of this kind of database."""
    return TsvectorIndex() if connection.dialect.name == "postgresql" else Fts5Index()


def _questions(words: tuple[Word, ...]) -> Iterator[tuple[Match, Question]]:
    yield Match.EXACT_ROW, Question(words, with_tones=True, in_a_row=True)
    yield Match.FOLDED_ROW, Question(words, with_tones=False, in_a_row=True)
    if len(words) > 1:
        yield Match.EXACT_WORDS, Question(words, with_tones=True, in_a_row=False)
        yield Match.FOLDED_WORDS, Question(words, with_tones=False, in_a_row=False)


def _ask(connection: Connection, match: Match, question: Question, *, found: dict[str, Hit], limit: int) -> None:
    """Ask until the limit is reached or nothing new comes: a long dossier has several rows."""
    index = text_index(connection)
    while len(found) < limit:
        rows = index.find(connection, question, beside=tuple(found), limit=limit - len(found))
        for code, body in rows:
            found.setdefault(code, Hit(DossierCode(code), match, snippet_of(body, question.words)))
        if not rows:
            return
