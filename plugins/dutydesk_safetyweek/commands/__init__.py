"""``dutydesk safetyweek``."""

import click

from dutydesk.wording import _
from dutydesk_safetyweek.commands.status import status


@click.group(help=_("Plan, hold and report the safety education week."))
def safetyweek() -> None:
    """Group the commands about safety weeks."""


for _command in (status,):
    safetyweek.add_command(_command)
