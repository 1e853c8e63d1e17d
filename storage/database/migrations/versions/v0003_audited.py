"""What an audit judged in full, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "audited",
        sa.Column("package", sa.Text, nullable=False),
        sa.Column("circumstances", sa.Text, nullable=False),
        sa.Column("judged_on", sa.Text, nullable=False),
        sa.Column("development", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("package", name="pk_audited"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("audited")
