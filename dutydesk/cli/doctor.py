"""``dutydesk doctor``: look for anything wrong with the desk."""

import stat
from collections.abc import Iterator

import click

from dutydesk.api.attachments import FILES_FOLDER, is_gone
from dutydesk.api.commands import json_option, print_json, say
from dutydesk.desk import OpenDesk
from dutydesk.desk.left_behind import LeftBehind, left_behind
from dutydesk.domain import Attachment
from dutydesk.host.opening import DATABASE_FILE
from dutydesk.wording import _, ngettext


@click.command(help=_("Look for anything wrong with the desk, and say what to do."))
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Check settings, database, permissions and plugins."""
    desk: OpenDesk = ctx.obj.open()
    found = list(_findings(desk))
    if as_json:
        print_json({"desk": str(desk.folder), "findings": found})
    else:
        for each in found:
            say(f"- {each}")
        if not found:
            say(_("{folder}: nothing is wrong.").format(folder=desk.folder))
    ctx.exit(1 if found else 0)


def _findings(desk: OpenDesk) -> Iterator[str]:
    for complaint in desk.database.complaints():
        yield _("{file} is damaged ({complaint}): restore the last backup").format(
            file=DATABASE_FILE, complaint=complaint
        )
    for name in ("", DATABASE_FILE):
        path = desk.folder / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield _("others on this machine can open {path}: chmod go-rwx {path}").format(path=path)
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


def _kept(kept: LeftBehind) -> str:
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
