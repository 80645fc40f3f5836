"""The form that asks what of a register is printed or saved, and where."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from dutydesk.documents import ENDINGS, FONTS_FOLDER, WrittenDocument, write_document
from dutydesk.tui.widgets import Form, FormField, OverScreen, print_file, target_fault, target_path
from dutydesk.wording import _
from dutydesk_registers.entries import Entry
from dutydesk_registers.exchange.entry_export import write_entries
from dutydesk_registers.labels import in_order, print_labels
from dutydesk_registers.list_document import list_document
from dutydesk_registers.screens.register_rows import EntriesRead

TABLE_ENDINGS = (".xlsx", ".csv")
_LIST, _TABLE, _LABELS, _LABEL = "list", "table", "labels", "label"
_MOST_PATH = 500


def print_form(screen: OverScreen, read: EntriesRead, found: Sequence[Entry], chosen: Entry | None) -> Form:
    """Return a form for a file: the entries `found` as a list, a table or labels, or the label of one."""
    desk = screen.desk

    def keep(values: dict[str, str]) -> bool:
        what, _dot, kind = values["what"].partition(".")
        ending = f".{kind}"
        typed = values["file"] or _usual_name(read)
        path = target_path(desk, typed, ending, {*ENDINGS, *TABLE_ENDINGS})
        wanted = (chosen,) if what == _LABEL and chosen is not None else found
        return print_file(screen, form, path, lambda: _written(screen, read, what, wanted, path))

    form = Form(
        _("Print or save {count} in sight").format(count=len(found)),
        (
            FormField("what", _("What"), "choice", choices=tuple(_choices(read, chosen).items())),
            FormField(
                "file",
                _("File"),
                hint=_("empty: {usual}").format(usual=_usual_name(read)),
                limit=_MOST_PATH,
                check=partial(target_fault, desk),
            ),
        ),
        keep,
        keeps_draft=False,
    )
    return form


def _choices(read: EntriesRead, chosen: Entry | None) -> Mapping[str, str]:
    """Return what can be written, by what it is and the ending of its file."""
    found = {
        f"{_LIST}.pdf": _("the list, PDF"),
        f"{_LIST}.docx": _("the list, Word"),
        f"{_LIST}.md": _("the list, plain text"),
        f"{_TABLE}.xlsx": _("all their values, Excel"),
        f"{_TABLE}.csv": _("all their values, CSV"),
    }
    if read.register.file.label is not None:
        found[f"{_LABELS}.pdf"] = _("their labels, PDF")
        found[f"{_LABELS}.docx"] = _("their labels, Word")
        if chosen is not None:
            found[f"{_LABEL}.pdf"] = _("one label, for {title}, PDF").format(title=chosen.title)
    return found


def _usual_name(read: EntriesRead) -> str:
    if read.view.only_open:
        return f"{read.register.code}-open"
    return read.register.code if read.view.year is None else f"{read.register.code}-{read.view.year}"


def _about(read: EntriesRead) -> str:
    """Return which entries they are."""
    if read.view.only_open:
        return _("what is open")
    return _("all years") if read.view.year is None else str(read.view.year)


def _written(
    screen: OverScreen, read: EntriesRead, what: str, found: Sequence[Entry], path: Path
) -> WrittenDocument:
    """Write the list, the table or the labels."""
    desk, register = screen.desk, read.register
    if what == _TABLE:
        write_entries(path, register, found, read.context)
        return WrittenDocument(path)
    if what != _LIST:
        return print_labels(desk, register, path, in_order(register, found))
    document = list_document(desk, register, found, read.context, _about(read))
    return write_document(document, path, desk.folder / FONTS_FOLDER)
