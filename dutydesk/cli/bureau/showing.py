"""``dutydesk bureau board``: how every desk stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, print_json, print_table, say, warn
from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.cli.bureau.progress import ProgressLine
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from dutydesk.bureau.board import Board
    from dutydesk.bureau.board_row import BoardRow

WRONG = 1


@click.command(
    help=_(
        "Show how every desk stands: open slots, drills, hazards and tasks overdue; status 1 where anything "
        "is urgent or a desk cannot be read."
    )
)
@click.option(
    "--sort",
    "sorting",
    default="pressing",
    show_default=True,
    metavar="KEY",
    help=_("By pressing, desk, school, changed, open, drills, hazards, tasks, or any figure of the board."),
)
@click.option("--kept", is_flag=True, help=_("As it was computed last, without renewing what has moved on."))
@json_option
@click.pass_context
def board(ctx: click.Context, sorting: str, *, kept: bool, as_json: bool) -> None:
    """Renew what has moved on, then print the board."""
    from dutydesk.bureau.board_row import in_order, sort_key  # noqa: PLC0415 - it brings the desks

    call: BureauCall = ctx.obj
    shown = call.board()
    shown.look()
    sort_key(sorting, shown.rows)
    if not kept:
        _renew(shown, quiet=as_json)
    rows = in_order(shown.rows, sort_key(sorting, shown.rows))
    if as_json:
        print_json(_document(call.open().name, rows))
    else:
        _print(rows)
    ctx.exit(0 if all(row.is_well for row in rows) else WRONG)


def _renew(shown: "Board", *, quiet: bool) -> None:
    number = len(shown.waiting)
    with ProgressLine(quiet=quiet) as line:
        for done, _row in enumerate(shown.renew(), start=1):
            line.show(
                _("looking at the desks that have changed: {done} of {number}").format(
                    done=done, number=number
                )
            )


def _document(name: str, rows: Sequence["BoardRow"]) -> Mapping[str, object]:
    from dutydesk.bureau.board_row import totals  # noqa: PLC0415 - likewise

    return {
        "bureau": name,
        "desks": [
            {
                "desk": row.place.name,
                "school": row.school,
                "folder": str(row.place.folder),
                "standings": {
                    each.key: {
                        "title": each.title,
                        "count": each.count,
                        "state": each.state.value,
                        "detail": each.detail,
                    }
                    for each in row.standings
                },
                "revision": row.revision,
                "changed": row.changed,
                "by": row.who,
                "computed": row.computed,
                "moved_on": row.is_renewing,
                "fault": row.fault,
            }
            for row in rows
        ],
        "totals": totals(rows),
    }


def _print(rows: Sequence["BoardRow"]) -> None:
    from dutydesk.bureau.board_row import standing_titles, totals  # noqa: PLC0415 - likewise

    if not rows:
        say(_("There are no desks yet. `dutydesk bureau add NAME` makes one."))
        return
    titles, sums = standing_titles(rows), totals(rows)
    heads = (_("School"), *titles.values(), _("Last change"))
    body = [
        (
            row.school + (f" ({row.place.name})" if row.school != row.place.name else ""),
            *(_number(row.count(key)) for key in titles),
            changed_text(row.changed),
        )
        for row in rows
    ]
    schools = ngettext("{count} school", "{count} schools", len(rows)).format(count=len(rows))
    print_table(heads, [*body, (schools, *(sums[key] for key in titles), "")])
    for row in rows:
        if row.is_renewing:
            warn(_("{desk}: it has changed since").format(desk=row.place.name))
        if row.fault:
            warn(f"! {row.place.name}: {row.fault}")


def _number(count: int | None) -> str:
    return "-" if count is None else str(count)


def changed_text(changed: datetime | None) -> str:
    """Return when a desk was changed last, in this machine's zone."""
    return f"{changed.astimezone():%Y-%m-%d %H:%M}" if changed is not None else ""
