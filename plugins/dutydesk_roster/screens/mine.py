"""A guard's own area: their duties, what they ask for, and where they can help."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import Person, Right, person_feed
from dutydesk.tui.widgets import AreaScreen, Form, LineBar, LinePart, SelectTable, bindings
from dutydesk.wording import _, clauses
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.requests.asking import (
    LeaveWish,
    SwapWish,
    ask_leave,
    ask_swap,
    offer,
    refuse,
    withdraw,
    withdraw_offer,
)
from dutydesk_roster.requests.choices import SwapChoice, choices_for
from dutydesk_roster.requests.duty import standing_duty
from dutydesk_roster.requests.own_view import OwnView, possible_returns
from dutydesk_roster.requests.people import actor_of
from dutydesk_roster.requests.request import SwapRequest
from dutydesk_roster.requests.taking import running_duties, take, take_open
from dutydesk_roster.requests.volunteering import stop_volunteering, volunteer
from dutydesk_roster.screens.choice_panel import ChoicePanel
from dutydesk_roster.screens.mine_actions import MINE_ACTIONS
from dutydesk_roster.screens.mine_forms import days_form, leave_fields, volunteer_fields, word_field
from dutydesk_roster.screens.mine_rows import (
    ANYONE,
    DUTY,
    MINE_COLUMNS,
    NEEDED,
    OTHER,
    VOLUNTEERS,
    choice_rows,
    history_choice_rows,
    own_rows,
    people_rows,
    return_rows,
    running_rows,
    taken_text,
    unknown_parts,
    who_parts,
)


class MineScreen(AreaScreen):
    """What concerns one person, in one list; what is to be chosen opens beneath it."""

    ACTIONS = MINE_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MINE_ACTIONS)
    DEFAULT_CSS = """
    MineScreen #mine { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.who_line = LineBar(id="mine-who")
        self.list = SelectTable(
            MINE_COLUMNS, show_header=False, empty=_("Press i and say who you are."), id="mine"
        )
        self.detail_line = LineBar(id="mine-detail")
        self.panel = ChoicePanel(id="mine-panel")
        self.person: Person | None = None
        self.view: OwnView | None = None
        self._asked_who = False

    def compose_body(self) -> ComposeResult:
        """Lay out who it is, the list, and the panel beneath."""
        yield self.who_line
        yield self.list
        yield self.detail_line
        yield self.panel

    def reload(self) -> None:
        """Find out who it is, and read what concerns them."""
        people = {each.id: each for each in self.desk.people()}
        known = self.person or actor_of(self.desk)
        self.person = people.get(known.id) if known is not None else None
        person = self.person
        if person is None:
            self.view = None
            self.who_line.show_parts(unknown_parts(self.desk))
            self.list.show_rows(())
            if people and not self._asked_who and self.desk.may(Right.READ):
                self._asked_who = True
                self.action_who()
            return
        self.in_background(lambda: OwnView.of(self.desk, person), self._show)

    def tick(self) -> None:
        """Let what is over go."""
        self.reload()

    def _show(self, view: OwnView) -> None:
        if self.person is None or view.person.id != self.person.id:
            return
        shown_before, self.view = self.view, view
        self.who_line.show_parts(who_parts(self.desk, view.person))
        self.list.show_rows(own_rows(view, self.desk.zone))
        if (
            view.duties
            and not view.asked_of_me
            and (shown_before is None or shown_before.person.id != view.person.id)
        ):
            self.list.move_to(f"{DUTY}{view.duties[0].published.id}")
        self._show_detail()

    # What is at the cursor

    @property
    def _key(self) -> str:
        row = self.list.current
        return row.key if row is not None else ""

    def _swap_at_cursor(self) -> SwapRequest | None:
        request = self.view.book.get(self._key) if self.view is not None else None
        return request if isinstance(request, SwapRequest) else None

    def _me(self) -> Person | None:
        if self.person is None:
            self.show_message(_("Press i and say who you are first."), "warning")
        return self.person

    @on(SelectTable.RowMoved, "#mine")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell all of the line at the cursor, which may be cut in the list."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.list.current
        request = self._swap_at_cursor()
        cells = row.cells[2:] if row is not None else ()
        parts = (request.title, cells[-1]) if request is not None else cells
        self.detail_line.show_parts([LinePart(f" {clauses(each for each in parts if each)}", "muted")])

    @on(SelectTable.RowSelected, "#mine")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Do what one most likely wants with the line."""
        event.stop()
        key, swap = event.row.key, self._swap_at_cursor()
        if key.startswith(DUTY):
            self.action_swap()
        elif key.startswith(NEEDED):
            self.action_take()
        elif key.startswith(OTHER):
            self._act_on(int(key.removeprefix(OTHER)))
        elif swap is not None and self.person is not None and swap.person != self.person.id:
            self.action_offer()
        else:
            self.action_history()

    async def action_link(self) -> None:
        """Show the links to one's own calendar, and make one for a phone."""
        me = self._me()
        if me is not None:
            await self.app.run_action(f"links({person_feed(me.id)!r})")

    def _act_on(self, number: int) -> None:
        """Do what a plugin offers about the line with this number."""
        act = self.view.others[number].act if self.view is not None else None
        said: list[str] = []
        if act is not None and self.attempt(lambda: said.append(act())):
            self.show_message(said[0])

    # Who it is

    def action_who(self) -> None:
        """Say who one is; it is remembered as long as the program runs."""
        if not self.allowed(Right.READ, _("look at what concerns someone else")):
            return
        people = {each.id: each for each in self.desk.people(self.desk.today())}

        def chosen(key: str) -> None:
            self.person = people.get(key)
            self.reload()

        self.panel.open(_("Who are you? Enter chooses, / filters"), chosen, _("There is nobody yet."))
        self.panel.show_rows(people_rows(people.values()))

    # Asking

    def action_leave(self) -> None:
        """Ask for leave by form."""
        me = self._me()
        if me is None:
            return

        def keep(first: date, last: date, values: dict[str, str]) -> bool:
            wish = LeaveWish(person=me.id, first=first, last=last, kind=values["kind"], note=values["note"])
            return self.attempt(
                lambda: ask_leave(self.desk, wish), _("Asked; the leader sees it now. w withdraws it.")
            )

        title = _("Leave of {name}").format(name=me.name)
        self.show_form(days_form(title, leave_fields(self.desk.today()), keep))

    def action_swap(self) -> None:
        """Ask to be freed of the duty at the cursor: choose who might stand it, and for what."""
        me, view = self._me(), self.view
        own = view.duty(self._key.removeprefix(DUTY)) if view is not None else None
        if me is None or own is None or view is None:
            if me is not None:
                self.show_message(_("Go to one of your duties first."), "warning")
            return
        if own.request is not None:
            self.show_message(
                _("You ask about this already: {title}").format(title=own.request.title), "warning"
            )
            return
        held = self.desk.table(Assignment).get(own.published.id)
        if held is None:
            self.show_message(_("The leader has taken this duty out of the roster."), "warning")
            return
        duty, found = standing_duty(view.book.plan, held), list[SwapChoice]()

        def chosen(key: str) -> None:
            choice = None if key == ANYONE else found[int(key)]
            self._ask_swap(me, held.id, duty.text, choice)

        def show(choices: tuple[SwapChoice, ...]) -> None:
            found.extend(choices)
            self.panel.show_rows(choice_rows(choices))

        self.panel.open(
            _("{duty}: whom do you ask?").format(duty=duty.text), chosen, _("Looking who could stand it...")
        )
        self.panel.show_rows(choice_rows(()))
        self.in_background(lambda: choices_for(self.desk, duty), show, group="choices")

    def _ask_swap(self, me: Person, assignment: str, duty: str, choice: SwapChoice | None) -> None:
        def save(values: dict[str, str]) -> bool:
            wish = SwapWish(
                person=me.id,
                assignment=assignment,
                other=choice.other if choice is not None else "",
                back=choice.back if choice is not None else "",
                note=values["note"],
            )
            return self.attempt(
                lambda: ask_swap(self.desk, wish), _("Asked; the leader sees it now. w withdraws it.")
            )

        name = choice.name if choice is not None else _("everyone")
        self.show_form(Form(_("Ask {name}: {duty}").format(name=name, duty=duty), [word_field()], save))

    # Helping

    def action_offer(self) -> None:
        """Offer on the request at the cursor; say yes where one is asked by name."""
        me, request = self._me(), self._swap_at_cursor()
        if me is None:
            return
        if request is None or not request.is_asked or request.person == me.id:
            self.show_message(_("Go to a request of someone else first."), "warning")
            return
        if request.swap.other:
            self.ask(
                _("Say yes to {title}?").format(title=request.title),
                lambda: self.attempt(
                    lambda: offer(self.desk, request.key, me.id), _("You have said yes; the leader decides.")
                ),
            )
            return

        def chosen(key: str) -> None:
            back = "" if key == ANYONE else key
            self.attempt(
                lambda: offer(self.desk, request.key, me.id, back), _("Offered; the leader decides.")
            )

        self.panel.open(
            _("You would stand {duty}; what for?").format(duty=request.duty.text),
            chosen,
            _("Looking what the rules say..."),
        )
        self.in_background(
            lambda: possible_returns(self.desk, request, me.id),
            lambda found: self.panel.show_rows(return_rows(found)),
            group="choices",
        )

    def action_refuse(self) -> None:
        """Say no to the request at the cursor, which asks one by name."""
        me, request = self._me(), self._swap_at_cursor()
        if me is None:
            return
        if request is None or not request.is_asked or request.swap.other != me.id:
            self.show_message(_("Go to a request that asks you by name first."), "warning")
            return

        def save(values: dict[str, str]) -> bool:
            return self.attempt(
                lambda: refuse(self.desk, request.key, me.id, values["note"]), _("You have said no.")
            )

        self.show_form(Form(_("No to {title}").format(title=request.title), [word_field()], save))

    def action_take(self) -> None:
        """Take a duty at once: the one at the cursor, or one of those that run now or soon."""
        me, view, key = self._me(), self.view, self._key
        if me is None or view is None:
            return
        request = self._swap_at_cursor()
        if key.startswith(NEEDED):
            needed = view.needed[int(key.removeprefix(NEEDED))]
            place = (needed.post, needed.shift, needed.day)
            self._confirm_take(
                needed.text,
                lambda: (
                    take(self.desk, me.id, needed.assignment)
                    if needed.assignment
                    else take_open(self.desk, me.id, place)
                ),
            )
        elif request is not None and request.is_asked and request.person != me.id:
            assignment = request.swap.assignment
            self._confirm_take(request.duty.text, lambda: take(self.desk, me.id, assignment))
        else:
            duties = {
                each.assignment.id: each
                for each in running_duties(self.desk, me.id)
                if each.assignment is not None
            }
            self.panel.open(
                _("An emergency: whose duty do you take, at once?"),
                lambda chosen: self._confirm_take(
                    duties[chosen].text, lambda: take(self.desk, me.id, chosen)
                ),
                _("Nobody's published duty runs now or in the next two days."),
            )
            self.panel.show_rows(running_rows(duties.values(), view.book.names.items()))

    def _confirm_take(self, duty: str, work: Callable[[], object]) -> None:
        self.ask(
            _("Take {duty}? You stand it from now on.").format(duty=duty),
            lambda: self.attempt(work, taken_text(self.desk)),
        )

    def action_volunteer(self) -> None:
        """Say when one can be called, by form."""
        me = self._me()
        if me is None:
            return

        def keep(first: date, last: date, values: dict[str, str]) -> bool:
            return self.attempt(
                lambda: volunteer(self.desk, me.id, first, last, values["note"]),
                _("You can be called on these days."),
            )

        fields = volunteer_fields(self.desk.today())
        self.show_form(days_form(_("When can you be called?"), fields, keep))

    # Taking back, and looking back

    def action_withdraw(self) -> None:
        """Take back what is at the cursor: a request, an offer, or days on which one can be called."""
        me, view, key = self._me(), self.view, self._key
        if me is None or view is None:
            return
        offered = next((each for each in view.volunteering if f"{VOLUNTEERS}{each.id}" == key), None)
        own = view.duty(key.removeprefix(DUTY))
        request = own.request if own is not None else view.book.get(key)
        if offered is not None:
            self.attempt(lambda: stop_volunteering(self.desk, offered), _("You cannot be called any more."))
        elif request is not None and request.person == me.id:
            held = request.key
            self.ask(
                _("Withdraw {title}?").format(title=request.title),
                lambda: self.attempt(lambda: withdraw(self.desk, held), _("Withdrawn.")),
            )
        elif isinstance(request, SwapRequest) and request.offer_of(me.id) is not None:
            held = request.key
            self.attempt(lambda: withdraw_offer(self.desk, held, me.id), _("You offer no longer."))
        else:
            self.show_message(_("Go to a request or an offer of yours first."), "warning")

    def action_history(self) -> None:
        """Show what was done about the request at the cursor."""
        key, view = self._key, self.view
        request = view.book.get(key) if view is not None else None
        if request is None:
            self.show_message(_("Go to a request first."), "warning")
            return
        self.panel.open(request.title, lambda _key: None, _("Reading..."))
        self.in_background(
            lambda: self.desk.history(request.key),
            lambda history: self.panel.show_rows(history_choice_rows(history, self.desk.zone)),
            group="choices",
        )
