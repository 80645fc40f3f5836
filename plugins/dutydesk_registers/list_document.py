"""The list of a register as a document to print."""

from collections.abc import Iterable

from dutydesk.api import Desk
from dutydesk.documents import Document, DocumentTable, Paragraph
from dutydesk.wording import _, ngettext
from dutydesk_registers.entries import Entry
from dutydesk_registers.entry_state import entry_state, has_states
from dutydesk_registers.field_values import FieldContext, shown
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable

_MOST_UPRIGHT = 5
_TYPE_SIZE = 9.0


def list_document(
    desk: Desk, register: Register, found: Iterable[Entry], context: FieldContext, about: str
) -> Document:
    """Return a document with entries in rows; `about` says below the title which entries they are.

    Its columns are those of the list on the screen: fields with a width, the title, how an entry stands.
    """
    title = register.title_field.code
    fields = [each for each in register.file.field if each.width or each.code == title]
    states = has_states(register)
    rows = tuple(_row(register, fields, each, context, states=states) for each in found)
    headers = (*(each.name for each in fields), *((_("State"),) if states else ()))
    count = ngettext("{count} entry", "{count} entries", len(rows)).format(count=len(rows))
    return Document(
        title=register.name,
        school=desk.name,
        about=about,
        blocks=(
            DocumentTable(headers, rows),
            Paragraph(_("{count}; as of {day}").format(count=count, day=context.today), "muted"),
        ),
        lying=len(headers) > _MOST_UPRIGHT,
        type_size=_TYPE_SIZE,
    )


def _row(
    register: Register, fields: Iterable[FieldTable], entry: Entry, context: FieldContext, *, states: bool
) -> tuple[str, ...]:
    cells = tuple(shown(each, entry.values.get(each.code, ""), context) for each in fields)
    return (*cells, entry_state(register, entry, context.today)[0]) if states else cells
