"""What the Calendar shows: occurrences and duties of some days, as lines of a list or of a month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.domain import DayKind, Occurrence
from dutydesk.tui.screens.duty_groups import DutyGroup, duty_groups
from dutydesk.tui.widgets.days import day_name
from dutydesk.tui.widgets.grid_model import HOLIDAY_SIGN
from dutydesk.tui.widgets.month import MonthModel
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, bracketed, listed, ngettext

AGENDA_COLUMNS = (
    TableColumn("time", _("Time"), 11),
    TableColumn("what", _("What")),
    TableColumn("kind", _("Kind"), 9),
    TableColumn("place", _("Place"), 10),
    TableColumn("who", _("Who"), 14),
)
WIDE_COLUMNS = (
    TableColumn("time", _("Time"), 11),
    TableColumn("what", _("What")),
    TableColumn("kind", _("Kind"), 20),
    TableColumn("place", _("Place"), 24),
    TableColumn("who", _("Who")),
)
MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything on the days `first` to `last`, and what is needed to name it."""

    first: date
    last: date
    today: date
    occurrences: tuple[Occurrence, ...]
    duties: tuple[tuple[date, datetime, datetime, DutyGroup], ...]
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    holidays: Mapping[date, str]

    def row_key(self, occurrence: Occurrence) -> str:
        """Return the key of an occurrence's line."""
        return f"activity:{occurrence.activity.id}:{occurrence.day.isoformat()}"


def read_agenda(desk: Desk, first: date, last: date) -> Agenda:
    """Read the desk; plugins are asked for duties, so this belongs in a thread."""
    people = desk.people()
    names = {person.id: person.name for person in people}
    found = desk.occurrences(first, last)
    groups = duty_groups(desk.commitments(desk.zone.days(first, last)), names)
    duties = []
    for group in groups:
        start, end = desk.zone.wall(group.window.start), desk.zone.wall(group.window.end)
        if start.date() >= first:
            duties.append((start.date(), start, end, group))
    school = desk.school_calendar()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return Agenda(
        first,
        last,
        desk.today(),
        found,
        tuple(duties),
        {code: kind.name for code, kind in desk.activity_kinds().items()},
        names,
        desk.participants(found),
        {day: school.holiday_name(day) for day in days if school.kind(day) is DayKind.HOLIDAY},
    )


def agenda_rows(agenda: Agenda) -> list[TableRow]:
    """Return the lines of the list: each day that holds something, with a heading."""
    by_day: defaultdict[date, list[tuple[datetime, TableRow]]] = defaultdict(list)
    for occurrence in agenda.occurrences:
        for day in _days_of(occurrence, agenda.first, agenda.last):
            by_day[day].append((occurrence.start, _occurrence_row(agenda, occurrence, day)))
    for day, start, end, group in agenda.duties:
        by_day[day].append((start.replace(tzinfo=None), _duty_row(day, start, end, group)))
    rows: list[TableRow] = []
    for day in sorted(set(by_day) | set(agenda.holidays)):
        holiday = agenda.holidays.get(day, "") or _("holiday")
        heading = day_name(day, agenda.today)
        if day in agenda.holidays:
            heading = f"{heading} {HOLIDAY_SIGN} {holiday}"
        rows.append(TableRow(f"day:{day}", (heading,), heading=True))
        rows += [row for _start, row in sorted(by_day[day], key=lambda pair: pair[0])]
    return rows


def month_model(agenda: Agenda) -> MonthModel:
    """Return what the month view shows of the same days."""
    lines: defaultdict[date, list[tuple[datetime, str]]] = defaultdict(list)
    for occurrence in agenda.occurrences:
        for day in _days_of(occurrence, agenda.first, agenda.last):
            clock = "" if occurrence.activity.all_day else f"{occurrence.start:%H:%M} "
            lines[day].append((occurrence.start, f"{clock}{occurrence.activity.title}"))
    duties: defaultdict[date, list[datetime]] = defaultdict(list)
    for day, start, _end, group in agenda.duties:
        duties[day] += [start.replace(tzinfo=None)] * len(group.names)
    held = {day: [text for _at, text in sorted(found)] for day, found in lines.items()}
    for day, starts in duties.items():
        text = ngettext("{count} on duty", "{count} on duty", len(starts)).format(count=len(starts))
        held.setdefault(day, []).append(text)
    return MonthModel(
        {day: tuple(found) for day, found in held.items()},
        dict.fromkeys(agenda.holidays, HOLIDAY_SIGN),
        agenda.today,
    )


def _days_of(occurrence: Occurrence, first: date, last: date) -> Iterable[date]:
    end = occurrence.end
    if end.time() == time() and end > occurrence.start:
        end -= timedelta(days=1)
    day = max(first, occurrence.start.date())
    while day <= min(last, end.date()):
        yield day
        day += timedelta(days=1)


def _occurrence_row(agenda: Agenda, occurrence: Occurrence, day: date) -> TableRow:
    activity = occurrence.activity
    if activity.all_day:
        clock = _("all day")
    else:
        begin = f"{occurrence.start:%H:%M}" if day == occurrence.start.date() else "..."
        clock = f"{begin}-{occurrence.end:%H:%M}"
    members = agenda.members.get(occurrence.key, ())
    names = [agenda.names.get(key, key) for key in members]
    if len(names) > MOST_NAMES:
        who = ngettext("{count} person", "{count} people", len(names)).format(count=len(names))
    else:
        who = listed(names)
    states = {HELD: _("held"), CANCELLED: _("cancelled")}
    state = states.get(occurrence.state, occurrence.state)
    title = bracketed(activity.title, state) if state not in {"", "planned"} else activity.title
    mark = _("~ moved") if occurrence.exception is not None and occurrence.exception.start else ""
    cells = (
        clock,
        f"{title} {mark}".strip(),
        agenda.kinds.get(activity.kind, activity.kind),
        occurrence.place,
        who,
    )
    key = agenda.row_key(occurrence)
    return TableRow(key if day == occurrence.start.date() else f"{key}:{day}", cells, search=", ".join(names))


def _duty_row(day: date, start: datetime, end: datetime, group: DutyGroup) -> TableRow:
    clock = f"{start:%H:%M}-{end:%H:%M}"
    who = listed(group.names)
    return TableRow(
        f"duty:{day}:{start:%H%M}:{group.title}",
        (clock, group.title, _("duty"), "", who),
        "muted",
        search=who,
    )
