"""The text index in PostgreSQL: ``tsvector`` under GIN, built from our own words, so that no server setting matters.

GIN knows no positions. So that words in a row are not looked up in every row that holds them somewhere, each pair of
neighbours is a lexeme of its own; in Vietnamese, where a word is often two syllables, pairs are what is rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection, Select, cast, column, delete, func, insert, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from storage.database import schema
from storage.database.text_index import Question
from storage.database.words import Word

_LAST_POSITION = 16_383
# The newest rows that are looked at one by one, and the most rows that the index is asked for.
_RECENT, _CANDIDATES = 500, 1000


_INDEX = table("search_index", column("id"), column("exact", TSVECTOR), column("folded", TSVECTOR))


def recent_statement(question: Question, *, beside: Sequence[str], limit: int) -> Select[tuple[int, str, str]]:
    """Answers among the newest rows: what is common is found here, without its long list in the index being read."""
    newest = select(func.max(_INDEX.c.id)).scalar_subquery()
    answers = select(_INDEX.c.id).where(_INDEX.c.id > newest - _RECENT, _answers(question))
    return _bodies(answers, beside=beside, limit=limit)


def anywhere_statement(question: Question, *, beside: Sequence[str], limit: int) -> Select[tuple[int, str, str]]:
    """Answers from the index, of which it gives at most ``_CANDIDATES``, before they are ordered.

    Ordered inside, PostgreSQL would rather walk back through the whole archive than believe that a word is rare.
    """
    return _bodies(select(_INDEX.c.id).where(_answers(question)).limit(_CANDIDATES), beside=beside, limit=limit)


def _answers(question: Question) -> ColumnElement[bool]:
    vector = _INDEX.c["exact" if question.with_tones else "folded"]
    return vector.bool_op("@@")(cast(query_of(question), TSQUERY))


def _bodies(answers: Select[tuple[int]], *, beside: Sequence[str], limit: int) -> Select[tuple[int, str, str]]:
    found, body = answers.subquery(), schema.search_text.c
    query = select(body.id, body.code, body.body).join(found, found.c.id == body.id)
    return query.where(body.code.not_in(beside)).order_by(body.id.desc()).limit(limit)


class TsvectorIndex:
    """The table ``search_index`` with two ``tsvector`` columns."""

    def put(self, connection: Connection, row: int, words: Sequence[Word]) -> None:
        """Enter the words of row number ``row``."""
        exact, folded = vector_of([word.exact for word in words]), vector_of([word.folded for word in words])
        vectors = {"exact": cast(exact, TSVECTOR), "folded": cast(folded, TSVECTOR)}
        connection.execute(insert(_INDEX).values(id=row, **vectors))

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Forget rows."""
        connection.execute(delete(_INDEX).where(_INDEX.c.id.in_(rows)))

    def find(
        self, connection: Connection, question: Question, *, beside: Sequence[str], limit: int
    ) -> Sequence[tuple[str, str]]:
        """Code and body of the newest rows that answer."""
        rows = connection.execute(recent_statement(question, beside=beside, limit=limit)).all()
        if len(rows) < limit:
            # Without statistics of a word the planner reads the table; the index is always the better way.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            rows = connection.execute(anywhere_statement(question, beside=beside, limit=limit)).all()
            connection.execute(text("SET LOCAL enable_seqscan = on"))
        return [(row.code, row.body) for row in rows]


def vector_of(forms: Sequence[str]) -> str:
    """Words with their positions, and pairs without; words hold letters and digits only, so that quoting is enough."""
    single = [f"'{form}':{min(place, _LAST_POSITION)}" for place, form in enumerate(forms, 1)]
    pairs = [f"'{pair}'" for pair in sorted({" ".join(pair) for pair in pairwise(forms)})]
    return " ".join(single + pairs)


def query_of(question: Question) -> str:
    """The question in the language of ``tsquery``."""
    quoted = [f"'{form}'" for form in question.forms]
    if not question.in_a_row:
        return " & ".join(quoted)
    pairs = [f"'{' '.join(pair)}'" for pair in pairwise(question.forms)]
    # Two words in a row are exactly one pair; more have to be checked in order.
    return " & ".join([*pairs, f"({' <-> '.join(quoted)})"] if len(quoted) != 2 else pairs)
