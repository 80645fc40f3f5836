"""The lines of a drill's plan: its sections, one below the other."""

from collections.abc import Iterable, Iterator

from dutydesk.tui.widgets import TableColumn, TableRow, broken_row
from dutydesk.wording import _, clauses, headed, pgettext, phrases
from dutydesk_drills.preparing.plan_of_drill import ChecklistLine, NeededPart, PlanOfDrill
from dutydesk_drills.preparing.plan_values import part_text, people_text, when_name
from dutydesk_drills.preparing.planned_building import PlannedBuilding

COLUMNS = (
    TableColumn("what", _("What")),
    TableColumn("who", _("Who"), 22),
)
BEGIN, TEXT, TOLD, KNOWN, BUILDING, PART, LEFT, CHECK, MESSAGE, FINDING = (
    "begin:",
    "text:",
    "told",
    "known",
    "building:",
    "part:",
    "left:",
    "check:",
    "message:",
    "finding:",
)


def plan_rows(plan: PlanOfDrill, room: int) -> Iterator[TableRow]:
    """Yield every line; texts longer than `room`, the cells of the first column, go on below.

    A section without anything has a line whose key is `BEGIN` and the action that begins it.
    """
    looked_at = sum(line.mark is not None for line in plan.checklist)
    given = len(plan.parts) - len(plan.open_parts)
    buildings = (
        _("Buildings") if plan.names_buildings or not plan.buildings else _("Buildings - as none is named")
    )
    heads = (
        _(", {heads} expected").format(heads=people_text(plan.expected_heads))
        if plan.expected_heads is not None
        else ""
    )
    sections: tuple[tuple[str, Iterable[TableRow], str, str], ...] = (
        (_("What is played"), _what(plan), "texts", ""),
        (_("Not mended since earlier drills"), _findings(plan), "", ""),
        (
            f"{buildings}{heads}",
            _buildings(plan.buildings),
            "building",
            _("None: write a [[building]] for each in config/drills.toml."),
        ),
        (
            _("Parts, {given} of {needed} given").format(given=given, needed=len(plan.parts)),
            _parts(plan),
            "fill",
            _("This kind of drill has no parts."),
        ),
        (
            _("Checklist, {done} of {count} looked at").format(done=looked_at, count=len(plan.checklist)),
            _checklist(plan.checklist),
            "",
            _("This kind of drill has no checklist."),
        ),
        (_("Messages"), _messages(plan), "", _("This kind of drill has no messages.")),
    )
    for title, rows, action, empty in sections:
        found = list(rows)
        if not found and not empty:
            continue
        yield TableRow(f"heading-{title}", (title,), heading=True)
        for row in found or [TableRow(f"{BEGIN}{action}", (empty, ""), style="muted")]:
            yield from broken_row(row, (room,))


def building_at(plan: PlanOfDrill, key: str) -> PlannedBuilding | None:
    """Return the building on the line with this key, if it is one."""
    return next((each for each in plan.buildings if f"{BUILDING}{each.code}" == key), None)


def part_at(plan: PlanOfDrill, key: str) -> NeededPart | None:
    """Return the part on the line with this key, if it is one."""
    return next((each for each in plan.parts if f"{PART}{each.code}" == key), None)


def check_at(plan: PlanOfDrill, key: str) -> ChecklistLine | None:
    """Return the line of the checklist on the line with this key, if it is one."""
    return next((each for each in plan.checklist if f"{CHECK}{each.number}" == key), None)


def detail_of(plan: PlanOfDrill, key: str) -> str:
    """Return what is known of the line with this key beyond what the list has room for."""
    building, part, check = building_at(plan, key), part_at(plan, key), check_at(plan, key)
    if building is not None:
        words = (
            _("out by {route}").format(route=building.route) if building.route else "",
            building.assembly,
        )
        unknown = "" if building.is_known else _("it is not in config/drills.toml any more")
        return clauses(filter(None, (*words, unknown)))
    if part is not None:
        who = part_text(plan, part)
        return f"{who} - {part.role.text}" if part.role.text else who
    if check is not None and check.mark is not None and check.mark.note:
        return check.mark.note
    if key.startswith(MESSAGE):
        return f"dutydesk drills message {plan.drill.key} {key.removeprefix(MESSAGE)}"
    if key.startswith(FINDING):
        return _("Tasks marks it done once it is mended.")
    return ""


def _what(plan: PlanOfDrill) -> Iterator[TableRow]:
    kept, drill = plan.drill.plan, plan.drill
    usual = _("as usual") if plan.scenario and not kept.scenario else ""
    yield TableRow(f"{TEXT}scenario", (plan.scenario or _("Nothing is said yet; e says it."), usual))
    for name, word, text in (
        ("way", _("Way out: {text}"), _("the second one") if plan.uses_second_way else ""),
        ("routes", _("Routes: {text}"), kept.routes),
        ("assembly", _("Assembly point: {text}"), kept.assembly),
        ("debrief", _("Talked over: {text}"), kept.debrief),
    ):
        if text:
            yield TableRow(f"{TEXT}{name}", (word.format(text=text), ""))
    if kept.notice_on is None:
        yield TableRow(TOLD, (_("Parents were not told yet"), _("n: told today")), style="muted")
    else:
        yield TableRow(TOLD, (_("Parents were told"), kept.notice_on.isoformat()))
    if drill.is_announced:
        yield TableRow(KNOWN, (_("Those who take part know of it"), _("announced")))
    else:
        yield TableRow(KNOWN, (_("Its owner and the leaders alone know of it"), _("! secret")))


def _findings(plan: PlanOfDrill) -> Iterator[TableRow]:
    for each in plan.findings:
        due = _("due {day:%m-%d}").format(day=each.task.due) if each.task.due else ""
        words = phrases(filter(None, (each.task.title, each.task.place, str(each.drill.start.date()))))
        who = " ".join(filter(None, (each.owner, due)))
        yield TableRow(f"{FINDING}{each.task.id}", (f"! {words}", who), style="warning")


def _buildings(buildings: Iterable[PlannedBuilding]) -> Iterator[TableRow]:
    for each in buildings:
        name = each.name if each.is_known else f"! {each.name}"
        yield TableRow(f"{BUILDING}{each.code}", (name, people_text(each.heads)))


def _parts(plan: PlanOfDrill) -> Iterator[TableRow]:
    for each in plan.parts:
        if each.given is None:
            who, style = pgettext("part", "open"), "muted"
        elif each.hindrance is not None:
            who, style = _("! {name}: not there").format(name=each.who), "error"
        else:
            who, style = each.who, ""
        yield TableRow(f"{PART}{each.code}", (each.title, who), style=style)
    for given in plan.left_over:
        text = _("! {part} is needed no more").format(part=given.code)
        yield TableRow(f"{LEFT}{given.id}", (text, given.who(plan.names)), style="warning")


def _checklist(lines: Iterable[ChecklistLine]) -> Iterator[TableRow]:
    for each in lines:
        if each.mark is None:
            sign, state, style = "[ ]", when_name(each.check.when), ""
        elif each.mark.is_right:
            sign, state, style = "[x]", _("right"), "good"
        else:
            sign, state, style = "[!]", _("wrong"), "error"
        yield TableRow(f"{CHECK}{each.number}", (f"{sign} {each.check.text}", state), style=style)


def _messages(plan: PlanOfDrill) -> Iterator[TableRow]:
    for each in plan.messages:
        yield TableRow(
            f"{MESSAGE}{each.message.code}", (headed(each.message.name, each.text), each.message.audience)
        )
