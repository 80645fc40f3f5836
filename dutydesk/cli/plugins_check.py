"""``dutydesk plugins check``: try a plugin apart from the desk, with its tests."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, print_json, say
from dutydesk.wording import _, ngettext, phrases

if TYPE_CHECKING:
    from dutydesk.host.trial import TrialVerdict

LEAST_SECONDS, MOST_SECONDS = 1.0, 3600.0


@click.command(
    "check",
    help=_(
        "Load the plugin PATH, or NAME of the desk's folder, on a desk that is thrown away; call all that it "
        "has, and run its tests. Exit status 1 where anything is wrong with it."
    ),
)
@click.argument("path", metavar="PATH|NAME")
@click.option(
    "--seconds",
    type=click.FloatRange(LEAST_SECONDS, MOST_SECONDS),
    default=30.0,
    show_default=True,
    help=_("How long it may take, and as long again for its tests."),
)
@json_option
@click.pass_context
def check(ctx: click.Context, path: str, seconds: float, *, as_json: bool) -> None:
    """Try the plugin in a process of its own and print what is wrong with it."""
    from dutydesk.host.trial import plugin_path, shown_path, try_plugin  # noqa: PLC0415

    plugins = Path(ctx.obj.folder) / "plugins"
    found = plugin_path(path, plugins)
    verdict = try_plugin(found, shown_path(found, plugins), seconds=seconds)
    if as_json:
        print_json(
            {
                "name": verdict.name,
                "path": str(verdict.path),
                "faults": [
                    {"file": each.file, "line": each.line, "where": each.where, "text": each.text}
                    for each in verdict.faults
                ],
                "hooks": list(verdict.hooks),
                "tests": {"passed": verdict.passed, "failed": verdict.failed},
            }
        )
    else:
        for each in verdict.faults:
            say(each.sentence)
        say(summary(verdict))
    ctx.exit(1 if verdict.faults else 0)


def summary(verdict: "TrialVerdict") -> str:
    """Return in one line what came out."""
    faults = (
        ngettext("{count} fault", "{count} faults", len(verdict.faults)).format(count=len(verdict.faults))
        if verdict.faults
        else _("sound")
    )
    hooks = ngettext("{count} hook", "{count} hooks", len(verdict.hooks)).format(count=len(verdict.hooks))
    if verdict.passed or verdict.failed:
        tests = _("tests: {passed} passed, {failed} failed").format(
            passed=verdict.passed, failed=verdict.failed
        )
    else:
        tests = _("no tests")
    parts = [faults, *([hooks] if verdict.hooks else []), tests]
    return f"{verdict.name}: {phrases(parts)}"
