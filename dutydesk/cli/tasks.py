"""``dutydesk tasks``: what someone must do by a day."""

from datetime import date

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.api.keys_typed import having_key
from dutydesk.api.people_named import key_named, names_by_key
from dutydesk.api.tasks import (
    finished,
    new_task,
    reopened,
    task_state_name,
    task_values,
    tasks_in_order,
)
from dutydesk.domain import Task, TaskKind, clean_line, task_kind_name
from dutydesk.wording import _, pgettext


@click.group(help=_("List, add and finish tasks: decisions, preparations, weak points, hazards."))
def tasks() -> None:
    """Group the commands about tasks."""


@tasks.command("list", help=_("List open tasks, the most pressing first; status 1 where one is overdue."))
@click.option("--all", "everything", is_flag=True, help=_("Those that are done too."))
@click.option("--owner", metavar="PERSON", help=_("Only those of one person."))
@json_option
@click.pass_context
def list_tasks(ctx: click.Context, owner: str | None, *, everything: bool, as_json: bool) -> None:
    """Print the tasks."""
    desk = open_desk(ctx)
    key = key_named(desk, owner)
    found = [
        each
        for each in tasks_in_order(desk)
        if (everything or each.is_open) and (not key or each.owner == key)
    ]
    today = desk.today()
    if as_json:
        print_json({"tasks": [task_values(each, today) for each in found]})
    elif not found:
        say(_("There is nothing to do. `dutydesk tasks add` adds a task."))
    else:
        names = names_by_key(desk)
        print_table(
            (_("Key"), _("Due"), _("State"), _("Task"), _("Kind"), pgettext("owner", "Who")),
            [
                (
                    each.id[:6],
                    each.due or "",
                    task_state_name(each, today),
                    each.title,
                    task_kind_name(each.kind),
                    names.get(each.owner, each.owner),
                )
                for each in found
            ],
        )
    ctx.exit(1 if any(each.is_overdue(today) for each in found) else 0)


@tasks.command("add", help=_("Add a task."))
@click.argument("title")
@click.option("--owner", metavar="PERSON", help=_("Who must do it, by key or name."))
@click.option("--due", type=DAY, help=_("By when."))
@click.option("--hazard", is_flag=True, help=_("It is a hazard that was found."))
@click.option("--place", default="", help=_("Where."))
@click.option("--note", default="", help=_("Anything more."))
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    title: str,
    *,
    owner: str | None,
    due: date | None,
    place: str,
    note: str,
    hazard: bool,
    as_json: bool,
) -> None:
    """Keep a task and print its key."""
    desk = open_desk(ctx)
    task = new_task(
        title,
        kind=TaskKind.HAZARD if hazard else TaskKind.TASK,
        owner=key_named(desk, owner),
        due=due,
        place=place,
        note=note,
    )
    with desk.change(_("Task: {title}").format(title=task.title)) as change:
        kept = change.add(task)
    if as_json:
        print_json(task_values(kept, desk.today()))
    else:
        say(_("Added: {title} ({key})").format(title=kept.title, key=kept.id[:6]))


@tasks.command("done", help=_("Mark a task done; KEY is the beginning of its key."))
@click.argument("key")
@click.option("--outcome", default="", help=_("What was done, or the proof of it."))
@click.option("--undo", is_flag=True, help=_("It is not done after all."))
@json_option
@click.pass_context
def done(ctx: click.Context, key: str, outcome: str, *, undo: bool, as_json: bool) -> None:
    """Keep that a task is done."""
    desk = open_desk(ctx)
    task = task_with_key(desk, key)
    after = reopened(task) if undo else finished(task, desk.today(), outcome)
    why = _("Not done: {title}") if undo else _("Done: {title}")
    with desk.change(why.format(title=task.title)) as change:
        kept = change.replace(after)
    if as_json:
        print_json(task_values(kept, desk.today()))
    else:
        say(why.format(title=task.title))


def task_with_key(desk: Desk, key: str) -> Task:
    """Return the task whose key begins with `key`.

    Raises:
        DataProblem: there is none, or more than one.
    """
    found = having_key(desk.table(Task).all(), key, lambda each: each.id)
    if len(found) != 1:
        problem = _("no task has the key {key!r}") if not found else _("{key!r} begins several keys")
        raise DataProblem(problem.format(key=clean_line(key, 40)))
    return found[0]
