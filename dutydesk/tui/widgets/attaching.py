"""Files and links kept with something: the form that asks for one, where it is, and taking it away."""

from functools import partial

from dutydesk.api import Desk
from dutydesk.api.attachments import attach, detach, file_of, is_gone
from dutydesk.domain import Attachment, clean_line
from dutydesk.domain.attachment import LINK_SCHEMES
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.table_file import file_fault
from dutydesk.wording import _

_MOST_PATH = 1000


def ask_attachment(screen: AreaScreen, about: str, what: str) -> None:
    """Ask on `screen` for a file or link, and keep it with `about`, which people call `what`."""

    def keep(values: dict[str, str]) -> bool:
        return screen.attempt(
            lambda: attach(screen.desk, about, values["source"], values["title"]),
            _("Kept: {title}").format(title=values["title"] or values["source"]),
        )

    screen.show_form(
        Form(
            _("Keep with {what}").format(what=what),
            (
                source_field(screen.desk, _source_hint(screen.desk), required=True),
                FormField("title", _("What it is"), hint=_("empty: the name of the file")),
            ),
            keep,
        )
    )


def source_field(desk: Desk, hint: str, *, required: bool = False) -> FormField:
    """Return the field ``source`` for the path of a file, or for a link."""
    return FormField(
        "source",
        _("File or link"),
        required=required,
        hint=hint,
        check=partial(_source_fault, desk),
        limit=_MOST_PATH,
    )


def tell_where(screen: AreaScreen, attachment: Attachment) -> None:
    """Say on `screen` where a file or link is, or that the file is gone."""
    where = attachment.target if attachment.is_link else str(file_of(screen.desk, attachment))
    if is_gone(screen.desk, attachment):
        screen.show_message(_("The file is gone: {name}").format(name=where), "warning")
    else:
        screen.show_message(where)


def ask_detaching(screen: AreaScreen, attachment: Attachment) -> None:
    """Ask on `screen` whether a file or link is to be taken away."""
    screen.ask(
        _("Take {what} away? A file stays in the desk's folder.").format(what=attachment.title),
        lambda: screen.attempt(
            lambda: detach(screen.desk, attachment),
            _("No longer attached: {title}").format(title=attachment.title),
        ),
    )


def _source_hint(desk: Desk) -> str:
    if desk.confined_to is None:
        return _("a path on this computer, or https://...")
    return _("https://..., or a file in {folder}").format(folder=clean_line(str(desk.confined_to)))


def _source_fault(desk: Desk, text: str) -> str:
    """Return what is wrong with a path or a link, or nothing."""
    if text.startswith(LINK_SCHEMES):
        return ""
    return file_fault(desk, _("There is no such file; a link begins with https://."), text)
