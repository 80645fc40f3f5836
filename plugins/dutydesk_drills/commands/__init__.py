"""``dutydesk drills``."""

import click

from dutydesk.wording import _
from dutydesk_drills.commands.listing import kinds, list_drills
from dutydesk_drills.commands.live import live
from dutydesk_drills.commands.moments import moments
from dutydesk_drills.commands.note import correct, note
from dutydesk_drills.commands.packs import packs
from dutydesk_drills.commands.parts import fill, part
from dutydesk_drills.commands.plan import plan
from dutydesk_drills.commands.preparing import add, check, prepare
from dutydesk_drills.commands.record import record
from dutydesk_drills.commands.report import report
from dutydesk_drills.commands.review import finding, review, sign
from dutydesk_drills.commands.showing import message, print_drill, show
from dutydesk_drills.commands.status import status
from dutydesk_drills.commands.trend import trend


@click.group(help=_("Drills: how the rules stand, planning, running and reviewing them."))
def drills() -> None:
    """Group the commands about drills."""


for _command in (
    status,
    packs,
    plan,
    list_drills,
    show,
    add,
    prepare,
    part,
    fill,
    check,
    message,
    print_drill,
    kinds,
    record,
    review,
    finding,
    sign,
    report,
    trend,
    live,
    note,
    correct,
    moments,
):
    drills.add_command(_command)
