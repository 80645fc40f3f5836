"""What whoever works at an open desk may do, by the roles that its settings give now."""

from collections.abc import Callable, Iterable

from dutydesk.api import RoleRefused
from dutydesk.api.tables import TouchedRecord
from dutydesk.config.role_settings import RoleSettings
from dutydesk.domain import Member, Right
from dutydesk.wording import _


class Rights:
    """The rights of `actor`, looked up anew each time: a role that is taken away counts at once."""

    def __init__(self, actor: str, settings: Callable[[], RoleSettings]) -> None:
        self._actor = actor
        self._settings = settings

    @property
    def member(self) -> Member:
        """Who works at the desk, with their role."""
        return self._settings().member_named(self._actor)

    def may(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return self.member.allows(right)

    def require(self, right: Right, what: str) -> None:
        """Go on only where the role has a right; `what` says in a few words what was to be done.

        Raises:
            RoleRefused: it has not.
        """
        member = self.member
        if not member.allows(right):
            raise RoleRefused(_refusal(member, what))

    def begin(self, right: Right, why: str) -> None:
        """Go on where a change for which `right` is needed may be made, be it only of what is one's own.

        Raises:
            RoleRefused: the role has neither this right nor that to one's own.
        """
        member = self.member
        if not member.allows(right) and not member.allows(Right.OWN):
            raise RoleRefused(_refusal(member, why))

    def finish(self, right: Right, why: str, touched: Iterable[TouchedRecord]) -> None:
        """Go on where the role has `right`, or each of the records `touched` was the member's own to change.

        Raises:
            RoleRefused: a record was not.
        """
        member = self.member
        if member.allows(right):
            return
        if not member.allows(Right.OWN) or not all(each.is_own(member.person) for each in touched):
            raise RoleRefused(_refusal(member, why))


def _refusal(member: Member, what: str) -> str:
    if not member.role.code:
        return _("{name} has no role at this desk (config/roles.toml): {what}").format(
            name=member.name, what=what
        )
    return _("{name} is {role} here and may not do this: {what}").format(
        name=member.name, role=member.role.title, what=what
    )
