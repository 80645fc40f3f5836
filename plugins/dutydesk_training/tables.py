"""What training keeps in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_training.attendance import Attendance, is_own_sign_in
from dutydesk_training.lecture import Lecture
from dutydesk_training.minutes import Minutes
from dutydesk_training.topic_session import TopicSession

TRAINING_TABLES = TableSet(
    owner="training",
    tables=(
        TableSpec(
            "attendance",
            Attendance,
            (("session",), ("person", "day"), ("day",), ("catch_up_at",)),
            own=is_own_sign_in,
        ),
        TableSpec("minutes", Minutes),
        TableSpec("lecture", Lecture),
        TableSpec("topic_session", TopicSession, (("topic",),)),
    ),
    migrations="dutydesk_training.migrations",
    head="training_0001",
)
