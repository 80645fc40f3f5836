"""Draft the next Alembic revision of a table set: what its tables differ by from its migrations so far.

Usage: python tools/draft_migration.py OWNER "MESSAGE"     (an owner is host, roster, ...)
The draft is a file beside the earlier revisions; read it before you commit it.
"""

import importlib
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from dutydesk.host.registry import bundled_table_sets
from dutydesk.store.database import Database
from dutydesk.store.migrate import run_migrations
from dutydesk.store.schema import Schema

_TEMPLATE = '''"""{message}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """{message}"""
{upgrade}


def downgrade() -> None:
    """Undo it."""
{downgrade}
'''


def main(owner: str, message: str) -> None:
    """Write the draft and print its path."""
    schema = Schema(bundled_table_sets())
    table_set = next(each for each in schema.sets if each.owner == owner)
    others = {spec.name for each in schema.sets if each.owner != owner for spec in each.tables}
    own_tables = (
        set(schema.metadata.tables) - others if owner == "host" else {spec.name for spec in table_set.tables}
    )
    folder = Path(next(iter(importlib.import_module(table_set.migrations).__path__)))
    earlier = sorted(path.stem for path in folder.glob(f"{owner}_[0-9]*.py"))
    number = int(earlier[-1].removeprefix(f"{owner}_")) + 1 if earlier else 1
    database = Database("sqlite://")
    with database.engine.begin() as connection:
        if earlier:
            run_migrations(connection, table_set, "head")
        context = MigrationContext.configure(
            connection,
            opts={
                "target_metadata": schema.metadata,
                "include_name": lambda name, kind, _parents: kind != "table" or name in own_tables,
                "include_object": lambda thing, _name, kind, _reflected, _other: (
                    kind != "table" or thing.name in own_tables
                ),
            },
        )
        found = produce_migrations(context, schema.metadata)
        if found.upgrade_ops is None or found.downgrade_ops is None or found.upgrade_ops.is_empty():
            sys.exit(f"{owner}: the migrations already make these tables")
        revision = f"{owner}_{number:04}"
        path = folder / f"{revision}.py"
        path.write_text(
            _TEMPLATE.format(
                message=message,
                revision=revision,
                down=earlier[-1] if earlier else None,
                upgrade=render_python_code(found.upgrade_ops),
                downgrade=render_python_code(found.downgrade_ops),
            ),
            encoding="utf-8",
        )
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
