"""``dutydesk training``."""

import click

from dutydesk.wording import _
from dutydesk_training.commands.agenda import agenda, point
from dutydesk_training.commands.attendance import attend, attendance, import_attendance
from dutydesk_training.commands.catch_up import catch_up
from dutydesk_training.commands.certificates import certificates, certify
from dutydesk_training.commands.decisions import decide, decisions
from dutydesk_training.commands.earned import earned
from dutydesk_training.commands.hold import hold
from dutydesk_training.commands.materials import attach, handout, materials
from dutydesk_training.commands.minutes import minutes
from dutydesk_training.commands.person_record import record
from dutydesk_training.commands.plan import plan
from dutydesk_training.commands.plan_file import import_plan
from dutydesk_training.commands.sessions import add, cancel, sessions
from dutydesk_training.commands.sign_in import sign_in
from dutydesk_training.commands.status import status
from dutydesk_training.commands.topics import topics


@click.group(help=_("Meetings, study, training and lectures: what is due, who came, what was decided."))
def training() -> None:
    """Group the commands about training."""


for _command in (
    status,
    sessions,
    hold,
    add,
    cancel,
    import_plan,
    agenda,
    point,
    minutes,
    decide,
    decisions,
    attach,
    materials,
    handout,
    attendance,
    attend,
    import_attendance,
    sign_in,
    catch_up,
    record,
    topics,
    plan,
    certificates,
    certify,
    earned,
):
    training.add_command(_command)
