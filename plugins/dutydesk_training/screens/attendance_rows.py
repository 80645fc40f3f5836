"""The lines of the attendance screen: what the session is, the counts, a row for each person."""

from collections.abc import Iterable
from datetime import date

from dutydesk.domain import Occurrence
from dutydesk.tui.widgets import LinePart, TableColumn, TableRow, day_name
from dutydesk.wording import _, clauses, phrases
from dutydesk_training.attendance import Presence, presence_text
from dutydesk_training.roll import Roll, RollLine

COLUMNS = (
    TableColumn("state", _("State"), 13),
    TableColumn("name", _("Name"), 16),
    TableColumn("squad", _("Squad"), 6),
    TableColumn("reason", _("Reason, or what is known")),
)
_SIGNS = {Presence.PRESENT: "+", Presence.LATE: "~", Presence.EXCUSED: "=", Presence.ABSENT: "-"}
_STYLES = {
    Presence.PRESENT: "good",
    Presence.LATE: "warning",
    Presence.EXCUSED: "muted",
    Presence.ABSENT: "error",
}
_GUESTS = "guests"


def head_parts(held: Occurrence, today: date) -> Iterable[LinePart]:
    """Return what the session is, when and where."""
    yield LinePart(f" {held.activity.title} ", "strong")
    when = f"{day_name(held.start.date(), today)} {held.start:%H:%M}-{held.end:%H:%M}"
    yield LinePart(phrases(filter(None, (when, held.place))))


def roll_rows(roll: Roll, typed: tuple[str, int] | None) -> Iterable[TableRow]:
    """Return everyone expected, then guests; `typed` is a late person and the minutes being typed."""
    headed = False
    for line in roll.lines:
        if line.guest and not headed:
            headed = True
            yield TableRow(_GUESTS, (_("Guests, and those who make up for a session"),), heading=True)
        minutes = typed[1] if typed is not None and typed[0] == line.person.id else None
        yield _row(line, minutes)


def _row(line: RollLine, typed: int | None) -> TableRow:
    kept, person = line.kept, line.person
    state, style = f"  {line.state}", "muted" if line.proposed else ""
    if kept is not None:
        minutes = kept.minutes if typed is None else typed
        state = f"{_SIGNS[kept.presence]} {presence_text(kept.presence, minutes)}"
        style = _STYLES[kept.presence]
    return TableRow(
        person.id,
        (state, person.name, person.squad, _told(line)),
        style=style,
        search=f"{person.latin} {person.id}",
    )


def _told(line: RollLine) -> str:
    """Return the reason, what someone makes up for here, and when they make up for missing this."""
    parts = [line.note]
    if line.makes_up is not None:
        made_up = line.makes_up
        parts.insert(0, _("makes up for {title}, {day}").format(title=made_up.title, day=made_up.day))
    if line.kept is not None and line.kept.catch_up_on is not None:
        parts.append(_("makes up for it on {day}").format(day=line.kept.catch_up_on))
    return clauses(part for part in parts if part)


def count_parts(roll: Roll) -> Iterable[LinePart]:
    """Return how many were marked how, with a word for each."""
    counts = roll.counts
    for text, count, style in (
        (_("present {count}"), counts.present, ""),
        (_("late {count}"), counts.late, ""),
        (_("excused {count}"), counts.excused, ""),
        (_("absent {count}"), counts.absent, "error" if counts.absent else ""),
        (_("open {count}"), counts.open, "warning" if counts.open else ""),
    ):
        yield LinePart(f" {text.format(count=count)} ", style)
