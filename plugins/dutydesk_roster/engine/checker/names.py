"""What people call persons, posts, shifts and needs."""

from collections.abc import Iterable
from datetime import date

from dutydesk.wording import _, listed
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.problem import Problem


class Names:
    """The names in a problem; what has none is called by its code."""

    def __init__(self, problem: Problem) -> None:
        self._people = {person.key: person.name for person in problem.people}
        self._posts = {post.code: post.name for post in problem.posts}
        self._shifts = {shift.code: shift.name for shift in problem.shifts}
        self._needs = problem.need_names

    def person(self, key: str) -> str:
        """Return the name of a person."""
        return self._people.get(key, key)

    def post(self, code: str) -> str:
        """Return the name of a post."""
        return self._posts.get(code, code)

    def posts(self, codes: Iterable[str]) -> str:
        """Return the names of several posts."""
        return listed(map(self.post, codes))

    def shift(self, code: str) -> str:
        """Return the name of a shift."""
        return self._shifts.get(code, code)

    def need(self, code: str) -> str:
        """Return the name of a qualification or a rank."""
        return self._needs.get(code, code)

    def needs(self, codes: Iterable[str]) -> str:
        """Return the names of several qualifications or ranks."""
        return listed(map(self.need, codes))

    def duty(self, shift: str, post: str, day: date) -> str:
        """Return a duty such as "Night at North gate (24 Nov)"."""
        return _("{shift} at {post} ({day})").format(
            shift=self.shift(shift), post=self.post(post), day=day_text(day)
        )

    def shift_on(self, shift: str, day: date) -> str:
        """Return a shift of a day such as "Night (24 Nov)"."""
        return _("{shift} ({day})").format(shift=self.shift(shift), day=day_text(day))
