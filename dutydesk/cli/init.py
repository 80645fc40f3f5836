"""``dutydesk init``: make a new desk."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import say
from dutydesk.wording import _


def local_zone() -> str:
    """Return the IANA name of this machine's time zone, or UTC where it has none."""
    named = datetime.now().astimezone().tzinfo
    link = Path("/etc/localtime")
    if link.is_symlink():
        _before, _marker, name = str(link.resolve()).partition("zoneinfo/")
        if name in available_timezones():
            return name
    return str(named) if isinstance(named, ZoneInfo) else "UTC"


@click.command(help=_("Make a new desk in DIR."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--sample", type=click.Choice(["school"]), help=_("Fill it with a sample school."))
@click.option("--name", help=_("The school's name."))
@click.option("--zone", help=_("The time zone, such as Asia/Shanghai; else this machine's."))
@click.pass_context
def init(ctx: click.Context, folder: Path, sample: str | None, name: str | None, zone: str | None) -> None:
    """Make the folder, and open it once so that a mistake shows now."""
    from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school  # noqa: PLC0415
    from dutydesk.host.founding import found_desk  # noqa: PLC0415
    from dutydesk.host.opening import open_desk  # noqa: PLC0415

    zone = zone or local_zone()
    if zone not in available_timezones():
        raise DataProblem(
            _("--zone: {zone!r} is no time zone; expected one such as Asia/Shanghai").format(zone=zone)
        )
    if sample:
        if name is not None:
            raise DataProblem(_("--name: the sample school has a name already"))
        found_sample_school(folder, datetime.now(ZoneInfo("Asia/Shanghai")).date())
    else:
        found_desk(folder, name=name or folder.resolve().name, zone=zone)
    desk = open_desk(folder, actor=ctx.obj.actor)
    try:
        if sample:
            fill_sample_school(desk, desk.today())
        say(_("{name}: the desk is in {folder}").format(name=desk.name, folder=folder))
        if sample:
            say(
                _(
                    "It has {people} people, posts, shifts, leave and activities. "
                    "Open it with: dutydesk --desk {folder}"
                ).format(people=len(desk.people()), folder=folder)
            )
        else:
            say(_("Next: dutydesk --desk {folder} people import FILE.xlsx").format(folder=folder))
    finally:
        desk.close()
