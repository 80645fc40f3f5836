"""What registers keep in the desk's database."""

import msgspec

from dutydesk.api import TableSet, TableSpec
from dutydesk_registers.entry import CompleteYear, EntryMark, RegisterEntry

_values = msgspec.json.Decoder(dict[str, str])


def is_own_entry(before: RegisterEntry | None, after: RegisterEntry | None, person: str) -> bool:
    """Tell whether anyone of the squadron may change an entry so.

    They may add to a shared register, and fill in what is empty there.

    Nothing that somebody wrote is altered or taken away by it.
    """
    del person
    if after is None or not after.shared:
        return False
    return before is None or (
        before.shared and before.register == after.register and _only_adds(before, after)
    )


def _only_adds(before: RegisterEntry, after: RegisterEntry) -> bool:
    """Tell whether each value of `before` stands in `after` as it was, and it comes from the same."""
    kept, now = _values.decode(before.body), _values.decode(after.body)
    return before.source == after.source and all(now.get(code) == text for code, text in kept.items())


REGISTERS_TABLES = TableSet(
    owner="registers",
    tables=(
        TableSpec(
            "register_entry",
            RegisterEntry,
            (
                ("register", "day"),
                ("register", "due"),
                ("register", "known_by"),
                ("register", "rules"),
                ("due",),
                ("source",),
            ),
            own=is_own_entry,
        ),
        TableSpec("entry_mark", EntryMark, (("entry",),)),
        TableSpec("complete_year", CompleteYear, (("register",),)),
    ),
    migrations="dutydesk_registers.migrations",
    head="registers_0001",
)
