"""``dutydesk roster events``."""

from datetime import date

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.api.keys_typed import having_key
from dutydesk.domain import new_id
from dutydesk.wording import _, listed
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.event_cover import call_off, covers, event_times, keep_event
from dutydesk_roster.month import Month
from dutydesk_roster.roster import DutyPlan


@click.group(help=_("Events that need guards beyond the usual demand: list, add and remove them."))
def events() -> None:
    """Group the commands about events."""


@events.command("list", help=_("List the events, of a month or all, and how they are covered."))
@click.argument("month", type=MONTH, required=False)
@json_option
@click.pass_context
def list_events(ctx: click.Context, month: Month | None, *, as_json: bool) -> None:
    """Leave with status 1 where an event to come is short of guards."""
    desk = open_desk(ctx)
    found = [each for each in covers(desk) if month is None or Month.of(each.event.day) == month]
    short = any(each.missing and each.event.day >= desk.today() for each in found)
    if as_json:
        print_json(
            {
                "events": [
                    {
                        "key": each.event.id,
                        "title": each.event.title,
                        "start": each.event.starts.isoformat(),
                        "end": each.event.ends.isoformat(),
                        "called_off": each.event.is_called_off,
                        "note": each.event.note,
                        "heads": each.wanted,
                        "covered": each.stands,
                        "posts": [
                            {
                                "post": wanted.post,
                                "heads": wanted.heads,
                                "needs": list(wanted.needs),
                                "stand": post.stands,
                            }
                            for wanted, post in zip(each.event.wanted, each.posts, strict=True)
                        ],
                    }
                    for each in found
                ]
            }
        )
    elif not found:
        say(_("No events; `dutydesk roster events add` enters one."))
    else:
        plan = DutyPlan.of(desk)
        print_table(
            (_("Key"), _("Day"), _("Time"), _("Event"), _("Cover"), _("Posts")),
            [
                (
                    each.event.id,
                    each.event.day.isoformat(),
                    f"{each.event.starts:%H:%M}-{each.event.ends:%H:%M}",
                    each.event.title,
                    _("called off") if each.event.is_called_off else f"{each.stands}/{each.wanted}",
                    listed(f"{plan.post_name(post.post)} {post.stands}/{post.wanted}" for post in each.posts),
                )
                for each in found
            ],
        )
    ctx.exit(1 if short else 0)


@events.command("add", help=_("Add an event: the roster then asks for its guards."))
@click.argument("title")
@click.option("--day", type=DAY, required=True, help=_("The day on which it begins."))
@click.option("--from", "start", required=True, metavar="HH:MM", help=_("When its duties begin."))
@click.option("--to", "end", required=True, metavar="HH:MM", help=_("When they end; next day if earlier."))
@click.option(
    "--heads",
    required=True,
    multiple=True,
    metavar="POST:N[:QUALIFICATION]",
    help=_("How many stand at a post; once for each post."),
)
@click.option("--note", default="", help=_("A word about it."))
@json_option
@click.pass_context
def add_event(
    ctx: click.Context,
    title: str,
    *,
    day: date,
    start: str,
    end: str,
    heads: tuple[str, ...],
    note: str,
    as_json: bool,
) -> None:
    """Print the key of the new event."""
    desk = open_desk(ctx)
    try:
        starts, ends = event_times(day, start, end)
    except ValueError:
        raise DataProblem(
            _("{start} to {end} are no times of a day; expected such as 08:00 and 17:30").format(
                start=start, end=end
            )
        ) from None
    kept = keep_event(
        desk, CoverEvent(id=new_id(), title=title, starts=starts, ends=ends, heads=heads, note=note)
    )
    if as_json:
        print_json({"key": kept.id, "title": kept.title, "day": kept.day, "heads": list(kept.heads)})
        return
    say(
        _("{title} on {day} is entered; its key is {key}").format(title=kept.title, day=kept.day, key=kept.id)
    )


@events.command("remove", help=_("Call an event off: those who were to stand there are free again."))
@click.argument("key")
@json_option
@click.pass_context
def remove_event(ctx: click.Context, key: str, *, as_json: bool) -> None:
    """Take the event whose key begins with `key`."""
    desk = open_desk(ctx)
    event = _event(desk, key)
    gone = call_off(desk, event)
    if as_json:
        print_json({"key": event.id, "title": event.title, "day": event.day, "kept_as_called_off": not gone})
        return
    say(_("{title} on {day} is called off.").format(title=event.title, day=event.day))
    if not gone:
        say(
            _("Duties at it are published: `dutydesk roster publish {month}` tells staff.").format(
                month=Month.of(event.day)
            )
        )


def _event(desk: Desk, key: str) -> CoverEvent:

    found = having_key(desk.table(CoverEvent).all(), key, lambda each: each.id)
    if len(found) != 1:
        raise DataProblem(
            _(
                "{key!r} begins the key of {count} events; `dutydesk roster events list` shows the keys"
            ).format(key=key, count=len(found))
        )
    return found[0]
