"""``dutydesk registers show``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _
from dutydesk_registers.commands.arguments import YEAR

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_registers.entries import Entry
    from dutydesk_registers.field_values import FieldContext
    from dutydesk_registers.register import Register

_SHORT = 6


@click.command(help=_("Show the entries of the register CODE, the newest first, or all that is kept of one."))
@click.argument("code")
@click.option("--year", type=YEAR, help=_("Only those of this year, and those without a day."))
@click.option("--open", "only_open", is_flag=True, help=_("Only those that want something yet."))
@click.option("--entry", "one", metavar="ENTRY", help=_("All of one entry, by its key or number."))
@json_option
@click.pass_context
def show(
    context: click.Context, code: str, *, year: int | None, only_open: bool, one: str | None, as_json: bool
) -> None:
    """Print each entry in a line, or one with all its fields."""
    from dutydesk_registers.entries import entries, find_entry  # noqa: PLC0415
    from dutydesk_registers.field_values import field_context  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register, known = known_register(desk, code), field_context(desk)
    if one is not None:
        _show_one(desk, register, find_entry(desk, one, register), known, as_json=as_json)
        return
    found = [each for each in entries(desk, register, year) if not (only_open and each.record.closed)]
    if as_json:
        from dutydesk_registers.commands.entry_document import entry_document  # noqa: PLC0415

        documents = [entry_document(register, each, known) for each in found]
        print_json({"register": register.code, "name": register.name, "entries": documents})
    elif found:
        _print(register, found, known)
    else:
        say(_("{register}: nothing of this is kept").format(register=register.name))


def _print(register: "Register", found: Sequence["Entry"], context: "FieldContext") -> None:
    from dutydesk_registers.field_values import shown  # noqa: PLC0415

    title = register.title_field.code
    fields = [each for each in register.fields.values() if each.width or each.code == title]
    print_table(
        (_("Key"), *(each.name for each in fields), _("Due")),
        [
            (
                entry.id[:_SHORT],
                *(shown(each, entry.values.get(each.code, ""), context) for each in fields),
                _("closed") if entry.record.closed else entry.due or "",
            )
            for entry in found
        ],
    )


def _show_one(
    desk: "Desk", register: "Register", entry: "Entry", context: "FieldContext", *, as_json: bool
) -> None:
    from dutydesk.api.attachments import attached  # noqa: PLC0415
    from dutydesk_registers.commands.entry_document import entry_document  # noqa: PLC0415
    from dutydesk_registers.due_days import due_days  # noqa: PLC0415
    from dutydesk_registers.field_values import shown  # noqa: PLC0415
    from dutydesk_registers.steps import steps_for  # noqa: PLC0415

    files, steps = attached(desk, entry.record.subject), steps_for(register, entry)
    if as_json:
        print_json(
            {
                **entry_document(register, entry, context),
                "steps": [each.code for each in steps],
                "files": [{"title": each.title, "target": each.target} for each in files],
            }
        )
        return
    say(_("{register}: {title} ({key})").format(register=register.name, title=entry.title, key=entry.id))
    for code, field in register.fields.items():
        if text := entry.values.get(code):
            say(_("{field}: {value}").format(field=field.name, value=shown(field, text, context)))
    for each in due_days(register, entry.values, context):
        say(_("! by {day}: {text}").format(day=each.day, text=each.text or each.rule.name))
    for step in steps:
        say(_("> {step}: {text}").format(step=step.code, text=step.text or step.name))
    for file in files:
        say(f"+ {file.title}: {file.target}")
