"""Keeping to one post."""

from collections.abc import Iterable

from dutydesk.wording import _
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.rules import OnePost
from dutydesk_roster.engine.solution import Breach


def several_posts(facts: Facts, standing: PersonDuties, rule: OnePost) -> Iterable[Breach]:
    """Yield who stands at more than one post, dated where they first change."""
    first_at = {duty.post: duty.day for duty in reversed(standing.rostered)}
    if len(first_at) > 1:
        days = sorted((day, post) for post, day in first_at.items())
        yield broken(
            rule,
            days[1][0],
            standing.person.key,
            _("{name} would stand at several posts ({posts}) instead of one.").format(
                name=standing.person.name, posts=facts.names.posts(post for _day, post in days)
            ),
            len(first_at) - 1,
        )
