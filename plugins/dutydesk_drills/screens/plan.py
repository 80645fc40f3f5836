"""The plan of one drill on one screen: what is played, buildings, parts, checklist, messages."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import occurrence_state_name, wall_now
from dutydesk.tui.widgets import LineBar, LinePart, OverScreen, SelectTable, bindings, day_name, print_file
from dutydesk.wording import _
from dutydesk_drills.drills import find_drill
from dutydesk_drills.preparing.announcing import announce, keep_secret
from dutydesk_drills.preparing.checklist import mark_check, unmark_check
from dutydesk_drills.preparing.copying import copy_plan, drill_before
from dutydesk_drills.preparing.paper import print_plan
from dutydesk_drills.preparing.parts import clear_part, give_part
from dutydesk_drills.preparing.plan_of_drill import ChecklistLine, NeededPart, PlanOfDrill, plan_of_drill
from dutydesk_drills.preparing.planned_building import PlannedBuilding
from dutydesk_drills.preparing.planning import (
    drop_building,
    put_all_buildings,
    put_building,
    tell_parents,
    write_plan,
)
from dutydesk_drills.preparing.taking_part import is_about
from dutydesk_drills.screens.plan_actions import PLAN_ACTIONS
from dutydesk_drills.screens.plan_filling import DrillFillingScreen
from dutydesk_drills.screens.plan_forms import (
    ALL,
    NewBuilding,
    NewPart,
    NewTexts,
    building_form,
    check_form,
    part_form,
    print_form,
    texts_form,
)
from dutydesk_drills.screens.plan_rows import (
    BEGIN,
    BUILDING,
    CHECK,
    COLUMNS,
    KNOWN,
    LEFT,
    PART,
    TEXT,
    TOLD,
    building_at,
    check_at,
    detail_of,
    part_at,
    plan_rows,
)
from dutydesk_drills.settings import DrillsFile

_OFFERED_AT = {
    "check": (CHECK,),
    "remove": (BUILDING, PART, LEFT, CHECK),
    "known": (KNOWN,),
    "copy_last": (TEXT, BUILDING),
}
"""Where what the key bar may have no room for is offered to be clicked: how the keys of these lines begin."""
_OWN_ACTIONS = frozenset(each.action for each in PLAN_ACTIONS)


class DrillPlanScreen(OverScreen):
    """The plan of the drill with this key: ``DrillPlanScreen(desk, key)``."""

    ACTIONS = PLAN_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PLAN_ACTIONS)
    DEFAULT_CSS = """
    DrillPlanScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.plan: PlanOfDrill | None = None
        self.head_line = LineBar(id="drill-plan-head")
        self.list = SelectTable(COLUMNS, show_header=False, empty=_("Reading the plan..."), id="drill-plan")
        self.detail_line = LineBar(id="drill-plan-detail")

    def compose_body(self) -> ComposeResult:
        """Lay out what drill it is, the list, and what is known of its line."""
        yield self.head_line
        yield self.list
        yield self.detail_line

    # Showing

    def reload(self) -> None:
        """Draw the plan together in a thread, then show it."""
        self.in_background(lambda: plan_of_drill(self.desk, find_drill(self.desk, self.key)), self._show)

    def _show(self, plan: PlanOfDrill) -> None:
        self.plan = plan
        self.refresh_bindings()
        held = plan.drill.held
        state = occurrence_state_name(held, wall_now(self.desk))
        when = f"{day_name(held.start.date(), self.desk.today())} {held.start:%H:%M}-{held.end:%H:%M}"
        secret = "" if plan.drill.is_announced else _(", ! not announced")
        place = f", {held.place}" if held.place else ""
        self.head_line.show_parts(
            [LinePart(f" {plan.drill.title} ", "strong"), LinePart(f" {when}, {state}{secret}{place}")]
        )
        self.list.show_rows(plan_rows(plan, self.list.column_widths()[0]))
        self._show_detail()

    @on(SelectTable.WidthChanged, "#drill-plan")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long texts for another width."""
        event.stop()
        if self.plan is not None:
            self._show(self.plan)

    @on(SelectTable.RowMoved, "#drill-plan")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell all of the line at the cursor, which may be cut in the list."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        """Tell what is known of the line at the cursor, and what can be clicked to be done about it."""
        at = self._at
        text = detail_of(self.plan, at) if self.plan is not None else ""
        offers = [
            LinePart(f" {each.keys} {each.label} ", "key", f"screen.{each.action}")
            for each in PLAN_ACTIONS
            if at.startswith(_OFFERED_AT.get(each.action, ()))
        ]
        self.detail_line.show_parts([LinePart(f" {text}", "muted")], offers)

    @property
    def _plan(self) -> PlanOfDrill:
        """The plan that is shown; no action is offered before there is one."""
        if self.plan is None:
            raise DataProblem(_("the plan is still being read"))
        return self.plan

    @property
    def _at(self) -> str:
        row = self.list.current
        return row.key if row is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the plan before it is there."""
        del parameters
        return action not in _OWN_ACTIONS or self.plan is not None

    # The line at the cursor

    @on(SelectTable.RowSelected, "#drill-plan")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Do what one most likely wants with the line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Change the texts, a building, a part or a mark, or begin what is empty."""
        plan, at = self._plan, self._at
        building, part, check = building_at(plan, at), part_at(plan, at), check_at(plan, at)
        if building is not None:
            self._change_building(building)
        elif part is not None:
            self._give_part(part)
        elif check is not None:
            self.show_form(check_form(check, lambda right, note: self._mark(check, note, is_right=right)))
        elif at.startswith(TEXT):
            self.action_texts()
        elif at == TOLD:
            self.action_told()
        elif at == KNOWN:
            self.action_known()
        elif (begin := at.removeprefix(BEGIN)) in _OWN_ACTIONS:
            self.call_later(self.run_action, begin)

    def action_texts(self) -> None:
        """Ask for the texts of the plan."""
        drill = self._plan.drill

        def save(new: NewTexts) -> bool:
            return self.attempt(
                lambda: write_plan(
                    self.desk,
                    drill,
                    scenario=new.scenario,
                    routes=new.routes,
                    assembly=new.assembly,
                    debrief=new.debrief,
                    conditions=new.conditions,
                ),
                _("Kept."),
            )

        self.show_form(texts_form(self._plan, save))

    # Buildings

    def action_building(self) -> None:
        """Ask for a building that is to take part."""
        plan = self._plan
        about = [each for each in self.desk.settings(DrillsFile).building if is_about(plan.drill, each)]
        there = tuple(each.code for each in plan.buildings)
        if not plan.names_buildings and len(there) == len(about):
            there = ()
        missing = [each for each in about if each.code not in there]
        if not missing:
            self.show_message(
                _("No building is left to add; write a [[building]] in config/drills.toml."), "warning"
            )
            return

        def save(new: NewBuilding) -> bool:
            if new.code == ALL:
                return self.attempt(lambda: put_all_buildings(self.desk, plan.drill), _("All take part."))
            return self._put(plan, new, there)

        self.show_form(building_form(missing, None, save))

    def _change_building(self, building: PlannedBuilding) -> None:
        plan = self._plan
        beside = tuple(each.code for each in plan.buildings)
        self.show_form(building_form((), building, lambda new: self._put(plan, new, beside)))

    def _put(self, plan: PlanOfDrill, new: NewBuilding, beside: tuple[str, ...]) -> bool:
        return self.attempt(
            lambda: put_building(
                self.desk,
                plan.drill,
                new.code,
                heads=new.heads,
                route=new.route,
                assembly=new.assembly,
                beside=beside,
            ),
            _("Kept."),
        )

    # Parts

    def action_fill(self) -> None:
        """Show who would have which part, and why; it is kept there."""
        drill = self._plan.drill
        title = _("Parts of {drill}").format(drill=drill.name)
        self.open_over(DrillFillingScreen(self.desk, drill.key), title)

    def _give_part(self, part: NeededPart) -> None:
        plan = self._plan

        def save(new: NewPart) -> bool:
            who = plan.names.get(new.person, new.person) or new.name
            return self.attempt(
                lambda: give_part(self.desk, plan, part, person=new.person, name=new.name, tell=new.tell),
                _("{part}: {name}").format(part=part.title, name=who),
            )

        self.show_form(part_form(self.desk, plan, part, save))

    def action_remove(self) -> None:
        """Take the building at the cursor out, a part or a mark back, after asking."""
        plan, at = self._plan, self._at
        building, part, check = building_at(plan, at), part_at(plan, at), check_at(plan, at)
        given = part.given if part else next((g for g in plan.left_over if f"{LEFT}{g.id}" == at), None)
        if building is not None:
            beside = [each.code for each in plan.buildings]
            self._ask_removal(
                building.name, lambda: drop_building(self.desk, plan.drill, building.code, beside)
            )
        elif given is not None:
            what = f"{part.title if part else given.code}: {given.who(plan.names)}"
            self._ask_removal(what, lambda: clear_part(self.desk, plan, given))
        elif check is not None and (mark := check.mark) is not None:
            self._ask_removal(check.check.text, lambda: unmark_check(self.desk, plan.drill, mark))
        else:
            self.show_message(_("Go to a building, a part that somebody has, or a mark first."), "warning")

    def _ask_removal(self, what: str, work: Callable[[], object]) -> None:
        done = _("Taken away: {what}; u brings it back.").format(what=what)
        self.ask(_("Take away {what}?").format(what=what), lambda: self.attempt(work, done))

    # The checklist

    def action_check(self) -> None:
        """Mark the line at the cursor as right, or take its mark back."""
        plan, check = self._plan, check_at(self._plan, self._at)
        if check is None:
            self.show_message(_("Go to a line of the checklist first."), "warning")
        elif (mark := check.mark) is None:
            self._mark(check)
        else:
            self.attempt(lambda: unmark_check(self.desk, plan.drill, mark), _("Not looked at."))

    def _mark(self, line: ChecklistLine, note: str = "", *, is_right: bool = True) -> bool:
        drill = self._plan.drill
        return self.attempt(
            lambda: mark_check(self.desk, drill, line.check, is_right=is_right, note=note),
            _("Right.") if is_right else _("Marked as wrong."),
        )

    # Who knows

    def action_told(self) -> None:
        """Note that parents were told today, or take that back after asking."""
        drill = self._plan.drill
        if drill.plan.notice_on is None:
            today = self.desk.today()
            done = _("Parents were told on {day}.").format(day=today)
            self.attempt(lambda: tell_parents(self.desk, drill, today), done)
        else:
            question = _("Were parents not told on {day} after all?").format(day=drill.plan.notice_on)
            self.ask(question, lambda: self.attempt(lambda: tell_parents(self.desk, drill, None), _("Kept.")))

    def action_known(self) -> None:
        """Announce the drill, or keep it secret; both are asked first."""
        drill = self._plan.drill
        if drill.is_announced:
            self.ask(
                _("Keep it secret? It leaves every calendar but its owner's and the leaders'."),
                lambda: self.attempt(lambda: keep_secret(self.desk, drill), _("It is secret.")),
            )
        else:
            self.ask(
                _("Announce it? It comes into everyone's calendar."),
                lambda: self.attempt(lambda: announce(self.desk, drill), _("It is announced.")),
            )

    # The whole plan

    def action_copy_last(self) -> None:
        """Take over what the last drill of this kind had, where nothing is said yet, after asking."""
        drill = self._plan.drill

        def ask() -> None:
            source = drill_before(self.desk, drill)
            self.ask(
                _("Plan it as {source}?").format(source=source.name),
                lambda: self.attempt(
                    lambda: copy_plan(self.desk, drill, source), _("Taken over; u takes it back.")
                ),
            )

        try:
            ask()
        except DataProblem as problem:
            self.show_message(str(problem), "warning")

    def action_print(self) -> None:
        """Ask where to print the plan."""
        drill = self._plan.drill

        def save(path: Path) -> bool:
            return print_file(self, form, path, lambda: print_plan(self.desk, drill, path))

        form = print_form(f"{drill.held.activity.kind}-{drill.day}", save)
        self.show_form(form)
