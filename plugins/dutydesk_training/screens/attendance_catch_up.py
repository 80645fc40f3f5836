"""When someone can make up for a session that they missed."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import Occurrence, Person, short_day
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    day_name,
)
from dutydesk.wording import _
from dutydesk_training.attendance import Attendance
from dutydesk_training.catch_up import CatchUps, catch_ups, plan_catch_up
from dutydesk_training.session_key import find_session


class CatchUpScreen(OverListScreen[Occurrence]):
    """Lists later sessions of the same content, those at which the person is free first.

    ``CatchUpScreen(desk, person, missed)``; Enter puts the person on the roll of that session.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "catch-up.plan", "p", "plan", _("Plan it"), _("Put them on the roll of this later session")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("when", _("When"), 15),
        TableColumn("title", _("Session"), 22),
        TableColumn("why", _("Why, or why not")),
    )
    EMPTY: ClassVar[str] = _("No later session of the same content is planned in the next six weeks.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no session here to choose.")

    def __init__(self, desk: Desk, person: Person, missed: Attendance) -> None:
        super().__init__(desk)
        self.person = person
        self.missed = missed
        self._found: CatchUps | None = None

    def reload(self) -> None:
        """Look for sessions in a thread."""
        self.in_background(self._read, self._show)

    def _read(self) -> CatchUps | None:
        held = find_session(self.desk, self.missed.session, cancelled=True)
        return catch_ups(self.desk, held).get(self.person.id)

    def _show(self, found: CatchUps | None) -> None:
        self._found = found
        missed = found.missed if found is not None else self.missed
        planned = _("planned on {day}").format(day=day_name(missed.catch_up_on)) if missed.catch_up_on else ""
        text = _(" {name} missed {title}, {day} ").format(
            name=self.person.name, title=missed.title, day=day_name(missed.day)
        )
        sessions = _sessions(found) if found is not None else ()
        self.show_list(
            (LinePart(text, "strong"), LinePart(planned, "muted")),
            _rows(found) if found is not None else (),
            {each.key: each for each in sessions},
        )

    @on(SelectTable.RowSelected)
    def action_plan(self) -> None:
        """Plan the catch-up at the session of this line."""
        at, found = self.chosen(), self._found
        if at is None or found is None:
            return
        refusal = next((each for each in found.refusals if each.at.key == at.key), None)
        if refusal is not None:
            self.ask(
                _("{name} cannot come then: {why}. Plan it all the same?").format(
                    name=self.person.name, why=refusal.why
                ),
                lambda: self._plan(found.missed, at),
            )
        else:
            self._plan(found.missed, at)

    def _plan(self, missed: Attendance, at: Occurrence) -> None:
        text = _("{name} makes up for it at {title}, {day}.").format(
            name=self.person.name, title=at.activity.title, day=day_name(at.start.date())
        )
        if self.attempt(lambda: plan_catch_up(self.desk, missed, at), text):
            self.dismiss(None)


def _sessions(found: CatchUps) -> Iterable[Occurrence]:
    yield from (each.at for each in found.offers)
    yield from (each.at for each in found.refusals)


def _rows(found: CatchUps) -> Iterable[TableRow]:
    for each in found.offers:
        yield TableRow(each.at.key, (_when(each.at), each.at.activity.title, each.why))
    for refusal in found.refusals:
        yield TableRow(
            refusal.at.key,
            (_when(refusal.at), refusal.at.activity.title, _("cannot: {why}").format(why=refusal.why)),
            style="muted",
        )


def _when(at: Occurrence) -> str:
    return f"{short_day(at.start.date())} {at.start:%H:%M}"
