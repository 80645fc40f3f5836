"""Small registers as TOML, and desks that keep them, for the tests of what registers tell the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dutydesk.desk import OpenDesk
from dutydesk_registers.entries import Entry, find_entry
from dutydesk_registers.entry import CompleteYear, EntryMark, RegisterEntry
from dutydesk_registers.field_values import field_context
from dutydesk_registers.keeping import keep_entry, new_values
from dutydesk_registers.registers import known_register
from tests.plugins.planned_desk import PlannedDesk, make, with_people

TODAY = date(2026, 11, 24)
LEAKS = """
plugin = "register"
[register]
code = "leaks"
name = "Leaks"
title = "what"
day = "found"
owner = "owner"
closed = [{ field = "mended", filled = true }]
[register.translations.zh]
name = "漏洞"
[[field]]
code = "what"
name = "What"
required = true
[[field]]
code = "place"
name = "Place"
[[field]]
code = "grade"
name = "Grade"
kind = "choice"
choice = [{ code = "small", name = "small" }, { code = "grave", name = "grave" }]
[[field]]
code = "found"
name = "Found"
kind = "date"
default = "@today"
[[field]]
code = "until"
name = "To be mended by"
kind = "date"
[[field]]
code = "mended"
name = "Mended"
kind = "date"
[[field]]
code = "owner"
name = "Owner"
kind = "person"
[[field]]
code = "copies"
name = "Copies"
kind = "count"
[[field]]
code = "cost"
name = "Cost"
kind = "number"
[[field]]
code = "note"
name = "Note"
[[due]]
code = "mend"
name = "Mending"
day = "until"
until = "mended"
notice_days = 20
escalates_after = 7
escalates_to = ["@rank:leader", "吴刚", "教育局"]
text = "Mend {what} ({grade}) at {place}"
[[due]]
code = "look"
name = "Looking again"
since = ["found"]
months = 6
until = "mended"
where = [{ field = "until", filled = false }]
escalates_to = []
escalates_after = 3
[[figure]]
code = "found"
name = "Leaks found"
[[figure]]
code = "mended"
name = "Leaks mended"
day = "mended"
where = [{ field = "mended", filled = true }]
[[figure]]
code = "open"
name = "Leaks overdue"
overdue = "mend"
[[figure]]
code = "grave"
name = "Grave or noted leaks"
any = true
where = [{ field = "grade", is = ["grave"] }, { field = "note", filled = true }]
[[figure]]
code = "copies"
name = "Copies"
counts = "sum"
field = "copies"
[[figure]]
code = "cost"
name = "Cost"
counts = "sum"
field = "cost"
across = "apart"
[[figure]]
code = "places"
name = "Places that leaked"
counts = "different"
field = "place"
[[digest]]
text = "{count} found: {titles}"
order = 55
[[digest]]
day = "mended"
text = "{count} mended: {titles}"
where = [{ field = "grade", is_not = ["small"] }]
"""
WALKS = """
plugin = "register"
[register]
code = "walks"
name = "Walks"
title = "what"
day = "day"
[[field]]
code = "what"
name = "What"
[[field]]
code = "day"
name = "Day"
kind = "date"
default = "@today"
[[field]]
code = "list"
name = "List"
kind = "checklist"
[[field]]
code = "place"
name = "Place"
kind = "choice"
choice = [
    { code = "gym", name = "Gym", aliases = ["sports hall"], translations = { zh = { name = "体育馆" } } },
    { code = "lab", name = "Laboratory" },
]
[[field]]
code = "wrong"
name = "Wrong"
kind = "number"
[[field]]
code = "done"
name = "Done"
kind = "date"
[[checklist]]
code = "fire"
name = "Fire safety"
item = [
    { text = "Extinguishers are there", translations = { zh = { text = "灭火器齐全" } } },
    { text = "Exits are free", translations = { zh = { text = "出口畅通" } } },
    { text = "Lights work", translations = { zh = { text = "应急灯正常" } } },
]
[[checklist]]
code = "roof"
name = "Roofs"
item = [{ text = "No tile is loose" }]
[[season]]
code = "winter"
name = "Winter wiring"
checklist = "fire"
first = "11-15"
last = "01-31"
places = ["Gym", "Laboratory"]
with_whom = "the electrician"
[[season]]
code = "begin"
name = "Begin of term"
checklist = "roof"
around = "begin"
days_before = 5
days_after = 3
[[season]]
code = "flood"
name = "Before the floods"
checklist = "roof"
first = "05-15"
last = "06-31"
[rounds]
checklist = "list"
place = "place"
findings = "wrong"
done = "done"
[rounds.fails]
register = "leaks"
[rounds.fails.values]
what = "{item}"
place = "{place}"
note = "{note}"
found = "@today"
[rounds.fails.translations.zh.values]
what = "不合格：{item}"
"""
MARKS = """
plugin = "register"
[register]
code = "marks"
name = "Evaluation"
title = "what"
day = "year"
[[field]]
code = "what"
name = "Indicator"
[[field]]
code = "year"
name = "Year"
kind = "year"
[[field]]
code = "standard"
name = "Standard"
[[field]]
code = "figure"
name = "Figure"
kind = "figure"
[[field]]
code = "least"
name = "Least"
kind = "number"
[[field]]
code = "met"
name = "Met"
kind = "yes"
[[field]]
code = "points"
name = "Points"
kind = "number"
[[field]]
code = "proof"
name = "Proof"
[evaluation]
indicator = "what"
standard = "standard"
figure = "figure"
least = "least"
met = "met"
points = "points"
proof = "proof"
"""


@contextmanager
def keeping(folder: Path, **files: str) -> Iterator[PlannedDesk]:
    """Give a place for desks that keep the registers of `files` and no others, their people entered."""
    for planned in make(folder):
        for name, text in files.items():
            (planned.folder / "plugins" / f"{name}.toml").write_text(text, encoding="utf-8")
        leave_out(planned)
        with_people(planned.open())
        yield planned


def leave_out(planned: PlannedDesk, *further: str) -> None:
    """Leave out every register that comes with the program, and those named."""
    codes = (*planned.open().pack_names("register"), *further)
    planned.write(registers=f"packs = []\nleft_out = {list(codes)!r}\n")


def keep(desk: OpenDesk, code: str, **typed: str) -> Entry:
    """Keep an entry as the form of a new one would."""
    register = known_register(desk, code)
    return keep_entry(desk, register, {**new_values(register, field_context(desk)), **typed})


def keep_again(desk: OpenDesk, entry: Entry, **typed: str) -> Entry:
    """Change an entry that was kept before, as it stands now."""
    now = find_entry(desk, entry.id)
    return keep_entry(desk, known_register(desk, now.record.register), typed, now)


def emptied(desk: OpenDesk) -> None:
    """Take away all that the registers of a desk hold."""
    with desk.change("tidied up") as change:
        for kind in (RegisterEntry, EntryMark, CompleteYear):
            for record in change.table(kind).all():
                change.remove(record)
