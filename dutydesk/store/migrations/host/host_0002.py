"""Keep the leader's answer to a request for leave."""

import sqlalchemy as sa
from alembic import op

revision = "host_0002"
down_revision = "host_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the leader's answer to a request for leave."""
    op.add_column("absence", sa.Column("answer", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("absence", "answer")
