"""``dutydesk training agenda`` and ``point``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk_training.agenda import Agenda
    from dutydesk_training.decisions import Decision


@click.command(help=_("Show the agenda of a session, or print it to a file."))
@click.argument("key")
@to_option(required=False)
@json_option
@click.pass_context
def agenda(ctx: click.Context, key: str, to: Path | None, *, as_json: bool) -> None:
    """Print the agenda section by section."""
    from dutydesk_training.agenda import agenda_of  # noqa: PLC0415
    from dutydesk_training.papers import Paper, print_paper  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    if to is not None:
        written = print_paper(desk, held, Paper.AGENDA, to)
        tell_written(ctx, written, as_json=as_json, key=held.key, paper=Paper.AGENDA.value)
        return
    found = agenda_of(desk, held)
    if as_json:
        print_json(_document(found))
        return
    _say_points(found)
    say("")
    say(found.last_week.title + (_(" (drafted)") if found.last_week.drafted else ""))
    say(found.last_week.text or _("The records tell nothing of these days."))
    _say_decisions(_("Open decisions"), found.brought)
    if found.due:
        say("")
        say(_("Due until {day}").format(day=found.until))
        print_table(
            (_("Due"), _("What"), _("More")), [(each.day, each.title, each.detail) for each in found.due]
        )
    _say_decisions(_("Decided"), found.decided)
    if found.materials:
        say("")
        say(_("Materials"))
    for each in found.materials:
        gone = _(" (the file is missing)") if each.gone else ""
        title, where = each.attachment.title, each.where
        say(f"- {title if title == where else f'{title}: {where}'}{gone}")


@click.command(help=_("Add a point to the agenda of a session, or take one off with --remove N."))
@click.argument("key")
@click.argument("text", nargs=-1)
@click.option("--remove", type=click.IntRange(min=1), metavar="N", help=_("The number of the point."))
@json_option
@click.pass_context
def point(ctx: click.Context, key: str, text: tuple[str, ...], remove: int | None, *, as_json: bool) -> None:
    """Keep the point, and say what became of it."""
    from dutydesk_training.agenda import agenda_points, strike_point  # noqa: PLC0415
    from dutydesk_training.minutes import add_point  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    if bool(text) == (remove is not None):
        raise DataProblem(_("expected either the text of a point or --remove with its number"))
    desk = open_desk(ctx)
    held = find_session(desk, key)
    if remove is not None:
        words = strike_point(desk, held, remove)
        told = _("Off the agenda: {point}").format(point=words)
    else:
        words = add_point(desk, held, " ".join(text))
        told = _("On the agenda: {point}").format(point=words)
    if as_json:
        print_json({"key": held.key, "points": [each.text for each in agenda_points(desk, held)]})
    else:
        say(told)


def _say_points(found: "Agenda") -> None:
    held = found.held
    say(f"{held.activity.title}, {held.start:%Y-%m-%d %H:%M}-{held.end:%H:%M} ({held.key})")
    say("")
    say(_("Points"))
    for each in found.points:
        say(f"{each.number}. {each.text}")
    if not found.points:
        say(_("None yet; `dutydesk training point {key} TEXT` adds one.").format(key=held.key))


def _say_decisions(title: str, decisions: "tuple[Decision, ...]") -> None:
    if decisions:
        say("")
        say(title)
        print_table(
            (_("Due"), _("State"), _("Decision"), pgettext("owner", "Who")),
            [(each.task.due or "", each.state, each.task.title, each.owner) for each in decisions],
        )


def _document(found: "Agenda") -> dict[str, Any]:
    from dutydesk_training.commands.decisions import decision_document  # noqa: PLC0415
    from dutydesk_training.commands.materials import material_document  # noqa: PLC0415

    held, last_week = found.held, found.last_week
    return {
        "key": held.key,
        "title": held.activity.title,
        "start": held.start.isoformat(),
        "end": held.end.isoformat(),
        "place": held.place,
        "expected": found.expected,
        "points": [
            {"number": each.number, "text": each.text, "standing": each.standing} for each in found.points
        ],
        "last_week": {
            "first": last_week.first,
            "last": last_week.last,
            "drafted": last_week.drafted,
            "text": last_week.text,
            "records": last_week.records,
        },
        "decisions": [decision_document(each) for each in found.brought],
        "until": found.until,
        "due": [
            {"day": each.day, "title": each.title, "detail": each.detail, "state": each.state.value}
            for each in found.due
        ],
        "decided": [decision_document(each) for each in found.decided],
        "materials": [material_document(each) for each in found.materials],
    }
