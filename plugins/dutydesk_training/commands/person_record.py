"""``dutydesk training record``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _, clauses, headed, listed

if TYPE_CHECKING:
    from dutydesk_training.person_record import PersonRecord


@click.command(help=_("Show a person's training over the years: sessions, hours, topics, qualifications."))
@click.argument("person")
@click.option("--year", type=click.IntRange(1, 9998), metavar="Y", help=_("One year only."))
@to_option(required=False)
@json_option
@click.pass_context
def record(ctx: click.Context, person: str, year: int | None, to: Path | None, *, as_json: bool) -> None:
    """Print the record, on the screen or to a file."""
    from dutydesk.api.people_named import person_named  # noqa: PLC0415
    from dutydesk_training.person_record import PersonRecord  # noqa: PLC0415
    from dutydesk_training.person_record_document import record_values, write_record  # noqa: PLC0415

    desk = open_desk(ctx)
    bounds = (date(year, 1, 1), date(year, 12, 31)) if year is not None else (None, None)
    found = PersonRecord.of(desk, person_named(desk, person), *bounds)
    if to is not None:
        tell_written(ctx, write_record(desk, found, to), as_json=as_json, **record_values(found))
    elif as_json:
        print_json(record_values(found))
    else:
        _say_record(found)


def _say_record(found: "PersonRecord") -> None:
    from dutydesk_training.attendance import presence_text  # noqa: PLC0415
    from dutydesk_training.person_record_document import (  # noqa: PLC0415
        days_text,
        hours_text,
        hours_words,
        qualification_days,
        session_note,
        tally_text,
    )

    say(f"{found.person.name} ({found.person.id}), {days_text(found)}")
    if not found.sessions:
        say(_("No attendance is kept of these days."))
    for each in found.years:
        hours = listed(f"{name} {hours_words(value)}" for name, value in each.hours.items())
        say(headed(str(each.year), clauses(filter(None, (tally_text(each.tally), hours)))))
    for held in found.qualifications:
        earned, expires = qualification_days(held)
        state = _("valid") if held.valid else _("not valid")
        say(
            _("{name}: {state} ({earned}, {expires})").format(
                name=held.name, earned=earned, expires=expires, state=state
            )
        )
    for topic in found.topics:
        say(
            _("Topic: {title}, {hours} h, {first} to {last}").format(
                title=topic.title, hours=hours_text(topic.hours), first=topic.first, last=topic.last
            )
        )
    for owed in found.owed:
        planned = _("planned on {day}").format(day=owed.planned) if owed.planned else _("no day yet")
        say(
            _("To be made up: {title}, {day}, {planned}").format(
                title=owed.missed.title, day=owed.missed.day, planned=planned
            )
        )
    if found.sessions:
        print_table(
            (_("Day"), _("Session"), _("Presence"), _("Note")),
            [
                (each.day, each.title, presence_text(each.presence, each.minutes), session_note(found, each))
                for each in found.sessions
            ],
        )
