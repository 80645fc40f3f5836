"""``dutydesk plugins``: what is there, and consent to run what is in the desk's folder."""

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, print_table, say
from dutydesk.wording import _


@click.group(help=_("List plugins; allow or deny those in the desk's folder."))
def plugins() -> None:
    """Group the commands about plugins."""


@plugins.command("list", help=_("List every plugin and how it does."))
@json_option
@click.pass_context
def list_plugins(ctx: click.Context, *, as_json: bool) -> None:
    """List plugins with their state and fault."""
    states = ctx.obj.open().plugins()
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
    else:
        print_table(
            (_("Name"), _("Version"), _("From"), _("State"), _("Fault")),
            [(each.name, each.version, each.source, each.state, each.fault) for each in states],
        )
    ctx.exit(1 if any(each.state == "faulty" for each in states) else 0)


@plugins.command("allow", help=_("Let the plugin NAME of the desk's folder run, as it is now."))
@click.argument("name")
@click.pass_context
def allow(ctx: click.Context, name: str) -> None:
    """Pin the plugin's content; a change blocks it until it is allowed again."""
    from dutydesk.host.finding import local_plugins  # noqa: PLC0415
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415

    pins = TrustPins()
    folder = ctx.obj.folder.resolve() / "plugins"
    found = {each.name: each for each in local_plugins(folder, pins)}
    plugin = found.get(name)
    if plugin is None or plugin.path is None or not plugin.digest:
        raise DataProblem(
            _("{folder} holds no plugin {name!r}; it has: {found}").format(
                folder=folder, name=name, found=", ".join(sorted(found)) or _("none")
            )
        )
    pins.allow(plugin.path, plugin.digest)
    say(
        _("{name} is allowed as it is now (SHA-256 {digest}…). It runs with all that you may do.").format(
            name=name, digest=plugin.digest[:12]
        )
    )


@plugins.command("deny", help=_("Do not let the plugin NAME of the desk's folder run."))
@click.argument("name")
@click.pass_context
def deny(ctx: click.Context, name: str) -> None:
    """Forget the plugin's pin."""
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415

    pins = TrustPins()
    folder = ctx.obj.folder.resolve() / "plugins"
    known = [path for path in (folder / f"{name}.py", folder / name) if pins.knows(path)]
    for path in known:
        pins.deny(path)
    say(
        _("{name} does not run.").format(name=name)
        if known
        else _("{name} was not allowed.").format(name=name)
    )
