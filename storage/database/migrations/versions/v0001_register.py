"""The first version: register, journal, leases, chains, outbox, index and search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_APPEND_ONLY = ("event", "access")


def upgrade() -> None:
    """Make all tables."""
    _register()
    _chains()
    _index()
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_only()
    else:
        _sqlite_only()


def downgrade() -> None:
    """Drop all tables."""
    op.execute("DROP TABLE search_index")
    for name in ("search_text", "package", "review_item", "document_owner", "field", "document"):
        op.drop_table(name)
    for name in ("outbox", "access", "event", "chain", "lease", "dossier_file", "dossier", "series"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION append_only()")


def _register() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("last_number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_series"),
    )
    op.create_table(
        "dossier",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("intake_key", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("procedure", sa.Text),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("step", sa.Text),
        sa.Column("state", sa.Text),
        sa.Column("record", sa.Text),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("failed_step", sa.Text),
        sa.Column("failure", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("indexed", sa.Text),
        sa.PrimaryKeyConstraint("code", name="pk_dossier"),
        sa.UniqueConstraint("intake_key", name="uq_dossier_intake_key"),
        sa.ForeignKeyConstraint(["series"], ["series.name"], name="fk_dossier_series"),
    )
    op.create_index("ix_dossier_series_number", "dossier", ["series", "number"])
    _partial_index("ix_dossier_open", "dossier", ["code"], "open", sqlite="open = 1")
    _partial_index("ix_dossier_review", "dossier", ["since", "code"], "state = 'in_review'")
    op.create_table(
        "dossier_file",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", "sha256", name="pk_dossier_file"),
        _of_dossier("dossier_file"),
    )
    op.create_index("ix_dossier_file_sha256", "dossier_file", ["sha256"])
    op.create_table(
        "lease",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("expires", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_lease"),
        _of_dossier("lease"),
    )


def _chains() -> None:
    op.create_table(
        "chain",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chain"),
    )
    for table in _APPEND_ONLY:
        op.execute(f"INSERT INTO chain (name, sequence, hash) VALUES ('{table}', 0, '{'0' * 64}')")  # noqa: S608
    op.create_table(
        "event",
        sa.Column("sequence", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_event"),
    )
    op.create_index("ix_event_code_sequence", "event", ["code", "sequence"])
    op.create_table(
        "access",
        sa.Column("sequence", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_access"),
    )
    op.create_index("ix_access_code_sequence", "access", ["code", "sequence"])
    op.create_table(
        "outbox",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("sent_at", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_outbox_unsent", "outbox", ["id"], "sent_at IS NULL")


def _index() -> None:
    op.create_table(
        "document",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("number", sa.Text),
        sa.Column("issued_on", sa.Text),
        sa.Column("issuer", sa.Text),
        sa.Column("result_code", sa.Text),
        sa.PrimaryKeyConstraint("code", "ordinal", name="pk_document"),
        _of_dossier("document"),
    )
    op.create_index("ix_document_result_code", "document", ["result_code"])
    op.create_table(
        "field",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", "ordinal", "key", "place", name="pk_field"),
        _of_document("field"),
    )
    op.create_table(
        "document_owner",
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "code", "ordinal", name="pk_document_owner"),
        _of_document("document_owner"),
    )
    op.create_index("ix_document_owner_code", "document_owner", ["code"])
    op.create_table(
        "review_item",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document", sa.Integer),
        sa.Column("field", sa.Text),
        sa.PrimaryKeyConstraint("code", "place", name="pk_review_item"),
        _of_dossier("review_item"),
    )
    op.create_table(
        "package",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("version_id", sa.Text),
        sa.Column("log_index", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_package"),
        sa.UniqueConstraint("code", "version", name="uq_package_code_version"),
        _of_dossier("package"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_text",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_text"),
        _of_dossier("search_text"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_text_code", "search_text", ["code"])


def _of_dossier(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["code"], ["dossier.code"], name=f"fk_{table}_dossier")


def _of_document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["code", "ordinal"], ["document.code", "document.ordinal"], name=f"fk_{table}_document"
    )


def _partial_index(name: str, table: str, columns: list[str], where: str, *, sqlite: str | None = None) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(sqlite or where), postgresql_where=sa.text(where))


def _sqlite_only() -> None:
    # The program cuts text into words and folds it; "ascii" then only splits at blanks and leaves other bytes alone.
    op.execute("CREATE VIRTUAL TABLE search_index USING fts5(exact, folded, tokenize = 'ascii')")
    for table in _APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql_only() -> None:
    op.execute(
        "CREATE TABLE search_index (id BIGINT PRIMARY KEY REFERENCES search_text (id), "
        "exact TSVECTOR NOT NULL, folded TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_index_exact ON search_index USING gin (exact)")
    op.execute("CREATE INDEX ix_search_index_folded ON search_index USING gin (folded)")
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
