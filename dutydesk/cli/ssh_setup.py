"""``dutydesk ssh-setup``: what a server needs so that members come in over SSH, and whether it has it."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, say
from dutydesk.ssh.service import ACCOUNT, ETC, Service, keys_of, service
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.config.role_settings import RoleSettings
    from dutydesk.ssh.inspection import Inspection


@click.command(
    "ssh-setup", help=_("Write what a server needs so that members come in over SSH, or check it.")
)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("Write the files for the administrator into this new folder."),
)
@click.option("--check", "is_check", is_flag=True, help=_("Look at the server that this is."))
@click.option(
    "--account", default=ACCOUNT, show_default=True, help=_("The account by which all members come in.")
)
@click.option(
    "--program",
    type=click.Path(path_type=Path),
    help=_("Where dutydesk is on the server; else the one that runs now."),
)
@click.option(
    "--etc",
    default=ETC,
    show_default=True,
    type=click.Path(path_type=Path),
    help=_("Where sshd has its settings."),
)
@json_option
@click.pass_context
def ssh_setup(
    ctx: click.Context,
    folder: Path | None,
    account: str,
    program: Path | None,
    etc: Path,
    *,
    is_check: bool,
    as_json: bool,
) -> None:
    """Write or check a set-up; the database is not opened, as root would leave files of its own there."""
    if is_check == (folder is not None):
        raise DataProblem(_("expected --to DIR, to write the files, or --check, to look at a server"))
    desk = ctx.obj.folder.resolve()
    roles = _roles(desk)
    of = service(account, desk, (program or _this_program()).absolute(), etc)
    if folder is not None:
        _write(of, roles, folder, as_json=as_json)
        return
    from dutydesk.ssh.inspection import Inspection  # noqa: PLC0415 - not needed for writing

    inspection = Inspection.of(of, keys_of(roles))
    _report(of, inspection, as_json=as_json)
    ctx.exit(1 if inspection.findings else 0)


def _roles(desk: Path) -> "RoleSettings":
    """Return who the desk's members are, from its files alone."""
    from dutydesk.config.reading import read_settings  # noqa: PLC0415
    from dutydesk.config.role_settings import ROLES_FILE, RoleSettings  # noqa: PLC0415
    from dutydesk.host.desk_place import DESK_FILE  # noqa: PLC0415

    if not (desk / DESK_FILE).is_file():
        raise DataProblem(_("{folder}: there is no desk here").format(folder=desk))
    roles = read_settings(desk, (ROLES_FILE,))[RoleSettings]
    if not isinstance(roles, RoleSettings) or not roles.member:
        raise DataProblem(
            _("config/roles.toml names no member: write a [[member]] with name, role and keys for each")
        )
    return roles


def _this_program() -> Path:
    """Return where the command is that runs now.

    Raises:
        DataProblem: it was started in another way than by its name.
    """
    beside = Path(sys.executable).parent / "dutydesk"
    found = str(beside) if beside.is_file() else shutil.which("dutydesk")
    if found is None:
        raise DataProblem(_("say with --program where the command dutydesk is on the server"))
    return Path(found)


def _write(of: Service, roles: "RoleSettings", folder: Path, *, as_json: bool) -> None:
    from dutydesk.ssh.made_files import write_files  # noqa: PLC0415
    from dutydesk.ssh.server_files import server_files  # noqa: PLC0415

    members = keys_of(roles)
    made = write_files(folder, server_files(of, members))
    without = [name for name, keys in members.items() if not keys]
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "account": of.account,
                "written": made.written,
                "as_before": made.as_before,
                "without_key": without,
            }
        )
        return
    for name in made.written:
        say(_("Written: {file}").format(file=folder / name))
    for name in made.as_before:
        say(_("As it was: {file}").format(file=folder / name))
    for name in without:
        say(_("{name} has no key in config/roles.toml and cannot come in over SSH.").format(name=name))
    say(_("Read {script}, then run it as root: sudo sh {script}").format(script=folder / "install.sh"))


def _report(of: Service, inspection: "Inspection", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "desk": str(of.folder),
                "account": of.account,
                "findings": [{"what": each.what, "do": each.do} for each in inspection.findings],
                "not_looked_at": inspection.not_looked_at,
            }
        )
        return
    for each in inspection.findings:
        say(f"- {each}")
    for passed_over in inspection.not_looked_at:
        say(_("not looked at: {what}").format(what=passed_over))
    if not inspection.findings:
        say(_("{account}: nothing is wrong.").format(account=of.account))
