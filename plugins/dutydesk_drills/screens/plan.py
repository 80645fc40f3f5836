"""The plan of one drill on one screen: what is played, buildings, parts, checklist, messages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import DataProblem
from dutydesk.tui.widgets import LinePart, SelectTable, TableRow, bindings, print_file
from dutydesk.tui.widgets.over_page import OverPageScreen
from dutydesk.wording import _, headed
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


class DrillPlanScreen(OverPageScreen[PlanOfDrill]):
    """The plan of the drill with this key: ``DrillPlanScreen(desk, key)``."""

    ACTIONS = PLAN_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PLAN_ACTIONS)
    COLUMNS = COLUMNS
    READING = _("Reading the plan...")
    NOT_YET = _("the plan is still being read")
    OFFERED_AT: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "check": (CHECK,),
        "remove": (BUILDING, PART, LEFT, CHECK),
        "known": (KNOWN,),
        "copy_last": (TEXT, BUILDING),
    }

    # Showing

    def reload(self) -> None:
        """Draw the plan together in a thread, then show it."""
        self.in_background(lambda: plan_of_drill(self.desk, find_drill(self.desk, self.key)), self.show_page)

    def head_parts(self, page: PlanOfDrill) -> Sequence[LinePart]:
        """Say which drill it is, and where nobody is to know of it."""
        secret = "" if page.drill.is_announced else _(", ! not announced")
        return self.occurrence_parts(page.drill.held, page.drill.title, secret)

    def rows(self, page: PlanOfDrill, width: int) -> Iterable[TableRow]:
        """Return the plan in lines."""
        return plan_rows(page, width)

    def detail(self, page: PlanOfDrill, at: str) -> str:
        """Return all of a line."""
        return detail_of(page, at)

    # The line at the cursor

    @on(SelectTable.RowSelected, "#page-list")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Do what one most likely wants with the line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Change the texts, a building, a part or a mark, or begin what is empty."""
        plan, at = self.shown, self.at
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
        elif (begin := at.removeprefix(BEGIN)) in self.own_actions:
            self.call_later(self.run_action, begin)

    def action_texts(self) -> None:
        """Ask for the texts of the plan."""
        drill = self.shown.drill

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

        self.show_form(texts_form(self.shown, save))

    # Buildings

    def action_building(self) -> None:
        """Ask for a building that is to take part."""
        plan = self.shown
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
        plan = self.shown
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
        drill = self.shown.drill
        title = _("Parts of {drill}").format(drill=drill.name)
        self.open_over(DrillFillingScreen(self.desk, drill.key), title)

    def _give_part(self, part: NeededPart) -> None:
        plan = self.shown

        def save(new: NewPart) -> bool:
            who = plan.names.get(new.person, new.person) or new.name
            return self.attempt(
                lambda: give_part(self.desk, plan, part, person=new.person, name=new.name, tell=new.tell),
                _("{part}: {name}").format(part=part.title, name=who),
            )

        self.show_form(part_form(self.desk, plan, part, save))

    def action_remove(self) -> None:
        """Take the building at the cursor out, a part or a mark back, after asking."""
        plan, at = self.shown, self.at
        building, part, check = building_at(plan, at), part_at(plan, at), check_at(plan, at)
        given = part.given if part else next((g for g in plan.left_over if f"{LEFT}{g.id}" == at), None)
        if building is not None:
            beside = [each.code for each in plan.buildings]
            self._ask_removal(
                building.name, lambda: drop_building(self.desk, plan.drill, building.code, beside)
            )
        elif given is not None:
            what = headed(part.title if part else given.code, given.who(plan.names))
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
        plan, check = self.shown, check_at(self.shown, self.at)
        if check is None:
            self.show_message(_("Go to a line of the checklist first."), "warning")
        elif (mark := check.mark) is None:
            self._mark(check)
        else:
            self.attempt(lambda: unmark_check(self.desk, plan.drill, mark), _("Not looked at."))

    def _mark(self, line: ChecklistLine, note: str = "", *, is_right: bool = True) -> bool:
        drill = self.shown.drill
        return self.attempt(
            lambda: mark_check(self.desk, drill, line.check, is_right=is_right, note=note),
            _("Right.") if is_right else _("Marked as wrong."),
        )

    # Who knows

    def action_told(self) -> None:
        """Note that parents were told today, or take that back after asking."""
        drill = self.shown.drill
        if drill.plan.notice_on is None:
            today = self.desk.today()
            done = _("Parents were told on {day}.").format(day=today)
            self.attempt(lambda: tell_parents(self.desk, drill, today), done)
        else:
            question = _("Were parents not told on {day} after all?").format(day=drill.plan.notice_on)
            self.ask(question, lambda: self.attempt(lambda: tell_parents(self.desk, drill, None), _("Kept.")))

    def action_known(self) -> None:
        """Announce the drill, or keep it secret; both are asked first."""
        drill = self.shown.drill
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
        drill = self.shown.drill

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
        drill = self.shown.drill

        def save(path: Path) -> bool:
            return print_file(self, form, path, lambda: print_plan(self.desk, drill, path))

        form = print_form(self.desk, f"{drill.held.activity.kind}-{drill.day}", save)
        self.show_form(form)
