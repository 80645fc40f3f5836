"""The lines of the desk's history: entries of the journal, and what one of them did in words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dutydesk.api import JournalEntry, RowChange
from dutydesk.domain import Zone
from dutydesk.tui.screens.record_words import record_word
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, listed, pgettext, phrases

ENTRY_COLUMNS = (
    TableColumn("when", _("When"), 16),
    TableColumn("who", _("Who"), 12),
    TableColumn("state", "", 8),
    TableColumn("why", pgettext("column", "Change")),
)
DETAIL_COLUMNS = (TableColumn("sign", "", 9), TableColumn("what", ""))
MOST_ROWS = 500
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00)?")
_UNTOLD = frozenset({"id", "revision", "changed", "digest"})
_UNDOABLE = frozenset({"change", "redo"})


def undone_numbers(entries: Iterable[JournalEntry]) -> frozenset[int]:
    """Return the numbers of the entries that do not stand: those that were reverted, and not redone since.

    `entries` are the newest of a journal, without a gap.
    """
    reverted: set[int] = set()
    for entry in sorted(entries, key=lambda entry: -entry.number):
        if entry.reverts is not None and entry.number not in reverted:
            reverted.add(entry.reverts)
    return frozenset(reverted)


def own_since(entries: Sequence[JournalEntry], number: int, actor: str) -> tuple[JournalEntry, ...]:
    """Return what undoing by `actor` takes back, from the newest entry down to the one with `number`."""
    reverted = {entry.reverts for entry in entries if entry.reverts is not None}
    return tuple(
        entry
        for entry in sorted(entries, key=lambda entry: -entry.number)
        if entry.number >= number
        and entry.who == actor
        and entry.kind in _UNDOABLE
        and entry.number not in reverted
    )


def entry_rows(entries: Sequence[JournalEntry], zone: Zone) -> Iterator[TableRow]:
    """Yield the line of each entry; one that does not stand any more says so in a word."""
    undone = undone_numbers(entries)
    kinds = {"undo": _("undo"), "redo": _("redo"), "final": _("final"), "refused": _("refused")}
    for entry in entries:
        gone = entry.number in undone
        yield TableRow(
            str(entry.number),
            (
                f"{zone.wall(entry.at):%Y-%m-%d %H:%M}",
                entry.who,
                _("undone") if gone else kinds.get(entry.kind, ""),
                entry.why,
            ),
            "muted" if gone else "",
        )


def change_rows(rows: Sequence[RowChange], names: Mapping[str, str]) -> Iterator[TableRow]:
    """Yield what an entry did to each record in words; `names` are those of people by their key."""
    for number, row in enumerate(rows[:MOST_ROWS]):
        sign, text = _words(row, names)
        yield TableRow(str(number), (sign, text))
    if len(rows) > MOST_ROWS:
        yield TableRow("more", ("", _("and {count} more").format(count=len(rows) - MOST_ROWS)))


def _words(row: RowChange, names: Mapping[str, str]) -> tuple[str, str]:
    table = record_word(row.table)
    if row.before is None or row.after is None:
        sign = _("+ added") if row.before is None else _("- removed")
        details = _listed(row.after or row.before or {}, names)
        return sign, _("{what}: {details}").format(what=table, details=details)
    steps = [
        f"{record_word(key)} {_told(row.before.get(key), names)} -> {_told(value, names)}"
        for key, value in row.after.items()
        if key not in _UNTOLD and value != row.before.get(key)
    ]
    what = f"{table} {_subject(row, names)}"
    return _("~ changed"), _("{what}: {details}").format(
        what=what, details=phrases(steps) or _("nothing else")
    )


def _subject(row: RowChange, names: Mapping[str, str]) -> str:
    record = row.after or {}
    told = [_told(record[key], names) for key in ("person", "day", "name", "title") if record.get(key)]
    return " ".join(dict.fromkeys(told)) or names.get(row.id, row.id)


def _listed(record: Mapping[str, object], names: Mapping[str, str]) -> str:
    told = [
        f"{record_word(key)} {_told(value, names)}"
        for key, value in record.items()
        if key not in _UNTOLD and value not in (None, "", [], False)
    ]
    return phrases(told)


def _told(value: object, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return listed(_told(each, names) for each in value)
    text = str(value)
    if moment := _MOMENT.fullmatch(text):
        return f"{moment[1]} {moment[2]}"
    return names.get(text, text)
