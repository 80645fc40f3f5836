"""Changing a safety week: each function is one change, and undo takes it back at once.

All of them raise `dutydesk.api.StaleChange` where someone else was faster, and `DataProblem` for values that
cannot be; nothing is kept then.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, PLANNED, wall_now
from dutydesk.api.tasks import new_task
from dutydesk.domain import Activity, Attachment, Task, TaskKind, clean, clean_line, count_fields, new_id
from dutydesk.wording import _
from dutydesk_safetyweek.board import BoardEntry
from dutydesk_safetyweek.entries import week_entries
from dutydesk_safetyweek.entry_draft import EntryDraft, Outcome, check_day, check_owner
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity, WeekCost
from dutydesk_safetyweek.words import day_name

__all__ = [
    "EntryDraft",
    "Outcome",
    "add_cost",
    "add_entry",
    "add_preparation",
    "cancel_entry",
    "change_cost",
    "change_entry",
    "change_week",
    "conclude",
    "hold_entry",
    "move_entry",
    "record_weak_point",
    "remove_cost",
    "remove_entry",
    "remove_week",
    "restore_entry",
    "set_ready",
    "unhold_entry",
]

MOST_MONEY = 1e9
_NO_COUNTS = Outcome()


def add_entry(desk: Desk, week: SafetyWeek, draft: EntryDraft) -> Activity:
    """Add an activity to the week.

    Raises:
        DataProblem: a value cannot be, or the day is out of the week or without school.
    """
    draft = draft.checked(desk)
    check_day(desk, week, draft.day, draft.title)
    with desk.change(_("Added to the safety week: {title}").format(title=draft.title)) as change:
        kept = change.add(draft.activity(new_id()))
        change.add(draft.detail(WeekActivity(id=kept.id, week=week.id, kind=draft.kind)))
        return kept


def change_entry(desk: Desk, entry: BoardEntry, draft: EntryDraft) -> None:
    """Make an entry what `draft` says; its id, state, counts and tasks stay.

    Raises:
        DataProblem: a value cannot be, or another day is out of the week or without school.
    """
    draft = draft.checked(desk)
    if draft.day != entry.day:
        check_day(desk, _week_of(desk, entry), draft.day, draft.title)
    before = entry.activity
    after = draft.activity(before.id, before.owner if before.owner != draft.owner else "")
    with _changing(desk, entry, _("Changed: {title}")) as change:
        change.replace(
            replace(
                before,
                title=after.title,
                start=after.start,
                end=after.end,
                all_day=after.all_day,
                place=after.place,
                participants=after.participants,
                excuses_duty=after.excuses_duty,
                owner=after.owner,
                note=after.note,
            )
        )
        _keep(change, draft.detail(entry.detail))


def move_entry(desk: Desk, entry: BoardEntry, day: date, start: time | None = None) -> None:
    """Move an entry to a day of its week; it keeps its time of day, or begins at `start`, and its length.

    Raises:
        DataProblem: the day is out of the week, a holiday, or the entry would run past midnight.
    """
    before = entry.activity
    check_day(desk, _week_of(desk, entry), day, before.title)
    if start is not None and before.all_day:
        raise DataProblem(_("{title} lasts all day; it has no time to begin").format(title=before.title))
    begin = datetime.combine(day, before.start.time() if start is None else start)
    end = begin + (before.end - before.start)
    if not before.all_day and end.date() != day:
        raise DataProblem(
            _("{title} would run past midnight; expected an earlier start").format(title=before.title)
        )
    why = _("Moved to {day}: {title}").format(day=day_name(day), title=before.title)
    with _changing(desk, entry, why) as change:
        change.replace(replace(before, start=begin, end=end))


def set_ready(desk: Desk, entry: BoardEntry, *, ready: bool) -> None:
    """Note that everything for an entry is prepared, or that it is not after all."""
    with _changing(desk, entry, _("Ready: {title}") if ready else _("Not ready: {title}")) as change:
        _keep(change, replace(entry.detail, is_ready=ready))


def hold_entry(desk: Desk, entry: BoardEntry, outcome: Outcome) -> None:
    """Mark an entry held, with its counts; an entry that was held already has them replaced.

    Raises:
        DataProblem: it is cancelled, has not begun yet, or a count is below 0.
    """
    outcome, activity = outcome.checked(), entry.activity
    if activity.state == CANCELLED:
        raise DataProblem(_("{title} is cancelled; take it up again first").format(title=activity.title))
    if activity.start > wall_now(desk):
        raise DataProblem(
            _("{title} has not begun yet: it is on {day}").format(
                title=activity.title, day=activity.start.date()
            )
        )
    with _changing(desk, entry, _("Held: {title}")) as change:
        change.replace(replace(activity, state=HELD))
        _keep(change, with_outcome(entry.detail, outcome))


def unhold_entry(desk: Desk, entry: BoardEntry) -> None:
    """Take the mark and the counts back."""
    with _changing(desk, entry, _("Not held: {title}")) as change:
        change.replace(replace(entry.activity, state=PLANNED))
        if entry.detail.revision:
            change.replace(with_outcome(entry.detail, _NO_COUNTS))


def with_outcome(detail: WeekActivity, outcome: Outcome) -> WeekActivity:
    """Return what the week knows of an activity with what became of it."""
    reached, reached_precision = count_fields(outcome.reached)
    leaflets, leaflets_precision = count_fields(outcome.leaflets)
    return replace(
        detail,
        reached=reached,
        reached_precision=reached_precision,
        leaflets=leaflets,
        leaflets_precision=leaflets_precision,
        classes_held=outcome.classes_held,
        outcome=outcome.text,
    )


def cancel_entry(desk: Desk, entry: BoardEntry) -> None:
    """Cancel an entry; it stays on the board as cancelled, and its calendar events say so.

    Raises:
        DataProblem: it was held.
    """
    if entry.activity.state == HELD:
        raise DataProblem(_("{title} was held; take the mark back first").format(title=entry.title))
    with _changing(desk, entry, _("Cancelled: {title}")) as change:
        change.replace(replace(entry.activity, state=CANCELLED))


def restore_entry(desk: Desk, entry: BoardEntry) -> None:
    """Hold a cancelled entry after all."""
    with _changing(desk, entry, _("Held after all: {title}")) as change:
        change.replace(replace(entry.activity, state=PLANNED))


def remove_entry(desk: Desk, entry: BoardEntry) -> None:
    """Remove an entry, what was to be prepared for it, and what is attached to it.

    Weak points found at it stay, and costs become the week's own.
    """
    with _changing(desk, entry, _("Removed from the safety week: {title}")) as change:
        for cost in change.table(WeekCost).where(activity=entry.id):
            change.replace(replace(cost, activity=""))
        _remove_about(change, [entry.about])
        if entry.detail.revision:
            change.remove(entry.detail)
        change.remove(entry.activity)


def record_weak_point(
    desk: Desk, entry: BoardEntry, title: str, owner: str, due: date | None, *, hazard: bool, place: str = ""
) -> Task:
    """Keep a weak point that was found at an entry, as a task for someone: a hazard, or a finding.

    Raises:
        DataProblem: it has no title, or nobody has the key `owner`.
    """
    kind = TaskKind.HAZARD if hazard else TaskKind.FINDING
    return _add_task(
        desk,
        entry,
        new_task(
            title, kind=kind, owner=owner, due=due, about=entry.about, place=place or entry.activity.place
        ),
        _("Hazard found: {title}") if hazard else _("Weak point found: {title}"),
    )


def add_preparation(desk: Desk, entry: BoardEntry, title: str, owner: str, due: date | None) -> Task:
    """Keep something to be prepared for an entry, as a task for someone.

    Raises:
        DataProblem: it has no title, or nobody has the key `owner`.
    """
    task = new_task(title, kind=TaskKind.PREPARATION, owner=owner, due=due, about=entry.about)
    return _add_task(desk, entry, task, _("To prepare: {title}"))


def _add_task(desk: Desk, entry: BoardEntry, task: Task, why: str) -> Task:
    check_owner(desk, task.owner)
    with _changing(desk, entry, why.format(title=task.title)) as change:
        return change.add(task)


def add_cost(
    desk: Desk,
    week: SafetyWeek,
    title: str,
    planned: float,
    *,
    spent: float | None = None,
    activity: str = "",
) -> WeekCost:
    """Add a line to the week's budget; `activity` is the id of one of its entries, or nothing.

    Raises:
        DataProblem: it has no title, or an amount is below 0.
    """
    draft = WeekCost(id=new_id(), week=week.id, title=title, activity=activity, planned=planned, spent=spent)
    cost = checked_cost(draft)
    with desk.change(_("Cost of the safety week: {title}").format(title=cost.title)) as change:
        return change.add(cost)


def change_cost(
    desk: Desk, cost: WeekCost, title: str, planned: float, *, spent: float | None = None, activity: str = ""
) -> WeekCost:
    """Make a line of the budget what is given, and return it.

    Raises:
        DataProblem: it has no title, or an amount is below 0.
    """
    after = checked_cost(replace(cost, title=title, planned=planned, spent=spent, activity=activity))
    with desk.change(_("Cost of the safety week: {title}").format(title=after.title)) as change:
        return change.replace(after)


def checked_cost(cost: WeekCost) -> WeekCost:
    """Return a line of a budget with its title cleaned.

    Raises:
        DataProblem: it has no title, or an amount is below 0 or no number.
    """
    title = clean_line(cost.title, 100)
    if not title:
        raise DataProblem(_("a cost needs a title that says what for"))
    for amount in (cost.planned, cost.spent or 0.0):
        if not 0 <= amount <= MOST_MONEY:
            raise DataProblem(
                _("{title}: {amount} is no amount of money; expected 0 or more").format(
                    title=title, amount=amount
                )
            )
    return replace(cost, title=title)


def remove_cost(desk: Desk, cost: WeekCost) -> None:
    """Remove a line of the budget."""
    with desk.change(_("No longer a cost: {title}").format(title=cost.title)) as change:
        change.remove(cost)


def change_week(
    desk: Desk, week: SafetyWeek, *, theme: str | None = None, aims: tuple[str, ...] | None = None
) -> None:
    """Change the theme or the aims of a week; None leaves one as it is.

    Raises:
        DataProblem: the theme is empty.
    """
    named = week.theme if theme is None else clean_line(theme, 100)
    if not named:
        raise DataProblem(_("a safety week needs a theme"))
    kept = week.aims if aims is None else tuple(each for text in aims if (each := clean_line(text, 200)))
    with desk.change(_("The safety week {week}: {theme}").format(week=week.id, theme=named)) as change:
        change.replace(replace(week, theme=named, aims=kept))


def conclude(desk: Desk, week: SafetyWeek, text: str) -> None:
    """Keep what was learned in the week; the closing report ends with it."""
    with desk.change(_("What was learned in the safety week {week}").format(week=week.id)) as change:
        change.replace(replace(week, conclusion=clean(text, 8000)))


def remove_week(desk: Desk, week: SafetyWeek) -> None:
    """Remove a week with its activities, budget, preparation and attachments; weak points found stay."""
    entries = [each for each in week_entries(desk, week) if each.detail.revision]
    with desk.change(_("Removed: the safety week {week}").format(week=week.id)) as change:
        _remove_about(change, [f"safetyweek:{week.id}", *(entry.source for entry in entries)])
        for cost in change.table(WeekCost).where(week=week.id):
            change.remove(cost)
        for entry in entries:
            change.remove(entry.detail)
            change.remove(entry.activity)
        change.remove(week)


@contextmanager
def _changing(desk: Desk, entry: BoardEntry, why: str) -> Iterator[Change]:
    """Begin a change about an entry, which the history of its week tells too; `why` may ask for its title."""
    with desk.change(why.replace("{title}", entry.title)) as change:
        change.note(f"safetyweek:{entry.detail.week}")
        yield change


def _keep(change: Change, detail: WeekActivity) -> None:
    """Keep what the week knows of an activity, for the first time where it was entered in the calendar."""
    if detail.revision:
        change.replace(detail)
    else:
        change.add(detail)


def _week_of(desk: Desk, entry: BoardEntry) -> SafetyWeek:
    week = desk.table(SafetyWeek).get(entry.detail.week)
    if week is None:
        raise DataProblem(_("the safety week {week} is gone").format(week=entry.detail.week))
    return week


def _remove_about(change: Change, about: Iterable[str]) -> None:
    named = tuple(about)
    for task in change.table(Task).where(about=named, kind=TaskKind.PREPARATION):
        change.remove(task)
    for attachment in change.table(Attachment).where(about=named):
        change.remove(attachment)
