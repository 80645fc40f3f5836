"""``dutydesk safetyweek cost``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.keys_typed import having_key
from dutydesk.wording import _
from dutydesk_safetyweek.commands.arguments import WEEK, board_of, week_option

if TYPE_CHECKING:
    from dutydesk_safetyweek.safety_week import WeekCost


@click.group(help=_("The budget of the week: list, add, change and remove lines."))
def cost() -> None:
    """Group the commands about costs."""


@cost.command("list", help=_("List the lines of the budget, planned and spent."))
@click.argument("week", metavar=f"[{WEEK}]", required=False)
@json_option
@click.pass_context
def list_costs(context: click.Context, week: str | None, *, as_json: bool) -> None:
    """Print the budget."""
    from dutydesk_safetyweek.closing_report import money  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import cost_values  # noqa: PLC0415

    board = board_of(open_desk(context), week)
    titles = {entry.id: entry.title for entry in board.entries}
    if as_json:
        print_json(
            {
                "week": board.week.id,
                "costs": [cost_values(each) for each in board.costs],
                "planned": board.planned_cost,
                "spent": board.spent,
            }
        )
        return
    rows = [
        (
            each.id[:6],
            each.title,
            titles.get(each.activity, ""),
            money(each.planned),
            "-" if each.spent is None else money(each.spent),
        )
        for each in board.costs
    ]
    print_table(
        (_("Key"), _("Cost"), _("For"), _("Planned"), _("Spent")),
        [*rows, ("", _("Together"), "", money(board.planned_cost), money(board.spent))],
    )


@cost.command("add", help=_("Add a line to the budget."))
@click.argument("title")
@click.option("--planned", type=click.FloatRange(0), default=0.0, help=_("What it may cost."))
@click.option("--spent", type=click.FloatRange(0), help=_("What was spent."))
@click.option("--for", "activity", metavar="ACTIVITY", help=_("The activity that it is for."))
@week_option
@json_option
@click.pass_context
def add(
    context: click.Context,
    title: str,
    *,
    planned: float,
    spent: float | None,
    activity: str | None,
    week: str | None,
    as_json: bool,
) -> None:
    """Keep the line and print it."""
    from dutydesk_safetyweek.changing import add_cost  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import cost_values  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    key = board.entry(activity).id if activity is not None else ""
    kept = add_cost(desk, board.week, title, planned, spent=spent, activity=key)
    if as_json:
        print_json(cost_values(kept))
    else:
        say(_("Added: {title} ({key})").format(title=kept.title, key=kept.id[:6]))


@cost.command("change", help=_("Change what is given of the line whose key begins with KEY."))
@click.argument("key")
@click.option("--title", help=_("What it is for."))
@click.option("--planned", type=click.FloatRange(0), help=_("What it may cost."))
@click.option("--spent", type=click.FloatRange(0), help=_("What was spent."))
@week_option
@json_option
@click.pass_context
def change(
    context: click.Context,
    key: str,
    *,
    title: str | None,
    planned: float | None,
    spent: float | None,
    week: str | None,
    as_json: bool,
) -> None:
    """Change the line and print it."""
    from dutydesk_safetyweek.changing import change_cost  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import cost_values  # noqa: PLC0415

    desk = open_desk(context)
    found = _cost(board_of(desk, week).costs, key)
    kept = change_cost(
        desk,
        found,
        found.title if title is None else title,
        found.planned if planned is None else planned,
        spent=found.spent if spent is None else spent,
        activity=found.activity,
    )
    if as_json:
        print_json(cost_values(kept))
    else:
        say(_("Changed: {title}").format(title=kept.title))


@cost.command("remove", help=_("Remove the line whose key begins with KEY."))
@click.argument("key")
@week_option
@json_option
@click.pass_context
def remove(context: click.Context, key: str, *, week: str | None, as_json: bool) -> None:
    """Remove the line."""
    from dutydesk_safetyweek.changing import remove_cost  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import cost_values  # noqa: PLC0415

    desk = open_desk(context)
    found = _cost(board_of(desk, week).costs, key)
    remove_cost(desk, found)
    if as_json:
        print_json({"removed": cost_values(found)})
    else:
        say(_("Removed: {title}").format(title=found.title))


def _cost(costs: "Sequence[WeekCost]", key: str) -> "WeekCost":
    found = having_key(costs, key, lambda each: each.id)
    if len(found) != 1:
        raise DataProblem(
            _(
                "{key!r} begins the key of {count} lines; `dutydesk safetyweek cost list` shows the keys"
            ).format(key=key[:40], count=len(found))
        )
    return found[0]
