"""``dutydesk registers carry``, ``complete``, ``take`` and ``renew``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _, ngettext
from dutydesk_registers.commands.arguments import YEAR


@click.command(
    help=_(
        "Carry the entries of YEAR in the register CODE over to the next, such as letters to be signed anew; "
        "those that are there already are passed over."
    )
)
@click.argument("code")
@click.argument("year", type=YEAR)
@json_option
@click.pass_context
def carry(context: click.Context, code: str, year: int, *, as_json: bool) -> None:
    """Carry them over and say how many."""
    from dutydesk_registers.carrying import carry_over  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    count = carry_over(desk, register, year)
    if as_json:
        print_json({"register": register.code, "year": year + 1, "added": count})
    else:
        said = ngettext(
            "{register}: {count} entry carried over to {year}",
            "{register}: {count} entries carried over to {year}",
            count,
        )
        say(said.format(register=register.name, count=count, year=year + 1))


@click.command(
    help=_(
        "Say that the register CODE holds all there was in YEAR, so that nothing in it counts as none in the "
        "summary."
    )
)
@click.argument("code")
@click.argument("year", type=YEAR)
@click.option("--undo", is_flag=True, help=_("It does not hold all after all."))
@json_option
@click.pass_context
def complete(context: click.Context, code: str, year: int, *, undo: bool, as_json: bool) -> None:
    """Keep it and say so."""
    from dutydesk_registers.complete_years import say_complete, take_back_complete  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    if undo:
        take_back_complete(desk, register, year)
    else:
        say_complete(desk, register, year)
    if as_json:
        print_json({"register": register.code, "year": year, "complete": not undo})
    else:
        said = _("{register}: {year} is not complete") if undo else _("{register}: {year} is complete")
        say(said.format(register=register.name, year=year))


@click.command(help=_("Take the open tasks that belong in the register CODE, such as hazards, into it."))
@click.argument("code")
@click.option("--dry-run", is_flag=True, help=_("Only show them."))
@json_option
@click.pass_context
def take(context: click.Context, code: str, *, dry_run: bool, as_json: bool) -> None:
    """Take them and name them."""
    from dutydesk_registers.registers import known_register  # noqa: PLC0415
    from dutydesk_registers.taking import take_tasks, tasks_to_take  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    tasks = tasks_to_take(desk, register)
    count = 0 if dry_run else take_tasks(desk, register)
    if as_json:
        print_json(
            {
                "register": register.code,
                "tasks": [{"task": each.id, "title": each.title, "due": each.due} for each in tasks],
                "taken": count,
            }
        )
        return
    for each in tasks:
        say(f"- {each.title}")
    if dry_run:
        said = ngettext("{count} task would be taken", "{count} tasks would be taken", len(tasks))
        say(said.format(count=len(tasks)))
    else:
        said = ngettext("{count} task is now in {register}", "{count} tasks are now in {register}", count)
        say(said.format(count=count, register=register.name))


@click.command(help=_("Reckon due days anew, after due rules in files of registers have changed."))
@json_option
@click.pass_context
def renew(context: click.Context, *, as_json: bool) -> None:
    """Reckon them and say how many entries were concerned."""
    from dutydesk_registers.due_renewal import renew_due_days  # noqa: PLC0415

    count = renew_due_days(open_desk(context))
    if as_json:
        print_json({"renewed": count})
    elif count:
        said = ngettext("{count} entry reckoned anew", "{count} entries reckoned anew", count)
        say(said.format(count=count))
    else:
        say(_("All due days are reckoned by the rules of now."))
