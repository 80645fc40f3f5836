"""Which days' calendars a run of changes can have altered, as the journal tells."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from dutydesk.api import Desk, RowChange
from dutydesk.domain import Activity, ActivityException, Record
from dutydesk.store.schema import Schema

MOST_ROWS = 5_000
"""Beyond so many changed records, reading everything again is no slower than finding out what to read."""


def far_reaching(desk: Desk) -> Callable[[Record], bool]:
    """Return what tells whether a record is about an activity of a far-reaching kind."""

    @cache
    def kinds() -> frozenset[str]:
        return frozenset(code for code, kind in desk.activity_kinds().items() if kind.far_reaching)

    @cache
    def series() -> frozenset[str]:
        return frozenset(each.id for each in desk.activities() if each.kind in kinds())

    def reaches_far(record: Record) -> bool:
        if isinstance(record, Activity):
            return record.kind in kinds()
        return isinstance(record, ActivityException) and record.activity in series()

    return reaches_far


def days_of(
    rows: Iterable[RowChange], schema: Schema, reaches_far: Callable[[Record], bool] = lambda _record: False
) -> tuple[tuple[date, date], ...] | None:
    """Return the runs of days that changes of records can have altered, joined and in order.

    None means that it may be any day: a record does not say or reaches far, or its plugin is no longer on.
    """
    runs: list[tuple[date, date]] = []
    for row in rows:
        for document in (row.before, row.after):
            if document is None:
                continue
            days = _days(row.table, document, schema, reaches_far)
            if days is None:
                return None
            runs.extend(days)
    return tuple(_joined(runs))


def _days(
    table: str, document: dict[str, Any], schema: Schema, reaches_far: Callable[[Record], bool]
) -> tuple[tuple[date, date], ...] | None:
    kept = schema.named(table)
    if kept is None:
        return None
    try:
        record: Record = kept.from_document(document)
        days = None if reaches_far(record) else record.days()
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
