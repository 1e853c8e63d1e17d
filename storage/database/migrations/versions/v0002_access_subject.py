"""The access log tells whom a look was about, by a keyed token."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index."""
    op.add_column("access", sa.Column("subject", sa.Text))
    op.create_index("ix_access_subject_sequence", "access", ["subject", "sequence"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_access_subject_sequence", "access")
    op.drop_column("access", "subject")
