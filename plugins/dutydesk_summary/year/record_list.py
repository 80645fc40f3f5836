"""What the records behind figures are called."""

from collections.abc import Iterable

from dutydesk.api import Desk, NamedRecord
from dutydesk.api.record_names import record_names


def records_of(desk: Desk, keys: Iterable[str]) -> tuple[NamedRecord, ...]:
    """Return one value for each key, in the order given, for records that nobody knows any more too."""
    return tuple(record_names(desk, tuple(dict.fromkeys(keys))))
