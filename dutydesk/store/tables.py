"""The tables that the host itself keeps."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from dutydesk.api.tables import TableSet, TableSpec
from dutydesk.domain import (
    Absence,
    Activity,
    ActivityException,
    Attachment,
    Certificate,
    Person,
    Record,
    Task,
    is_own_leave,
    person_feed,
)
from dutydesk.store.columns import whole_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginDocument(Record):
    """A named JSON document of a plugin without tables of its own."""

    owner: str
    key: str
    body: str

    def subjects(self) -> tuple[str, ...]:
        """The plugin."""
        return (f"plugin:{self.owner}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedToken(Record):
    """A permission to read one feed; only the SHA-256 of the token is kept."""

    feed: str
    label: str = ""
    digest: str
    revoked: bool = False

    def subjects(self) -> tuple[str, ...]:
        """The feed."""
        return (f"feed:{self.feed}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: who may read a feed does not alter it."""
        return ()


def is_own_link(before: FeedToken | None, after: FeedToken | None, person: str) -> bool:
    """Tell whether a link opens nothing but the person's own calendar."""
    return all(each is None or each.feed == person_feed(person) for each in (before, after))


HOST_TABLES = TableSet(
    owner="host",
    tables=(
        TableSpec("person", Person),
        TableSpec("absence", Absence, (("person",), ("last",)), own=is_own_leave),
        TableSpec("activity", Activity, (("kind",),)),
        TableSpec("activity_exception", ActivityException, (("activity", "day"),)),
        TableSpec("certificate", Certificate, (("person",),)),
        TableSpec("task", Task, (("about",), ("due",))),
        TableSpec("attachment", Attachment, (("about",),)),
        TableSpec("plugin_document", PluginDocument, (("owner",),)),
        TableSpec("feed_token", FeedToken, (("digest",), ("feed",)), own=is_own_link),
    ),
    migrations="dutydesk.store.migrations.host",
    head="host_0003",
)


@dataclass(frozen=True, slots=True)
class SystemTables:
    """Tables that hold no records: the journal, and what feeds remember between renderings."""

    journal: sa.Table
    journal_row: sa.Table
    journal_subject: sa.Table
    feed_ledger: sa.Table
    feed_use: sa.Table


def system_tables(metadata: sa.MetaData) -> SystemTables:
    """Return the system tables, defined on `metadata`."""
    journal = sa.Table(
        "journal",
        metadata,
        sa.Column("number", whole_number(), primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reverts", whole_number(), sa.ForeignKey("journal.number"), nullable=True),
        sa.Index("ix_journal_who_number", "who", "number"),
        sa.Index("ix_journal_reverts", "reverts"),
        sqlite_autoincrement=True,
    )
    entry = sa.ForeignKey("journal.number", ondelete="CASCADE")
    journal_row = sa.Table(
        "journal_row",
        metadata,
        sa.Column("entry", whole_number(), entry, primary_key=True),
        sa.Column("position", whole_number(), primary_key=True),
        sa.Column("table", sa.Text, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=True),
        sa.Column("after", sa.Text, nullable=True),
        sa.Index("ix_journal_row_table_row", "table", "row"),
    )
    journal_subject = sa.Table(
        "journal_subject",
        metadata,
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column(
            "entry", whole_number(), sa.ForeignKey("journal.number", ondelete="CASCADE"), primary_key=True
        ),
    )
    feed_ledger = sa.Table(
        "feed_ledger",
        metadata,
        sa.Column("uid", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("sequence", whole_number(), nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
    )
    feed_use = sa.Table(
        "feed_use",
        metadata,
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("last_used", sa.Text, nullable=False),
    )
    return SystemTables(journal, journal_row, journal_subject, feed_ledger, feed_use)
