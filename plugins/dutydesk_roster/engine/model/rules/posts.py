"""Keeping to one post."""

from dutydesk_roster.engine.cells import Cell, Duty
from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import total
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import OnePost


def write_one_post(sheet: Sheet, rule: OnePost, fact: Fact) -> None:
    """Let each person stand at one post, and charge or forbid every further one."""
    for person, _who in sheet.bound_by(rule):
        stood_at = []
        for post in sheet.problem.posts:

            def is_there(duty: Cell | Duty) -> bool:
                outside = isinstance(duty, Duty) and duty.slot is None
                return duty.posts == (post.code,) and not outside  # noqa: B023 - used within the round

            duties = total(sheet.duties(person, day, is_there) for day in sheet.days)
            stood_at.append(sheet.any_of(duties))
        sheet.limit(total(stood_at), high=1, price=rule.weight, fact=fact)
