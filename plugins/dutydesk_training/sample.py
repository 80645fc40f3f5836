"""What training holds in the sample school: lectures of the past months, and one to come."""

from datetime import date, datetime, time, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, PLANNED
from dutydesk.domain import Activity, new_id, parse_count
from dutydesk.wording import _
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import LECTURE, with_heads

_LECTURES = (
    (-112, "Theft and robbery 防盗防抢讲座", "theft 防盗, robbery 防抢", "Officer Liu 刘警官",
     "grades 7-9 初中部", "over 300"),
    (-77, "Fraud and the network 防诈骗讲座", "fraud 防诈骗, network 网络安全", "Officer Liu 刘警官",
     "grades 4-6 小学高年级", "about 240"),
    (-42, "Fire 消防讲座", "fire 消防, food 食品安全", "Fire brigade 消防队", "all classes 全校",
     "over 400"),
    (-16, "Traffic and travel 交通安全讲座", "traffic 交通, travel 出行", "Traffic police 交警",
     "day pupils 走读生", "180"),
)  # fmt: skip
_HOURS = 2.0
_AHEAD = 18
_NEAR = 40


def fill(desk: Desk, today: date) -> None:
    """Keep the lectures that the sample school has held and told about, and plan the next."""
    with desk.change(_("Lectures of the sample school")) as change:
        for days, title, topic, speaker, audience, heads in _LECTURES:
            day = _school_day(desk, today + timedelta(days=days), before=today)
            held = change.add(_lecture(day, title, HELD))
            told = Lecture(
                id=held.id,
                day=held.start.date(),
                topic=topic,
                speaker=speaker,
                audience=audience,
                credit_hours=_HOURS,
            )
            change.add(with_heads(told, parse_count(heads)))
        title = "Safe in every season 季节安全讲座"
        change.add(_lecture(_school_day(desk, today + timedelta(days=_AHEAD)), title, PLANNED))


def _school_day(desk: Desk, day: date, before: date = date.max) -> date:
    """Return the day of school nearest to `day`, or, where none of them is before that day, `day` itself."""
    calendar = desk.school_calendar()
    near = (day + timedelta(days=step) for away in range(_NEAR) for step in (-away, away))
    return next((each for each in near if calendar.is_school_day(each) and each < before), day)


def _lecture(day: date, title: str, state: str) -> Activity:
    return Activity(
        id=new_id(),
        kind=LECTURE,
        title=title,
        start=datetime.combine(day, time(13, 30)),
        end=datetime.combine(day, time(15)),
        place="Hall 礼堂",
        participants=("zhao-jianguo",),
        excuses_duty=True,
        owner="zhao-jianguo",
        state=state,
    )
