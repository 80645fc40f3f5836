"""All tables of a desk: the host's, the system's and the plugins'."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from dutydesk.api.tables import R, TableSet
from dutydesk.store.columns import RecordTable
from dutydesk.store.tables import HOST_TABLES, system_tables


class Schema:
    """The tables of the host and of the plugins whose table sets are given.

    Raises:
        ValueError: two table sets use one table name or one record type.
    """

    def __init__(self, plugin_sets: Iterable[TableSet] = ()) -> None:
        self.sets = (HOST_TABLES, *plugin_sets)
        self.metadata = sa.MetaData()
        self.system = system_tables(self.metadata)
        self._by_type: dict[type, RecordTable[Any]] = {}
        self._by_name: dict[str, RecordTable[Any]] = {}
        for table_set in self.sets:
            for spec in table_set.tables:
                if spec.name in self.metadata.tables or spec.type in self._by_type:
                    raise ValueError(f"{table_set.owner}: the table {spec.name} is there already")
                table: RecordTable[Any] = RecordTable(spec, self.metadata)
                self._by_type[spec.type] = table
                self._by_name[spec.name] = table

    def of(self, record_type: type[R]) -> RecordTable[R]:
        """Return the table that keeps `record_type`.

        Raises:
            LookupError: no plugin that is on declares it.
        """
        try:
            return self._by_type[record_type]
        except KeyError:
            raise LookupError(f"no table keeps {record_type.__name__}: is its plugin on?") from None

    def named(self, name: str) -> RecordTable[Any] | None:
        """Return the table called `name`, or None where its plugin is gone."""
        return self._by_name.get(name)

    def record_tables(self) -> tuple[RecordTable[Any], ...]:
        """Return every record table, the host's first."""
        return tuple(self._by_name.values())
