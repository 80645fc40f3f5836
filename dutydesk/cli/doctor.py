"""``dutydesk doctor``: look for anything wrong with the desk."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.attachments import FILES_FOLDER, is_gone
from dutydesk.api.commands import json_option, print_json, say
from dutydesk.domain import Attachment, Right
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from dutydesk.cli.call import Call
    from dutydesk.desk import OpenDesk
    from dutydesk.desk.left_behind import LeftBehind


@click.command(
    help=_("Look for anything wrong with the desk, and say what to do; also where it will not open.")
)
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Check settings, database, permissions, plugins, files and the journal."""
    from dutydesk.exchange.examination import examined  # noqa: PLC0415

    examination = examined(ctx.obj.folder)
    found = list(examination.findings)
    if examination.is_sound:
        found += _of_open_desk(ctx.obj, ctx.command_path)
    if as_json:
        print_json({"desk": str(examination.folder), "findings": found})
    else:
        for each in found:
            say(f"- {each}")
        if not found:
            say(_("{folder}: nothing is wrong.").format(folder=examination.folder))
    ctx.exit(1 if found else 0)


def _of_open_desk(call: "Call", what: str) -> list[str]:
    try:
        desk = call.open(quietly=True)
    except DataProblem as problem:
        return [str(problem)]
    desk.require(Right.READ, what)
    return list(_findings(desk))


def _findings(desk: "OpenDesk") -> Iterator[str]:
    from dutydesk.desk.left_behind import left_behind  # noqa: PLC0415

    for state in desk.plugins():
        if state.state != "on":
            yield _("plugin {name}: {state}: {fault}").format(
                name=state.name, state=state.state, fault=state.fault
            )
    for kept in left_behind(desk):
        yield _kept(kept)
    for each in desk.table(Attachment).all():
        if is_gone(desk, each):
            yield _("{file} is attached to {about} ({title}) but gone: put it back or detach it").format(
                file=f"{FILES_FOLDER}/{each.target}", about=each.about, title=each.title
            )
    here = {person.id for person in desk.people()}
    window = desk.zone.days(desk.today(), desk.today().replace(year=desk.today().year + 1, day=1))
    for key in sorted({each.person for each in desk.commitments(window)} - here):
        yield _("{key} has duties or activities but is nobody known here").format(key=key)


def _kept(kept: "LeftBehind") -> str:
    if not kept.documents:
        what = _("its tables are kept")
    else:
        what = ngettext("{count} of its records is kept", "{count} of its records are kept", kept.documents)
        what = what.format(count=kept.documents)
        if kept.tables:
            what = _("{what}, and its tables").format(what=what)
    return _(
        "the plugin {name} is not here; {what} (a backup holds them too): put the plugin back to use them"
    ).format(name=kept.owner, what=what)
