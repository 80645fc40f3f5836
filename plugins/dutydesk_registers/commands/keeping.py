"""``dutydesk registers add``, ``change``, ``step``, ``remove`` and ``attach``."""

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_registers.commands.arguments import VALUES, typed_fields
from dutydesk_registers.commands.entry_document import print_kept


@click.command(
    help=_(
        "Add an entry to the register CODE: each FIELD by its code or name, each VALUE as people write it "
        "(2026-03-01, today, +3, yes, over 1000, a name). What is not given is as the register's file says."
    )
)
@click.argument("code")
@VALUES
@json_option
@click.pass_context
def add(context: click.Context, code: str, values: tuple[str, ...], *, as_json: bool) -> None:
    """Keep it and print it."""
    from dutydesk_registers.field_values import field_context  # noqa: PLC0415
    from dutydesk_registers.keeping import keep_entry, new_values  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    typed = typed_fields(register, values)
    kept = keep_entry(desk, register, {**new_values(register, field_context(desk)), **typed})
    line = _("Added to {register}: {title} ({key})").format(
        register=register.name, title=kept.title, key=kept.id
    )
    print_kept(desk, register, kept, line, as_json=as_json)


@click.command(
    help=_("Change ENTRY of the register CODE, by its key, a beginning of it, or its number; FIELD= empties.")
)
@click.argument("code")
@click.argument("entry")
@VALUES
@json_option
@click.pass_context
def change(context: click.Context, code: str, entry: str, values: tuple[str, ...], *, as_json: bool) -> None:
    """Keep it and print it."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.keeping import keep_entry  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    before = find_entry(desk, entry, register)
    kept = keep_entry(desk, register, typed_fields(register, values), before)
    line = _("Changed in {register}: {title}").format(register=register.name, title=kept.title)
    print_kept(desk, register, kept, line, as_json=as_json)


@click.command(help=_("Take STEP with ENTRY of the register CODE, such as rectified, with what it asks for."))
@click.argument("code")
@click.argument("entry")
@click.argument("name", metavar="STEP")
@VALUES
@json_option
@click.pass_context
def step(
    context: click.Context, code: str, entry: str, name: str, values: tuple[str, ...], *, as_json: bool
) -> None:
    """Take it and print the entry."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415
    from dutydesk_registers.steps import steps_for, take_step  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    before = find_entry(desk, entry, register)
    steps = {each.code: each for each in steps_for(register, before)}
    if name not in steps:
        raise DataProblem(
            _("{name!r} is no step that can be taken with {title}; expected one of {known}").format(
                name=clean_line(name, 60), title=before.title, known=", ".join(steps) or _("none")
            )
        )
    taken, asked = steps[name], typed_fields(register, values)
    for field in asked:
        if field not in taken.asks:
            raise DataProblem(
                _("{step} asks for {fields}, not for {field}").format(
                    step=name, fields=", ".join(taken.asks) or _("nothing"), field=field
                )
            )
    kept = take_step(desk, register, before, taken, asked)
    line = _("{step}: {title}").format(step=taken.name, title=kept.title)
    print_kept(desk, register, kept, line, as_json=as_json)


@click.command(help=_("Remove ENTRY from the register CODE; the journal keeps it, and undo brings it back."))
@click.argument("code")
@click.argument("entry")
@json_option
@click.pass_context
def remove(context: click.Context, code: str, entry: str, *, as_json: bool) -> None:
    """Remove it and print what it was."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.keeping import remove_entry  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    before = find_entry(desk, entry, register)
    remove_entry(desk, register, before)
    line = _("Removed from {register}: {title}").format(register=register.name, title=before.title)
    print_kept(desk, register, before, line, as_json=as_json)


@click.command(help=_("Attach a file or a link that begins with https:// to ENTRY of the register CODE."))
@click.argument("code")
@click.argument("entry")
@click.argument("source", metavar="FILE|LINK")
@click.option("--title", default="", help=_("What it is called; else its name."))
@json_option
@click.pass_context
def attach(context: click.Context, code: str, entry: str, source: str, *, title: str, as_json: bool) -> None:
    """Keep it and print it."""
    from dutydesk.api.attachments import attach as attach_to  # noqa: PLC0415
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    about = find_entry(desk, entry, known_register(desk, code)).record.subject
    kept = attach_to(desk, about, source, title)
    if as_json:
        print_json({"id": kept.id, "about": kept.about, "title": kept.title, "target": kept.target})
    else:
        say(_("Attached: {title}").format(title=kept.title))
