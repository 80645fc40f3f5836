"""Reading a month's roster into the sheet that is printed."""

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import clean_line, month_name, weekday_name
from dutydesk.wording import _, ngettext, pgettext
from dutydesk_roster.month import Month
from dutydesk_roster.printing.legend import legend_of
from dutydesk_roster.printing.printed_month import PrintedMonth
from dutydesk_roster.printing.rows import heads_rows, person_rows, post_rows
from dutydesk_roster.printing.sheet import DayHeading, PrintedBy, Sheet
from dutydesk_roster.publishing import differences
from dutydesk_roster.roster import Roster


def sheet_of(desk: Desk, month: Month, *, by: PrintedBy, published: bool) -> Sheet:
    """Return the roster of `month` as it is to be printed, as arranged or as staff were told.

    Raises:
        DataProblem: there is nothing to print.
    """
    standing = Roster.of(desk, month.first, month.last)
    printed = PrintedMonth.as_published(standing) if published else PrintedMonth.as_arranged(standing)
    if not printed.roster.assignments:
        raise DataProblem(_nothing(month, published=published))
    of_people = by is PrintedBy.PERSON
    rows = person_rows(printed) if of_people else post_rows(printed)
    changes = len(differences(standing))
    return Sheet(
        school=clean_line(desk.name),
        title=_("Duty roster, {month}").format(month=month_name(month.first)),
        state=_state(desk, standing, changes, published=published),
        draft=not published and changes > 0,
        name_heading=_("Name") if of_people else _("Post and shift"),
        total_headings=(_("Duties"), _("Hours"), _("Nights") if of_people else pgettext("slot", "Open")),
        days=tuple(DayHeading(day, weekday_name(day), standing.plan.day_kind(day)) for day in month.days),
        rows=rows,
        heads=heads_rows(printed),
        legend=legend_of(printed, by),
        signatures=(_("Squadron leader"), _("Date")),
    )


def _nothing(month: Month, *, published: bool) -> str:
    if published:
        text = _("nothing of {month} is published yet; without --published the draft is printed")
    else:
        text = _("the roster of {month} is empty; `dutydesk roster generate {month}` arranges it")
    return text.format(month=month)


def _state(desk: Desk, standing: Roster, changes: int, *, published: bool) -> str:
    """Return whether this is what staff were told, and of which day it is."""
    today = desk.today()
    if not standing.published:
        return _("DRAFT of {day}, not published").format(day=today)
    told = desk.zone.wall(max(each.changed for each in standing.published)).date()
    if published:
        return _("PUBLISHED on {day}, as staff were told").format(day=told)
    if not changes:
        return _("PUBLISHED on {day}").format(day=told)
    return ngettext(
        "DRAFT of {day}: {count} change since it was published on {told}",
        "DRAFT of {day}: {count} changes since it was published on {told}",
        changes,
    ).format(day=today, count=changes, told=told)
