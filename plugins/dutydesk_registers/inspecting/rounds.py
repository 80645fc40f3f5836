"""Going through a round of inspection: what its checklist asks, how each line was found, what that raises."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.domain import clean_line, new_id
from dutydesk.wording import _
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import EntryMark, RegisterEntry
from dutydesk_registers.field_values import field_context
from dutydesk_registers.inspecting.raising import Finding, Raising, raising_of
from dutydesk_registers.keeping import keep_entry, keep_record, kept_record, new_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import ItemTable, RoundsTable

MOST_NOTE = 200


@dataclass(frozen=True, slots=True)
class RoundItem:
    """A line of a round's checklist, and how it was found; `mark` is None while nobody has said.

    One that was marked and that the checklist has no longer is `dropped`: it is shown, and not asked for.
    """

    position: int
    text: str
    mark: EntryMark | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking a line came to: the round as it is now, and what became of the entry that the line raised.

    `raised` stands for the line because it is wrong; `removed` was taken back; `left` stays although the line
    is right now, since somebody has gone on with it.
    """

    round: Entry
    raised: Entry | None = None
    removed: Entry | None = None
    left: Entry | None = None


def round_items(desk: Desk, register: Register, entry: Entry) -> tuple[RoundItem, ...]:
    """Return the lines of a round's checklist in their order, and after them those that it has no longer."""
    return _items(register, entry, desk.table(EntryMark).where(entry=entry.id))


def begin_round(desk: Desk, register: Register, checklist: str, place: str) -> Entry:
    """Keep a new round with a checklist at a place; where the register asks for a title, it has both in it.

    Raises:
        DataProblem: the register has no rounds or no such checklist, or something more is needed.
    """
    table = _rounds_table(register)
    found = register.checklist(checklist)
    if found is None:
        known = ", ".join(each.code for each in register.file.checklist) or _("none")
        text = _("{checklist!r} is no checklist of {register}; expected one of {known}")
        raise DataProblem(
            text.format(checklist=clean_line(checklist, 60), register=register.name, known=known)
        )
    typed = {**new_values(register, field_context(desk)), table.checklist: found.code, table.place: place}
    title = register.title_field
    if title.kind == "text" and not typed.get(title.code):
        where = clean_line(place, 100)
        typed[title.code] = (
            _("{checklist}: {place}").format(checklist=found.name, place=where) if where else found.name
        )
    return keep_entry(desk, register, typed)


def mark_item(  # noqa: PLR0917 - a line, and all that is said of it
    desk: Desk,
    register: Register,
    entry: Entry,
    position: int,
    is_right: bool | None,
    note: str = "",
) -> Marked:
    """Say how a line of a round was found, as one change; None takes back what was said.

    A wrong line raises the entry that the register's file describes, or renews the one that it raised. Once
    it is right that entry is removed, unless somebody has gone on with it. The last line that is marked tells
    the round how many were wrong, and when it was done.

    Raises:
        DataProblem: the round is gone, or has no such line.
        EntryRefused: what is raised, or the round itself, cannot be kept so.
    """
    table = _rounds_table(register)
    context = field_context(desk)
    raising = raising_of(desk, register, context)
    shown = _item_at(round_items(desk, register, entry), position)
    with desk.change(_why(entry, shown.text, is_right)) as change:
        kept = change.table(RegisterEntry).get(entry.id)
        if kept is None:
            raise DataProblem(_("this round is gone; somebody has removed it"))
        now = read_entry(kept)
        before = _items(register, now, change.table(EntryMark).where(entry=entry.id))
        item = _item_at(before, position)
        marking = _Marking(change, now, item, raising)
        marked = marking.marked(is_right, clean_line(note, MOST_NOTE))
        after = _items(register, now, change.table(EntryMark).where(entry=entry.id))
        values = _told(table, now.values, before, after, context.today)
        if values == now.values:
            return marked
        told = keep_record(change, register, kept_record(register, values, kept, context))
        return replace(marked, round=read_entry(told))


@dataclass(frozen=True, slots=True)
class _Marking:
    """The marking of one line within a change."""

    change: Change
    round: Entry
    item: RoundItem
    raising: Raising | None

    def marked(self, is_right: bool | None, note: str) -> Marked:
        """Keep what is said of the line, and raise or take back an entry."""
        mark = self.item.mark
        if is_right is None:
            taken = self._taken_back() if mark is not None else Marked(self.round)
            if mark is not None:
                self.change.remove(mark)
            return taken
        came_to = self._taken_back() if is_right else Marked(self.round, self._raised(note))
        stands = came_to.raised or came_to.left
        new = EntryMark(
            id=new_id(),
            entry=self.round.id,
            position=self.item.position,
            item=clean_line(self.item.text),
            is_right=is_right,
        )
        raised = stands.id if stands is not None else ""
        keep(self.change, replace(mark or new, item=new.item, is_right=is_right, note=note, raised=raised))
        return came_to

    def _standing(self) -> Entry | None:
        """Return the entry that the line raised, if it is still there."""
        raised = self.item.mark.raised if self.item.mark is not None else ""
        record = self.change.table(RegisterEntry).get(raised) if raised else None
        return read_entry(record) if record is not None else None

    def _raised(self, note: str) -> Entry | None:
        standing, mark = self._standing(), self.item.mark
        if self.raising is None:
            return standing
        found = Finding(self.item.text, note)
        if standing is None or mark is None or standing.record.closed:
            return self.raising.raised(self.change, found, self.round)
        return self.raising.renewed(self.change, standing, Finding(mark.item, mark.note), found, self.round)

    def _taken_back(self) -> Marked:
        """Remove what the line raised, unless somebody has gone on with it."""
        standing, mark = self._standing(), self.item.mark
        if standing is None or mark is None:
            return Marked(self.round)
        found = Finding(mark.item, mark.note)
        if self.raising is None or not self.raising.is_untouched(self.change, standing, found, self.round):
            return Marked(self.round, left=standing)
        self.change.remove(standing.record)
        return Marked(self.round, removed=standing)


def _told(
    table: RoundsTable,
    values: Mapping[str, str],
    before: Sequence[RoundItem],
    after: Sequence[RoundItem],
    today: date,
) -> Mapping[str, str]:
    """Return the values of a round with when it was done and how many lines were wrong."""
    if _is_whole(after):
        wrong = sum(each.mark is not None and not each.mark.is_right for each in after)
        return {table.done: today.isoformat(), **values, table.findings: str(wrong)}
    if _is_whole(before):
        return {code: text for code, text in values.items() if code not in {table.findings, table.done}}
    return values


def _is_whole(items: Iterable[RoundItem]) -> bool:
    """Tell whether every line of the checklist is marked."""
    asked = [each.mark is not None for each in items if not each.dropped]
    return bool(asked) and all(asked)


def _items(register: Register, entry: Entry, marks: Iterable[EntryMark]) -> tuple[RoundItem, ...]:
    """Return the lines of a round, each with the mark that was made of its text, in whatever language."""
    table = register.file.rounds
    checklist = register.checklist(entry.values.get(table.checklist, "")) if table is not None else None
    lines = checklist.item if checklist is not None else ()
    found: dict[int, EntryMark] = {}
    dropped: list[EntryMark] = []
    for mark in sorted(marks, key=lambda each: (each.position, each.id)):
        where = _line_of(mark, lines, found)
        if where is None:
            dropped.append(mark)
        else:
            found[where] = mark
    asked = [RoundItem(index, line.text, found.get(index)) for index, line in enumerate(lines)]
    no_longer = [
        RoundItem(index, mark.item, mark, dropped=True) for index, mark in enumerate(dropped, len(asked))
    ]
    return (*asked, *no_longer)


def _line_of(mark: EntryMark, lines: Sequence[ItemTable], taken: Container[int]) -> int | None:
    """Return which line a mark is of: the one at its place or else another, with the text that was marked."""
    order = sorted(range(len(lines)), key=lambda index: (index != mark.position, index))
    return next((index for index in order if index not in taken and _reads(lines[index], mark.item)), None)


def _reads(line: ItemTable, text: str) -> bool:
    """Tell whether `text` is this line, in whatever language."""
    known = (line.text, *(words.text for words in line.translations.values()))
    return any(text == clean_line(each) for each in known)


def _item_at(items: Sequence[RoundItem], position: int) -> RoundItem:
    if not 0 <= position < len(items):
        raise DataProblem(
            _("the round has no line {number}; it has {count}").format(number=position + 1, count=len(items))
        )
    return items[position]


def _rounds_table(register: Register) -> RoundsTable:
    if register.file.rounds is None:
        raise DataProblem(_("{register} has no rounds").format(register=register.name))
    return register.file.rounds


def _why(entry: Entry, item: str, is_right: bool | None) -> str:
    texts = {
        True: _("{round}: {item}: in order"),
        False: _("{round}: {item}: not in order"),
        None: _("{round}: {item}: taken back"),
    }
    return texts[is_right].format(round=entry.title, item=item)
