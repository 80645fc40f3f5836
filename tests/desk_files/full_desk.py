"""A desk with something of everything, and all that is kept in one."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date

from dutydesk.api.attachments import attach
from dutydesk.domain import Person
from dutydesk.exchange.whole_desk.desk_import import Place, import_desk
from dutydesk.exchange.whole_desk.manifest import MANIFEST
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.host.opening import open_desk
from dutydesk.store.whole import kept_tables, put_rows, rows_of
from dutydesk_registers.entry import CompleteYear, EntryMark, RegisterEntry
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.year.section_note import SectionNote
from tests.plugins.roster.roster_desk import NOW, day, put

ODD = "two\r\nlines, a 'quote', \"another\", '''three''', \x07\x1b[31m\x7f \\ \t\u2028 😀 {\"a\": 1}"


def filled(desk):
    """Give the desk something of everything."""
    put(desk, ("li", "gate", "day", day(3)), ("wang", "room", "day", day(4)))
    desk.undo()
    desk.redo()
    with desk.change(ODD) as change:
        change.replace(replace(change.table(Person).get("li"), note=ODD, phone="['a', 1]", latin='["b"]'))
        change.note("month:2026-11")
    with desk.change("gone") as change:
        change.remove(change.table(Person).get("zhu"))
    keep_entry(
        desk,
        known_register(desk, "hazards"),
        {"what": "松动的栏杆", "found": "2026-10-12", "severity": "minor"},
    )
    with desk.change("registers") as change:
        for record in of_registers_and_summary():
            change.add(record)
    DeskTokens(desk).issue("person/li")
    desk.records("visitor").put("log", {"it's": [1, 2.5, None]})
    with desk.database.writing() as connection:
        tables = desk.schema.system
        put_rows(
            connection,
            tables.feed_ledger,
            [{"uid": "u@x", "digest": "d", "sequence": 7, "changed": "2026-11-01T00:00:00+00:00"}],
        )
        put_rows(connection, tables.feed_use, [{"digest": "d", "last_used": "2026-11-02"}])
    (desk.folder / "plugins" / "mine.py").write_text("plugin = object()\n")
    with (desk.folder / "config" / "posts.toml").open("a") as file:
        file.write("# a note of ours\n")
    photo = desk.folder.parent / "photo.jpg"
    photo.write_bytes(bytes(range(256)))
    return attach(desk, "activity:x", str(photo))


def of_registers_and_summary():
    """Return a record of each table of registers and the summary, with odd texts wherever there are texts."""
    found = date(2026, 10, 12)
    return (
        RegisterEntry(
            id="hazard", register="hazards", title=ODD, day=found, due=date(2026, 11, 2), due_rule="rectify",
            owner="li", source="task:none", known_by=ODD, rules=2**31 - 1,
            body=json.dumps({"what": ODD, "x": ""}),
        ),
        RegisterEntry(id="round", register="inspections", title="term", day=found, closed=True, shared=True),
        EntryMark(
            id="mark", entry="round", position=0, item=ODD, is_right=False, note=ODD, raised="hazard"
        ),
        CompleteYear(id="breaches-2026", register="breaches", year=2026, by=ODD, on=found),
        Reminder(
            id="2026-W42", monday=found, last_week=ODD, points=ODD, issued=found, issued_by="li",
            records=(ODD, "entry:hazard"),
        ),
        SectionNote(id="2026-fire", year=2026, section="fire", text=ODD),
    )  # fmt: skip


def everything(desk):
    """Return every row of every table, those of the journal included."""
    with desk.database.reading() as connection:
        tables = kept_tables(connection, desk.schema).tables
        return {name: list(rows_of(connection, table)) for name, table in tables.items()}


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def imported(source, folder, table_sets, **place):
    import_desk(source, Place(folder, **place), table_sets)
    return open_desk(folder, actor="test", clock=lambda: NOW)


def tampered(folder, name, edit):
    """Change a file of an export and the manifest with it, as someone would who knows how."""
    path = folder / name
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    content = path.read_bytes()
    manifest = (folder / MANIFEST).read_text()
    entry = f'name = "{re.escape(name)}"\nsize = \\d+\nsha256 = "[0-9a-f]+"'
    new = f'name = "{name}"\nsize = {len(content)}\nsha256 = "{hashlib.sha256(content).hexdigest()}"'
    (folder / MANIFEST).write_text(re.sub(entry, new, manifest))
