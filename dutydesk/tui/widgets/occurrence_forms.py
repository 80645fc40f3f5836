"""The forms of a list of occurrences: one for something new, one for a single time it is held."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.api.settings_values import participant_faults
from dutydesk.domain import Activity, Occurrence, clean, clean_line, new_id
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.form import Form
from dutydesk.wording import _

DAY_END = "24:00"
_APART = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class NewTimes:
    """When and where a form says that an occurrence is held."""

    start: datetime
    end: datetime
    place: str
    note: str


def activity_form(
    title: str,
    kinds: Sequence[tuple[str, str]],
    today: date,
    save: Callable[[Activity], bool],
    before: Activity | None = None,
) -> Form:
    """Return a form for an activity that the desk keeps: a new one, or the single one `before`."""

    def keep(values: dict[str, str]) -> bool:
        start, end = _moment(values, "start"), _moment(values, "end")
        if end <= start:
            form.fail("end", _("It must end after it starts."))
            return False
        return save(
            Activity(
                id=before.id if before else new_id(),
                revision=before.revision if before else 0,
                kind=values.get("kind") or kinds[0][0],
                title=clean_line(values["title"]),
                start=start,
                end=end,
                place=clean_line(values["place"]),
                participants=_people(values["people"]),
                excuses_duty=values["excuses"] == "yes",
                owner=before.owner if before else "",
                state=before.state if before else "planned",
                note=clean(values["note"]),
                source=before.source if before else "",
            )
        )

    kind_field = FormField(
        "kind", _("Kind"), kind="choice", choices=tuple(kinds), value=before.kind if before else ""
    )
    form = Form(
        title,
        (
            FormField("title", _("Title"), value=before.title if before else "", required=True, limit=100),
            *((kind_field,) if len(kinds) > 1 else ()),
            *_time_fields(today, before.start if before else None, before.end if before else None),
            FormField("place", _("Place"), value=before.place if before else ""),
            FormField(
                "people",
                _("People"),
                value=", ".join(before.participants) if before else "",
                hint=_("@all, @squad:1, @rank:leader, a person's key"),
                check=_wrong_people,
            ),
            FormField(
                "excuses",
                _("On duty"),
                kind="choice",
                choices=(("yes", _("those on duty need not come")), ("no", _("everyone must come"))),
                value="yes" if before is None or before.excuses_duty else "no",
            ),
            FormField("note", _("Note"), value=before.note.replace("\n", " ") if before else "", limit=500),
        ),
        keep,
        about=before.id if before else "",
    )
    return form


def occurrence_form(title: str, held: Occurrence, today: date, save: Callable[[NewTimes], bool]) -> Form:
    """Return a form for when and where one occurrence of a series, or of a settings file, is held."""
    all_day = held.activity.all_day

    def keep(values: dict[str, str]) -> bool:
        if all_day:
            start = datetime.combine(date.fromisoformat(values["date"]), time())
            end = start + (held.end - held.start)
        else:
            start, end = _moment(values, "start"), _moment(values, "end")
            if end <= start:
                form.fail("end", _("It must end after it starts."))
                return False
        return save(NewTimes(start, end, clean_line(values["place"]), clean(values["note"])))

    fields = _time_fields(today, held.start, held.end)
    note = held.exception.note if held.exception else ""
    form = Form(
        title,
        (
            *(fields[:1] if all_day else fields),
            FormField("place", _("Place"), value=held.place),
            FormField("note", _("Note"), value=note.replace("\n", " "), limit=500),
        ),
        keep,
        about=held.key,
    )
    return form


def _time_fields(today: date, start: datetime | None, end: datetime | None) -> tuple[FormField, ...]:
    last = f"{end:%H:%M}" if end else ""
    if start and end and end == datetime.combine(start.date(), time()) + timedelta(days=1):
        last = DAY_END
    return (
        FormField(
            "date",
            _("Date"),
            kind="date",
            value=start.date().isoformat() if start else "",
            hint=_("such as 12-01, +3 or today"),
            required=True,
            today=today,
        ),
        FormField("start", _("From"), kind="time", value=f"{start:%H:%M}" if start else "", required=True),
        FormField("end", _("To"), kind="time", value=last, required=True),
    )


def _moment(values: dict[str, str], name: str) -> datetime:
    day = date.fromisoformat(values["date"])
    if values[name] == DAY_END:
        return datetime.combine(day + timedelta(days=1), time())
    return datetime.combine(day, time.fromisoformat(values[name]))


def _people(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _APART.split(text) if part))


def _wrong_people(text: str) -> str:
    return next((fault.problem for fault in participant_faults(_people(text), ())), "")
