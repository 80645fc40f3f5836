"""Days as people say them."""

from datetime import date

from dutydesk.wording import _


def _month(day: date) -> str:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )[day.month - 1]  # fmt: skip


def day_text(day: date) -> str:
    """Return `day` without its year, such as "24 Nov"."""
    return _("{day} {month}").format(day=day.day, month=_month(day))


def days_text(first: date, last: date) -> str:
    """Return a run of days, such as "24–27 Nov" or "29 Nov – 2 Dec"."""
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return _("{first}–{last} {month}").format(first=first.day, last=last.day, month=_month(first))
    return _("{first} – {last}").format(first=day_text(first), last=day_text(last))
