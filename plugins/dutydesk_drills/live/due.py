"""What Today and the area of drills say of drills that are running, and of those that nobody ended."""

from collections.abc import Iterable, Iterator

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.wording import _
from dutydesk_drills.live.reading import UnendedDrill, running_drills


def live_due_items(unended: Iterable[UnendedDrill]) -> Iterator[DueItem]:
    """Yield the drills that are running, which one can go on with, and those that nobody ended."""
    for each in unended:
        yield DueItem(
            title=_running_text(each) if each.is_running else _unended_text(each),
            day=each.started.date(),
            state=DueState.OVERDUE,
            screen="drills",
            detail=each.drill.title if each.is_running else "",
            action=f"go_on({each.drill.key!r})",
        )


def running_texts(desk: Desk) -> tuple[str, ...]:
    """Return a line for each drill that is running."""
    return tuple(_running_text(each) for each in running_drills(desk))


def _running_text(unended: UnendedDrill) -> str:
    return _("A drill is running since {time}: press g").format(time=f"{unended.started:%H:%M}")


def _unended_text(unended: UnendedDrill) -> str:
    return _("Say when {title} of {day} ended").format(title=unended.drill.title, day=unended.started.date())
