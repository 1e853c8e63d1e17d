"""The text index in SQLite's FTS5. Its own folding leaves đ alone, so it gets words that we folded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from storage.database.text_index import Question
from storage.database.words import Word

# CROSS JOIN: SQLite starts at the index, whose rows come in descending order and stop at the limit.
FIND = text(
    "SELECT t.code, t.body FROM search_index CROSS JOIN search_text AS t ON t.id = search_index.rowid "
    "WHERE search_index MATCH :question AND t.code NOT IN :beside ORDER BY search_index.rowid DESC LIMIT :limit"
).bindparams(bindparam("beside", expanding=True))


class Fts5Index:
    """The virtual table ``search_index`` with the words of each row, separated by blanks."""

    def put(self, connection: Connection, row: int, words: Sequence[Word]) -> None:
        """Enter the words of row number ``row``."""
        connection.execute(
            text("INSERT INTO search_index (rowid, exact, folded) VALUES (:row, :exact, :folded)"),
            {
                "row": row,
                "exact": " ".join(word.exact for word in words),
                "folded": " ".join(word.folded for word in words),
            },
        )

    def remove(self, connection: Connection, rows: Sequence[int]) -> None:
        """Forget rows."""
        for row in rows:
            connection.execute(text("DELETE FROM search_index WHERE rowid = :row"), {"row": row})

    def find(
        self, connection: Connection, question: Question, *, beside: Sequence[str], limit: int
    ) -> Sequence[tuple[str, str]]:
        """Code and body of the newest rows that answer."""
        values = {"question": match_of(question), "beside": list(beside), "limit": limit}
        return [(row.code, row.body) for row in connection.execute(FIND, values)]


def match_of(question: Question) -> str:
    """The question in FTS5's language; words hold letters and digits only, so that quoting is enough."""
    column = "exact" if question.with_tones else "folded"
    if question.in_a_row:
        return f'{column} : "{" ".join(question.forms)}"'
    every = " AND ".join(f'"{form}"' for form in question.forms)
    return f"{column} : ({every})"
