"""The forms of a guard's own area."""

from collections.abc import Callable, Sequence
from datetime import date

from dutydesk.domain import ABSENCE_KINDS, absence_kind_name
from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _

_ASKED_KINDS = ("annual", "personal", "course", "sick", "other")


def leave_fields(today: date) -> list[FormField]:
    """Return the fields for asking for leave."""
    kinds = tuple((each, absence_kind_name(each)) for each in _ASKED_KINDS if each in ABSENCE_KINDS)
    return [
        *_day_fields(today),
        FormField("kind", _("Kind"), "choice", "annual", kinds),
        word_field(),
    ]


def volunteer_fields(today: date) -> list[FormField]:
    """Return the fields for saying when one can be called."""
    return [*_day_fields(today), word_field(_("such as mornings only; may be left empty"))]


def word_field(hint: str = "") -> FormField:
    """Return the field for a word to the leader."""
    return FormField("note", _("Your word"), hint=hint or _("what the leader reads; may be left empty"))


def days_form(
    title: str, fields: Sequence[FormField], keep: Callable[[date, date, dict[str, str]], bool]
) -> Form:
    """Return a form that asks for days and calls ``keep(first, last, values)``.

    Without a last day it is one day; days the wrong way round are told in the form.
    """

    def save(values: dict[str, str]) -> bool:
        first = date.fromisoformat(values["first"])
        last = date.fromisoformat(values["last"] or values["first"])
        if last < first:
            form.fail("last", _("The last day is before the first."))
            return False
        return keep(first, last, values)

    form = Form(title, fields, save)
    return form


def _day_fields(today: date) -> list[FormField]:
    return [
        FormField(
            "first",
            _("First day"),
            "date",
            hint=_("such as {day}, or +3 from today").format(day=today),
            required=True,
            today=today,
        ),
        FormField("last", _("Last day"), "date", hint=_("the same day"), today=today),
    ]
