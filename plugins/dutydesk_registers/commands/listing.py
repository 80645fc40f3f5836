"""``dutydesk registers list`` and ``check``."""

from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _, listed

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_registers.register import Register


@click.command("list", help=_("List the registers with how many entries each has, open and overdue ones."))
@json_option
@click.pass_context
def list_registers(context: click.Context, *, as_json: bool) -> None:
    """Print each register."""
    from dutydesk_registers.registers import registers_found  # noqa: PLC0415

    desk = open_desk(context)
    found = registers_found(desk)
    lines = [_counts(desk, each) for each in found.registers.values()]
    if as_json:
        print_json({"registers": lines, "faults": found.faults})
        return
    print_table(
        (_("Code"), _("Register"), _("Entries"), _("This year"), _("Open"), _("Overdue"), _("File")),
        [
            (
                each["register"],
                each["name"],
                each["entries"],
                each["this_year"],
                "" if each["open"] is None else each["open"],
                each["overdue"],
                _origin(desk, str(each["file"])),
            )
            for each in lines
        ],
    )
    for fault in found.faults:
        warn(f"! {fault}")


def _counts(desk: "Desk", register: "Register") -> dict[str, object]:
    from dutydesk_registers.register_counts import register_counts  # noqa: PLC0415

    counts = register_counts(desk, register)
    return {
        "register": register.code,
        "name": register.name,
        "entries": counts.entries,
        "this_year": counts.of_year,
        "open": counts.open,
        "overdue": counts.overdue,
        "file": register.source,
    }


def _origin(desk: "Desk", source: str) -> str:
    """Return the file of a register in the desk's folder, or where it comes from otherwise."""
    return source if (desk.folder / source).is_file() else _("comes with DutyDesk")


@click.command(
    help=_("Check every file of registers, the desk's own and those of plugins; status 1 when one is wrong.")
)
@json_option
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Print in a line each what is wrong."""
    from dutydesk_registers.registers import registers_found  # noqa: PLC0415

    found = registers_found(open_desk(context))
    if as_json:
        print_json({"registers": list(found.registers), "faults": found.faults})
    elif found.faults:
        for fault in found.faults:
            say(fault)
    else:
        say(_("All files of registers are right: {names}").format(names=listed(found.registers)))
    context.exit(1 if found.faults else 0)
