"""``dutydesk training decide`` and ``decisions``."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk_training.decisions import Decision


@click.command(help=_("Keep what a session decided: who sees to it, and by when."))
@click.argument("key")
@click.argument("text")
@click.option("--owner", required=True, metavar="PERSON", help=_("Who sees to it, by key or name."))
@click.option("--due", required=True, type=DAY, help=_("By when."))
@json_option
@click.pass_context
def decide(ctx: click.Context, key: str, text: str, *, owner: str, due: date, as_json: bool) -> None:
    """Keep the decision; its owner sees it in their calendar."""
    from dutydesk.api.people_named import person_named  # noqa: PLC0415
    from dutydesk_training.decisions import decide as keep_decision  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    person = person_named(desk, owner)
    held = find_session(desk, key)
    task = keep_decision(desk, held, text, owner=person.id, due=due)
    if as_json:
        print_json(
            {
                "key": task.id,
                "session": held.key,
                "title": task.title,
                "owner": task.owner,
                "due": task.due,
            }
        )
    else:
        say(
            _("Decided: {title} - {name}, by {day} ({key})").format(
                title=task.title, name=person.name, day=task.due, key=task.id[:6]
            )
        )


@click.command(help=_("List what sessions decided and what is not done; status 1 where one is overdue."))
@click.option("--all", "everything", is_flag=True, help=_("Those that are done too."))
@json_option
@click.pass_context
def decisions(ctx: click.Context, *, everything: bool, as_json: bool) -> None:
    """Print the decisions, those due soonest first."""
    from dutydesk_training.decisions import all_decisions  # noqa: PLC0415

    found = sorted(
        (each for each in all_decisions(open_desk(ctx)) if everything or each.task.is_open),
        key=lambda each: (not each.task.is_open, each.task.due or date.max),
    )
    if as_json:
        print_json({"decisions": [decision_document(each) for each in found]})
    elif not found:
        say(_("Nothing that was decided is open. `dutydesk training decide` keeps a decision."))
    else:
        print_table(
            (_("Key"), _("Due"), _("State"), _("Decision"), pgettext("owner", "Who"), _("Decided at")),
            [
                (
                    each.task.id[:6],
                    each.task.due or "",
                    each.state,
                    each.task.title,
                    each.owner,
                    " ".join(str(part) for part in (each.meeting, each.day) if part),
                )
                for each in found
            ],
        )
    ctx.exit(1 if any(each.overdue for each in found) else 0)


def decision_document(decision: "Decision") -> dict[str, Any]:
    """Return a decision as JSON holds it."""
    task = decision.task
    return {
        "key": task.id,
        "title": task.title,
        "owner": task.owner,
        "due": task.due,
        "done": task.done,
        "outcome": task.outcome,
        "overdue": decision.overdue,
        "about": task.about,
        "meeting": decision.meeting,
        "decided": decision.day,
    }
