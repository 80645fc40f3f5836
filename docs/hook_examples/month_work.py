"""Let a bureau have a month's key rounds arranged by any process: who locks up on which day."""

from collections.abc import Sequence
from datetime import timedelta

from dutydesk.api import Desk, MonthAsked, MonthOutcome, MonthWork, hookimpl


def in_turn(people: tuple[str, ...], days: int) -> bytes:
    """Arrange without a desk: whoever runs this has only what is passed."""
    return " ".join(people[day % len(people)] for day in range(days)).encode()


@hookimpl
def month_work(desk: Desk, asked: MonthAsked) -> Sequence[MonthWork]:
    people = tuple(each.id for each in desk.people(asked.first))
    days = (asked.last - asked.first) // timedelta(days=1) + 1
    rounds = desk.records("key-rounds")
    month = f"{asked.first:%Y-%m}"
    if not people:
        return [MonthWork(passed_over="there is nobody to lock up")]
    if rounds.get(month) and not asked.again:
        return [MonthWork(passed_over="the key rounds are arranged already")]

    def judged(found: bytes) -> MonthOutcome:
        return MonthOutcome(open=0, broken=0, changes=len(found.split()))

    def kept(found: bytes) -> MonthOutcome:
        rounds.put(month, found.decode().split(), "Arrange the key rounds")
        return judged(found)

    return [MonthWork(function=in_turn, arguments=(people, days), judged=judged, kept=kept)]
