"""The form for an activity, and what is made of it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dutydesk.domain import Activity, ActivityKind, clean_line, new_id
from dutydesk.domain.activity import parse_rule
from dutydesk.tui.widgets.fields import FormField
from dutydesk.wording import _

DEFAULT_LENGTH = timedelta(hours=1)
END_OF_DAY = "24:00"
_WORDS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}


def activity_fields(
    activity: Activity | None,
    kinds: Mapping[str, ActivityKind],
    people: Collection[str],
    day: date,
    today: date,
) -> list[FormField]:
    """Return the fields for an activity, or for a new one on `day`; `people` are the keys that exist."""

    def check_participants(text: str) -> str:
        unknown = [part for part in _parts(text) if not part.startswith("@") and part not in people]
        return _("Nobody has the key {key}.").format(key=unknown[0]) if unknown else ""

    known = activity
    timed = known is not None and not known.all_day
    last = ""
    if known is not None:
        last_day = (known.end - timedelta(days=1)).date() if known.end.time() == time() else known.end.date()
        last = last_day.isoformat() if last_day > known.start.date() else ""
    first_kind = next(iter(kinds), "")
    return [
        FormField("title", _("Title"), value=known.title if known else "", required=True),
        FormField(
            "kind",
            _("Kind"),
            "choice",
            known.kind if known else first_kind,
            tuple((code, kind.name) for code, kind in kinds.items()),
        ),
        FormField(
            "day",
            _("Day"),
            "date",
            (known.start.date() if known else day).isoformat(),
            required=True,
            today=today,
        ),
        FormField(
            "start",
            _("Start"),
            "time",
            f"{known.start:%H:%M}" if known and timed else "",
            hint=_("none: all day"),
        ),
        FormField(
            "end",
            _("End"),
            "time",
            _end_text(known) if known and timed else "",
            hint=_("an hour after the start"),
        ),
        FormField("last", _("Last day"), "date", last, hint=_("the same day"), today=today),
        FormField("place", _("Place"), value=known.place if known else ""),
        FormField(
            "participants",
            _("Participants"),
            value=", ".join(known.participants) if known else "",
            check=check_participants,
            hint=_("keys, @all, @squad:1, @rank:guard"),
        ),
        FormField(
            "rule",
            _("Repeats"),
            value=known.rule if known else "",
            check=_check_rule,
            hint=_("weekly, or FREQ=WEEKLY;BYDAY=MO"),
        ),
        FormField("note", _("Note"), value=known.note if known else ""),
    ]


def activity_from(values: Mapping[str, str], activity: Activity | None) -> Activity:
    """Return the activity that the values of a form describe.

    Raises:
        ValueError: it would end before it begins.
    """
    day = date.fromisoformat(values["day"])
    last = date.fromisoformat(values["last"] or values["day"])
    all_day = not values["start"]
    start = datetime.combine(day, time() if all_day else time.fromisoformat(values["start"]))
    if all_day:
        end = datetime.combine(last + timedelta(days=1), time())
    elif not values["end"]:
        end = datetime.combine(last, start.time()) + DEFAULT_LENGTH
    elif values["end"] == END_OF_DAY:
        end = datetime.combine(last + timedelta(days=1), time())
    else:
        end = datetime.combine(last, time.fromisoformat(values["end"]))
    if end <= start:
        raise ValueError(
            _("The end is not after the start; for one that runs past midnight set its last day.")
        )
    known = activity or Activity(
        id=new_id(), kind=values["kind"], title=values["title"], start=start, end=end
    )
    return replace(
        known,
        kind=values["kind"],
        title=clean_line(values["title"]),
        start=start,
        end=end,
        all_day=all_day,
        place=clean_line(values["place"]),
        participants=tuple(_parts(values["participants"])),
        rule=_rule(values["rule"]),
        note=clean_line(values["note"]),
    )


def _end_text(activity: Activity) -> str:
    return END_OF_DAY if activity.end.time() == time() else f"{activity.end:%H:%M}"


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,，、\s]+", text) if part]


def _rule(text: str) -> str:
    return _WORDS.get(text.strip().casefold(), text.strip().upper())


def _check_rule(text: str) -> str:
    try:
        parse_rule(_rule(text), datetime(2026, 1, 1))  # noqa: DTZ001 - rules are checked in wall time
    except ValueError as error:
        return str(error)
    return ""
