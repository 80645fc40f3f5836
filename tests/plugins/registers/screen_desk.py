"""Three registers of a school's own, with all that the screens offer, and desks that keep them."""

from dutydesk.domain import Task, TaskKind, new_id
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from tests.plugins.planned_desk import with_people

LAMPS = """
plugin = "register"
[register]
code = "lamps"
name = "Lamps"
text = "Emergency lamps, and who mends them"
title = "what"
day = "found"
owner = "owner"
order = 1
takes = "hazard"
closed = [{ field = "state", is = ["gone"] }, { field = "mended", filled = true }]
[[field]]
code = "number"
name = "Number"
unique = true
width = 6
[[field]]
code = "what"
name = "What"
required = true
width = 20
[[field]]
code = "state"
name = "State"
kind = "choice"
width = 8
choice = [{ code = "weak", name = "weak" }, { code = "gone", name = "scrapped" }]
[[field]]
code = "found"
name = "Found"
kind = "date"
required = true
past = true
default = "@today"
width = 10
[[field]]
code = "until"
name = "Mend by"
kind = "date"
[[field]]
code = "mended"
name = "Mended"
kind = "date"
not_before = "found"
[[field]]
code = "owner"
name = "Owner"
kind = "person"
[[field]]
code = "seen"
name = "Seen by"
kind = "count"
[[field]]
code = "note"
name = "Note"
kind = "long"
[[due]]
code = "mend"
name = "To be mended"
day = "until"
until = "mended"
text = "Mend {what}"
[[step]]
code = "mend"
name = "Mended"
text = "It was mended"
where = [{ field = "mended", filled = false }]
asks = ["mended", "note"]
sets = { mended = "@today" }
[[step]]
code = "scrap"
name = "Scrapped"
text = "It was scrapped"
where = [{ field = "until", filled = false }]
sets = { state = "gone" }
[label]
code = "number"
lines = ["{what}"]
"""
PLEDGES = """
plugin = "register"
[register]
code = "pledges"
name = "Pledges"
title = "party"
day = "year"
order = 2
[[field]]
code = "party"
name = "Party"
required = true
width = 20
[[field]]
code = "year"
name = "Year"
kind = "year"
required = true
default = "@year"
width = 6
[[field]]
code = "signed"
name = "Signed"
kind = "date"
width = 10
[matrix]
down = "party"
across = "year"
mark = "signed"
[carry]
year = "year"
empties = ["signed"]
"""
TOURS = """
plugin = "register"
[register]
code = "tours"
name = "Tours"
title = "list"
day = "day"
order = 3
closed = [{ field = "done", filled = true }]
[[field]]
code = "list"
name = "List"
kind = "checklist"
required = true
[[field]]
code = "place"
name = "Place"
width = 12
[[field]]
code = "day"
name = "Day"
kind = "date"
default = "@today"
[[field]]
code = "wrong"
name = "Wrong"
kind = "number"
[[field]]
code = "done"
name = "Done"
kind = "date"
[rounds]
checklist = "list"
place = "place"
findings = "wrong"
done = "done"
[rounds.fails]
register = "lamps"
values = { what = "{item}: {note}", note = "{place}" }
[[checklist]]
code = "short"
name = "Short tour"
[[checklist.item]]
text = "Stairs are lit"
[[checklist.item]]
text = "Every exit of the building opens from inside, without a key"
[[checklist.item]]
text = "The bell rings"
[[season]]
code = "autumn"
name = "Autumn tour"
checklist = "short"
first = "11-01"
last = "11-30"
places = ["Hall"]
"""
FAULTY = LAMPS.replace('title = "what"', 'title = "who"')


def lamp(what, **values):
    """Return the values of a lamp, found today unless said."""
    return {"what": what, "found": "2026-11-24", **values}


def opened(planned, **registers):
    """Return a desk with people and entries: each register with the values of its entries."""
    for name, text in (("lamps", LAMPS), ("pledges", PLEDGES), ("tours", TOURS)):
        (planned.folder / "plugins" / f"{name}.toml").write_text(text, encoding="utf-8")
    desk = with_people(planned.open())
    for code, many in registers.items():
        register = known_register(desk, code)
        for values in many:
            keep_entry(desk, register, values)
    return desk


def with_hazard(desk, title):
    """Add a task that waits to be taken in."""
    with desk.change("found") as change:
        change.add(Task(id=new_id(), kind=TaskKind.HAZARD, title=title))
    return desk
