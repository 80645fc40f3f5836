"""``dutydesk requests``."""

import click

from dutydesk.wording import _
from dutydesk_roster.commands.requests.answer import answer
from dutydesk_roster.commands.requests.asking import leave, swap, withdraw
from dutydesk_roster.commands.requests.helping import offer, refuse, take, volunteer, volunteers
from dutydesk_roster.commands.requests.listing import listing


@click.group(help=_("Ask for leave and swaps, offer, take a shift, and answer."))
def requests() -> None:
    """Group the commands about requests."""


for _command in (listing, leave, swap, offer, refuse, take, answer, withdraw, volunteer, volunteers):
    requests.add_command(_command)
