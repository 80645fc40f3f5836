"""A person's training over the years, on one screen."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.people_named import person_named
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    FormField,
    LinePart,
    OverListScreen,
    TableColumn,
    TableRow,
    bindings,
    print_file,
    target_fault,
    target_path,
)
from dutydesk.wording import _, clauses, listed, pgettext
from dutydesk_training.attendance import presence_text
from dutydesk_training.person_record import PersonRecord, QualificationHeld
from dutydesk_training.person_record_document import (
    hours_text,
    hours_words,
    qualification_days,
    session_note,
    tally_text,
    write_record,
)

_MOST_PATH = 500


class PersonRecordScreen(OverListScreen[None]):
    """Shows a person's record: years, what is to be made up, qualifications, topics, and every session."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("person-record.print", "o", "print", _("Print"), _("Write this record to a file")),
        ActionSpec("person-record.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("when", _("When"), 11),
        TableColumn("what", _("What"), 28),
        TableColumn("state", _("State"), 12),
        TableColumn("note", _("Note")),
    )
    EMPTY: ClassVar[str] = _("No attendance is kept of this person yet.")

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__(desk)
        self.person = person
        self._record: PersonRecord | None = None

    def reload(self) -> None:
        """Read the record in a thread."""
        self.in_background(
            lambda: PersonRecord.of(self.desk, person_named(self.desk, self.person)), self._show
        )

    def _show(self, record: PersonRecord) -> None:
        self._record = record
        self.show_list(
            (
                LinePart(f" {record.person.name} ", "strong"),
                LinePart(clauses((hours_words(record.hours), tally_text(record.tally)))),
            ),
            _rows(record),
            {},
        )

    def action_print(self) -> None:
        """Ask for a file and write the record there."""
        record = self._record
        if record is None:
            return

        def keep(values: dict[str, str]) -> bool:
            path = target_path(self.desk, values["file"])
            return print_file(self, form, path, lambda: write_record(self.desk, record, path))

        form = Form(
            _("Print the record"),
            (
                FormField(
                    "file",
                    _("File"),
                    value=f"record-{record.person.id}.pdf",
                    required=True,
                    limit=_MOST_PATH,
                    hint=_("ending in .pdf, .docx or .md"),
                    check=partial(target_fault, self.desk),
                ),
            ),
            keep,
            keeps_draft=False,
        )
        self.show_form(form)


def _rows(record: PersonRecord) -> Iterable[TableRow]:
    yield from _headed(_("To be made up"), _owed(record))
    yield from _headed(_("By year"), _years(record))
    yield from _headed(_("Qualifications"), _qualifications(record))
    yield from _headed(_("Topics"), _topics(record))
    yield from _headed(_("Sessions"), _sessions(record))


def _headed(title: str, rows: Iterable[TableRow]) -> Iterable[TableRow]:
    known = tuple(rows)
    if known:
        yield TableRow(title, (title,), heading=True)
        yield from known


def _owed(record: PersonRecord) -> Iterable[TableRow]:
    for each in record.owed:
        planned = _("planned on {day}").format(day=each.planned) if each.planned else _("no day yet")
        yield TableRow(
            f"owed-{each.missed.id}",
            (str(each.missed.day), each.missed.title, pgettext("session", "missed"), planned),
            style="" if each.planned else "warning",
        )


def _years(record: PersonRecord) -> Iterable[TableRow]:
    for each in record.years:
        hours = listed(f"{name} {hours_text(value)}" for name, value in each.hours.items())
        tally = each.tally
        yield TableRow(
            f"year-{each.year}",
            (
                str(each.year),
                _("attended {attended} of {expected}, late {late}").format(
                    attended=tally.attended, expected=tally.expected, late=tally.late
                ),
                hours_words(each.all_hours),
                hours,
            ),
        )


def _qualifications(record: PersonRecord) -> Iterable[TableRow]:
    for index, each in enumerate(record.qualifications):
        yield TableRow(
            f"qualification-{index}",
            (
                str(each.earned or ""),
                each.name,
                _("valid") if each.valid else _("not valid"),
                _qualified(each),
            ),
            style="" if each.valid else "muted",
        )


def _qualified(held: QualificationHeld) -> str:
    earned, expires = qualification_days(held)
    return earned if held.earned is None and held.expires is None else _("until {day}").format(day=expires)


def _topics(record: PersonRecord) -> Iterable[TableRow]:
    for each in record.topics:
        yield TableRow(
            f"topic-{each.code}",
            (
                str(each.last),
                each.title,
                hours_words(each.hours),
                _("from {day}").format(day=each.first),
            ),
        )


def _sessions(record: PersonRecord) -> Iterable[TableRow]:
    for each in record.sessions:
        yield TableRow(
            f"session-{each.id}",
            (
                str(each.day),
                each.title,
                presence_text(each.presence, each.minutes),
                session_note(record, each),
            ),
            style="" if each.came else "muted",
        )
