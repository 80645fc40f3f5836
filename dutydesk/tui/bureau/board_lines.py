"""The lines of a bureau's board in the terminal, made from its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len

from dutydesk.api import Standing, StandingState
from dutydesk.bureau.board_row import CHANGED, DESK, PRESSING, SCHOOL, BoardRow, totals
from dutydesk.tui.widgets.line_bar import LinePart
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, headed, ngettext

_LEAST = 5
_CHANGED_WIDTH = 11
_URGENT = "!"


def board_columns(told: Sequence[Standing]) -> tuple[TableColumn, ...]:
    """Return the columns: the school, a number for each standing, and the last change."""
    return (
        TableColumn("state", "", 1),
        TableColumn("school", _("School")),
        *(TableColumn(each.key, _short(each), max(_LEAST, cell_len(_short(each)))) for each in told),
        TableColumn("changed", _("Last change"), max(_CHANGED_WIDTH, cell_len(_("Last change")))),
    )


def board_lines(rows: Iterable[BoardRow], told: Sequence[Standing]) -> Iterator[TableRow]:
    """Yield a line for each desk; signs tell what is urgent (!), at fault (x) or being renewed (~)."""
    for row in rows:
        yield TableRow(
            row.place.name,
            (
                _sign(row),
                row.school,
                *(_number(row, each.key) for each in told),
                f"{row.changed.astimezone():%m-%d %H:%M}" if row.changed is not None else "",
            ),
            style=_style(row),
            search=f"{row.place.name} {row.fault} {' '.join(each.detail for each in row.standings)}",
        )


def head_parts(name: str, rows: Sequence[BoardRow], told: Sequence[Standing]) -> list[LinePart]:
    """Return what stands above the board: the bureau, its desks, and what theirs come to."""
    sums = totals(rows)
    schools = ngettext("{count} school", "{count} schools", len(rows)).format(count=len(rows))
    parts = [LinePart(f" {name}", "strong"), LinePart(f"  {schools}")]
    parts += [LinePart(f"  {_short(each)} {sums[each.key]}") for each in told if sums[each.key]]
    renewing, faults = sum(row.is_renewing for row in rows), sum(bool(row.fault) for row in rows)
    if faults:
        parts.append(LinePart("  x " + _("{count} at fault").format(count=faults), "error"))
    if renewing:
        parts.append(LinePart("  ~ " + _("{count} being renewed").format(count=renewing), "muted"))
    return parts


def sort_title(key: str, told: Sequence[Standing]) -> str:
    """Return by what the board is sorted, in words."""
    titles: Mapping[str, str] = {
        PRESSING: _("what presses"),
        DESK: _("desk"),
        SCHOOL: _("school"),
        CHANGED: _("last change"),
        **{each.key: each.title for each in told},
    }
    return titles.get(key, key)


def details(row: BoardRow | None) -> tuple[str, ...]:
    """Return what more is known of a desk, the most pressing first, each in a line."""
    if row is None:
        return ()
    lines = [f"x {row.fault}"] if row.fault else []
    order = (StandingState.URGENT, StandingState.SOON)
    for each in sorted(
        row.standings,
        key=lambda each: (each.state not in order, order.index(each.state) if each.state in order else 0),
    ):
        if each.count or each.detail:
            sign = f"{_URGENT} " if each.state is StandingState.URGENT else "  "
            counted = f"{each.title} {each.count}"
            lines.append(sign + (headed(counted, each.detail) if each.detail else counted))
    by = _("{desk}, changed by {who}").format(desk=row.place.name, who=row.who) if row.who else row.place.name
    return (*lines, f"  {by}")


def _short(standing: Standing) -> str:
    return standing.short or standing.title


def _sign(row: BoardRow) -> str:
    if row.fault:
        return "x"
    return "~" if row.is_renewing else _URGENT if row.urgent else ""


def _style(row: BoardRow) -> str:
    if row.fault:
        return "error"
    return "warning" if row.urgent else ""


def _number(row: BoardRow, key: str) -> str:
    standing = next((each for each in row.standings if each.key == key), None)
    if standing is None:
        return "-"
    return f"{standing.count}{_URGENT if standing.state is StandingState.URGENT else ''}"
