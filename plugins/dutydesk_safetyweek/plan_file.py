"""A plan of a safety week in a CSV file or a spreadsheet, such as last year's, as a template."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import person_among
from dutydesk.domain import Person, clean_line
from dutydesk.sheets import Cell, Sheet
from dutydesk.sheets.cells import WrongCell, clock_of, note_of, span_of, text_of
from dutydesk.sheets.headings import needed_columns, plain_word, words_of
from dutydesk.wording import _, clauses, listed, ngettext
from dutydesk_safetyweek.entry_draft import Outcome
from dutydesk_safetyweek.plan_file_words import FIELDS, count_of, kind_in, weekday_or_day
from dutydesk_safetyweek.planning import PlanChoices, PlannedWeek, plan_from
from dutydesk_safetyweek.template import TemplateEntry, WeekTemplate
from dutydesk_safetyweek.words import ENTRY_KINDS, kind_names

_NEEDED = ("day", "title")
_SEPARATORS = re.compile(r"[,;、，；/\n]")
_ALL_DAY = words_of({"all day": ("all day", "全天", "全周", "-")})
_MOST_TOLD = 4
_WEEK = 7


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What a table plans; nothing can be made of it as long as there are `errors`, each with its row.

    `first` is the Monday of the week whose dates the table gives, or None where it names weekdays only.
    `left` are the names of those who were in charge and are nobody here.
    """

    source: str
    entries: tuple[TemplateEntry, ...] = ()
    first: date | None = None
    left: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()

    def template(self, theme: str) -> WeekTemplate:
        """Return it as a template for any year.

        Raises:
            DataProblem: a row has an error, or there is none.
        """
        if self.errors:
            told = clauses(self.errors[:_MOST_TOLD])
            more = len(self.errors) - _MOST_TOLD
            if more > 0:
                told += ngettext("; and {count} more row", "; and {count} more rows", more).format(count=more)
            raise DataProblem(f"{self.source}: {told}")
        if not self.entries:
            raise DataProblem(_("{file}: there is no activity in it").format(file=self.source))
        return WeekTemplate(theme=theme, source=self.source, entries=self.entries, left=self.left)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it was understood: its weekday or day, and the rest of its entry."""

    number: int
    day: int | date
    entry: TemplateEntry
    left: tuple[str, ...]


def read_plan(desk: Desk, sheet: Sheet) -> PlanPreview:
    """Return what `sheet` plans.

    An empty day is that of the row above, as merged cells leave it. Without a time an activity lasts all day.
    The kind is taken from its column, or else from the words of the title. People are found by key or name.

    Raises:
        DataProblem: no column is headed as a day, or none as an activity.
    """
    columns = needed_columns(sheet, FIELDS, _NEEDED, most_named=4)
    people = desk.people()
    rows: list[_Row] = []
    errors: list[tuple[int, str]] = []
    day: int | date | None = None
    for number, cells in enumerate(sheet.rows, start=sheet.first_row_number):
        named = {field: cells[index] for field, index in columns.of_field.items()}
        if not text_of(named["title"]) and all(value is None for value in cells):
            continue
        try:
            day = _day(named["day"], day)
            rows.append(_row(number, named, day, people))
        except WrongCell as wrong:
            errors.append((number, str(wrong)))
    first = _monday(rows)
    entries: list[TemplateEntry] = []
    for row in rows:
        try:
            entries.append(_placed(row, first))
        except WrongCell as wrong:
            errors.append((row.number, str(wrong)))
    return PlanPreview(
        source=sheet.source,
        entries=tuple(entries),
        first=first,
        left=tuple(dict.fromkeys(name for row in rows for name in row.left)),
        errors=tuple(
            _("row {row}: {problem}").format(row=row, problem=problem) for row, problem in sorted(errors)
        ),
        ignored_columns=columns.ignored,
    )


def keep_plan(
    desk: Desk,
    year: int,
    preview: PlanPreview,
    *,
    theme: str,
    first: date | None = None,
    skip_holidays: bool = False,
    key: str = "",
) -> PlannedWeek:
    """Plan the week of a year as the table says, as one change.

    Without `first`, it begins where the table's own dates do, if these are of that year, or else by the rule.
    What the table counts is kept where its day is past: the activity was then held.

    Raises:
        DataProblem: a row has an error, the year has a week already, or a day has no school.
    """
    own = preview.first if preview.first is not None and preview.first.year == year else None
    return plan_from(
        desk,
        year,
        preview.template(theme),
        PlanChoices(first=first or own, skip_holidays=skip_holidays, key=key),
    )


def _day(cell: Cell, above: int | date | None) -> int | date:
    day = weekday_or_day(cell)
    if day is None:
        day = above
    if day is None:
        raise WrongCell(_("it names no day; expected a weekday or a date"))
    return day


def _row(number: int, cells: Mapping[str, Cell], day: int | date, people: Sequence[Person]) -> _Row:
    title = clean_line(text_of(cells["title"]), 100)
    if not title:
        raise WrongCell(_("the activity has no title"))
    start, end = _times(cells)
    owner, others, left = _people(text_of(cells.get("owner")), people)
    reached, leaflets = count_of(cells.get("reached")), count_of(cells.get("leaflets"))
    taking_part = count_of(cells.get("classes"))
    classes = taking_part.count if taking_part is not None else None
    was_counted = reached is not None or leaflets is not None
    entry = TemplateEntry(
        kind=_kind(text_of(cells.get("kind")), title),
        title=title,
        day=1,
        start=start,
        end=end,
        place=text_of(cells.get("place")),
        owner=owner,
        audience=text_of(cells.get("audience")),
        classes=classes,
        materials=text_of(cells.get("materials")),
        participants=others,
        note=note_of(cells.get("note")),
        outcome=Outcome(reached=reached, leaflets=leaflets, classes_held=classes) if was_counted else None,
    )
    return _Row(number, day, entry, left)


def _times(cells: Mapping[str, Cell]) -> tuple[time | None, time | None]:
    text = text_of(cells.get("span"))
    if text and plain_word(text) not in _ALL_DAY:
        span = span_of(cells["span"])
        return span if span is not None else (None, None)
    start, end = clock_of(cells.get("start")), clock_of(cells.get("end"))
    if (start is None) != (end is None):
        raise WrongCell(_("give both start and end, or neither for something that lasts all day"))
    if start is not None and end is not None and end <= start:
        raise WrongCell(
            _("the end {end} must be later than the start, {start}").format(
                end=f"{end:%H:%M}", start=f"{start:%H:%M}"
            )
        )
    return start, end


def _kind(text: str, title: str) -> str:
    if not text:
        return kind_in(title) or "study"
    kind = text if text in ENTRY_KINDS else kind_in(text)
    if not kind:
        raise WrongCell(
            _("{kind!r} is no kind of activity; expected one of {kinds}").format(
                kind=clean_line(text, 40), kinds=listed(kind_names().values())
            )
        )
    return kind


def _people(text: str, people: Sequence[Person]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return who is in charge, who helps, and the names of those who are nobody here."""
    found: list[str] = []
    left: list[str] = []
    for name in filter(None, (part.strip() for part in _SEPARATORS.split(text))):
        try:
            meant = person_among(people, name)
        except DataProblem as problem:
            raise WrongCell(str(problem)) from problem
        if meant is None:
            left.append(name)
        else:
            found.append(meant.id)
    return (found[0] if found else ""), tuple(found[1:]), tuple(left)


def _monday(rows: Sequence[_Row]) -> date | None:
    days = [row.day for row in rows if isinstance(row.day, date)]
    return min(days) - timedelta(days=min(days).weekday()) if days else None


def _placed(row: _Row, first: date | None) -> TemplateEntry:
    if isinstance(row.day, int):
        return replace(row.entry, day=row.day + 1)
    if first is None or (row.day - first).days >= _WEEK:
        raise WrongCell(
            _("{day} is not in the week of {first}; expected the days of one week").format(
                day=row.day, first=first
            )
        )
    return replace(row.entry, day=(row.day - first).days + 1)
