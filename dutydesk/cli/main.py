"""The command ``dutydesk``: options that hold for all commands, and where each command lives."""

import logging
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from dutydesk import __version__
from dutydesk.cli.call import Call
from dutydesk.cli.wide_help import WideFormatter
from dutydesk.wording import _, speak_for_libraries

speak_for_libraries()
click.Context.formatter_class = WideFormatter

HOST_COMMANDS = {
    "init": ("dutydesk.cli.init:init", _("Make a new desk.")),
    "people": ("dutydesk.cli.people:people", _("Import, export and list people.")),
    "calendar": ("dutydesk.cli.calendar:calendar", _("Import holidays and school calendars.")),
    "tasks": (
        "dutydesk.cli.tasks:tasks",
        _("List, add and finish tasks: decisions, preparations, weak points, hazards."),
    ),
    "feeds": (
        "dutydesk.cli.feeds:feeds",
        _("Give people their calendars: list, issue and revoke links; export files."),
    ),
    "serve": ("dutydesk.cli.serve:serve", _("Serve calendars and the page to subscribe on over HTTP.")),
    "ssh-setup": (
        "dutydesk.cli.ssh_setup:ssh_setup",
        _("Write what a server needs so that members come in over SSH, or check it."),
    ),
    "plugins": ("dutydesk.cli.plugins:plugins", _("Plugins: list, begin, try, allow or deny them.")),
    "bureau": (
        "dutydesk.cli.bureau:bureau",
        _("The desks of many schools: board, figures, months, calendars."),
    ),
    "figures": ("dutydesk.cli.figures:figures", _("Print the figures of a year, of every plugin.")),
    "keys": ("dutydesk.cli.keys:keys", _("List every action of the terminal and the keys that do it.")),
    "history": ("dutydesk.cli.history:history", _("Show who changed what, when and why.")),
    "undo": ("dutydesk.cli.history:undo", _("Undo your last change.")),
    "redo": ("dutydesk.cli.history:redo", _("Do again what you undid last.")),
    "backup": ("dutydesk.cli.backup:backup", _("Write the whole desk into one file.")),
    "restore": ("dutydesk.cli.backup:restore", _("Make a desk from a backup.")),
    "export": ("dutydesk.cli.transfer:export", _("Write the whole desk as plain TOML files.")),
    "import": ("dutydesk.cli.transfer:import_", _("Make a desk from what `export` wrote.")),
    "doctor": ("dutydesk.cli.doctor:doctor", _("Look for anything wrong with the desk.")),
}
CANNOT_RUN = 2


class DutyDeskGroup(click.Group):
    """Finds a command's module only when it is called, and the plugins only where they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the host's commands and those of plugins."""
        return sorted({*HOST_COMMANDS, *(group.name for group in _call(ctx).registry.cli)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and return it."""
        if cmd_name in HOST_COMMANDS:
            return _imported(HOST_COMMANDS[cmd_name][0])
        for group in _call(ctx).registry.cli:
            if group.name == cmd_name:
                return _imported(group.target)
        return None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whoever reads its output may stop reading at any time."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from dutydesk.cli.damage import told_as_damage  # noqa: PLC0415 - only where something failed

            if (problem := told_as_damage(_call(ctx), error)) is None:
                raise
            raise problem from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        rows = {name: text for name, (_target, text) in HOST_COMMANDS.items()}
        rows |= {group.name: group.help for group in _call(ctx).registry.cli}
        with formatter.section(_("Commands")):
            formatter.write_dl(sorted(rows.items()))


def _call(ctx: click.Context) -> Call:
    if ctx.obj is None:
        ctx.obj = Call(ctx.params.get("desk"), ctx.params.get("actor"))
    call: Call = ctx.obj
    return call


def _imported(target: str) -> click.Command:
    module, _colon, attribute = target.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


@click.group(
    cls=DutyDeskGroup,
    invoke_without_command=True,
    help=_("The duty desk of a school's security squadron. Without a command it opens the desk."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--desk", type=click.Path(path_type=Path), help=_("The desk's folder."))
@click.option("--as", "actor", metavar="NAME", help=_("Who works at the desk, for the journal."))
@click.version_option(__version__, prog_name="dutydesk", message="%(prog)s %(version)s")
@click.pass_context
def dutydesk(ctx: click.Context, desk: Path | None, actor: str | None) -> None:
    """Open the terminal where no command is given."""
    if ctx.obj is None:
        ctx.obj = Call(desk, actor)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from dutydesk.cli.terminal import open_terminal  # noqa: PLC0415

        ctx.exit(open_terminal(ctx.obj))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; what cannot be run is one line on standard error and status 2."""
    logging.getLogger("dutydesk").addHandler(logging.NullHandler())
    sys.exit(_run(dutydesk.main, arguments))


def _run(command: Callable[..., Any], arguments: list[str] | None) -> int:
    try:
        return int(command(args=arguments, standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True)
        return CANNOT_RUN
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a fault of the program is raised again
        return status_of(error)


def status_of(error: BaseException) -> int:
    """Say in one line why the program cannot run and return its status, or raise a fault of the program."""
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return _cannot_run(_("stopped"))
    message = _refusal(error)
    if message is None:
        raise error
    return _cannot_run(message)


def _refusal(error: BaseException) -> str | None:
    """Return what to say of an error that the user can mend, or None for a fault of the program.

    The types of the interface are looked up, not imported: they are there only once a desk was opened.
    """
    if isinstance(error, click.UsageError):
        return error.format_message() + (f" ({error.ctx.command_path} --help)" if error.ctx else "")
    if isinstance(error, click.ClickException):
        return error.format_message()
    api = sys.modules.get("dutydesk.api")
    if api is not None and isinstance(error, (api.DataProblem, api.StaleChange, api.UndoRefused)):
        return str(error)
    return None


def _cannot_run(message: str) -> int:
    from dutydesk.domain.text import clean_line  # noqa: PLC0415 - only to say what went wrong

    click.echo(f"dutydesk: {clean_line(message, 2000)}", err=True)
    return CANNOT_RUN


if __name__ == "__main__":
    main()
