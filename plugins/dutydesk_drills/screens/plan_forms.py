"""The forms of a drill's plan: its texts, a building, a part, a line of the checklist, and printing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import key_named, person_fault
from dutydesk.tui.widgets import (
    Form,
    FormField,
    document_fields,
    document_path,
    kept_lines,
    one_line,
)
from dutydesk.wording import _
from dutydesk_drills.preparing.plan_of_drill import ChecklistLine, NeededPart, PlanOfDrill
from dutydesk_drills.preparing.planned_building import SECOND_WAY_OUT, PlannedBuilding
from dutydesk_drills.preparing.planning import LONGEST_TEXT
from dutydesk_drills.screens.typed_values import heads_field, heads_of
from dutydesk_drills.settings import Building

ALL = "*"
"""Stands for every building in the form that asks for one."""
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class NewTexts:
    """What a form says of a drill: its texts, and the conditions that its plan says."""

    scenario: str
    routes: str
    assembly: str
    debrief: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewBuilding:
    """What a form says of a building in a drill; `code` is `ALL` for every one."""

    code: str
    heads: int | None = None
    route: str = ""
    assembly: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """To whom a form gives a part: somebody by key, or by name; and whether they may know."""

    person: str
    name: str
    tell: bool


def texts_form(plan: PlanOfDrill, save: Callable[[NewTexts], bool]) -> Form:
    """Return a form for what is played, the ways out, where everyone gathers, and the talk afterwards."""
    kept = plan.drill.plan

    def keep(values: dict[str, str]) -> bool:
        return save(
            NewTexts(
                scenario=kept_lines(values["scenario"], plan.scenario),
                routes=kept_lines(values["routes"], kept.routes),
                assembly=values["assembly"],
                debrief=values["debrief"],
                conditions=(SECOND_WAY_OUT,) if values["way"] == _YES else (),
            )
        )

    return Form(
        _("The plan of {title}").format(title=plan.drill.title),
        [
            FormField(
                "scenario",
                _("What is played"),
                value=one_line(plan.scenario),
                limit=LONGEST_TEXT,
                hint=_("empty: as for every such drill"),
            ),
            FormField(
                "way",
                _("Way out"),
                "choice",
                _YES if plan.uses_second_way else _NO,
                ((_NO, _("the usual one")), (_YES, _("the second way out"))),
            ),
            FormField("routes", _("Routes"), value=one_line(kept.routes), limit=LONGEST_TEXT),
            FormField(
                "assembly",
                _("Assembly point"),
                value=kept.assembly,
                hint=_("empty: as usual for each building"),
            ),
            FormField("debrief", _("Talked over"), value=kept.debrief, hint=_("when and where afterwards")),
        ],
        keep,
        about="texts",
    )


def building_form(
    missing: Sequence[Building], before: PlannedBuilding | None, save: Callable[[NewBuilding], bool]
) -> Form:
    """Return a form for a building: one of those `missing`, or the one `before` with what holds for it."""
    kept = before.kept if before is not None else None

    def keep(values: dict[str, str]) -> bool:
        return save(
            NewBuilding(
                code=before.code if before is not None else values["building"],
                heads=heads_of(values["heads"]),
                route=values["route"],
                assembly=values["assembly"],
            )
        )

    choices = (*((each.code, each.name) for each in missing), (ALL, _("all of these")))
    which = FormField("building", _("Building"), "choice", choices[0][0], choices)
    return Form(
        _("A building that takes part") if before is None else before.name,
        [
            *([which] if before is None else []),
            heads_field(
                "heads", _("People in it"), kept.heads if kept else None, _("empty: as on a usual day")
            ),
            FormField("route", _("Way out"), value=kept.route if kept else "", hint=_("empty: as usual")),
            FormField(
                "assembly",
                _("Assembly point"),
                value=kept.assembly if kept else "",
                hint=_("empty: as usual"),
            ),
        ],
        keep,
        about=f"building {before.code}" if before is not None else "",
    )


def part_form(desk: Desk, plan: PlanOfDrill, part: NeededPart, save: Callable[[NewPart], bool]) -> Form:
    """Return a form that asks who has a part; in an unannounced drill also whether they may know."""
    given = part.given

    def keep(values: dict[str, str]) -> bool:
        if not values["person"] and not values["name"]:
            form.fail("person", _("Say who, or close this and press x to take the part back."))
            return False
        if values["person"] and values["name"]:
            form.fail("name", _("One of the two."))
            return False
        tell = values.get("tell") == _YES
        return save(NewPart(key_named(desk, values["person"]), values["name"], tell))

    tell = FormField(
        "tell",
        _("In their calendar"),
        "choice",
        _NO,
        ((_NO, _("no: they do not know of it")), (_YES, _("yes: they may know of it"))),
    )
    form = Form(
        part.title,
        [
            FormField(
                "person",
                _("Of the squadron"),
                value=given.person if given else "",
                hint=_("key or name"),
                check=lambda text: person_fault(desk, text),
            ),
            FormField(
                "name", _("Or somebody else"), value=given.name if given else "", hint=_("such as a teacher")
            ),
            *([] if plan.drill.is_announced else [tell]),
        ],
        keep,
        about=part.title,
    )
    return form


def check_form(line: ChecklistLine, save: Callable[[bool, str], bool]) -> Form:
    """Return a form that asks whether a line of the checklist is right, with a note."""
    mark = line.mark
    return Form(
        line.check.text,
        [
            FormField(
                "right",
                _("It is"),
                "choice",
                _NO if mark is not None and not mark.is_right else _YES,
                ((_YES, _("right")), (_NO, _("wrong"))),
            ),
            FormField("note", _("Note"), value=mark.note if mark else "", limit=300),
        ],
        lambda values: save(values["right"] == _YES, values["note"]),
        about=line.check.text,
    )


def print_form(desk: Desk, usual: str, save: Callable[[Path], bool]) -> Form:
    """Return a form that asks where to print; `usual` is the name of the file where none is typed."""
    return Form(
        _("Print the plan"),
        document_fields(desk, usual),
        lambda values: save(document_path(desk, values, usual)),
        keeps_draft=False,
    )
