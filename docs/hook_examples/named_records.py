"""What a plugin's own records are called where a figure is traced to them."""

from collections.abc import Sequence

from dutydesk.api import Desk, Figure, NamedRecord, hookimpl

_KEYS_LOST = "keys-lost:"


@hookimpl
def figures(desk: Desk, year: int) -> Sequence[Figure]:
    kept = desk.records("keys-lost").keys()
    lost = [key for key in kept if key.startswith(f"{year}-")]
    records = tuple(f"{_KEYS_LOST}{key}" for key in lost)
    return [Figure("keys-lost.all", "Keys lost", len(lost), records)] if lost else []


@hookimpl
def named_records(desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
    kept = desk.records("keys-lost")
    return [
        NamedRecord(key=key, title=kept.get(key.removeprefix(_KEYS_LOST), "a key"))
        for key in keys
        if key.startswith(_KEYS_LOST)
    ]
