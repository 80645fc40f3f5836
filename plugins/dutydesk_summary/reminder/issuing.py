"""Issuing a reminder, after which it counts and stands as it is, and withdrawing it again."""

from dataclasses import replace

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _
from dutydesk_summary.reminder.keeping import changeable, keep_seen
from dutydesk_summary.reminder.reminder import Reminder


def issue(desk: Desk, shown: Reminder) -> Reminder:
    """Issue a reminder as it was `shown`, a draft too, as one change; return it as it is kept.

    Raises:
        DataProblem: it is issued already, or nothing stands in it.
        StaleChange: someone else has changed it since.
    """
    with desk.change(_("Reminder {week}: issued").format(week=shown.id)) as change:
        kept = changeable(change, shown.id)
        if not shown.last_week and not shown.points:
            raise DataProblem(
                _("nothing stands in the reminder of {week} yet; write its points first").format(
                    week=shown.id
                )
            )
        by = desk.member.person or desk.member.name
        return keep_seen(change, kept, shown, replace(shown, issued=desk.today(), issued_by=by))


def withdraw(desk: Desk, shown: Reminder) -> Reminder:
    """Take the issue of a reminder back, as one change, so that it can be changed; return it as it is kept.

    Raises:
        DataProblem: it is not issued.
        StaleChange: someone else has changed it since.
    """
    with desk.change(_("Reminder {week}: withdrawn").format(week=shown.id)) as change:
        kept = change.table(Reminder).get(shown.id)
        if kept is None or kept.issued is None:
            raise DataProblem(_("the reminder of {week} is not issued").format(week=shown.id))
        return keep_seen(change, kept, shown, replace(shown, issued=None, issued_by=""))


def issued_text(desk: Desk, reminder: Reminder) -> str:
    """Return when a reminder was issued and by whom, or how it stands otherwise."""
    if reminder.issued is not None:
        by = names_by_key(desk).get(reminder.issued_by, reminder.issued_by)
        return _("issued on {day} by {who}").format(day=reminder.issued, who=by)
    return _("kept, not issued yet") if reminder.revision else _("drafted from the records, not kept yet")
