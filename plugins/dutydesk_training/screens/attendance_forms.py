"""The forms of taking attendance: a reason, a guest, a file to import, a file to write."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import person_named
from dutydesk.documents import ENDINGS, WrittenDocument
from dutydesk.domain import ABSENCE_KINDS, Occurrence, Person, absence_kind_name, clean_line
from dutydesk.sheets import write_table
from dutydesk.tui.widgets import (
    Form,
    FormField,
    OverScreen,
    print_file,
    table_file_form,
    target_fault,
    target_path,
)
from dutydesk.wording import _, language
from dutydesk_training.attendance_table import list_name, roll_headings, roll_rows
from dutydesk_training.roll import Roll, RollLine
from dutydesk_training.sign_in import write_sign_in

LIST_ENDINGS = (".csv", ".xlsx")
_MOST_PATH = 500


def reason_form(title: str, line: RollLine, save: Callable[[str], bool]) -> Form:
    """Return a form for a reason: one that is known or usual is chosen, or another is typed."""
    note = line.note
    usual = dict.fromkeys((*((note,) if note else ()), *_usual_reasons()))

    def keep(values: dict[str, str]) -> bool:
        return save(clean_line(values["typed"]) or values["reason"])

    return Form(
        title,
        (
            FormField("reason", _("Reason"), kind="choice", choices=tuple((each, each) for each in usual)),
            FormField("typed", _("Or in words"), hint=_("takes the place of the above")),
        ),
        keep,
    )


def guest_form(desk: Desk, roll: Roll, save: Callable[[Person], bool]) -> Form:
    """Return a form for someone of the squadron who came and is not expected."""
    on_roll = {line.person.id for line in roll.lines}

    def keep(values: dict[str, str]) -> bool:
        try:
            person = person_named(desk, values["person"])
        except DataProblem as problem:
            form.fail("person", str(problem))
            return False
        if person.id in on_roll:
            form.fail("person", _("{name} is on the list already.").format(name=person.name))
            return False
        return save(person)

    form = Form(
        _("Who else came?"),
        (FormField("person", _("Person"), required=True, hint=_("a name, its beginning, or a key")),),
        keep,
    )
    return form


def import_form(desk: Desk, show: Callable[[Path], object]) -> Form:
    """Return a form for the file of a list; `show` shows what it would mark."""
    return table_file_form(
        desk,
        _("Import an attendance list"),
        _("CSV or Excel, with the headings name 姓名 and state 状态"),
        show,
    )


def print_form(screen: OverScreen, held: Occurrence) -> Form:
    """Return a form for a file: the sign-in sheet as a document, or the list as a table."""
    desk = screen.desk
    names = {
        ".pdf": _("sign-in sheet, PDF"),
        ".docx": _("sign-in sheet, Word"),
        ".md": _("sign-in sheet, text"),
        ".csv": _("list, CSV"),
        ".xlsx": _("list, Excel"),
    }

    def keep(values: dict[str, str]) -> bool:
        path = target_path(desk, values["file"], values["format"], {*ENDINGS, *LIST_ENDINGS})
        return print_file(screen, form, path, lambda: _write(desk, held, path))

    form = Form(
        _("Print or save"),
        (
            FormField("format", _("What"), kind="choice", choices=tuple(names.items())),
            FormField(
                "file",
                _("File"),
                value=list_name(held, ""),
                required=True,
                limit=_MOST_PATH,
                check=partial(target_fault, desk),
            ),
        ),
        keep,
        keeps_draft=False,
    )
    return form


def _write(desk: Desk, held: Occurrence, path: Path) -> WrittenDocument:
    """Write the sheet or the list, as the ending says."""
    if path.suffix.lower() in LIST_ENDINGS:
        spoken = language()
        write_table(path, roll_headings(spoken), roll_rows(Roll.of(desk, held), spoken))
        return WrittenDocument(path)
    return write_sign_in(desk, held, path)


def _usual_reasons() -> tuple[str, ...]:
    return (*(absence_kind_name(kind) for kind in ABSENCE_KINDS), _("on duty"), _("called away"))
