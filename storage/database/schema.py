"""The tables. Personal data lies in ``dossier.name``, ``document``, ``field``, ``document_owner`` and ``search_text`` only.

The text index itself (``search_index``) differs between the two databases and is made by the migration alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from storage.database.storable import StorableText

# SQLite numbers rows by itself only in a column called INTEGER.
ROW_ID = BigInteger().with_variant(Integer(), "sqlite")

# Written out in queries: SQLite takes a partial index only for a condition without parameters.
IN_REVIEW = literal_column("'in_review'", Text)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The highest number given in each series (office and day); a number is never given twice.
series = Table(
    "series",
    metadata,
    Column("name", Text, primary_key=True),
    Column("last_number", BigInteger, nullable=False),
)

# ``step``, ``state`` and ``record`` are empty between allocation and reception. ``open``: a run would go on from here.
dossier = Table(
    "dossier",
    metadata,
    Column("code", Text, primary_key=True),
    Column("series", Text, ForeignKey("series.name"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("intake_key", Text, nullable=False, unique=True),
    Column("unit", Text, nullable=False),
    Column("procedure", Text),
    Column("officer", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("name", StorableText, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("step", Text),
    Column("state", Text),
    Column("record", Text),
    Column("since", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("failed_step", Text),
    Column("failure", StorableText),
    Column("attempts", Integer, nullable=False),
    Column("indexed", Text),
    Index("ix_dossier_series_number", "series", "number"),
)
Index("ix_dossier_open", dossier.c.code, sqlite_where=text("open = 1"), postgresql_where=text("open"))
Index(
    "ix_dossier_review",
    dossier.c.since,
    dossier.c.code,
    sqlite_where=text("state = 'in_review'"),
    postgresql_where=text("state = 'in_review'"),
)

# One file may belong to several dossiers.
dossier_file = Table(
    "dossier_file",
    metadata,
    Column("code", Text, ForeignKey("dossier.code"), primary_key=True),
    Column("sha256", Text, primary_key=True, index=True),
)

# ``expires`` is in seconds since 1970 by the database's own clock, so that machines need not agree on the time.
lease = Table(
    "lease",
    metadata,
    Column("code", Text, ForeignKey("dossier.code"), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("expires", Double, nullable=False),
)

# The last link of each hash chain; its row lock puts the writers of a chain in line.
chain = Table(
    "chain",
    metadata,
    Column("name", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("sequence", ROW_ID, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("record", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("ix_event_code_sequence", "code", "sequence"),
)

access = Table(
    "access",
    metadata,
    Column("sequence", ROW_ID, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("code", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("subject", Text),
    Index("ix_access_code_sequence", "code", "sequence"),
    Index("ix_access_subject_sequence", "subject", "sequence"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("sent_at", Text),
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_unsent",
    outbox.c.id,
    sqlite_where=text("sent_at IS NULL"),
    postgresql_where=text("sent_at IS NULL"),
)

document = Table(
    "document",
    metadata,
    Column("code", Text, ForeignKey("dossier.code"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("title", StorableText),
    Column("number", StorableText),
    Column("issued_on", StorableText),
    Column("issuer", StorableText),
    Column("result_code", StorableText, index=True),
)

field = Table(
    "field",
    metadata,
    Column("code", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("value", StorableText, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("source", Text, nullable=False),
    ForeignKeyConstraint(["code", "ordinal"], ["document.code", "document.ordinal"]),
)

# The owner-centric store of the law: person to documents.
document_owner = Table(
    "document_owner",
    metadata,
    Column("owner_id", StorableText, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    ForeignKeyConstraint(["code", "ordinal"], ["document.code", "document.ordinal"]),
    Index("ix_document_owner_code", "code"),
)

review_item = Table(
    "review_item",
    metadata,
    Column("code", Text, ForeignKey("dossier.code"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("document", Integer),
    Column("field", Text),
)

# Archived package versions in the order of their archival. ``id`` is dense enough to draw a random sample from.
package = Table(
    "package",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("code", Text, ForeignKey("dossier.code"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("version_id", Text),
    Column("log_index", BigInteger),
    UniqueConstraint("code", "version"),
    sqlite_autoincrement=True,
)

search_text = Table(
    "search_text",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("code", Text, ForeignKey("dossier.code"), nullable=False, index=True),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)

# The last full judgement of a package that came to "valid", under circumstances that are told by a digest.
audited = Table(
    "audited",
    metadata,
    Column("package", Text, primary_key=True),
    Column("circumstances", Text, nullable=False),
    Column("judged_on", Text, nullable=False),
    Column("development", Boolean, nullable=False),
)

# The packages of each batch of evidence, by their place in its list. ``package`` is the digest.
covered = Table(
    "covered",
    metadata,
    Column("batch", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("package", Text, nullable=False, index=True),
)
