"""Keep safety weeks, their activities and budget."""

import sqlalchemy as sa
from alembic import op

revision = "safetyweek_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep safety weeks, their activities and budget."""
    op.create_table(
        "safety_week",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "week_activity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("reached_precision", sa.Text(), nullable=False),
        sa.Column("leaflets", sa.Integer(), nullable=True),
        sa.Column("leaflets_precision", sa.Text(), nullable=False),
        sa.Column("classes_held", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_week_activity_week", "week_activity", ["week"], unique=False)
    op.create_table(
        "week_cost",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("planned", sa.Float(), nullable=False),
        sa.Column("spent", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_week_cost_week", "week_cost", ["week"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_week_cost_week", table_name="week_cost")
    op.drop_table("week_cost")
    op.drop_index("ix_week_activity_week", table_name="week_activity")
    op.drop_table("week_activity")
    op.drop_table("safety_week")
