"""The form of an event, and what is made of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dutydesk.api import DataProblem
from dutydesk.domain import new_id
from dutydesk.tui.widgets import Form, FormField, day_name
from dutydesk.wording import _, phrases
from dutydesk_roster.cover_event import CoverEvent, EventHeads
from dutydesk_roster.event_cover import MOST_HEADS, checked_event, event_times
from dutydesk_roster.roster import DutyPlan

_POST = "post:"
_APART = re.compile(r"[\s,，、]+")


def event_form(
    plan: DutyPlan,
    day: date,
    today: date,
    keep: Callable[[CoverEvent], bool],
    event: CoverEvent | None = None,
) -> Form:
    """Return the form of `event`, or of a new one on `day`; `keep` keeps it and tells whether that was done.

    An `event` without a revision is a new one too, whose values are a start.
    """

    def save(values: dict[str, str]) -> bool:
        try:
            made = checked_event(event_from(values, event, plan), plan)
        except DataProblem as problem:
            first = next(iter(plan.posts), "")
            form.fail(f"{_POST}{first}" if first else "title", str(problem))
            return False
        return keep(made)

    is_new = event is None or not event.revision
    title = _("New event") if is_new or event is None else phrases((event.title, day_name(event.day)))
    form = Form(
        title,
        _fields(plan, day, today, event),
        save,
        about=event.id if event is not None and not is_new else "",
    )
    return form


def _fields(plan: DutyPlan, day: date, today: date, event: CoverEvent | None) -> list[FormField]:
    wanted = {each.post: each for each in event.wanted} if event is not None else {}

    def check_heads(text: str) -> str:
        try:
            heads = _heads("", text, plan)
        except ValueError as error:
            return str(error)
        return "" if heads.heads <= MOST_HEADS else _("At most {most}.").format(most=MOST_HEADS)

    return [
        FormField("title", _("Title"), value=event.title if event else "", required=True),
        FormField(
            "day",
            _("Day"),
            "date",
            (event.day if event else day).isoformat(),
            required=True,
            today=today,
        ),
        FormField("start", _("From"), "time", f"{event.starts:%H:%M}" if event else "", required=True),
        FormField(
            "end",
            _("To"),
            "time",
            f"{event.ends:%H:%M}" if event else "",
            required=True,
            hint=_("not after the start: the next day"),
        ),
        *(
            FormField(
                f"{_POST}{post.code}",
                post.name,
                value=_heads_text(wanted[post.code]) if post.code in wanted else "",
                check=check_heads,
                hint=_("heads, such as 2; a qualification behind it: 2 first-aid"),
            )
            for post in plan.posts.values()
        ),
        FormField("note", _("Note"), value=event.note if event else ""),
    ]


def event_from(values: Mapping[str, str], event: CoverEvent | None, plan: DutyPlan) -> CoverEvent:
    """Return the event that the values of the form describe."""
    starts, ends = event_times(date.fromisoformat(values["day"]), values["start"], values["end"])
    known = event or CoverEvent(id=new_id(), title="", starts=starts, ends=ends, heads=())
    wanted = [_heads(code, values[f"{_POST}{code}"], plan) for code in plan.posts if values[f"{_POST}{code}"]]
    return replace(
        known,
        title=values["title"],
        starts=starts,
        ends=ends,
        heads=tuple(str(each) for each in wanted),
        note=values["note"],
    )


def _heads_text(heads: EventHeads) -> str:
    return " ".join((str(heads.heads), *heads.needs))


def _heads(post: str, typed: str, plan: DutyPlan) -> EventHeads:
    """Return the heads that were typed for a post.

    Raises:
        ValueError: what is wrong, in words to show beneath the field.
    """
    number, *needs = _APART.split(typed.strip())
    if not number.isascii() or not number.isdigit():
        raise ValueError(_("Type how many stand there, such as 2."))
    for need in needs:
        if need not in plan.qualification_names:
            raise ValueError(
                _("{need} is no qualification; there are {known}.").format(
                    need=need, known=", ".join(plan.qualification_names) or _("none yet")
                )
            )
    return EventHeads(post, int(number), tuple(needs))
