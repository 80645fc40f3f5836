"""The plan of a drill as JSON values, and as lines to read in a terminal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dutydesk.api.tasks import task_values
from dutydesk.wording import _, bracketed, clauses, headed, ngettext, pgettext, phrases
from dutydesk_drills.drill_values import drill_values
from dutydesk_drills.preparing.message_texts import spoken_day
from dutydesk_drills.preparing.plan_of_drill import ChecklistLine, NeededPart, PlanOfDrill


def plan_values(plan: PlanOfDrill, today: date) -> dict[str, Any]:
    """Return a plan as a JSON document."""
    kept = plan.drill.plan
    return {
        **drill_values(plan.drill),
        "scenario": plan.scenario,
        "routes": kept.routes,
        "assembly": kept.assembly,
        "debrief": kept.debrief,
        "conditions": kept.conditions,
        "notice_on": kept.notice_on,
        "expected_heads": plan.expected_heads,
        "buildings": [
            {
                "building": each.code,
                "name": each.name,
                "heads": each.heads,
                "floors": each.building.floors,
                "route": each.route,
                "assembly": each.assembly,
                "named": bool(each.kept.revision),
            }
            for each in plan.buildings
        ],
        "stages": [
            {"stage": each.code, "name": each.name, "per": each.per, "target_seconds": each.target_seconds}
            for each in plan.drill.kind.stages
        ],
        "parts": [part_values(each) for each in plan.parts],
        "checklist": [check_values(each) for each in plan.checklist],
        "messages": [
            {"message": each.message.code, "name": each.message.name, "text": each.text}
            for each in plan.messages
        ],
        "findings": [
            {**task_values(each.task, today), "drill": each.drill.key, "day": each.drill.start.date()}
            for each in plan.findings
        ],
    }


def part_values(part: NeededPart) -> dict[str, Any]:
    """Return a part as JSON values."""
    given = part.given
    return {
        "part": part.code,
        "role": part.role.name,
        "where": part.where,
        "person": given.person if given else "",
        "name": part.who,
        "why": given.why if given else "",
        "by_hand": given is not None and given.is_by_hand,
        "knows": part.knows,
        "hindrance": part.hindrance.text if part.hindrance else "",
    }


def check_values(line: ChecklistLine) -> dict[str, Any]:
    """Return a line of the checklist as JSON values; `right` is null where nobody has looked."""
    return {
        "line": line.number,
        "when": line.check.when,
        "text": line.check.text,
        "right": None if line.mark is None else line.mark.is_right,
        "note": "" if line.mark is None else line.mark.note,
    }


def when_name(when: str) -> str:
    """Return what people call the time at which a line of the checklist is looked at."""
    return {"before": _("before"), "during": _("during"), "after": _("after")}.get(when, when)


def people_text(heads: int | None) -> str:
    """Return how many people are expected, in words."""
    if heads is None:
        return _("people not counted yet")
    return ngettext("{count} person", "{count} people", heads).format(count=heads)


def plan_facts(plan: PlanOfDrill) -> Iterator[tuple[str, str]]:
    """Yield what is said in a plan, each with the word for it; what nobody has said is left out."""
    held, kept = plan.drill.held, plan.drill.plan
    facts = (
        (_("Place"), held.place),
        (_("In charge"), plan.names.get(held.activity.owner, held.activity.owner)),
        (_("What is played"), plan.scenario),
        (_("Way out"), _("the second one") if plan.uses_second_way else ""),
        (_("Routes"), kept.routes),
        (_("Assembly point"), kept.assembly),
        (_("Talked over"), kept.debrief),
        (_("Parents told on"), str(kept.notice_on or "")),
    )
    return ((word, text) for word, text in facts if text)


def plan_lines(plan: PlanOfDrill) -> Iterator[str]:
    """Yield a plan line by line."""
    held, drill = plan.drill.held, plan.drill
    yield phrases((drill.title, spoken_day(drill.day), f"{held.start:%H:%M}-{held.end:%H:%M}"))
    yield _("{kind}, {known} ({key})").format(
        kind=drill.kind.name,
        known=_("announced") if drill.is_announced else _("not announced: keep it to yourself"),
        key=drill.key,
    )
    yield from (headed(word, text) for word, text in plan_facts(plan))
    yield from _building_lines(plan)
    yield from _part_lines(plan)
    if plan.checklist:
        yield from ("", _("Checklist"))
        for line in plan.checklist:
            sign = " " if line.mark is None else "x" if line.mark.is_right else "!"
            note = f" - {line.mark.note}" if line.mark and line.mark.note else ""
            yield f"[{sign}] {line.number}. {when_name(line.check.when)}: {line.check.text}{note}"
    if plan.messages:
        yield from ("", _("Messages: `dutydesk drills message {key} CODE`").format(key=drill.key))
        yield from (f"- {each.message.code}: {each.message.name}" for each in plan.messages)
    if plan.findings:
        yield from ("", _("Not mended since earlier drills"))
        for each in plan.findings:
            words = (each.task.title, each.task.place, each.owner, str(each.task.due or ""))
            yield f"! {each.drill.start:%Y-%m-%d}: {phrases(filter(None, words))}"


def _building_lines(plan: PlanOfDrill) -> Iterator[str]:
    yield ""
    yield _("Buildings") if plan.names_buildings else _("Buildings, as none is named")
    for each in plan.buildings:
        words = (people_text(each.heads), each.route, each.assembly)
        unknown = "" if each.is_known else _(" ! it is not in config/drills.toml any more")
        yield f"- {each.name} ({each.code}): {clauses(filter(None, words))}{unknown}"
    if not plan.buildings:
        yield _("None yet: write a [[building]] for each in config/drills.toml.")
    elif plan.expected_heads is not None:
        yield _("Expected in all: {heads}").format(heads=plan.expected_heads)


def _part_lines(plan: PlanOfDrill) -> Iterator[str]:
    yield ""
    yield _("Parts: {given} of {needed} given").format(
        given=len(plan.parts) - len(plan.open_parts), needed=len(plan.parts)
    )
    for each in plan.parts:
        yield "- " + headed(f"{each.code}: {each.title}", part_text(plan, each))
    for given in plan.left_over:
        yield _("! {part} ({who}) is needed no more").format(part=given.code, who=given.who(plan.names))


def part_text(plan: PlanOfDrill, part: NeededPart) -> str:
    """Return who has a part, why they of all, and what stands in the way."""
    if part.given is None:
        return pgettext("part", "open")
    words = [part.given.why] if part.given.why else []
    if part.given.person and not part.knows:
        words.append(_("not told") if not plan.drill.is_announced else _("not among those who take part"))
    if part.hindrance is not None:
        words.append(_("! not there: {why}").format(why=part.hindrance.text))
    return bracketed(part.who, clauses(words)) if words else part.who
