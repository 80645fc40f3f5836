"""A plan of sessions in a CSV file or a spreadsheet, such as last year's, as activities of the desk."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.participants_named import participants_named
from dutydesk.api.people_named import key_named
from dutydesk.domain import Activity, DayKind, SchoolCalendar, clean_line, new_id
from dutydesk.sheets import Cell, Sheet
from dutydesk.sheets.cells import WrongCell, clock_of, day_of, span_of, text_of
from dutydesk.sheets.headings import Columns, needed_columns, plain_word, words_of
from dutydesk.wording import _
from dutydesk_training.sessions import KINDS

FIELDS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "date", "日期"),
    "span": ("time", "时间", "times"),
    "start": ("start", "from", "开始", "开始时间"),
    "end": ("end", "to", "结束", "结束时间"),
    "title": ("title", "session", "topic", "内容", "主题", "活动", "名称"),
    "kind": ("kind", "type", "类别", "类型", "形式"),
    "place": ("place", "地点", "location"),
    "people": ("people", "participants", "参加人员", "对象", "参加对象", "人员"),
    "owner": ("owner", "in charge", "负责人", "主讲", "主持"),
    "note": ("note", "备注", "notes"),
}
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("meeting", "例会", "会议"),
    "study": ("study", "集中学习", "学习"),
    "training": ("training", "训练", "培训", "演训"),
    "lecture": ("lecture", "讲座"),
}
_EVERYONE = ("@all", "全体", "全体队员", "everyone", "all")
_SEPARATORS = re.compile(r"[,;、，；\n]")
_NEEDED = ("day", "title")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that can be used, by its number in the file, and the activity that it means."""

    row: int
    activity: Activity


@dataclass(frozen=True, slots=True)
class PlanFilePreview:
    """What importing a plan would add; nothing is added as long as there are `errors`.

    `left_out` are the rows that fall on days off, each with its reason.
    """

    planned: tuple[PlannedRow, ...] = ()
    left_out: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()


def read_plan(
    desk: Desk, sheet: Sheet, *, year: int | None = None, skip_days_off: bool = False
) -> PlanFilePreview:
    """Return the sessions that `sheet` plans.

    With `year`, they are moved by whole weeks, so that the first of them falls in the same week of that year
    and every weekday stays. A session on a day off is an error, or left out with `skip_days_off`.

    Raises:
        DataProblem: no column is headed as a day, or none as a title.
    """
    columns = needed_columns(sheet, FIELDS, _NEEDED)
    planned: list[PlannedRow] = []
    errors: list[str] = []
    for number, cells in enumerate(sheet.rows, start=sheet.first_row_number):
        if any(cell is not None for cell in cells):
            try:
                planned.append(PlannedRow(number, _activity(desk, columns, cells)))
            except (WrongCell, DataProblem) as wrong:
                errors.append(_row_text(number, str(wrong)))
    if year is not None and planned:
        planned = _moved(planned, year)
    kept, off = _without_days_off(planned, desk.school_calendar())
    if not skip_days_off:
        errors.extend(off)
        off = []
    return PlanFilePreview(tuple(kept), tuple(off), tuple(errors), columns.ignored)


def keep_plan(desk: Desk, preview: PlanFilePreview, source: str) -> None:
    """Add the sessions of a preview as one change.

    Raises:
        DataProblem: it has errors.
    """
    if preview.errors:
        raise DataProblem(preview.errors[0])
    with desk.change(_("Plan of sessions from {file}").format(file=source)) as change:
        for each in preview.planned:
            change.add(each.activity)


def _row_text(number: int, text: str) -> str:
    return _("row {row}: {reason}").format(row=number, reason=text)


def _activity(desk: Desk, columns: Columns, cells: Sequence[Cell]) -> Activity:
    def cell(field: str) -> Cell:
        index = columns.of_field.get(field)
        return cells[index] if index is not None else None

    day, title = day_of(cell("day")), text_of(cell("title"))
    if day is None or not title:
        raise WrongCell(_("a day and a title are needed"))
    start, end = _times(cell("span"), cell("start"), cell("end"))
    owner = text_of(cell("owner"))
    return Activity(
        id=new_id(),
        kind=_kind(text_of(cell("kind"))),
        title=clean_line(title, 200),
        start=datetime.combine(day, start),
        end=datetime.combine(day, end),
        place=clean_line(text_of(cell("place")), 200),
        participants=_participants(desk, text_of(cell("people"))),
        excuses_duty=True,
        owner=key_named(desk, owner),
        note=clean_line(text_of(cell("note")), 500),
    )


def _times(span: Cell, start: Cell, end: Cell) -> tuple[time, time]:
    found = span_of(span) if span is not None else None
    if found is not None:
        return found
    begin, finish = clock_of(start), clock_of(end)
    if begin is None or finish is None or finish <= begin:
        raise WrongCell(_("a time such as 15:10-16:00 is needed"))
    return begin, finish


def _kind(word: str) -> str:
    kind = words_of(KIND_WORDS).get(plain_word(word)) if word else "training"
    if kind is None:
        known = ", ".join(f"{each} ({KIND_WORDS[each][1]})" for each in KINDS)
        raise WrongCell(
            _("{word!r} is no kind of session; expected one of {known}").format(
                word=clean_line(word, 40), known=known
            )
        )
    return kind


def _participants(desk: Desk, text: str) -> tuple[str, ...]:
    parts = map(str.strip, _SEPARATORS.split(text))
    return participants_named(desk, ("@all" if part.casefold() in _EVERYONE else part for part in parts))


def _moved(planned: Sequence[PlannedRow], year: int) -> list[PlannedRow]:
    """Return the rows moved by whole weeks, the first of them into its own week of `year`."""
    first = min(each.activity.start.date() for each in planned)
    number = min(first.isocalendar().week, date(year, 12, 28).isocalendar().week)
    by = date.fromisocalendar(year, number, 1) - (first - timedelta(days=first.weekday()))
    return [
        replace(
            each,
            activity=replace(each.activity, start=each.activity.start + by, end=each.activity.end + by),
        )
        for each in planned
    ]


def _without_days_off(
    planned: Sequence[PlannedRow], calendar: SchoolCalendar
) -> tuple[list[PlannedRow], list[str]]:
    """Return the rows on days of school, and what is to be said of the others."""
    kept: list[PlannedRow] = []
    off: list[str] = []
    for each in planned:
        day = each.activity.start.date()
        if calendar.is_school_day(day):
            kept.append(each)
        elif calendar.kind(day) is DayKind.HOLIDAY:
            off.append(
                _row_text(
                    each.row, _("{day} is a holiday: {name}").format(day=day, name=calendar.holiday_name(day))
                )
            )
        else:
            off.append(_row_text(each.row, _("{day} is no day of school").format(day=day)))
    return kept, off
