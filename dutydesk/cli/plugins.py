"""``dutydesk plugins``: what is there, and consent to run what is in the desk's folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, print_table, say
from dutydesk.cli.plugins_check import check
from dutydesk.cli.plugins_new import new
from dutydesk.domain import Right
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk.host.trust import PluginFiles


@click.group(
    help=_("List plugins; begin one, check it, and allow or deny those in the desk's folder."),
)
def plugins() -> None:
    """Group the commands about plugins."""


plugins.add_command(new)
plugins.add_command(check)


@plugins.command("list", help=_("List every plugin and how it does; faulty ones are exit status 1."))
@json_option
@click.pass_context
def list_plugins(ctx: click.Context, *, as_json: bool) -> None:
    """List plugins with their state, and beneath, what is wrong and what to do."""
    states = ctx.obj.open_for(Right.READ, ctx.command_path).plugins()
    if as_json:
        print_json(
            {
                "plugins": [
                    {
                        "name": each.name,
                        "version": each.version,
                        "source": each.source,
                        "state": each.state,
                        "fault": each.fault,
                    }
                    for each in states
                ]
            }
        )
    elif not states:
        say(_("There are no plugins. To begin one: dutydesk plugins new NAME"))
    else:
        print_table(
            (pgettext("thing", "Name"), _("Version"), pgettext("origin", "From"), _("State")),
            [(each.name, each.version, each.source, each.state) for each in states],
        )
        for each in states:
            if each.fault:
                say(f"{each.name}: {each.fault}")
    ctx.exit(1 if any(each.state == "faulty" for each in states) else 0)


@plugins.command(
    "allow", help=_("Let the plugin NAME of the desk's folder run, with the content that it has now.")
)
@click.argument("name")
@json_option
@click.pass_context
def allow(ctx: click.Context, name: str, *, as_json: bool) -> None:
    """Show what is allowed and pin its content; nothing of it is run."""
    from dutydesk.host.trust import TrustPins, read_plugin_files  # noqa: PLC0415

    path = local_plugin(ctx.obj.folder, name)
    try:
        files = read_plugin_files(path)
    except (OSError, ValueError) as error:
        raise DataProblem(_("{path} cannot be allowed: {reason}").format(path=path, reason=error)) from error
    TrustPins().allow(path, files.digest)
    if as_json:
        print_json(
            {
                "name": path.stem,
                "path": str(path),
                "allowed": True,
                "sha256": files.digest,
                "files": [
                    {"file": file, "bytes": len(content)} for file, content in sorted(files.files.items())
                ],
            }
        )
    else:
        _say_allowed(path, files)


def _say_allowed(path: Path, files: "PluginFiles") -> None:
    print_table(
        (_("File"), _("Bytes")),
        [(file, len(content)) for file, content in sorted(files.files.items())],
    )
    say(f"SHA-256 {files.digest}")
    if path.suffix == ".toml":
        say(_("{name} is in use. It is data, and runs nothing.").format(name=path.stem))
    else:
        say(
            _(
                "{name} is allowed with just this content, and runs when the desk is next opened. "
                "That is consent and not a sandbox: it can do all that you can do."
            ).format(name=path.stem)
        )


@plugins.command("deny", help=_("Do not let the plugin NAME of the desk's folder run."))
@click.argument("name")
@json_option
@click.pass_context
def deny(ctx: click.Context, name: str, *, as_json: bool) -> None:
    """Take the plugin out of use, and forget what was allowed of it."""
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415

    path = local_plugin(ctx.obj.folder, name)
    TrustPins().deny(path)
    if as_json:
        print_json({"name": path.stem, "path": str(path), "allowed": False})
    else:
        text = _("{name} is not used.") if path.suffix == ".toml" else _("{name} does not run.")
        say(text.format(name=path.stem))


def local_plugin(folder: Path, name: str) -> Path:
    """Return where the plugin `name` of the desk in `folder` is; ``name.toml`` tells it from ``name.py``.

    Raises:
        DataProblem: there is none.
    """
    from dutydesk.desk.toml_plugins import toml_plugin_paths  # noqa: PLC0415
    from dutydesk.host.finding import local_plugins  # noqa: PLC0415
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415

    root = folder.resolve()
    found = [each.path for each in local_plugins(root / "plugins", TrustPins()) if each.path is not None]
    found += toml_plugin_paths(root)
    for path in found:
        if name in {path.stem, path.name}:
            return path
    raise DataProblem(
        _("{folder} holds no plugin {name!r}; it has: {found}").format(
            folder=root / "plugins", name=name, found=", ".join(path.stem for path in found) or _("none")
        )
    )
