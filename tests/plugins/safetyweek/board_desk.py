"""A desk with a small pack to plan safety weeks from, and where things stand on the board."""

from datetime import date

from textual import events

from dutydesk_safetyweek.board import WeekBoard
from tests.plugins.planned_desk import CALENDAR, with_people
from tests.terminal.pilot_help import lines, settle

MONDAY = date(2027, 3, 29)
FREE = CALENDAR + '[[holiday]]\nname = "Rest day"\nfirst = 2027-04-01\nlast = 2027-04-01\n'
PACK = """
theme = "Know safety"
aims = ["No accident"]
[[activity]]
code = "opening"
kind = "broadcast"
title = "Opening"
day = 1
start = "07:50"
end = "08:10"
place = "Studio"
audience = "all grades"
classes = 24
materials = "300 leaflets"
[[activity]]
code = "banner"
kind = "banner"
title = "Banners 横幅"
day = 1
[[activity]]
code = "lecture"
kind = "lecture"
title = "Fire lecture"
day = 2
start = "14:00"
end = "16:30"
preparation = [{ title = "Invite the brigade", days_before = 14 }]
[[activity]]
code = "traffic"
kind = "lecture"
title = "Traffic lecture"
day = 2
start = "09:00"
end = "11:30"
[[activity]]
code = "quiz"
kind = "contest"
title = "Quiz"
day = 5
start = "16:00"
end = "17:00"
[[cost]]
title = "Printing"
planned = 600
activity = "opening"
"""
OWNERS = '[owners]\nlecture = "li"\nbroadcast = "zhao"\nbanner = "wu"\n'


def desk_with_pack(planned, *, calendar=CALENDAR):
    folder = planned.folder / "config" / "packs" / "safetyweek"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.toml").write_text(PACK, encoding="utf-8")
    planned.write(safetyweek='pack = "small"\n' + OWNERS, calendar=calendar)
    return with_people(planned.open())


def board(desk, week="2027"):
    return WeekBoard.of(desk, week)


def entry(desk, title, week="2027"):
    return board(desk, week).entry(title)


def row(app, title):
    """Return the line of the grid on which an activity stands."""
    return next(each for each in lines(app) if each.startswith(title))


def cell(app, title, day):
    """Return where on the grid the cell of an activity and a day lies."""
    grid = app.area.grid
    columns = [each.key for each in grid.model.columns]
    rows = [each.label for each in grid.model.rows]
    layout = grid._layout
    return layout.name + columns.index(day.isoformat()) * layout.cell + 1, 2 + rows.index(title)


async def go_to(app, pilot, title):
    """Put the cursor on the mark of an activity."""
    found = entry(app.area.desk, title, app.area.week_id)
    app.area.grid.move_to(found.id, found.day.isoformat())
    await settle(pilot)


async def drag(app, pilot, title, start, end):
    """Drag the mark of an activity with the mouse from a day to another."""
    grid = app.area.grid
    for kind, day in ((events.MouseDown, start), (events.MouseMove, end), (events.MouseUp, end)):
        await pilot._post_mouse_events([kind], widget=grid, offset=cell(app, title, day), button=1)
    await settle(pilot)
