"""``dutydesk summary``: the annual work summary, printed, written to a file, or as JSON with its records."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import LANGUAGES, _, speaking

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_summary.year.work_summary import WorkSummary

_FIRST_YEAR, _LAST_YEAR = 1971, 2997


@click.command(
    help=_(
        "Write the annual work summary of YEAR, or of this year, from the records of the desk. Every figure "
        "is traced to its records; what has none is told, and what to enter. Status 1 where a plugin could "
        "not give its figures."
    )
)
@click.argument("year", type=click.IntRange(_FIRST_YEAR, _LAST_YEAR), required=False)
@to_option(required=False)
@click.option("--language", type=click.Choice(LANGUAGES), help=_("The language of the summary."))
@click.option("--check", is_flag=True, help=_("Only check the template, and say what is wrong with it."))
@json_option
@click.pass_context
def summary(
    context: click.Context,
    year: int | None,
    *,
    to: Path | None,
    language: str | None,
    check: bool,
    as_json: bool,
) -> None:
    """Write it, or check its template."""
    from dutydesk_summary.document_language import document_language  # noqa: PLC0415

    desk = open_desk(context)
    with speaking(language or document_language(desk)):
        if check:
            _check(context, desk, as_json=as_json)
        else:
            _write(context, desk, year or desk.today().year, to, as_json=as_json)


def _write(context: click.Context, desk: "Desk", year: int, to: Path | None, *, as_json: bool) -> None:
    from dutydesk.documents import FONTS_FOLDER, write_document  # noqa: PLC0415
    from dutydesk_summary.year.document import summary_document  # noqa: PLC0415
    from dutydesk_summary.year.writing import work_summary  # noqa: PLC0415

    written = work_summary(desk, year)
    for fault in written.faults:
        warn(f"! {fault}")
    if to is not None:
        file = write_document(summary_document(desk, written), to, desk.folder / FONTS_FOLDER)
        if not as_json:
            _tell_missing(written)
        tell_written(context, file, as_json=as_json, **_json(written))
    elif as_json:
        print_json(_json(written))
    else:
        _print(written)
    context.exit(1 if written.faults else 0)


def _print(written: "WorkSummary") -> None:
    from dutydesk_summary.year.summary_text import summary_parts  # noqa: PLC0415

    for part in summary_parts(written):
        if isinstance(part, str):
            say(part)
        else:
            print_table(*part)


def _tell_missing(written: "WorkSummary") -> None:
    from dutydesk_summary.year.document import missing_rows  # noqa: PLC0415

    for section, title, advice in missing_rows(written):
        say(_("No record: {title} ({section}): {advice}").format(title=title, section=section, advice=advice))


def _json(written: "WorkSummary") -> dict[str, object]:
    return {
        "year": written.year,
        "figures": [
            {
                "key": each.key,
                "title": each.title,
                "value": each.value,
                "precision": each.precision,
                "previous": each.previous,
                "previous_precision": each.previous_precision,
                "records": list(each.records),
            }
            for each in written.figures.values()
            if each.value is not None
        ],
        "missing": [
            {
                "key": each.key,
                "year": each.year,
                "title": each.title,
                "section": each.section,
                "optional": each.is_optional,
                "advice": each.advice,
            }
            for each in written.missing
        ],
    }


def _check(context: click.Context, desk: "Desk", *, as_json: bool) -> None:
    """Say what is wrong with the template, and leave with status 2 where anything is."""
    from dutydesk_summary.settings import SummaryFile  # noqa: PLC0415
    from dutydesk_summary.year.figures_of_years import known_names  # noqa: PLC0415
    from dutydesk_summary.year.template_in_force import template_complaints  # noqa: PLC0415

    name = desk.settings(SummaryFile).template
    complaints = template_complaints(desk, known_names(desk).keys())
    if as_json:
        print_json({"template": name, "problems": list(complaints)})
    elif complaints:
        for each in complaints:
            warn(each)
    else:
        say(_("The template {name} is in order.").format(name=name))
    context.exit(2 if complaints else 0)
