"""What `config/roles.toml` says: who may do what at the desk."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.config.complaints import suggestion
from dutydesk.config.ssh_keys import key_faults
from dutydesk.domain import EVERY_RIGHT, Member, Right, Role
from dutydesk.wording import _

LEADER, DEPUTY, GUARD, VIEWER = "leader", "deputy", "guard", "viewer"


class RoleTable(Settings, frozen=True, kw_only=True):
    """One ``[[role]]``: a role of the school's own, or other rights for one that the program knows."""

    code: Annotated[str, Meta(pattern=r"^[\w-]{1,32}\Z", description="one word of at most 32 characters")]
    title: Annotated[str, Meta(max_length=60)] = ""
    may: tuple[Right, ...] = ()


class MemberTable(Settings, frozen=True, kw_only=True):
    """One ``[[member]]``: a name under which someone works at the desk, and their role.

    `person` is their key in the list of people, where it is not the name itself; `keys` are the public keys
    with which they come in over SSH, as `ssh-keygen` writes them.
    """

    name: Annotated[
        str,
        Meta(
            pattern=r"^[\w][\w.@-]{0,63}\Z",
            description="a name without spaces, of letters, digits and . - _ @",
        ),
    ]
    role: str
    person: str = ""
    keys: tuple[str, ...] = ()


class RoleSettings(Settings, frozen=True, kw_only=True):
    """The content of ``roles.toml``; `others` is the role of whoever no ``[[member]]`` names.

    A desk that names nobody belongs to whoever can open its folder: they are its leader.
    """

    others: str = ""
    role: tuple[RoleTable, ...] = ()
    member: tuple[MemberTable, ...] = ()

    def roles(self) -> Mapping[str, Role]:
        """Return every role by its code: those that the program knows, and the school's own."""
        known = {role.code: role for role in _known_roles()}
        for each in self.role:
            title = each.title or (known[each.code].title if each.code in known else each.code)
            known[each.code] = Role(each.code, title, frozenset(each.may))
        return known

    def member_named(self, name: str) -> Member:
        """Return who works under `name`; without a role of theirs they may do nothing."""
        roles = self.roles()
        if not self.member:
            return Member(name, roles[self.others or LEADER])
        for each in self.member:
            if each.name == name:
                return Member(name, roles[each.role], each.person or each.name)
        return Member(name, roles[self.others] if self.others else Role("", _("no role"), frozenset()))


def _known_roles() -> tuple[Role, ...]:
    deputy = EVERY_RIGHT - {Right.SETTINGS, Right.LINKS, Right.COPY}
    return (
        Role(LEADER, _("leader"), EVERY_RIGHT),
        Role(DEPUTY, _("deputy"), deputy),
        Role(GUARD, _("guard"), frozenset({Right.OWN})),
        Role(VIEWER, _("viewer"), frozenset({Right.READ})),
    )


def check_role_settings(settings: RoleSettings, _reader: SettingsReader) -> Iterator[SettingsFault]:
    """Yield roles that are not known, names that stand twice, and a desk that nobody could change again."""
    roles = settings.roles()
    codes: set[str] = set()
    for index, role in enumerate(settings.role):
        if role.code in codes:
            yield SettingsFault(("role", index, "code"), _("{code!r} is there twice").format(code=role.code))
        codes.add(role.code)
    names: set[str] = set()
    for index, each in enumerate(settings.member):
        if each.name in names:
            yield SettingsFault(
                ("member", index, "name"), _("{name!r} is there twice").format(name=each.name)
            )
        names.add(each.name)
        if each.role not in roles:
            yield SettingsFault(("member", index, "role"), _unknown(each.role, roles))
    for index, number, problem in key_faults([(each.name, each.keys) for each in settings.member]):
        yield SettingsFault(("member", index, "keys", number), problem)
    if settings.others and settings.others not in roles:
        yield SettingsFault(("others",), _unknown(settings.others, roles))
    elif settings.member and not any(
        roles[code].allows(Right.SETTINGS) and roles[code].allows(Right.CHANGE)
        for code in (settings.others, *(each.role for each in settings.member))
        if code in roles
    ):
        yield SettingsFault(("member",), _("nobody would be left who may do everything: name a leader"))


def _unknown(code: str, roles: Mapping[str, Role]) -> str:
    return _("{code!r} is no role; expected one of {roles}").format(
        code=code, roles=", ".join(sorted(roles))
    ) + suggestion(code, sorted(roles))


ROLES_FILE = SettingsFile("config/roles.toml", RoleSettings, check_role_settings)
