"""Which days' calendars a run of changes can have altered, as the journal tells."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from dutydesk.api import RowChange
from dutydesk.store.schema import Schema

MOST_ROWS = 5_000
"""Beyond so many changed records, reading everything again is no slower than finding out what to read."""


def days_of(rows: Iterable[RowChange], schema: Schema) -> tuple[tuple[date, date], ...] | None:
    """Return the runs of days that changes of records can have altered, joined and in order.

    None means that it may be any day: a record does not say, or its plugin is no longer on.
    """
    runs: list[tuple[date, date]] = []
    for row in rows:
        for document in (row.before, row.after):
            if document is None:
                continue
            days = _days(row.table, document, schema)
            if days is None:
                return None
            runs.extend(days)
    return tuple(_joined(runs))


def _days(table: str, document: dict[str, Any], schema: Schema) -> tuple[tuple[date, date], ...] | None:
    kept = schema.named(table)
    if kept is None:
        return None
    try:
        days: tuple[tuple[date, date], ...] | None = kept.from_document(document).days()
    except (ValueError, TypeError):
        # Kept by another version of the plugin.
        return None
    return days


def _joined(runs: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Yield runs of days that neither overlap nor touch."""
    open_run: tuple[date, date] | None = None
    for first, last in sorted(runs):
        if open_run is not None and first <= open_run[1] + timedelta(days=1):
            open_run = (open_run[0], max(open_run[1], last))
            continue
        if open_run is not None:
            yield open_run
        open_run = (first, last)
    if open_run is not None:
        yield open_run
