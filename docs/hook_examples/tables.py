"""A table of its own: keys that are lent out.

Where a plugin keeps only a little, ``desk.records("name")`` needs no table. A plugin in a desk's folder
cannot bring a table, for it has no package in which Alembic would find its migrations; this one would be
installed as ``key_cupboard``, with its revisions in ``key_cupboard/migrations``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import TableSet, TableSpec, hookimpl
from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LentKey(Record):
    """A key that a person has taken."""

    door: str
    person: str
    taken: date

    def subjects(self) -> tuple[str, ...]:
        return (f"person:{self.person}",)


@hookimpl
def tables() -> Sequence[TableSet]:
    return [
        TableSet(
            owner="keys",
            tables=(TableSpec("lent_key", LentKey, indexes=(("person",),)),),
            migrations="key_cupboard.migrations",
            head="keys_0001",
        )
    ]
