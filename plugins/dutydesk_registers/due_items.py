"""What registers say is due: entries, rounds of the season, and what waits for somebody's decision."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _, ngettext, phrases
from dutydesk_registers.area import AREA, going_to
from dutydesk_registers.due_renewal import rules_have_changed
from dutydesk_registers.due_wording import due_wording
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.escalation import told_to
from dutydesk_registers.inspecting.due import round_items_due
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import DueTable
from dutydesk_registers.registers import registers_found
from dutydesk_registers.taking import tasks_to_take

_MOST_SINGLE = 3
"""More entries than so many, of which one thing is wanted, share a line."""


def due_items(desk: Desk, first: date, last: date) -> Iterator[DueItem]:
    """Yield what must be done about entries in those days or is overdue, and what has come on notice today.

    Only entries on which something is due are read.
    """
    found = registers_found(desk)
    today = desk.today()
    # What is wrong with files of the plugins folder is told of whatever sort they were to be.
    told = {each.fault for each in desk.plugins()}
    for fault in found.faults:
        if fault not in told:
            yield DueItem(title=fault, day=today, state=DueState.OVERDUE, screen=AREA)
    yield from _entries_due(desk, found.registers, first, last)
    for register in found.registers.values():
        yield from round_items_due(desk, register, first, last)
        yield from _tasks_waiting(desk, register, today)
    for register in rules_have_changed(desk):
        yield DueItem(
            title=_("{register}: the due rules have changed; have the due days reckoned anew").format(
                register=register.name
            ),
            day=today,
            screen=AREA,
            action=going_to(register.code),
        )


@dataclass(frozen=True, slots=True)
class _Due:
    """An entry on which something is due, and the rule that wants it."""

    register: Register
    rule: DueTable
    record: RegisterEntry
    day: date
    days_over: int

    @property
    def kind(self) -> tuple[str, str, date | None]:
        """What it has in common with those that share its line: one day, unless they are overdue."""
        return self.register.code, self.rule.code, self.day if self.days_over <= 0 else None

    @property
    def is_escalated(self) -> bool:
        """Whether it is overdue for so long that others are told."""
        after = self.rule.escalates_after
        return after is not None and self.days_over > after


def _entries_due(desk: Desk, registers: Mapping[str, Register], first: date, last: date) -> Iterator[DueItem]:
    groups: defaultdict[tuple[str, str, date | None], list[_Due]] = defaultdict(list)
    for each in _found(desk, registers, first, last):
        groups[each.kind].append(each)
    if not groups:
        return
    words, whom, names = due_wording(desk), told_to(desk), names_by_key(desk)
    for group in groups.values():
        if len(group) > _MOST_SINGLE:
            yield _shared(group, whom(group[0].rule))
            continue
        for each in group:
            owner = each.record.owner
            details = [each.register.name, names.get(owner, owner), *_said_of(each, whom(each.rule))]
            yield DueItem(
                title=words(each.register, each.rule, each.record),
                day=each.day,
                state=_state(each),
                screen=AREA,
                detail=phrases(filter(None, details)),
                action=going_to(each.register.code, each.record.id),
            )


def _found(desk: Desk, registers: Mapping[str, Register], first: date, last: date) -> Iterator[_Due]:
    """Yield the entries of those days, overdue ones, and those of which notice is given today."""
    today = desk.today()
    with_rules = tuple(code for code, register in registers.items() if register.due)
    notice = max((rule.notice_days for each in registers.values() for rule in each.due), default=0)
    until = max(last, today + timedelta(days=notice)) if first <= today <= last else last
    if not with_rules:
        return
    for record in desk.table(RegisterEntry).between("due", date.min, until, register=with_rules):
        register = registers[record.register]
        rule, day = register.due_rule(record.due_rule), record.due
        if rule is None or day is None:
            continue
        in_days = first <= day <= last
        on_notice = first <= today <= last and today <= day <= today + timedelta(days=rule.notice_days)
        if day < today or in_days or on_notice:
            yield _Due(register, rule, record, day, (today - day).days)


def _state(due: _Due) -> DueState:
    return DueState.OVERDUE if due.days_over > 0 else DueState.DUE


def _said_of(due: _Due, names: str) -> Iterator[str]:
    if not due.is_escalated:
        return
    text = _("overdue since {day}, escalated to {names}") if names else _("overdue since {day}, escalated")
    yield text.format(day=due.day, names=names)


def _shared(group: Sequence[_Due], names: str) -> DueItem:
    """Return one line for many entries of which one thing is wanted."""
    first = group[0]
    title = ngettext(
        "{rule}: {count} entry of {register}", "{rule}: {count} entries of {register}", len(group)
    )
    return DueItem(
        title=title.format(rule=first.rule.name, count=len(group), register=first.register.name),
        day=first.day,
        state=_state(first),
        screen=AREA,
        detail=_escalated(group, names),
        action=going_to(first.register.code, first.record.id),
    )


def _escalated(group: Iterable[_Due], names: str) -> str:
    count = sum(each.is_escalated for each in group)
    if not count:
        return ""
    text = (
        ngettext("{count} of them escalated to {names}", "{count} of them escalated to {names}", count)
        if names
        else ngettext("{count} of them escalated", "{count} of them escalated", count)
    )
    return text.format(count=count, names=names)


def _tasks_waiting(desk: Desk, register: Register, today: date) -> Iterator[DueItem]:
    if not register.file.register.takes:
        return
    count = len(tasks_to_take(desk, register))
    if count:
        title = ngettext(
            "{count} open task belongs in the register {register}",
            "{count} open tasks belong in the register {register}",
            count,
        )
        yield DueItem(
            title=title.format(count=count, register=register.name),
            day=today,
            screen=AREA,
            action=going_to(register.code),
        )
