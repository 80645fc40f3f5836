"""What is planned for the year after that of a summary, by the desk's own calendar and due days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, DueGroup
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import Occurrence, clean_line
from dutydesk.wording import _, listed, ngettext
from dutydesk_summary.year.evidence import EvidenceNumbers
from dutydesk_summary.year.filling import with_mark
from dutydesk_summary.year.work_summary import SummaryLine

_MOST_NAMED = 6
_MOST_DUE = 12
_OWN_AREA = "summary"


def outlook(desk: Desk, year: int, numbers: EvidenceNumbers) -> Iterator[SummaryLine]:
    """Yield what the desk knows of `year`: terms, activities by kind, due days; and what is not there yet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    yield _terms(desk, first, last)
    found: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for each in desk.occurrences(first, last):
        if each.state != CANCELLED:
            found[each.activity.kind].append(each)
    kinds = desk.activity_kinds()
    planned = [kind for kind in kinds.values() if found[kind.code]]
    for kind in sorted(planned, key=lambda kind: found[kind.code][0].start):
        yield _planned(clean_line(kind.name), found[kind.code], year, numbers)
    empty = [clean_line(kind.name) for kind in kinds.values() if not found[kind.code] and kind.blocks]
    if empty:
        yield SummaryLine(
            _("Nothing is planned for {year} yet of these: {kinds}.").format(year=year, kinds=listed(empty))
        )
    yield from _due(desk, first, last)


def _terms(desk: Desk, first: date, last: date) -> SummaryLine:
    terms = [each for each in desk.school_calendar().terms if each.first <= last and each.last >= first]
    if not terms:
        return SummaryLine(
            _("No term of {year} is entered yet, so weekly sessions of terms are not planned either.").format(
                year=first.year
            )
        )
    named = (
        _("{name} ({first} to {last})").format(name=clean_line(each.name), first=each.first, last=each.last)
        for each in terms
    )
    return SummaryLine(_("Terms: {terms}.").format(terms=listed(named)))


def _planned(kind: str, found: Sequence[Occurrence], year: int, numbers: EvidenceNumbers) -> SummaryLine:
    """Return how often something of a kind is planned; a few are named with their days."""
    count = len(found)
    if count > _MOST_NAMED:
        text = _("{kind}: {count} planned, the first on {day}.").format(
            kind=kind, count=count, day=found[0].start.date()
        )
    else:
        named = listed(
            _("{title} on {day}").format(title=clean_line(each.activity.title), day=each.start.date())
            for each in found
        )
        text = ngettext(
            "{kind}: {count} planned, {named}.", "{kind}: {count} planned, {named}.", count
        ).format(kind=kind, count=count, named=named)
    records = tuple(f"activity:{each.key}" for each in found)
    code = found[0].activity.kind
    mark = numbers.of_records(
        f"plan:{code}", _("Planned: {kind}").format(kind=kind), str(count), records, year
    )
    return SummaryLine(text, marked=with_mark(text, mark))


def _due(desk: Desk, first: date, last: date) -> Iterator[SummaryLine]:
    """Yield what falls due, a line each; reminders, which are due every week, are not among it."""
    items = sorted(
        (
            each
            for each in desk.due(first, last)
            if first <= each.day <= last and each.group is DueGroup.DUE and each.screen != _OWN_AREA
        ),
        key=lambda each: (each.day, each.title),
    )
    if not items:
        yield SummaryLine(_("Nothing that falls due in {year} is known yet.").format(year=first.year))
    for each in items[:_MOST_DUE]:
        yield SummaryLine(_("Due on {day}: {title}").format(day=each.day, title=clean_line(each.title)))
    more = len(items) - _MOST_DUE
    if more > 0:
        yield SummaryLine(
            ngettext(
                "{count} more thing falls due in {year}.", "{count} more things fall due in {year}.", more
            ).format(count=more, year=first.year)
        )
