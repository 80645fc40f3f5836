"""The desk and the command line of the command tests, and every command that needs no argument."""

from collections.abc import Iterator

import click

from tests.cli.conftest import (
    _own_user,
    _time_of_the_desks,
    at,
    commands,
    template,
)

__all__ = ["_own_user", "_time_of_the_desks", "at", "commands", "template"]


def every_command(
    group: click.Group, context: click.Context
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command below `group` with the words that call it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from every_command(command, inner)
        else:
            yield tuple(inner.command_path.split()[1:]), command
