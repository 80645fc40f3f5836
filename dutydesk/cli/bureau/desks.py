"""``dutydesk bureau init`` and ``add``: make a bureau, and desks in it."""

from pathlib import Path

import click

from dutydesk.api.commands import say
from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.wording import _


@click.command(help=_("Make a new bureau in DIR."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help=_("What the bureau is called."))
@click.option(
    "--database",
    default="",
    metavar="URL",
    help=_("The PostgreSQL in which new desks are kept; without one, each is a file of its own."),
)
def init(folder: Path, name: str | None, database: str) -> None:
    """Make the folder, and open it once so that a mistake shows now."""
    from dutydesk.bureau.bureau import Bureau  # noqa: PLC0415
    from dutydesk.bureau.founding import found_bureau  # noqa: PLC0415

    found_bureau(folder, name=name or folder.resolve().name, database=database)
    bureau = Bureau(folder)
    say(_("{name}: the bureau is in {folder}").format(name=bureau.name, folder=folder))
    say(_("Next: dutydesk bureau --in {folder} add NAME makes a desk in it.").format(folder=folder))


@click.command(help=_("Make a new desk called NAME in the bureau, or several."))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--school", help=_("The school's name, where it is not that of the folder."))
@click.option("--zone", help=_("The time zone, such as Asia/Shanghai; else this machine's."))
@click.option("--sample", type=click.Choice(["school"]), help=_("Fill it with a sample school, for a trial."))
@click.pass_context
def add(
    ctx: click.Context, names: tuple[str, ...], *, school: str | None, zone: str | None, sample: str | None
) -> None:
    """Make each desk, and open it once."""
    from dutydesk.bureau.founding import add_desk, place_of_new  # noqa: PLC0415
    from dutydesk.cli.init import local_zone  # noqa: PLC0415 - asked only where a desk is made

    call: BureauCall = ctx.obj
    bureau = call.open()
    places = [place_of_new(bureau, name) for name in dict.fromkeys(names)]
    if school is not None and len(places) > 1:
        raise click.UsageError(_("--school names one school, and there are several desks"), ctx)
    for place in places:
        add_desk(
            bureau, place, school=school or place.name, zone=zone or local_zone(), sample=sample is not None
        )
        say(_("{name}: the desk is in {folder}").format(name=place.name, folder=place.folder))
