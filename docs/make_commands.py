"""Make docs/manual/commands.md from the commands' own help.

With --check it writes nothing and leaves with status 1 where the page is out of date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dutydesk.cli.main import Call, dutydesk

PAGE = Path(__file__).parent / "manual" / "commands.md"
INTRODUCTION = """# Commands

<!-- Made by docs/make_commands.py from the program's own help; edit that. -->

`dutydesk` alone opens the desk. `--desk DIR` says which, and `--as NAME` who works at it. With `--json` a
command prints one JSON document and nothing else on standard output.

Exit status: 0 done; 1 something is wrong with the data (a clash, an open slot, a bad row); 2 it cannot run
(bad arguments, bad file), with one line that says what and where."""


def described(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the sections of a command and of those below it."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from described(below, click.Context(below, info_name=name, parent=context))
        return
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    yield f"## {context.command_path}"
    yield f"`{usage}`"
    yield command.help or ""
    options = [each.get_help_record(context) for each in command.params if isinstance(each, click.Option)]
    lines = [f"- `{names}` {text}".rstrip() for names, text in filter(None, options)]
    if lines:
        yield "\n".join(lines)


def page() -> str:
    """Return the page."""
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    return "\n\n".join([INTRODUCTION, *described(dutydesk, context)]) + "\n"


def main() -> None:
    """Write the page, or say that it is out of date."""
    fresh = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh:
            sys.exit("docs/manual/commands.md is out of date: run `make docs`")
        return
    PAGE.write_text(fresh, encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
