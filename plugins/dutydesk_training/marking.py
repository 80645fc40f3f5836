"""Marking sessions held, with what is told of lectures, and cancelling them."""

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, PLANNED, change_occurrence, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _, phrases
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import keep_lecture


def session_name(held: Occurrence) -> str:
    """Return what the journal and messages call a session: its title and day."""
    return phrases((held.activity.title, str(held.start.date())))


def hold(desk: Desk, held: Occurrence, told: Lecture | None = None) -> None:
    """Mark a session held, and keep what is `told` of it, as one change.

    Raises:
        DataProblem: it is cancelled, it has not begun, or what is told cannot be kept.
    """
    if held.state == CANCELLED:
        raise DataProblem(_("{what} is cancelled; hold it after all first").format(what=session_name(held)))
    if held.start > wall_now(desk):
        raise DataProblem(_("{what} has not begun yet").format(what=session_name(held)))
    with desk.change(_("Held: {what}").format(what=session_name(held))) as change:
        if held.state != HELD:
            change_occurrence(change, held, state=HELD)
        if told is not None:
            keep_lecture(change, held, told)


def take_back(desk: Desk, held: Occurrence) -> None:
    """Take the mark back that a session was held.

    Raises:
        DataProblem: it has none.
    """
    if held.state != HELD:
        raise DataProblem(_("{what} is not marked held").format(what=session_name(held)))
    with desk.change(_("Not held: {what}").format(what=session_name(held))) as change:
        change_occurrence(change, held, state=PLANNED)


def cancel(desk: Desk, held: Occurrence) -> None:
    """Cancel a session.

    Raises:
        DataProblem: it is cancelled already, or was held.
    """
    if held.state == CANCELLED:
        raise DataProblem(_("{what} is cancelled already").format(what=session_name(held)))
    if held.state == HELD:
        raise DataProblem(_("{what} was held; take that mark back first").format(what=session_name(held)))
    with desk.change(_("Cancelled: {what}").format(what=session_name(held))) as change:
        change_occurrence(change, held, state=CANCELLED)


def hold_after_all(desk: Desk, held: Occurrence) -> None:
    """Take a cancelled session up again.

    Raises:
        DataProblem: it is not cancelled.
    """
    if held.state != CANCELLED:
        raise DataProblem(_("{what} is not cancelled").format(what=session_name(held)))
    with desk.change(_("Held after all: {what}").format(what=session_name(held))) as change:
        change_occurrence(change, held, state=PLANNED)
