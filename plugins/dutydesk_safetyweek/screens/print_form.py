"""The form that writes a safety week to a file: poster, hand-out, list or closing report."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.documents import ENDINGS, WrittenDocument
from dutydesk.tui.widgets import Form, FormField, print_file, target_fault, target_path
from dutydesk.wording import _
from dutydesk_safetyweek.board import WeekBoard
from dutydesk_safetyweek.closing_report import write_report
from dutydesk_safetyweek.papers import write_paper
from dutydesk_safetyweek.screens.board_view import BoardView

REPORT = "report"
_USUAL_ENDING = ".pdf"


def print_form(screen: BoardView, board: WeekBoard) -> Form:
    """Return the form that asks what of the week on `screen` to write, and where."""

    def print_it(values: dict[str, str]) -> bool:
        path = _meant_path(screen.desk, values["file"], _usual_name(board, values["what"]))
        write = _writing(screen, board, values["what"], path)
        return print_file(screen, form, path, write, screen.show_now)

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
                check=partial(_check_file, screen.desk),
                limit=500,
            ),
        ],
        print_it,
        keeps_draft=False,
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


def _meant_path(desk: Desk, typed: str, usual_name: str) -> Path:
    path = target_path(desk, typed or usual_name)
    return path if path.suffix else target_path(desk, str(path), _USUAL_ENDING)


def _check_file(desk: Desk, text: str) -> str:
    fault = target_fault(desk, text)
    if not fault and _meant_path(desk, text, "").suffix.lower() not in ENDINGS:
        return _("Expected a name that ends in {endings}.").format(endings=", ".join(ENDINGS))
    return fault
