"""The lines in which a plan of drills is shown."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dutydesk.domain import short_day
from dutydesk.tui.widgets import TableColumn, TableRow, month_name
from dutydesk.wording import _, ngettext, phrases
from dutydesk_drills.proposing.proposal import DrillProposal, ProposedDrill, what_name
from dutydesk_drills.proposing.solution import What
from dutydesk_drills.proposing.what_is_played import condition_words

COLUMNS = (
    TableColumn("mark", "", 3),
    TableColumn("day", _("Date"), 9),
    TableColumn("time", _("Time"), 5),
    TableColumn("title", _("Drill")),
    TableColumn("what", _("What"), 6),
    TableColumn("how", _("How"), 22),
)
_PROPOSED = "proposed-"


@dataclass(frozen=True, slots=True)
class ProposalRows:
    """The rows, what is told of each by its key, and the key of the first drill."""

    rows: tuple[TableRow, ...]
    details: Mapping[str, str]
    first: str = ""

    @classmethod
    def of(cls, proposal: DrillProposal, marked: Collection[int]) -> "ProposalRows":
        """Lay out a proposal: what cannot be met on top, then the drills by month."""
        rows: list[TableRow] = []
        details: dict[str, str] = {}
        for index, (cells, detail, style) in enumerate(_notes(proposal)):
            rows.append(TableRow(f"note-{index}", cells, style=style))
            details[f"note-{index}"] = detail
        month = ""
        for number, each in enumerate(proposal.drills):
            if month != month_name(each.day):
                month = month_name(each.day)
                rows.append(TableRow(f"month-{month}", (month,), heading=True))
            rows.append(_row(number, each, is_marked=number in marked))
            details[row_key(number)] = each.reason
        first = row_key(0) if proposal.drills else ""
        return cls(tuple(rows), details, first)


def row_key(number: int) -> str:
    """Return the key of the row of a drill of a proposal."""
    return f"{_PROPOSED}{number}"


def row_number(key: str) -> int | None:
    """Return which drill of a proposal a row is of, or None for another row."""
    return int(key.removeprefix(_PROPOSED)) if key.startswith(_PROPOSED) else None


def proposal_summary(proposal: DrillProposal) -> str:
    """Return in a line what a proposal comes to."""
    counts = {what: sum(each.planned.what is what for each in proposal.drills) for what in What}
    parts = [f"{count} {what_name(what)}" for what, count in counts.items() if count]
    unmet = len(proposal.unmet)
    if unmet:
        parts.append(ngettext("{count} rule not met", "{count} rules not met", unmet).format(count=unmet))
    elif proposal.problem.asks:
        parts.append(_("every rule met"))
    return phrases(parts)


def _notes(proposal: DrillProposal) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the cells, the whole text and the style of what is to be known before the drills."""
    for unmet in proposal.unmet:
        text = _("{rule} ({period}) is not met: {reason}").format(
            rule=unmet.name, period=unmet.period, reason=unmet.reason
        )
        yield ("!", "", "", unmet.name, _("unmet"), unmet.period), text, "error"
    for clash in proposal.clashes:
        when = short_day(clash.day)
        text = _("{title}, {day}: {text}").format(title=clash.title, day=clash.day, text=clash.text)
        yield ("!", when, "", clash.title, _("clash"), clash.text), text, "warning"
    for text in proposal.remarks:
        yield ("-", "", "", text, "", ""), text, "muted"


def _row(number: int, drill: ProposedDrill, *, is_marked: bool) -> TableRow:
    mark = ("[x]" if is_marked else "[ ]") if drill.changes else ""
    return TableRow(
        row_key(number),
        (
            mark,
            short_day(drill.day),
            f"{drill.planned.start:%H:%M}",
            drill.title,
            what_name(drill.planned.what),
            condition_words(drill.conditions),
        ),
        style="" if drill.changes else "muted",
    )
