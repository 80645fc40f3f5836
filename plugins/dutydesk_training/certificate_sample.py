"""The certificates of the sample school: most hold, one ends soon and one has just ended."""

from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.wording import _
from dutydesk_training.certifying import certificate
from dutydesk_training.months import months_after

FIRST_AID = "first-aid"
_VALID_MONTHS = 24
_ENDS_IN = (
    ("zhao-jianguo", 410),
    ("wang-fang", 300),
    ("chen-jing", 230),
    ("jiang-tao", 500),
    ("han-bing", 160),
    ("he-xin", 560),
    ("shi-yu", 560),
    ("feng-lei", 620),
    ("lv-dong", 45),
    ("wu-gang", -9),
)
"""Who has one, and in how many days it ends."""


def fill_certificates(desk: Desk, today: date) -> None:
    """Keep certificates of first aid for some of those who are listed with it, as one change."""
    known = {person.id for person in desk.people()}
    with desk.change(_("Certificates of the sample school")) as change:
        for person, days in _ENDS_IN:
            if person not in known:
                continue
            ends = today + timedelta(days=days)
            change.add(
                certificate(
                    desk,
                    person,
                    FIRST_AID,
                    months_after(ends, -_VALID_MONTHS),
                    ends,
                    source="Red Cross course 红十字会培训",
                )
            )
