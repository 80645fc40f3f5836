"""Make the tables of assignments."""

import sqlalchemy as sa
from alembic import op

revision = "roster_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of assignments."""
    op.create_table(
        "assignment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assignment_day", "assignment", ["day"], unique=False)
    op.create_index("ix_assignment_person_day", "assignment", ["person", "day"], unique=False)
    op.create_table(
        "published_assignment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_published_assignment_day", "published_assignment", ["day"], unique=False)
    op.create_index(
        "ix_published_assignment_person_day", "published_assignment", ["person", "day"], unique=False
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_published_assignment_person_day", table_name="published_assignment")
    op.drop_index("ix_published_assignment_day", table_name="published_assignment")
    op.drop_table("published_assignment")
    op.drop_index("ix_assignment_person_day", table_name="assignment")
    op.drop_index("ix_assignment_day", table_name="assignment")
    op.drop_table("assignment")
