"""The form that asks for the file of a table to import."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dutydesk.api import DataProblem, Desk
from dutydesk.api.path_typed import path_typed
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.form import Form
from dutydesk.wording import _

_MOST_PATH = 1000


def table_file_form(desk: Desk, title: str, hint: str, show: Callable[[Path], object]) -> Form:
    """Return a form for a file that is there; `show` shows what importing it would do."""

    def keep(values: dict[str, str]) -> bool:
        show(path_typed(desk, values["file"]))
        return True

    return Form(
        title,
        (
            FormField(
                "file",
                _("File"),
                required=True,
                limit=_MOST_PATH,
                hint=hint,
                check=partial(file_fault, desk, _("There is no such file.")),
            ),
        ),
        keep,
        keeps_draft=False,
    )


def file_fault(desk: Desk, absent: str, text: str) -> str:
    """Return what is wrong with the path of a file to read, or nothing; `absent` where there is no such file.

    It is brief: a long path would push the reason out of sight.
    """
    try:
        is_there = path_typed(desk, text).is_file()
    except DataProblem as problem:
        if desk.confined_to is not None:
            return str(problem)
        is_there = False
    except (ValueError, OSError):
        is_there = False
    return "" if is_there else absent
