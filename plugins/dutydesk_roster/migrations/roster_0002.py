"""Keep swaps, offers, volunteers and events."""

import sqlalchemy as sa
from alembic import op

revision = "roster_0002"
down_revision = "roster_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep swaps, offers, volunteers and events."""
    op.create_table(
        "cover_event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_cover_event_starts", "cover_event", ["starts"], unique=False)
    op.create_table(
        "swap",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("assignment", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("back_day", sa.Date(), nullable=True),
        sa.Column("back_post", sa.Text(), nullable=False),
        sa.Column("back_shift", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_swap_assignment", "swap", ["assignment"], unique=False)
    op.create_index("ix_swap_state", "swap", ["state"], unique=False)
    op.create_table(
        "swap_offer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("swap", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_swap_offer_swap", "swap_offer", ["swap"], unique=False)
    op.create_table(
        "volunteer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_volunteer_last", "volunteer", ["last"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_volunteer_last", table_name="volunteer")
    op.drop_table("volunteer")
    op.drop_index("ix_swap_offer_swap", table_name="swap_offer")
    op.drop_table("swap_offer")
    op.drop_index("ix_swap_state", table_name="swap")
    op.drop_index("ix_swap_assignment", table_name="swap")
    op.drop_table("swap")
    op.drop_index("ix_cover_event_starts", table_name="cover_event")
    op.drop_table("cover_event")
