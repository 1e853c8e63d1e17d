"""Which batch of evidence is about which package."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "covered",
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("package", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("batch", "place", name="pk_covered"),
    )
    op.create_index("ix_covered_package", "covered", ["package"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("covered")
