"""What the commands about requests have in common: who acts, which duty is meant, and a word."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import DAY
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.requests.people import actor_of, known_person

F = TypeVar("F", bound=Callable[..., Any])

person_option = click.option(
    "--person", metavar="KEY", help=_("In whose name; else that of whoever works at the desk.")
)
word_option = click.option("--word", default="", metavar="TEXT", help=_("A word that the others read."))


def duty_options(command: F) -> F:
    """Add ``--day``, ``--post`` and ``--shift``, which name a duty."""
    for option in (
        click.option("--shift", required=True, metavar="CODE", help=_("Its shift.")),
        click.option("--post", required=True, metavar="CODE", help=_("Its post.")),
        click.option("--day", required=True, type=DAY, help=_("The day of the duty.")),
    ):
        command = option(command)
    return command


def acting(desk: Desk, key: str | None) -> str:
    """Return the key of the person in whose name something is done.

    Raises:
        DataProblem: nobody has the key, or none is given and whoever works at the desk is not known.
    """
    if key is not None:
        return known_person(desk, key).id
    person = actor_of(desk)
    if person is None:
        raise DataProblem(
            _("--person: {actor!r} is nobody's key, name or address; say in whose name it is done").format(
                actor=desk.actor
            )
        )
    return person.id


def duty_on(desk: Desk, option: str, person: str, day: date) -> Assignment:
    """Return the one duty of a person on a day.

    Raises:
        DataProblem: they stand none, or several.
    """
    held = desk.table(Assignment).where(person=person, day=day)
    if len(held) == 1:
        return held[0]
    name = known_person(desk, person).name
    text = (
        _("{option}: {name} stands several duties on {day}")
        if held
        else _("{option}: {name} stands no duty on {day}")
    )
    raise DataProblem(text.format(option=option, name=name, day=day))
