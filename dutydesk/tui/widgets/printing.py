"""Writing a file from a form: which file is meant, asking before one is replaced, and telling of it."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from dutydesk.api import DataProblem, Desk
from dutydesk.api.path_typed import path_typed
from dutydesk.documents import ENDINGS
from dutydesk.domain import clean_line
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.message_bar import MessageKind
from dutydesk.wording import _, clauses, ngettext

if TYPE_CHECKING:
    from dutydesk.documents import WrittenDocument
    from dutydesk.tui.widgets.form import Form

T = TypeVar("T")


class PrintingScreen(Protocol):
    """What printing needs of a screen."""

    def ask(self, question: str, on_yes: Callable[[], object]) -> None:
        """Ask `question` in one line, and call `on_yes` when the answer is yes."""
        ...

    def show_message(self, text: str, kind: MessageKind = "notice") -> None:
        """Show `text` in the message line."""
        ...

    def in_background(
        self, work: Callable[[], T], then: Callable[[T], object], *, group: str = "load"
    ) -> None:
        """Call ``work()`` in a thread, then ``then(result)`` here."""
        ...


def target_path(desk: Desk, typed: str, ending: str = "", endings: Collection[str] = ()) -> Path:
    """Return the file to write that is meant, as `path_typed` finds it.

    It is given `ending`, to which one of `endings` that was typed gives way.

    Raises:
        DataProblem: it lies where nothing may be written from here.
    """
    path = path_typed(desk, typed)
    gives_way = path.suffix.lower() in endings
    named = path.with_suffix(ending) if gives_way else path.with_name(path.name + ending)
    return path_typed(desk, str(named))


def target_fault(desk: Desk, typed: str) -> str:
    """Return what is wrong with the name of a file to write, or nothing."""
    try:
        folder = target_path(desk, typed).parent
        is_there = folder.is_dir()
    except DataProblem as problem:
        return str(problem) if desk.confined_to is not None else _("Type the name of a file.")
    except (ValueError, OSError):
        return _("Type the name of a file.")
    return "" if is_there else _("There is no folder {folder}.").format(folder=clean_line(str(folder)))


def document_fields(desk: Desk, usual: str) -> tuple[FormField, FormField]:
    """Return the fields ``format`` and ``file`` for a document; `usual` is its name where none is typed."""
    where = _("the current folder") if desk.confined_to is None else clean_line(str(desk.confined_to))
    formats = {".pdf": _("PDF"), ".docx": _("Word"), ".md": _("Markdown, plain text")}
    return (
        FormField(
            "format",
            _("Format"),
            "choice",
            ".pdf",
            tuple((each, formats.get(each, each)) for each in ENDINGS),
        ),
        FormField(
            "file",
            _("File"),
            hint=_("empty: {usual}, in {folder}").format(usual=usual, folder=where),
            check=partial(target_fault, desk),
            limit=500,
        ),
    )


def document_path(desk: Desk, values: Mapping[str, str], usual: str) -> Path:
    """Return the file that the values of `document_fields` say; `usual` is its name where none was typed.

    Raises:
        DataProblem: it lies where nothing may be written from here.
    """
    return target_path(desk, values["file"] or usual, values["format"], ENDINGS)


def print_file(
    screen: PrintingScreen,
    form: "Form",
    path: Path,
    write: Callable[[], "WrittenDocument"],
    then: Callable[[], object] | None = None,
) -> bool:
    """Call ``write()``, which writes `path`, in a thread; tell of it, and call ``then()`` at last.

    A file that is there is replaced only after a yes, which closes `form`. Returns whether `form`, which
    asked for the file, is done with.
    """

    def begin() -> None:
        screen.show_message(_("Printing {file}...").format(file=path.name))
        screen.in_background(write, tell, group="print")

    def tell(written: "WrittenDocument") -> None:
        screen.show_message(printed_text(written), "warning" if written.missing_glyphs else "notice")
        if then is not None:
            then()

    def replace() -> None:
        begin()
        form.close()

    if path.exists():
        screen.ask(_("{file} is there already; replace it?").format(file=path.name), replace)
        return False
    begin()
    return True


def printed_text(written: "WrittenDocument") -> str:
    """Return what is told of a file once it is written, characters that could not be drawn among it."""
    text = _("Printed: {file}").format(file=written.path.name)
    if written.pages is not None:
        text += " " + ngettext("({n} page)", "({n} pages)", written.pages).format(n=written.pages)
    text += " " + _("in {folder}").format(folder=written.path.parent)
    return clauses(filter(None, (text, written.complaint())))
