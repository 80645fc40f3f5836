"""A ``[[topic]]`` of ``training.toml``: what is taught in a term, to whom, and when it may be."""

import math
from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from dutydesk.api import QualificationsFile, Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, Weekday, participant_faults, repeated_codes
from dutydesk.wording import _
from dutydesk_training.settings.sessions import SessionKind

MOST_PARTS = 60
"""Sessions that a topic may ask of one group: more are a term's timetable and not a topic."""

_HOUR = 60
_DAY_MINUTES = 24 * _HOUR
_ROUNDING = 1e-9


class Topic(Settings, frozen=True, kw_only=True):
    """What is taught: its syllabus and hours, who needs it, and the qualification that it gives.

    It is taught in sessions of `minutes` until each of `who` has had `hours`. In `groups` people come in so
    many turns, so that those who stand at night are not woken for it. A qualification that it `gives` holds
    for `valid_months`, for good without these, and its renewal is shown `renew_months` before it ends.
    """

    code: Code
    title: Name
    hours: Annotated[float, Meta(gt=0, le=500)] = 1.0
    syllabus: tuple[Name, ...] = ()
    who: tuple[str, ...] = ("@all",)
    kind: SessionKind = "training"
    minutes: Annotated[int, Meta(ge=10, le=600)] = 60
    groups: Annotated[int, Meta(ge=1, le=6)] = 1
    place: str = ""
    owner: str = ""
    gives: Code | None = None
    valid_months: Annotated[int, Meta(ge=1, le=600)] | None = None
    renew_months: Annotated[int, Meta(ge=0, le=60)] = 3

    @property
    def parts(self) -> int:
        """How many sessions a group needs for all the hours."""
        return max(1, math.ceil(self.hours * _HOUR / self.minutes - _ROUNDING))

    def syllabus_of(self, part: int) -> tuple[str, ...]:
        """Return the points of the syllabus that a part, counted from 1, teaches: about as many in each."""
        count = len(self.syllabus)
        return self.syllabus[(part - 1) * count // self.parts : part * count // self.parts]


class Slot(Settings, frozen=True, kw_only=True):
    """One ``[[slot]]``: times of day at which sessions of topics may begin, on these weekdays of terms."""

    weekdays: tuple[Weekday, ...]
    starts: tuple[WallTime, ...]


def topic_faults(
    topics: tuple[Topic, ...], slots: tuple[Slot, ...], read: SettingsReader
) -> Iterable[SettingsFault]:
    """Yield what is wrong with the topics and the times at which they may be taught."""
    yield from repeated_codes((each.code for each in topics), ("topic",))
    known = {each.code for each in read(QualificationsFile).qualification}
    for index, topic in enumerate(topics):
        yield from _one_topic_faults(topic, ("topic", index), known)
        latest = _latest_start(topic, slots)
        if latest is not None:
            yield SettingsFault(
                ("topic", index, "minutes"),
                _("a session of {minutes} min that begins at {start} would end after midnight").format(
                    minutes=topic.minutes, start=latest
                ),
            )
    for index, slot in enumerate(slots):
        for key in ("weekdays", "starts"):
            if not getattr(slot, key):
                yield SettingsFault(("slot", index, key), _("name at least one"))


def _one_topic_faults(topic: Topic, table: tuple[str, int], known: set[str]) -> Iterable[SettingsFault]:
    yield from participant_faults(topic.who, (*table, "who"))
    if topic.gives is not None and topic.gives not in known:
        yield SettingsFault(
            (*table, "gives"),
            _("{code!r} is no qualification of config/qualifications.toml").format(code=topic.gives),
        )
    if topic.gives is None and topic.valid_months is not None:
        yield SettingsFault(
            (*table, "valid_months"),
            _('say with gives = "…" which qualification holds for so many months'),
        )
    if topic.parts > MOST_PARTS:
        yield SettingsFault(
            (*table, "hours"),
            _(
                "{hours:g} h in sessions of {minutes} min are {parts} sessions; at most {most} can be placed"
            ).format(hours=topic.hours, minutes=topic.minutes, parts=topic.parts, most=MOST_PARTS),
        )


def _latest_start(topic: Topic, slots: tuple[Slot, ...]) -> str | None:
    """Return the time of day at which a session would begin and end after midnight, if any."""
    for start in (each for slot in slots for each in slot.starts):
        hour, minute = map(int, start.split(":"))
        if hour * _HOUR + minute + topic.minutes > _DAY_MINUTES:
            return start
    return None
