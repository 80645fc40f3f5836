"""Keep attendance, minutes, lectures and placed sessions."""

import sqlalchemy as sa
from alembic import op

revision = "training_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep attendance, minutes, lectures and placed sessions."""
    op.create_table(
        "attendance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("catches_up", sa.Text(), nullable=False),
        sa.Column("catch_up_at", sa.Text(), nullable=False),
        sa.Column("catch_up_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attendance_catch_up_at", "attendance", ["catch_up_at"], unique=False)
    op.create_index("ix_attendance_day", "attendance", ["day"], unique=False)
    op.create_index("ix_attendance_person_day", "attendance", ["person", "day"], unique=False)
    op.create_index("ix_attendance_session", "attendance", ["session"], unique=False)
    op.create_table(
        "lecture",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("credit_hours", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "minutes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("last_week", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "topic_session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_topic_session_topic", "topic_session", ["topic"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_topic_session_topic", table_name="topic_session")
    op.drop_table("topic_session")
    op.drop_table("minutes")
    op.drop_table("lecture")
    op.drop_index("ix_attendance_session", table_name="attendance")
    op.drop_index("ix_attendance_person_day", table_name="attendance")
    op.drop_index("ix_attendance_day", table_name="attendance")
    op.drop_index("ix_attendance_catch_up_at", table_name="attendance")
    op.drop_table("attendance")
