"""``dutydesk training``."""

import click

from dutydesk.wording import _
from dutydesk_training.commands.status import status


@click.group(help=_("Meetings, study, training and lectures: what is due, who came, what was decided."))
def training() -> None:
    """Group the commands about training."""


for _command in (status,):
    training.add_command(_command)
