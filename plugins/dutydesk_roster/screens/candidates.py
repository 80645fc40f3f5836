"""The list of who could stand in a slot, and of those who cannot, with the reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import new_id
from dutydesk.tui.widgets import SelectTable, TableColumn, TableRow, day_name
from dutydesk.wording import _
from dutydesk_roster.arranging import refuse_if_changed
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import EngineFailed, Placed
from dutydesk_roster.engine.replacements import Candidate, rank_replacements
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster


class CandidatePanel(Vertical):
    """Shows ranked candidates beneath the grid; Enter puts one in the slot."""

    DEFAULT_CSS = """
    CandidatePanel { height: 50%; display: none; }
    CandidatePanel.-open { display: block; }
    """

    @dataclass
    class Chosen(Message):
        """Someone was chosen: `work` puts them in the slot, `text` says so."""

        work: Callable[[], object]
        text: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self.list = SelectTable(
            (
                TableColumn("name", _("Who"), 14),
                TableColumn("fits", "", 10),
                TableColumn("reason", _("Why, or why not")),
            ),
            id="candidates",
        )
        self._slot: tuple[str, str, date, str] | None = None
        self._roster: Roster | None = None
        self._desk: Desk | None = None
        self._ranked: tuple[Candidate, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self.has_class("-open")

    def rank(self, desk: Desk, roster: Roster, slot: tuple[str, str, date, str]) -> None:
        """Work out the ranking; it takes a moment, so this belongs in a thread."""
        post, shift, day, person = slot
        problem = problem_of(desk, roster)
        if all(each.place != (post, shift, day) for each in problem.slots):
            raise DataProblem(
                _("Nobody is asked for at {duty} on {day}, so nobody is ranked for it.").format(
                    duty=duty_title(roster.plan, post, shift), day=day_name(day)
                )
            )
        standing = [placed(each) for each in roster.assignments]
        try:
            ranked = rank_replacements(problem, standing, Placed(person, post, shift, day))
        except EngineFailed as error:
            raise DataProblem(str(error)) from error
        self._desk, self._roster, self._slot, self._ranked = desk, roster, slot, ranked

    def open(self) -> None:
        """Show the ranking."""
        if self._roster is None or self._slot is None:
            return
        post, shift, day, _person = self._slot
        names = self._roster.names
        title = f"{day_name(day)}, {duty_title(self._roster.plan, post, shift)}"
        rows = [
            TableRow(
                "title", (_("{duty}: Enter puts them there, Esc closes").format(duty=title),), heading=True
            )
        ]
        rows += [
            TableRow(
                each.person,
                (names.get(each.person, each.person), _standing(each), _why(each)),
                "" if each.fits else "muted",
            )
            for each in self._ranked
        ]
        self.list.show_rows(rows)
        self.add_class("-open")
        self.list.focus()

    def close(self) -> None:
        """Hide the list."""
        self.remove_class("-open")

    @on(SelectTable.RowSelected)
    def _choose(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        row = self.list.current
        desk, roster, slot = self._desk, self._roster, self._slot
        if row is None or desk is None or roster is None or slot is None or row.heading:
            return
        post, shift, day, before = slot
        names = roster.names
        name = names.get(row.key, row.key)
        duty = duty_title(roster.plan, post, shift)
        text = _("{name} stands {duty} on {day}.").format(name=name, duty=duty, day=day_name(day))

        def put() -> None:
            with desk.change(text) as change:
                there = [each for each in roster.assignments if placed(each).place == (post, shift, day)]
                now = change.table(Assignment).where(day=day, post=post, shift=shift)
                refuse_if_changed(there, now, duty)
                held = next((each for each in there if each.person == before), None)
                if held is not None:
                    change.replace(replace(held, person=row.key, pinned=True))
                else:
                    change.add(
                        Assignment(id=new_id(), person=row.key, post=post, shift=shift, day=day, pinned=True)
                    )

        self.post_message(self.Chosen(put, text))


def _standing(candidate: Candidate) -> str:
    if not candidate.fits:
        return _("! cannot")
    return _("at a cost") if candidate.costs else _("fits")


def _why(candidate: Candidate) -> str:
    return " ".join(candidate.costs) if candidate.fits and candidate.costs else candidate.reason
