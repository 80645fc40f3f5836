"""Which topic a session teaches: that of the plan of the term, or the one that the settings name."""

from collections.abc import Mapping
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.domain import Occurrence
from dutydesk_training.settings import TrainingFile
from dutydesk_training.topic_session import TopicSession

_SETTINGS_PREFIX = "training-"


@dataclass(frozen=True, slots=True)
class TaughtPart:
    """A topic by its code, and which part of it, from 1; 0 where the session is no part of a plan."""

    topic: str = ""
    part: int = 0


NOTHING_TAUGHT = TaughtPart()


class TaughtParts:
    """What each session of a desk teaches, read once."""

    def __init__(self, desk: Desk) -> None:
        self._placed = {each.id: TaughtPart(each.topic, each.part) for each in desk.table(TopicSession).all()}
        self._named = {
            f"{_SETTINGS_PREFIX}{each.code}": TaughtPart(each.topic)
            for each in desk.settings(TrainingFile).session
            if each.topic
        }

    def of(self, held: Occurrence) -> TaughtPart:
        """Return what an occurrence teaches."""
        key = held.activity.id
        return self._placed.get(key) or self._named.get(key) or NOTHING_TAUGHT


def topic_titles(desk: Desk) -> Mapping[str, str]:
    """Return the titles of the topics in the settings, by their codes."""
    return {each.code: each.title for each in desk.settings(TrainingFile).topic}
