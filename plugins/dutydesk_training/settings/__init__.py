"""The training plugin's settings."""

from dutydesk_training.settings.rules import Every, Rule
from dutydesk_training.settings.sessions import Session, SessionKind, ends_itself
from dutydesk_training.settings.topics import Slot, Topic
from dutydesk_training.settings.training_file import SETTINGS_FILES, TrainingFile

__all__ = [
    "SETTINGS_FILES",
    "Every",
    "Rule",
    "Session",
    "SessionKind",
    "Slot",
    "Topic",
    "TrainingFile",
    "ends_itself",
]
