"""``dutydesk roster``."""

import click

from dutydesk.wording import _
from dutydesk_roster.commands.check import check
from dutydesk_roster.commands.events import events
from dutydesk_roster.commands.explain import explain
from dutydesk_roster.commands.fairness import fairness
from dutydesk_roster.commands.generate import generate
from dutydesk_roster.commands.print import print_
from dutydesk_roster.commands.publish import publish
from dutydesk_roster.commands.repair import repair
from dutydesk_roster.commands.show import show
from dutydesk_roster.commands.swap import swap
from dutydesk_roster.commands.why import why


@click.group(help=_("Generate, check, publish and show a roster."))
def roster() -> None:
    """Group the commands about rosters."""


for _command in (show, generate, check, explain, why, fairness, publish, print_, repair, swap, events):
    roster.add_command(_command)
