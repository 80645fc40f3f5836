"""The form that writes a safety week to a file: poster, hand-out, list or closing report."""

from collections.abc import Callable
from pathlib import Path

from dutydesk.documents import ENDINGS, WrittenDocument
from dutydesk.domain import clean_line
from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _, ngettext
from dutydesk_safetyweek.board import WeekBoard
from dutydesk_safetyweek.closing_report import write_report
from dutydesk_safetyweek.papers import write_paper
from dutydesk_safetyweek.screens.board_view import BoardView

REPORT = "report"
_USUAL_ENDING = ".pdf"


def print_form(screen: BoardView, board: WeekBoard) -> Form:
    """Return the form that asks what of the week on `screen` to write, and where."""

    def print_it(values: dict[str, str], *, replace: bool = False) -> bool:
        path = target_path(values["file"], _usual_name(board, values["what"]))
        if path.exists() and not replace:
            screen.ask(
                _("{file} is there already; replace it?").format(file=path.name), lambda: replace_it(values)
            )
            return False
        screen.show_message(_("Writing {file}...").format(file=path.name))
        screen.in_background(
            _writing(screen, board, values["what"], path),
            lambda written: _tell(screen, written, is_report=values["what"] == REPORT),
            group="print",
        )
        return True

    def replace_it(values: dict[str, str]) -> None:
        print_it(values, replace=True)
        form.close()

    form = Form(
        _("Print the safety week {week}").format(week=board.week.id),
        [
            FormField("what", _("What"), "choice", choices=_forms()),
            FormField(
                "file",
                _("File"),
                hint=_("empty: a PDF in this folder; or a name ending in {endings}").format(
                    endings=", ".join(ENDINGS)
                ),
                check=_check_file,
                limit=500,
            ),
        ],
        print_it,
    )
    return form


def _forms() -> tuple[tuple[str, str], ...]:
    return (
        ("poster", _("poster, A3")),
        ("handout", _("hand-out for classes and parents")),
        ("list", _("the squadron's list, to tick")),
        (REPORT, _("closing report")),
    )


def _writing(screen: BoardView, board: WeekBoard, what: str, path: Path) -> Callable[[], WrittenDocument]:
    desk = screen.desk
    if what == REPORT:
        return lambda: write_report(desk, board.week.id, path)
    return lambda: write_paper(desk, WeekBoard.of(desk, board.week.id), what, path)


def _usual_name(board: WeekBoard, what: str) -> str:
    return f"safety-week-{board.week.id}-{what}{_USUAL_ENDING}"


def target_path(typed: str, usual_name: str) -> Path:
    """Return the file that is meant, in the current folder unless said otherwise; a PDF without an ending."""
    path = Path.cwd() / Path(typed or usual_name).expanduser()
    return path if path.suffix else path.with_name(path.name + _USUAL_ENDING)


def _check_file(text: str) -> str:
    try:
        path = target_path(text, "x")
    except (ValueError, RuntimeError, OSError):
        return _("Type the name of a file.")
    if path.suffix.lower() not in ENDINGS:
        return _("Expected a name that ends in {endings}.").format(endings=", ".join(ENDINGS))
    if not path.parent.is_dir():
        return _("There is no folder {folder}.").format(folder=clean_line(str(path.parent)))
    return ""


def _tell(screen: BoardView, written: WrittenDocument, *, is_report: bool) -> None:
    text = _("Printed: {file}").format(file=written.path.name)
    if written.pages is not None:
        text += " " + ngettext("({n} page)", "({n} pages)", written.pages).format(n=written.pages)
    text += " " + _("in {folder}").format(folder=written.path.parent)
    complaint = written.complaint()
    screen.show_message(f"{text}; {complaint}" if complaint else text, "warning" if complaint else "notice")
    if is_report:
        screen.show_now()
