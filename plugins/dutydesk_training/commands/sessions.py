"""``dutydesk training sessions``, ``add`` and ``cancel``."""

from datetime import date, datetime, time

import click

from dutydesk.api.commands import CLOCK, DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _

_KINDS = ("meeting", "study", "training", "lecture")


@click.command(help=_("List what is held and planned; status 1 when something to come clashes."))
@click.option("--from", "first", type=DAY, help=_("Not two weeks ago, but this day."))
@click.option("--to", "last", type=DAY, help=_("Not four weeks ahead, but this day."))
@click.option("--kind", type=click.Choice(_KINDS), help=_("Only those of one kind."))
@json_option
@click.pass_context
def sessions(
    context: click.Context,
    first: date | None,
    last: date | None,
    kind: str | None,
    *,
    as_json: bool,
) -> None:
    """Print each session with the key that other commands take."""
    from dutydesk_training.session_listing import listed_sessions  # noqa: PLC0415

    desk = open_desk(context)
    listed = listed_sessions(desk, first, last, kind)
    if as_json:
        print_json({"sessions": [each.document() for each in listed]})
    elif not listed:
        say(_("No sessions in these days. `dutydesk training add` adds one."))
    else:
        print_table(
            (_("Key"), _("Day"), _("Time"), _("Session"), _("Place"), _("People"), _("State")),
            [each.cells() for each in listed],
        )
        for clash in (clash for each in listed for clash in each.clashes):
            say(_("Clash: {text}").format(text=clash))
    context.exit(1 if any(each.clashes for each in listed) else 0)


@click.command(help=_("Add a meeting, study, training or lecture that no file plans."))
@click.argument("title")
@click.option("--kind", type=click.Choice(_KINDS), required=True, help=_("What it is."))
@click.option("--day", type=DAY, required=True, help=_("The day on which it is held."))
@click.option("--from", "start", type=CLOCK, required=True, help=_("When it begins."))
@click.option("--to", "end", type=CLOCK, required=True, help=_("When it ends."))
@click.option("--place", default="", help=_("Where."))
@click.option(
    "--people",
    multiple=True,
    metavar="PERSON",
    help=_("Who is expected: @all, @squad:1, @rank:leader, a key or a name; as often as needed."),
)
@click.option("--owner", metavar="PERSON", help=_("Who is in charge, by key or name."))
@click.option("--even-on-duty", is_flag=True, help=_("Those on duty must come too."))
@click.option("--note", default="", help=_("A word about it."))
@json_option
@click.pass_context
def add(
    context: click.Context,
    title: str,
    *,
    kind: str,
    day: date,
    start: time,
    end: time,
    place: str,
    people: tuple[str, ...],
    owner: str | None,
    even_on_duty: bool,
    note: str,
    as_json: bool,
) -> None:
    """Print the key of the new session."""
    from dutydesk.api.people_named import key_named  # noqa: PLC0415
    from dutydesk_training.session_adding import add_session  # noqa: PLC0415
    from dutydesk_training.session_key import short_key  # noqa: PLC0415

    desk = open_desk(context)
    kept = add_session(
        desk,
        kind=kind,
        title=title,
        start=datetime.combine(day, start),
        end=datetime.combine(day, end),
        place=place,
        people=people,
        excuses_duty=not even_on_duty,
        owner=key_named(desk, owner),
        note=note,
    )
    if as_json:
        print_json({"key": kept.id, "title": kept.title, "start": kept.start.isoformat()})
        return
    say(
        _("{title} on {day} is added; its key is {key}").format(
            title=kept.title, day=kept.start.date(), key=short_key(kept.id)
        )
    )


@click.command(help=_("Cancel a session; with --undo hold it after all."))
@click.argument("key")
@click.option("--undo", is_flag=True, help=_("Take the cancelling back."))
@json_option
@click.pass_context
def cancel(context: click.Context, key: str, *, undo: bool, as_json: bool) -> None:
    """Cancel the session that `key` names."""
    from dutydesk_training import marking  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    desk = open_desk(context)
    held = find_session(desk, key, cancelled=True)
    if undo:
        marking.hold_after_all(desk, held)
    else:
        marking.cancel(desk, held)
    if as_json:
        print_json({"key": held.key, "state": "planned" if undo else "cancelled"})
        return
    text = _("{what} is held after all.") if undo else _("{what} is cancelled.")
    say(text.format(what=marking.session_name(held)))
