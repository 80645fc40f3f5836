"""``dutydesk bureau figures``: the year's figures of every desk, and what they come to."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, print_json, print_table, say, warn
from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.cli.bureau.progress import ProgressLine
from dutydesk.cli.figures import FIRST_YEAR, LAST_YEAR
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dutydesk.bureau.merged_figures import DeskFigures, MergedFigure

WRONG = 1


@click.command(
    help=_(
        "Print the figures of YEAR of every desk, and their sums; status 1 where one could not give its own."
    )
)
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option("--desk", "desks", multiple=True, metavar="NAME", help=_("Only this desk; may be given again."))
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Write a table with a column for each desk: FILE.csv or FILE.xlsx."),
)
@json_option
@click.pass_context
def figures(
    ctx: click.Context, year: int, *, desks: tuple[str, ...], path: Path | None, as_json: bool
) -> None:
    """Ask one desk after another, then print."""
    from dutydesk.bureau.desk_places import places_named  # noqa: PLC0415 - it brings the desks
    from dutydesk.bureau.merged_figures import desk_figures, merged  # noqa: PLC0415 - likewise

    call: BureauCall = ctx.obj
    bureau = call.open()
    places = places_named(bureau.places(), desks)
    told: list[DeskFigures] = []
    with ProgressLine(quiet=as_json) as line:
        for each in desk_figures(bureau, places, year):
            told.append(each)
            line.show(_("asking the desks: {done} of {number}").format(done=len(told), number=len(places)))
    together = merged(told)
    if path is not None:
        _write(path, told, together, year)
    if as_json:
        print_json(_document(bureau.name, year, told, together))
    elif path is not None:
        say(_("The figures of {year} are in {path}.").format(year=year, path=path))
    elif not together:
        say(_("No desk has a figure of {year}.").format(year=year))
    else:
        _print(told, together)
    faults = [(each.place.name, fault) for each in told for fault in each.faults]
    for name, fault in faults:
        warn(f"! {name}: {fault}")
    ctx.exit(WRONG if faults else 0)


def _document(
    name: str, year: int, told: "Sequence[DeskFigures]", together: "Sequence[MergedFigure]"
) -> "Mapping[str, object]":
    return {
        "bureau": name,
        "year": year,
        "figures": [
            {
                "figure": each.key,
                "title": each.title,
                "across": each.across,
                "value": each.value,
                "precision": each.precision,
                "desks": {
                    desk: {"value": own.value, "precision": own.precision, "records": len(own.records)}
                    for desk, own in each.of_desks.items()
                },
            }
            for each in together
        ],
        "desks": [{"desk": each.place.name, "school": each.school, "faults": each.faults} for each in told],
    }


def _write(path: Path, told: "Sequence[DeskFigures]", together: "Sequence[MergedFigure]", year: int) -> None:
    from dutydesk.bureau.merged_figures import figures_table  # noqa: PLC0415 - likewise
    from dutydesk.sheets import write_table  # noqa: PLC0415 - only where a file is wanted

    headers, rows = figures_table(told, together, (_("Figure"), _("Key"), _("Together")))
    write_table(path, headers, rows, title=_("Figures of {year}").format(year=year))


def _print(told: "Sequence[DeskFigures]", together: "Sequence[MergedFigure]") -> None:
    asked = sum(not each.faults or bool(each.figures) for each in told)
    say(ngettext("{count} school", "{count} schools", asked).format(count=asked))
    print_table(
        (_("Figure"), _("Together"), _("Schools")),
        [
            (
                each.title,
                _("each apart") if each.value is None else f"{each.precision} {each.value:.12g}".strip(),
                len(each.of_desks),
            )
            for each in together
        ],
    )
