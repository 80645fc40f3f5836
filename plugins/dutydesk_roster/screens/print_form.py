"""The form that prints the month from the terminal."""

from pathlib import Path

from dutydesk.domain import clean_line
from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _, ngettext
from dutydesk_roster.printing import ENDINGS, Paper, PrintedBy, PrintedRoster, print_roster
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

    def print_it(values: dict[str, str], *, replace: bool = False) -> bool:
        path = target_path(values["file"], values["format"])
        if path.exists() and not replace:
            workbench.ask(
                _("{file} is there already; replace it?").format(file=path.name),
                lambda: replace_it(values),
            )
            return False
        workbench.show_message(_("Printing {month}...").format(month=month))
        workbench.in_background(
            lambda: print_roster(
                desk,
                month,
                path,
                paper=Paper(values["paper"]),
                by=PrintedBy(values["by"]),
                published=values["what"] == PUBLISHED,
            ),
            lambda printed: _tell(workbench, printed),
            group="print",
        )
        return True

    def replace_it(values: dict[str, str]) -> None:
        print_it(values, replace=True)
        form.close()

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
                "file", _("File"), value=f"roster-{month}.pdf", required=True, check=_check_file, limit=500
            ),
        ],
        print_it,
    )
    return form


def target_path(typed: str, ending: str) -> Path:
    """Return the file that is meant, in the current folder unless said otherwise, with this ending."""
    path = Path.cwd() / Path(typed).expanduser()
    if path.suffix.lower() in ENDINGS:
        return path.with_suffix(ending)
    return path.with_name(path.name + ending)


def _check_file(text: str) -> str:
    try:
        path = target_path(text, ".pdf")
    except (ValueError, RuntimeError, OSError):
        return _("Type the name of a file.")
    if not path.parent.is_dir():
        return _("There is no folder {folder}.").format(folder=clean_line(str(path.parent)))
    return ""


def _tell(workbench: Workbench, printed: PrintedRoster) -> None:
    text = _("Printed: {file}").format(file=printed.path.name)
    if printed.pages is not None:
        text += " " + ngettext("({n} page)", "({n} pages)", printed.pages).format(n=printed.pages)
    text += " " + _("in {folder}").format(folder=printed.path.parent)
    complaint = printed.complaint()
    workbench.show_message(
        f"{text}; {complaint}" if complaint else text, "warning" if complaint else "notice"
    )
