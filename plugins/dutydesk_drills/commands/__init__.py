"""``dutydesk drills``."""

import click

from dutydesk.wording import _
from dutydesk_drills.commands.record import record
from dutydesk_drills.commands.status import status


@click.group(help=_("Drills: how the rules stand, planning, running and reviewing them."))
def drills() -> None:
    """Group the commands about drills."""


for _command in (
    status,
    record,
):
    drills.add_command(_command)
