"""What training puts into the desk's common calendar: due items and figures."""

from collections.abc import Iterable, Sequence
from datetime import date

from dutydesk.api import Desk, DueItem, DueState, Figure
from dutydesk.api.holding import HELD, MeterState, unmarked, wall_now
from dutydesk.wording import _, ngettext
from dutydesk_training.meter import WeekMeter, school_days, week_meters
from dutydesk_training.sessions import FILE, KINDS, kinds
from dutydesk_training.settings import TrainingFile
from dutydesk_training.week import Week

_MOST_WEEKS_AHEAD = 4


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return the weeks that lack a session while that can be mended, and the sessions to mark."""
    file = desk.settings(TrainingFile)
    if not file.session and not file.rule:
        return ()
    this_week = Week.of(desk.today())
    weeks = [this_week.moved(ahead) for ahead in range(_MOST_WEEKS_AHEAD + 1)]
    found = [
        _lacking(desk, meter)
        for week in weeks
        if week.sunday >= first and week.monday <= last
        for meter in week_meters(desk, week)
        if meter.state is MeterState.DUE
    ]
    return [*found, *_to_mark(desk), *_without_terms(desk, file)]


def _lacking(desk: Desk, meter: WeekMeter) -> DueItem:
    today, this_week = desk.today(), Week.of(desk.today())
    days = school_days(desk.school_calendar(), meter.week.days)
    day = max(today, days[-1] if days else meter.week.sunday)
    there = meter.tally.held + meter.tally.planned
    when = (
        _("this week") if meter.week == this_week else _("in the week of {day}").format(day=meter.week.monday)
    )
    if there:
        title = ngettext(
            "Only {there} session of {needed} is planned {when}",
            "Only {there} sessions of {needed} are planned {when}",
            there,
        ).format(there=there, needed=meter.needed, when=when)
    else:
        title = {
            "meeting": _("No regular meeting is planned {when}"),
            "study": _("No concentrated study is planned {when}"),
            "training": _("No training is planned {when}"),
            "lecture": _("No lecture is planned {when}"),
        }[meter.rule.kind].format(when=when)
    return DueItem(
        title=title,
        day=day,
        state=DueState.DUE if meter.week == this_week else DueState.PLANNED,
        screen="training",
        detail=meter.rule.name,
    )


def _to_mark(desk: Desk) -> Iterable[DueItem]:
    """Yield the sessions of this week and the last that nobody has marked.

    Older ones are left to the list: what nobody remembers any more is not worth a place on the board.
    """
    today = desk.today()
    found = unmarked(desk.occurrences(Week.of(today).moved(-1).monday, today, KINDS), wall_now(desk))
    if found:
        yield DueItem(
            title=ngettext(
                "{count} session is over and not marked held",
                "{count} sessions are over and not marked held",
                len(found),
            ).format(count=len(found)),
            day=found[0].start.date(),
            screen="training",
            detail=", ".join(dict.fromkeys(each.activity.title for each in found)),
        )


def _without_terms(desk: Desk, file: TrainingFile) -> Iterable[DueItem]:
    waiting = sum(session.in_terms for session in file.session)
    if waiting and not desk.school_calendar().terms:
        yield DueItem(
            title=_("Sessions wait for the terms in config/calendar.toml"),
            day=desk.today(),
            screen="training",
            detail=_("in_terms = true in {file}").format(file=f"config/{FILE}"),
        )


def training_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return how many sessions of each kind were held in a year, and in how many weeks each rule was met."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = [
        each
        for each in desk.occurrences(first, last, KINDS)
        if each.state == HELD and each.start.year == year
    ]
    figures: list[Figure] = []
    for kind in kinds():
        records = tuple(f"activity:{each.key}" for each in held if each.activity.kind == kind.code)
        if records:
            title = _("{kind}: sessions held").format(kind=kind.name)
            figures.append(Figure(f"training.{kind.code}", title, len(records), records))
    return [*figures, *_weeks_met(desk, year)]


def _weeks_met(desk: Desk, year: int) -> Iterable[Figure]:
    """Yield, for each rule, the weeks in which it was met and those that have asked for it so far."""
    if not desk.settings(TrainingFile).rule:
        return
    week, today = Week(year, 1), desk.today()
    met: dict[str, int] = {}
    asked: dict[str, int] = {}
    while week.year == year and week.monday <= today:
        for meter in week_meters(desk, week):
            if meter.needed:
                asked[meter.rule.name] = asked.get(meter.rule.name, 0) + 1
                met[meter.rule.name] = met.get(meter.rule.name, 0) + (meter.state is MeterState.MET)
        week = week.moved(1)
    for name, weeks in asked.items():
        yield Figure(f"training.weeks-met.{name}", _("{name}: weeks met").format(name=name), met[name])
        yield Figure(f"training.weeks-due.{name}", _("{name}: weeks due").format(name=name), weeks)
