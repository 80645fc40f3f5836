"""A ``[[topic]]`` of ``training.toml``: what is taught in a term, to whom, and when it may be."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from dutydesk.api import QualificationsFile, Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, Weekday, participant_faults, repeated_codes
from dutydesk.wording import _
from dutydesk_training.settings.sessions import SessionKind


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
        yield from participant_faults(topic.who, ("topic", index, "who"))
        if topic.gives is not None and topic.gives not in known:
            yield SettingsFault(
                ("topic", index, "gives"),
                _("{code!r} is no qualification of config/qualifications.toml").format(code=topic.gives),
            )
    for index, slot in enumerate(slots):
        for key in ("weekdays", "starts"):
            if not getattr(slot, key):
                yield SettingsFault(("slot", index, key), _("name at least one"))
