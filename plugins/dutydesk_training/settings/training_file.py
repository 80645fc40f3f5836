"""What ``training.toml`` says: regular sessions, how many are due, and what is taught."""

from collections.abc import Iterable

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.wording import _
from dutydesk_training.settings.rules import Rule, rule_faults
from dutydesk_training.settings.sessions import Session, session_faults
from dutydesk_training.settings.topics import Slot, Topic, topic_faults


class TrainingFile(Settings, frozen=True, kw_only=True):
    """``training.toml``."""

    session: tuple[Session, ...] = ()
    rule: tuple[Rule, ...] = ()
    topic: tuple[Topic, ...] = ()
    slot: tuple[Slot, ...] = ()


def _check(file: TrainingFile, read: SettingsReader) -> Iterable[SettingsFault]:
    yield from session_faults(file.session)
    yield from rule_faults(file.rule)
    yield from topic_faults(file.topic, file.slot, read)
    topics = {each.code for each in file.topic}
    for index, session in enumerate(file.session):
        if session.topic is not None and session.topic not in topics:
            yield SettingsFault(
                ("session", index, "topic"),
                _("{code!r} is the code of no [[topic]] in this file").format(code=session.topic),
            )


SETTINGS_FILES = (SettingsFile("training.toml", TrainingFile, _check),)
