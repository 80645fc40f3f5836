"""The form for what is told of a lecture."""

from collections.abc import Callable
from dataclasses import replace

from dutydesk.domain import count_fault, parse_count
from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import MOST_HOURS, heads_of, with_heads


def lecture_form(title: str, before: Lecture, save: Callable[[Lecture], bool]) -> Form:
    """Return a form for what is told of a lecture."""

    def keep(values: dict[str, str]) -> bool:
        told = replace(
            before,
            topic=values["topic"],
            speaker=values["speaker"],
            audience=values["audience"],
            credit_hours=float(values["hours"]) if values["hours"] else None,
        )
        return save(with_heads(told, parse_count(values["heads"]) if values["heads"] else None))

    heads = heads_of(before)
    return Form(
        title,
        (
            FormField(
                "topic",
                _("Topic"),
                value=before.topic,
                hint=_("such as theft, fraud; several with commas"),
            ),
            FormField("speaker", _("Speaker"), value=before.speaker, limit=100),
            FormField("audience", _("Audience"), value=before.audience, hint=_("such as grades 7-9")),
            FormField(
                "heads",
                _("Heads"),
                value="" if heads is None else str(heads),
                hint=_("240, over 1000, about 200"),
                check=count_fault,
            ),
            FormField(
                "hours",
                _("Credit hours"),
                value="" if before.credit_hours is None else f"{before.credit_hours:g}",
                check=_wrong_hours,
            ),
        ),
        keep,
        about=title,
    )


def _wrong_hours(text: str) -> str:
    try:
        fits = 0 <= float(text) <= MOST_HOURS
    except ValueError:
        fits = False
    return "" if fits else _("Type a number from 0 to {most:g}.").format(most=MOST_HOURS)
