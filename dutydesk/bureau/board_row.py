"""A line of a bureau's board: how one desk stands, or why nobody can say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dutydesk.api import DataProblem, Standing, StandingState
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.config.complaints import suggestion
from dutydesk.domain import clean_line
from dutydesk.wording import _

PRESSING, DESK, SCHOOL, CHANGED = "pressing", "desk", "school", "changed"
_Order = Callable[["BoardRow"], tuple[float | str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """How a desk stands, as computed at `computed`; with `is_renewing` it has moved on since.

    `changed` and `who` are of its last change. `fault` says why it cannot be opened, or what went wrong in
    one of its plugins.
    """

    place: DeskPlace
    school: str
    standings: tuple[Standing, ...] = ()
    computed: datetime | None = None
    revision: int = 0
    changed: datetime | None = None
    who: str = ""
    is_renewing: bool = False
    fault: str = ""

    def count(self, key: str) -> int | None:
        """Return the number of one standing, None where it is not known."""
        return next((each.count for each in self.standings if each.key == key), None)

    @property
    def urgent(self) -> int:
        """How many standings are urgent."""
        return sum(each.state is StandingState.URGENT for each in self.standings)

    @property
    def is_well(self) -> bool:
        """Whether nothing is urgent and nothing at fault."""
        return not self.fault and not self.urgent


def standing_titles(rows: Iterable[BoardRow]) -> Mapping[str, str]:
    """Return the title of each standing by its key, in the order of their columns."""
    return {each.key: each.title for each in standings_told(rows)}


def standings_told(rows: Iterable[BoardRow]) -> tuple[Standing, ...]:
    """Return one standing of each key, in the order of their columns."""
    found: dict[str, Standing] = {}
    for row in rows:
        for each in row.standings:
            found.setdefault(each.key, each)
    return tuple(sorted(found.values(), key=lambda each: (each.order, each.key)))


def totals(rows: Iterable[BoardRow]) -> Mapping[str, int]:
    """Return the sum of each standing over all desks."""
    sums: dict[str, int] = {}
    for row in rows:
        for each in row.standings:
            sums[each.key] = sums.get(each.key, 0) + each.count
    return sums


def sort_key(name: str, rows: Iterable[BoardRow]) -> str:
    """Return the key to sort by that `name` means: ``open`` or ``roster`` is ``roster.open``.

    Raises:
        DataProblem: it means none; while no desk has told anything yet, nobody can say.
    """
    keys = list(standing_titles(rows))
    if name in {PRESSING, DESK, SCHOOL, CHANGED, *keys} or not keys:
        return name
    for key in (*(each for each in keys if each.startswith(f"{name}.")), *keys):
        if key.startswith(f"{name}.") or key.endswith(f".{name}"):
            return key
    names = [PRESSING, DESK, SCHOOL, CHANGED, *keys]
    raise DataProblem(
        _("{name!r} is nothing to sort by; expected one of {names}").format(
            name=clean_line(name, 40), names=", ".join(names)
        )
        + suggestion(name, names)
    )


def in_order(rows: Iterable[BoardRow], key: str) -> tuple[BoardRow, ...]:
    """Return the rows sorted by `key`: numbers and changes from the highest down, names from the first up."""
    orders: Mapping[str, _Order] = {
        PRESSING: lambda row: (not row.fault, -row.urgent, -sum(each.count for each in row.standings)),
        DESK: lambda _row: (),
        SCHOOL: lambda row: (row.school,),
        CHANGED: lambda row: (-row.changed.timestamp() if row.changed else 0.0,),
    }

    def by_count(row: BoardRow) -> tuple[int, ...]:
        count = row.count(key)
        return (1,) if count is None else (-count,)

    order = orders.get(key, by_count)
    return tuple(sorted(rows, key=lambda row: (*order(row), row.place.name)))
