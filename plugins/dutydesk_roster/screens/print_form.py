"""The form that prints the month from the terminal."""

from functools import partial

from dutydesk.tui.widgets import Form, FormField, print_file, target_fault, target_path
from dutydesk.wording import _
from dutydesk_roster.printing import ENDINGS, Paper, PrintedBy, print_roster
from dutydesk_roster.screens.workbench import Workbench

DRAFT, PUBLISHED = "draft", "published"


def print_form(workbench: Workbench) -> Form:
    """Return the form that asks how and where to print the month that is worked on."""
    desk, month = workbench.desk, workbench.month
    formats = {
        ".pdf": _("PDF"),
        ".xlsx": _("Excel"),
        ".html": _("web page"),
        ".csv": _("CSV, a table of text"),
    }

    def print_it(values: dict[str, str]) -> bool:
        path = target_path(desk, values["file"], values["format"], ENDINGS)
        return print_file(
            workbench,
            form,
            path,
            lambda: print_roster(
                desk,
                month,
                path,
                paper=Paper(values["paper"]),
                by=PrintedBy(values["by"]),
                published=values["what"] == PUBLISHED,
            ),
        )

    form = Form(
        _("Print {month}").format(month=month),
        [
            FormField(
                "format",
                _("Format"),
                "choice",
                ".pdf",
                tuple((each, formats.get(each, each)) for each in ENDINGS),
            ),
            FormField("paper", _("Paper"), "choice", Paper.A4, tuple((each, each) for each in Paper)),
            FormField(
                "by",
                _("A row for each"),
                "choice",
                PrintedBy.PERSON,
                ((PrintedBy.PERSON, _("person")), (PrintedBy.POST, _("post and shift"))),
            ),
            FormField(
                "what",
                _("What"),
                "choice",
                DRAFT,
                ((DRAFT, _("as it is arranged now")), (PUBLISHED, _("as it was published last"))),
            ),
            FormField(
                "file",
                _("File"),
                value=f"roster-{month}.pdf",
                required=True,
                check=partial(target_fault, desk),
                limit=500,
            ),
        ],
        print_it,
        keeps_draft=False,
    )
    return form
