"""A drill for a visitor who will not leave the gate: a kind, a rule, a screen and a figure."""

from textual.widgets import Static

from dutydesk.api import Figure, Screen, hookimpl
from dutydesk.tui.widgets import AreaScreen
from dutydesk_drills.api import CountRule, DrillKind, DrillStage, held_drills

STAGES = (
    DrillStage(code="alarm", name="Gate calls the desk"),
    DrillStage(code="out", name="Doors locked", per="building", target_seconds=90),
    DrillStage(code="clear", name="Visitor has left"),
)
TERMLY = CountRule(code="termly", name="A visitor drill every term", kinds=("visitor",), every="term")


@hookimpl
def drill_kinds():
    return [
        DrillKind(
            code="visitor", name="Visitor lockdown", counts_as=("lockdown",), stages=STAGES, rules=(TERMLY,)
        )
    ]


class GateCard(AreaScreen):
    """What to say at the gate."""

    def compose_body(self):
        held = held_drills(self.desk, ["visitor"])
        last = held[-1].day.isoformat() if held else "never"
        yield Static(
            f"1 Close the inner gate\n2 Say who will come\n3 Call 110\n\nLast drill: {last}", markup=False
        )


@hookimpl
def screens():
    return [
        Screen("gate-card", "Gate card", f"{__name__}:GateCard", order=85, tooltip="What to say at the gate")
    ]


@hookimpl
def figures(desk, year):
    held = [each for each in held_drills(desk, ["visitor"]) if each.day.year == year]
    return [
        Figure("visitor-drills", "Visitor drills", len(held), tuple(f"activity:{each.key}" for each in held))
    ]
