"""Writing a file from a form: which file is meant, asking before one is replaced, and telling of it."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from dutydesk.documents import ENDINGS
from dutydesk.domain import clean_line
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.message_bar import MessageKind
from dutydesk.wording import _, ngettext

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


def target_path(typed: str, ending: str = "", endings: Collection[str] = ()) -> Path:
    """Return the file that is meant, in the current folder unless said otherwise.

    It is given `ending`, to which one of `endings` that was typed gives way.
    """
    path = Path.cwd() / Path(typed).expanduser()
    if path.suffix.lower() in endings:
        return path.with_suffix(ending)
    return path.with_name(path.name + ending)


def target_fault(typed: str) -> str:
    """Return what is wrong with the name of a file to write, or nothing."""
    try:
        folder = target_path(typed).parent
        is_there = folder.is_dir()
    except (ValueError, RuntimeError, OSError):
        return _("Type the name of a file.")
    return "" if is_there else _("There is no folder {folder}.").format(folder=clean_line(str(folder)))


def document_fields(usual: str) -> tuple[FormField, FormField]:
    """Return the fields ``format`` and ``file`` for a document; `usual` is its name where none is typed."""
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
            hint=_("empty: {usual}, in the current folder").format(usual=usual),
            check=target_fault,
            limit=500,
        ),
    )


def document_path(values: Mapping[str, str], usual: str) -> Path:
    """Return the file that the values of `document_fields` say; `usual` is its name where none was typed."""
    return target_path(values["file"] or usual, values["format"], ENDINGS)


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
    return "; ".join(filter(None, (text, written.complaint())))
