"""What the year's summary says of attendance."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.wording import _
from dutydesk_training.attendance import Attendance
from dutydesk_training.sessions import kinds

_HUNDRED = 100


def attendance_figure_names() -> Iterator[FigureName]:
    """Name every figure of attendance."""
    for kind in kinds():
        yield FigureName(
            f"training.taken.{kind.code}", _("{kind}: sessions with attendance").format(kind=kind.name)
        )
        yield FigureName(
            f"training.attended.{kind.code}", _("{kind}: percent attended").format(kind=kind.name)
        )


def attendance_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return, by kind, at how many sessions attendance was taken, and the share of those expected who came.

    Shares are in percent with one decimal; guests are not counted in them.
    """
    by_kind: defaultdict[str, list[Attendance]] = defaultdict(list)
    for each in desk.table(Attendance).between("day", date(year, 1, 1), date(year, 12, 31)):
        by_kind[each.kind].append(each)
    figures: list[Figure] = []
    for kind in kinds():
        kept = by_kind[kind.code]
        if not kept:
            continue
        sessions = tuple(f"activity:{key}" for key in dict.fromkeys(each.session for each in kept))
        title = _("{kind}: sessions with attendance").format(kind=kind.name)
        figures.append(Figure(f"training.taken.{kind.code}", title, len(sessions), sessions))
        expected = [each for each in kept if not each.guest]
        if expected:
            share = round(_HUNDRED * sum(each.came for each in expected) / len(expected), 1)
            title = _("{kind}: percent attended").format(kind=kind.name)
            key = f"training.attended.{kind.code}"
            figures.append(Figure(key, title, share, sessions, across="apart"))
    return figures
