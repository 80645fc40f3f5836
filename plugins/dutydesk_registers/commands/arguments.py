"""What the commands about registers are told: years, files, and fields with their values."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk_registers.register import Register

YEAR = click.IntRange(1900, 2200)
FILE = click.Path(dir_okay=False, path_type=Path)
VALUES = click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
"""Adds the values that `typed_fields` reads, passed to the command as `values`."""


def typed_fields(register: "Register", values: Iterable[str]) -> dict[str, str]:
    """Return by field what ``FIELD=VALUE`` says; a field is named by its code, or as its column is headed.

    Raises:
        DataProblem: a value has no field, the register has none such, or one is named twice.
    """
    from dutydesk_registers.exchange.entry_columns import field_named  # noqa: PLC0415

    typed: dict[str, str] = {}
    for each in values:
        name, equals, text = each.partition("=")
        if not equals:
            raise DataProblem(
                _("{text!r}: expected a field and its value, such as {field}=...").format(
                    text=clean_line(each, 60), field=register.title_field.code
                )
            )
        field = field_named(register, name)
        if field is None:
            raise DataProblem(
                _("{name!r} is no field of {register}; expected one of {known}").format(
                    name=clean_line(name, 60), register=register.name, known=", ".join(register.fields)
                )
            )
        if field in typed:
            raise DataProblem(_("{name!r} is given twice").format(name=clean_line(name, 60)))
        typed[field] = text
    return typed
