"""A safety week as the commands print it."""

from collections.abc import Sequence

from dutydesk.api.commands import print_json, print_table, say, warn
from dutydesk.wording import _, bracketed, headed, ngettext, phrases
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard
from dutydesk_safetyweek.closing_report import counts_in_words, money
from dutydesk_safetyweek.week_values import week_values
from dutydesk_safetyweek.words import day_name, kind_name, state_name, time_text


def print_week(board: WeekBoard, left: Sequence[str] = (), *, as_json: bool) -> int:
    """Print a week with its days, and return 1 where something clashes in it, else 0."""
    if as_json:
        print_json(week_values(board, left))
    else:
        say(heading(board))
        for aim in board.week.aims:
            say(f"- {aim}")
        print_table(
            (_("Day"), _("Time"), _("Activity"), _("In charge"), _("State")),
            _rows(board),
        )
        print_lacks(board, left)
    return 1 if board.clashes else 0


def heading(board: WeekBoard) -> str:
    """Return the line that names a week."""
    return _("Safety week {week}: {theme}, {first} to {last}").format(
        week=board.week.id, theme=board.week.theme, first=board.week.first, last=board.week.last
    )


def print_lacks(board: WeekBoard, left: Sequence[str] = ()) -> None:
    """Print what a week lacks, what clashes in it, and who is no longer there."""
    for name in left:
        warn(_("! {name} is not there; somebody else must be in charge").format(name=name))
    for line in board.lacks:
        say(f"! {line}")
    for clash in board.clashes:
        say(f"! {clash.text}")


def print_entry(entry: BoardEntry) -> None:
    """Print an activity with all that is kept of it."""
    say(f"{entry.title} ({entry.id[:6]}), {day_name(entry.day)}, {time_text(entry.activity)}")
    facts = (
        (_("Kind"), kind_name(entry.detail.kind)),
        (_("State"), state_name(entry.state)),
        (_("Place"), entry.activity.place),
        (_("In charge"), entry.owner_name),
        (_("For whom"), entry.detail.audience),
        (_("Needed"), entry.detail.materials),
        (_("Counted"), phrases(counts_in_words(entry))),
        (_("Outcome"), entry.detail.outcome),
        (_("Note"), entry.activity.note),
    )
    for name, value in facts:
        if value:
            say(headed(name, value))
    for task in entry.tasks:
        due = _("due {day}").format(day=task.due) if task.due is not None else _("no day")
        state = _("done {day}").format(day=task.done) if task.done is not None else due
        say("- " + bracketed(task.title, state))
    for attachment in entry.attachments:
        say(f"+ {attachment.title}: {attachment.target}")
    for problem in entry.problems:
        say(f"! {problem}")


def print_standing(board: WeekBoard) -> None:
    """Print in a few lines how far a week has come."""
    say(heading(board))
    states = {state: sum(each.state is state for each in board.entries) for state in EntryState}
    say(
        phrases(
            _("{count} {state}").format(count=count, state=state_name(state))
            for state, count in states.items()
            if count
        )
        or _("nothing is planned yet")
    )
    open_tasks = sum(each.tasks_open for each in board.entries) + sum(each.is_open for each in board.tasks)
    if open_tasks:
        say(ngettext("{count} task is open", "{count} tasks are open", open_tasks).format(count=open_tasks))
    if board.costs:
        say(
            _("Costs: {planned} planned, {spent} spent").format(
                planned=money(board.planned_cost), spent=money(board.spent)
            )
        )
    for load in board.loads:
        say(
            _("{name} is in charge for {hours} h: {days}").format(
                name=load.name,
                hours=f"{sum(load.hours):.1f}",
                days=" ".join(f"{hours:.1f}" for hours in load.hours),
            )
        )


def _rows(board: WeekBoard) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for day in sorted({*board.days, *(entry.day for entry in board.entries)}):
        entries = board.on(day)
        if not entries:
            why = board.holidays.get(day, "")
            rows.append((day_name(day), "", f"({why})" if why else _("(nothing)"), "", ""))
        for index, entry in enumerate(entries):
            rows.append(
                (
                    day_name(day) if not index else "",
                    time_text(entry.activity),
                    entry.title,
                    entry.owner_name or "-",
                    state_name(entry.state),
                )
            )
    return rows
