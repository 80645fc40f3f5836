"""``dutydesk registers``."""

import click

from dutydesk.wording import _
from dutydesk_registers.commands.due import due
from dutydesk_registers.commands.exchanging import export, import_entries, labels
from dutydesk_registers.commands.keeping import add, attach, change, remove, step
from dutydesk_registers.commands.listing import check, list_registers
from dutydesk_registers.commands.rounds import rounds, seasons
from dutydesk_registers.commands.showing import show
from dutydesk_registers.commands.years import carry, complete, renew, take


@click.group(help=_("Registers: what is kept account of, what is due about it, rounds, labels."))
def registers() -> None:
    """Group the commands about registers."""


for _command in (
    list_registers,
    show,
    add,
    change,
    step,
    remove,
    attach,
    import_entries,
    export,
    labels,
    due,
    seasons,
    rounds,
    take,
    carry,
    complete,
    renew,
    check,
):
    registers.add_command(_command)
