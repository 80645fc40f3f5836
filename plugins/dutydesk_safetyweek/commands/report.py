"""``dutydesk safetyweek report``, ``print`` and ``about``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _, headed
from dutydesk_safetyweek.commands.arguments import WEEK, board_of

_FORMS = ("poster", "handout", "list")


@click.command(help=_("Write the closing report of a week, each figure traced to the entries it came from."))
@click.argument("week", metavar=WEEK)
@to_option(required=True)
@click.option("--conclusion", help=_("What was learned; it is kept with the week."))
@json_option
@click.pass_context
def report(context: click.Context, week: str, *, to: Path, conclusion: str | None, as_json: bool) -> None:
    """Write it, and leave with status 1 where a character could not be drawn."""
    from dutydesk_safetyweek.closing_report import ClosingReport, write_report  # noqa: PLC0415
    from dutydesk_safetyweek.figures import figure_text  # noqa: PLC0415

    desk = open_desk(context)
    week_id = board_of(desk, week).week.id
    written = write_report(desk, week_id, to, conclusion=conclusion)
    made = ClosingReport.of(desk, week_id)
    if not as_json:
        for each in made.figures:
            say(headed(each.title, figure_text(each)))
    figures = [
        {
            "key": each.key,
            "title": each.title,
            "value": each.value,
            "precision": each.precision,
            "records": list(each.records),
        }
        for each in made.figures
    ]
    tell_written(
        context,
        written,
        as_json=as_json,
        week=week_id,
        held=len(made.done),
        planned=made.planned,
        figures=figures,
    )


@click.command("print", help=_("Print a week: a poster, a hand-out for classes, or the squadron's own list."))
@click.argument("week", metavar=WEEK)
@click.option(
    "--as",
    "form",
    type=click.Choice(_FORMS),
    default="handout",
    show_default=True,
    help=_("What is printed."),
)
@to_option(required=True)
@json_option
@click.pass_context
def print_week(context: click.Context, week: str, *, form: str, to: Path, as_json: bool) -> None:
    """Print it, and leave with status 1 where a character could not be drawn."""
    from dutydesk_safetyweek.papers import write_paper  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    written = write_paper(desk, board, form, to)
    tell_written(context, written, as_json=as_json, week=board.week.id, form=form)


@click.command(help=_("Change the theme or the aims of a week."))
@click.argument("week", metavar=WEEK)
@click.option("--theme", help=_("The theme."))
@click.option("--aim", "aims", multiple=True, help=_("An aim; as often as needed, in place of those before."))
@json_option
@click.pass_context
def about(
    context: click.Context, week: str, *, theme: str | None, aims: tuple[str, ...], as_json: bool
) -> None:
    """Change them and print them."""
    from dutydesk_safetyweek.changing import change_week  # noqa: PLC0415

    if theme is None and not aims:
        raise click.UsageError(_("say what to change: --theme or --aim"))
    desk = open_desk(context)
    found = board_of(desk, week).week
    change_week(desk, found, theme=theme, aims=aims or None)
    kept = board_of(desk, found.id).week
    if as_json:
        print_json({"week": kept.id, "theme": kept.theme, "aims": list(kept.aims)})
    else:
        say(_("Safety week {week}: {theme}").format(week=kept.id, theme=kept.theme))
