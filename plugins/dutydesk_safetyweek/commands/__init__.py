"""``dutydesk safetyweek``."""

import click

from dutydesk.wording import _
from dutydesk_safetyweek.commands.cost import cost
from dutydesk_safetyweek.commands.entries import add, cancel, edit, move, prepare, ready, remove
from dutydesk_safetyweek.commands.outcomes import attach, done, weak_point
from dutydesk_safetyweek.commands.plan import import_plan, packs, plan
from dutydesk_safetyweek.commands.report import about, print_week, report
from dutydesk_safetyweek.commands.status import show, status, tasks


@click.group(help=_("Plan, hold and report the safety education week."))
def safetyweek() -> None:
    """Group the commands about safety weeks."""


for _command in (
    plan,
    packs,
    import_plan,
    status,
    show,
    about,
    add,
    edit,
    move,
    ready,
    cancel,
    remove,
    prepare,
    tasks,
    done,
    weak_point,
    attach,
    cost,
    report,
    print_week,
):
    safetyweek.add_command(_command)
