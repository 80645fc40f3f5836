"""The lines of a meeting: the sections of its agenda, one below the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dutydesk.api import DueItem, DueState
from dutydesk.domain import short_day
from dutydesk.tui.widgets import TableColumn, TableRow, broken_row
from dutydesk.wording import _, clauses, pgettext
from dutydesk_training.agenda import Agenda, Material, Point
from dutydesk_training.decisions import Decision
from dutydesk_training.minutes import Minutes

COLUMNS = (
    TableColumn("what", _("What")),
    TableColumn("when", _("When"), 13),
)
PEOPLE = "people"
BEGIN, POINT, STANDING, WEEK, DECISION, DUE, TEXT, MATERIAL = (
    "begin:",
    "point:",
    "standing:",
    "week:",
    "task:",
    "due:",
    "text:",
    "attachment:",
)


def agenda_rows(agenda: Agenda, names: Mapping[str, str], room: int) -> Iterator[TableRow]:
    """Yield every line; texts longer than `room`, the cells of the first column, go on below.

    `names` are what people are called, by their key. A section without anything has a line whose key is
    `BEGIN` and the action that begins it.
    """
    last_week = agenda.last_week
    drafted = _(" - drafted from the records") if last_week.drafted else ""
    nothing_told = _("The records tell nothing of these days; l writes something.")
    sections: tuple[tuple[str, Iterable[TableRow], str, str], ...] = (
        (_("Points"), _point_rows(agenda.points), "point", _("No points yet; a adds one.")),
        (f"{last_week.title}{drafted}", _text_rows(WEEK, last_week.lines), "last_week", nothing_told),
        (_("Open decisions"), _decision_rows(agenda.brought), "", _("None from earlier meetings.")),
        (
            _("Due until {day}").format(day=_day(agenda.until)),
            _due_rows(agenda.due),
            "",
            _("Nothing is due until then."),
        ),
        (
            _("Decided here"),
            _decision_rows(agenda.decided),
            "decide",
            _("Nothing yet; n keeps a decision."),
        ),
        (
            pgettext("meeting", "Minutes"),
            _minutes_rows(agenda.minutes, names),
            "write",
            _("Nothing yet; w writes them."),
        ),
        (
            _("Materials"),
            _material_rows(agenda.materials),
            "attach",
            _("None yet; f attaches a file or a link."),
        ),
    )
    for title, rows, action, empty in sections:
        yield TableRow(f"heading-{title}", (title,), heading=True)
        found = list(rows) or [TableRow(f"{BEGIN}{action}", (empty, ""), style="muted")]
        for row in found:
            yield from broken_row(row, (room,))


def decision_at(agenda: Agenda, key: str) -> Decision | None:
    """Return the decision on the line with this key, if it is one."""
    found = (*agenda.brought, *agenda.decided)
    return next((each for each in found if f"{DECISION}{each.task.id}" == key), None)


def material_at(agenda: Agenda, key: str) -> Material | None:
    """Return the material on the line with this key, if it is one."""
    return next((each for each in agenda.materials if f"{MATERIAL}{each.attachment.id}" == key), None)


def own_point_at(agenda: Agenda, key: str) -> Point | None:
    """Return the point on the line with this key, if it is one of this meeting alone."""
    return next((each for each in agenda.points if f"{POINT}{each.number}" == key), None)


def detail_of(agenda: Agenda, key: str) -> str:
    """Return what is known of the line with this key beyond what the list has room for."""
    decision, material = decision_at(agenda, key), material_at(agenda, key)
    if decision is not None:
        return _decision_detail(decision)
    if material is not None:
        missing = _("The file is missing: {where}").format(where=material.where)
        return missing if material.gone else material.where
    if key.startswith(STANDING):
        return _("It stands on each agenda, by config/training.toml.")
    return ""


def _point_rows(points: Sequence[Point]) -> Iterator[TableRow]:
    for each in points:
        yield TableRow(
            f"{STANDING if each.standing else POINT}{each.number}",
            (f"{each.number}. {each.text}", _("each time") if each.standing else ""),
        )


def _text_rows(key: str, lines: Iterable[str]) -> Iterator[TableRow]:
    for number, line in enumerate(lines):
        yield TableRow(f"{key}{number}", (line, ""))


def _minutes_rows(minutes: Minutes, names: Mapping[str, str]) -> Iterator[TableRow]:
    people = (
        (_("Chair: {name}"), minutes.chair),
        (_("Minutes taken by: {name}"), minutes.writer),
    )
    named = [words.format(name=names.get(key, key)) for words, key in people if key]
    if named:
        yield TableRow(PEOPLE, (clauses(named), ""))
    yield from _text_rows(TEXT, minutes.text.splitlines())


def _decision_rows(decisions: Iterable[Decision]) -> Iterator[TableRow]:
    for each in decisions:
        task = each.task
        if task.done is not None:
            when, style = _("done {day:%m-%d}").format(day=task.done), "good"
        elif task.due is None:
            when, style = _("open"), ""
        elif each.overdue:
            when, style = _("overdue {day:%m-%d}").format(day=task.due), "error"
        else:
            when, style = _day(task.due), ""
        yield TableRow(f"{DECISION}{task.id}", (_with(task.title, each.owner), when), style=style)


def _decision_detail(decision: Decision) -> str:
    task = decision.task
    taken = " ".join(str(part) for part in (decision.meeting, decision.day) if part)
    parts = (
        _("Decided at {meeting}").format(meeting=taken) if taken else "",
        _("due {day}").format(day=task.due) if task.due is not None else "",
        decision.state,
        task.outcome.replace("\n", " "),
    )
    return clauses(part for part in parts if part)


def _due_rows(due: Iterable[DueItem]) -> Iterator[TableRow]:
    for number, each in enumerate(due):
        late = each.state is DueState.OVERDUE
        when = _("overdue {day:%m-%d}").format(day=each.day) if late else _day(each.day)
        yield TableRow(
            f"{DUE}{number}", (_with(each.title, each.detail), when), style="error" if late else ""
        )


def _material_rows(materials: Iterable[Material]) -> Iterator[TableRow]:
    for each in materials:
        kept = each.attachment
        kind = _("link") if kept.is_link else _("file")
        yield TableRow(
            f"{MATERIAL}{kept.id}",
            (_with(kept.title, kind), _("! missing") if each.gone else ""),
            style="error" if each.gone else "",
        )


def _with(text: str, more: str) -> str:
    return _("{text} ({more})").format(text=text, more=more) if more else text


def _day(day: date) -> str:
    return short_day(day)
