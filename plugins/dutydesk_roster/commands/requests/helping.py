"""``dutydesk requests offer``, ``refuse``, ``take``, ``volunteer`` and ``volunteers``."""

from datetime import date

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import clean_line
from dutydesk.wording import _, pgettext
from dutydesk_roster.commands.requests.options import (
    acting,
    duty_on,
    duty_options,
    person_option,
    word_option,
)
from dutydesk_roster.requests import asking, volunteering
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.duty import days_text
from dutydesk_roster.requests.taking import duty_at
from dutydesk_roster.swap import Volunteer


@click.command(help=_("Offer to stand the duty of a request; say yes where you are asked by name."))
@click.argument("request", metavar="ID")
@click.option("--back", type=DAY, help=_("The day of a duty of yours that you would give for it."))
@click.option("--withdraw", "withdraws", is_flag=True, help=_("Offer no longer."))
@person_option
@word_option
@json_option
@click.pass_context
def offer(
    ctx: click.Context,
    request: str,
    *,
    back: date | None,
    withdraws: bool,
    person: str | None,
    word: str,
    as_json: bool,
) -> None:
    """Keep the offer, or drop it; the leader decides."""
    desk = open_desk(ctx)
    me = acting(desk, person)
    key = RequestBook.of(desk).find(request).key
    if withdraws:
        asking.withdraw_offer(desk, key, me)
        text = _("Offered no longer.")
    else:
        given = duty_on(desk, "--back", me, back).id if back is not None else ""
        asking.offer(desk, key, me, given, word)
        text = _("Offered; the leader decides.")
    _tell(ctx, key, text, as_json=as_json)


@click.command(help=_("Say no to a request that asks you by name."))
@click.argument("request", metavar="ID")
@person_option
@word_option
@json_option
@click.pass_context
def refuse(ctx: click.Context, request: str, *, person: str | None, word: str, as_json: bool) -> None:
    """Decline the request with that."""
    desk = open_desk(ctx)
    key = RequestBook.of(desk).find(request).key
    asking.refuse(desk, key, acting(desk, person), word)
    _tell(ctx, key, _("You have said no."), as_json=as_json)


@click.command(help=_("Stand a duty at once in an emergency; the leader is told."))
@duty_options
@click.option("--from", "holder", metavar="KEY", default="", help=_("Whose duty, where several stand there."))
@person_option
@word_option
@json_option
@click.pass_context
def take(
    ctx: click.Context,
    *,
    day: date,
    post: str,
    shift: str,
    holder: str,
    person: str | None,
    word: str,
    as_json: bool,
) -> None:
    """Leave with status 1, and everything as it was, where a rule would be broken."""
    from dutydesk_roster.requests import taking  # noqa: PLC0415
    from dutydesk_roster.requests.judging import NotAllowed  # noqa: PLC0415

    desk = open_desk(ctx)
    me = acting(desk, person)
    place = (post, shift, day)
    held = duty_at(desk, place, holder)
    try:
        taken = (
            taking.take(desk, me, held.id, word)
            if held is not None
            else taking.take_open(desk, me, place, word)
        )
    except NotAllowed as problem:
        if as_json:
            print_json({"done": False, "text": str(problem)})
        else:
            say(str(problem))
        ctx.exit(1)
    text = _("It is yours, and calendars show it; the leader is told.")
    _tell(ctx, f"swap:{taken.id}", text, as_json=as_json)


@click.command(help=_("Say on which days you can be called for a further duty."))
@click.option("--first", required=True, type=DAY, help=_("The first day."))
@click.option("--last", type=DAY, help=_("The last day; else the same one."))
@click.option("--stop", "stops", is_flag=True, help=_("Be called no longer on what holds any of these days."))
@person_option
@word_option
@json_option
@click.pass_context
def volunteer(
    ctx: click.Context,
    *,
    first: date,
    last: date | None,
    stops: bool,
    person: str | None,
    word: str,
    as_json: bool,
) -> None:
    """Put the person into the pool, or take them out."""
    desk = open_desk(ctx)
    me = acting(desk, person)
    until = last or first
    if stops:
        for each in volunteering.coming_volunteers(desk):
            if each.person == me and each.first <= until and first <= each.last:
                volunteering.stop_volunteering(desk, each)
    else:
        volunteering.volunteer(desk, me, first, until, clean_line(word))
    _list_pool(ctx, as_json=as_json)


@click.command(help=_("List who can be called for a further duty, and when."))
@json_option
@click.pass_context
def volunteers(ctx: click.Context, *, as_json: bool) -> None:
    """List those of today and later."""
    _list_pool(ctx, as_json=as_json)


def _list_pool(ctx: click.Context, *, as_json: bool) -> None:
    desk = open_desk(ctx)
    found: tuple[Volunteer, ...] = volunteering.coming_volunteers(desk)
    if as_json:
        print_json(
            {
                "volunteers": [
                    {"person": each.person, "first": each.first, "last": each.last, "word": each.note}
                    for each in found
                ]
            }
        )
        return
    if not found:
        say(_("Nobody has said that they can be called."))
        return
    names = names_by_key(desk)
    print_table(
        (_("Who"), _("When"), pgettext("message", "Word")),
        [
            (names.get(each.person, each.person), days_text(each.first, each.last), each.note)
            for each in found
        ],
    )


def _tell(ctx: click.Context, key: str, text: str, *, as_json: bool) -> None:
    from dutydesk_roster.commands.requests.request_document import request_document  # noqa: PLC0415

    request = RequestBook.of(open_desk(ctx)).find(key)
    if as_json:
        print_json({**request_document(request), "done": True, "text": text})
        return
    say(request.title)
    say(text)
