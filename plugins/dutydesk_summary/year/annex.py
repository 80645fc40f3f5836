"""The annex of a summary: behind each number of the text, the records by name and day."""

from collections.abc import Iterator, Mapping
from datetime import date

from dutydesk.api import Desk, NamedRecord
from dutydesk.documents import Block, DocumentTable, Heading, Paragraph
from dutydesk.domain import clean_line
from dutydesk.wording import _, clauses, listed, ngettext
from dutydesk_summary.year.figure_words import in_words
from dutydesk_summary.year.record_list import records_of
from dutydesk_summary.year.work_summary import Evidence, WorkSummary

MOST_LISTED = 40
"""So many records of one figure are listed; how many more there are is said."""

_NONE = in_words(0, "")
_WIDTHS = (0.08, 0.3, 0.62)


def annex_blocks(desk: Desk, summary: WorkSummary) -> Iterator[Block]:
    """Yield the heading and the table of all evidence, in the order of its numbers."""
    if not summary.evidence:
        return
    keys = [key for each in summary.evidence for key in each.records[:MOST_LISTED]]
    names = {each.key: each for each in records_of(desk, keys)}
    yield Heading(_("Records behind the figures"))
    yield Paragraph(
        _(
            "Of each figure {count} records at most are listed; `dutydesk summary {year} --json` has the "
            "keys of all. Days without a year are of the year of their figure."
        ).format(count=MOST_LISTED, year=summary.year),
        "muted",
    )
    yield DocumentTable(
        headers=(_("No."), _("Figure"), _("Records")),
        rows=tuple(
            (each.mark, _figure(each, summary.year), _records(each, names)) for each in summary.evidence
        ),
        widths=_WIDTHS,
    )


def _figure(evidence: Evidence, year: int) -> str:
    if evidence.year != year:
        return _("{title}, {year}: {value}").format(
            title=evidence.title, year=evidence.year, value=evidence.text
        )
    return _("{title}: {value}").format(title=evidence.title, value=evidence.text)


def _records(evidence: Evidence, names: Mapping[str, NamedRecord]) -> str:
    """Return the records in one text: those of one name together, with their days."""
    if not evidence.records and evidence.text == _NONE:
        return _("None in the records of {year}.").format(year=evidence.year)
    if not evidence.records:
        return _("Reckoned from settings and calendar; no single record is behind it.")
    by_name: dict[str, list[str]] = {}
    for key in evidence.records[:MOST_LISTED]:
        named = names.get(key)
        days = by_name.setdefault(clean_line(named.title if named else key), [])
        days.append(_day(named.day, evidence.year) if named and named.day else "")
    lines = [_line(name, days) for name, days in by_name.items()]
    more = len(evidence.records) - MOST_LISTED
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return clauses(lines)


def _day(day: date, year: int) -> str:
    return f"{day:%m-%d}" if day.year == year else str(day)


def _line(name: str, days: list[str]) -> str:
    known = [day for day in days if day]
    if not known:
        return name if len(days) == 1 else _("{name} ({count})").format(name=name, count=len(days))
    return _("{name} ({days})").format(name=name, days=listed(known))
