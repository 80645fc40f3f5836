"""``dutydesk training catch-up``."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk.domain import Person
    from dutydesk_training.catch_up import CatchUps
    from dutydesk_training.catch_up_owed import OwedCatchUp


@click.command(
    "catch-up",
    help=_(
        "List the sessions that people still have to make up for and when they can; with --missed and --at, "
        "plan one."
    ),
)
@click.argument("person", required=False)
@click.option("--weeks", type=click.IntRange(1, 520), default=4, show_default=True, help=_("How far back."))
@click.option("--missed", metavar="KEY", help=_("The session that PERSON missed."))
@click.option("--at", "at_key", metavar="KEY", help=_("The later session at which PERSON makes up for it."))
@json_option
@click.pass_context
def catch_up(
    ctx: click.Context,
    person: str | None,
    weeks: int,
    missed: str | None,
    at_key: str | None,
    *,
    as_json: bool,
) -> None:
    """List what is owed with what is offered, or plan one catch-up."""
    from dutydesk.api.people_named import person_named  # noqa: PLC0415

    desk = open_desk(ctx)
    meant = person_named(desk, person) if person is not None else None
    if missed is not None and meant is None:
        raise click.UsageError(_("say whose session it is: dutydesk training catch-up PERSON --missed KEY"))
    if at_key is not None and missed is None:
        raise click.UsageError(_("--at needs --missed KEY, the session to be made up for"))
    if meant is not None and missed is not None:
        _one(desk, meant, missed, at_key, as_json=as_json)
    else:
        _list(desk, meant, weeks, as_json=as_json)


def _one(desk: "Desk", person: "Person", missed_key: str, at_key: str | None, *, as_json: bool) -> None:
    """Show what is offered for one missed session, or plan the catch-up at `at_key`."""
    from dutydesk_training.catch_up import catch_ups, missed_session, plan_catch_up  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    held = find_session(desk, missed_key)
    missed = missed_session(desk, person, held)
    if at_key is None:
        found = catch_ups(desk, held)[person.id]
        if as_json:
            print_json({"person": person.id, "missed": missed.session, **_offers_document(found)})
        else:
            _say_offers(found)
        return
    at = find_session(desk, at_key)
    plan_catch_up(desk, missed, at)
    if as_json:
        print_json({"person": person.id, "missed": missed.session, "at": at.key, "day": at.start.date()})
    else:
        say(
            _("{name} makes up for {missed}, {missed_day}, at {title}, {day}").format(
                name=person.name,
                missed=missed.title,
                missed_day=missed.day,
                title=at.activity.title,
                day=at.start.date(),
            )
        )


def _list(desk: "Desk", person: "Person | None", weeks: int, *, as_json: bool) -> None:
    from dutydesk_training.catch_up_owed import owed  # noqa: PLC0415

    first: date = desk.today() - timedelta(weeks=weeks)
    found = owed(desk, first, person.id if person is not None else "")
    offers = _offers(desk, found)
    if as_json:
        print_json(
            {
                "first": first,
                "owed": [
                    {
                        "person": each.missed.person,
                        "missed": each.missed.session,
                        "title": each.missed.title,
                        "day": each.missed.day,
                        "planned": each.planned,
                        **_offers_document(offers.get((each.missed.session, each.missed.person))),
                    }
                    for each in found
                ],
            }
        )
        return
    if not found:
        say(_("Nobody has a session to make up for. Only sessions that teach a topic are owed."))
        return
    names = names_by_key(desk)
    print_table(
        (_("Person"), _("Missed"), _("Session"), _("Makes up for it")),
        [
            (
                names.get(each.missed.person, each.missed.person),
                each.missed.day,
                each.missed.title,
                _when(each, offers.get((each.missed.session, each.missed.person))),
            )
            for each in found
        ],
    )


def _offers(desk: "Desk", found: "tuple[OwedCatchUp, ...]") -> "dict[tuple[str, str], CatchUps]":
    """Return what is offered for each session and person that is owed; a session that is gone offers none."""
    from dutydesk_training.catch_up import catch_ups  # noqa: PLC0415
    from dutydesk_training.session_key import find_session  # noqa: PLC0415

    offers: dict[tuple[str, str], CatchUps] = {}
    for key in dict.fromkeys(each.missed.session for each in found):
        try:
            held = find_session(desk, key, cancelled=True)
        except DataProblem:
            continue
        offers |= {(key, person): each for person, each in catch_ups(desk, held).items()}
    return offers


def _when(each: "OwedCatchUp", offered: "CatchUps | None") -> str:
    if each.planned is not None:
        return _("planned on {day}").format(day=each.planned)
    if offered is None or not offered.offers:
        return _("no session yet")
    first = offered.offers[0]
    return _("can on {when}: {key} ({why})").format(
        when=f"{first.at.start:%Y-%m-%d %H:%M}", key=first.at.key, why=first.why
    )


def _say_offers(found: "CatchUps") -> None:
    rows = [
        (f"{each.at.start:%Y-%m-%d %H:%M}", each.at.activity.title, each.at.key, each.why)
        for each in found.offers
    ]
    rows += [
        (
            f"{each.at.start:%Y-%m-%d %H:%M}",
            each.at.activity.title,
            each.at.key,
            _("cannot: {why}").format(why=each.why),
        )
        for each in found.refusals
    ]
    if rows:
        print_table((_("When"), _("Session"), _("Key"), _("Why, or why not")), rows)
    else:
        say(_("No later session of the same content is planned."))


def _offers_document(found: "CatchUps | None") -> dict[str, Any]:
    if found is None:
        return {"offers": [], "refusals": []}
    return {
        "offers": [
            {"session": each.at.key, "start": each.at.start.isoformat(), "why": each.why}
            for each in found.offers
        ],
        "refusals": [
            {"session": each.at.key, "start": each.at.start.isoformat(), "why": each.why}
            for each in found.refusals
        ],
    }
