"""Every rule pack that the desk could go by, and which of them are in force."""

from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_drills.rules.in_force import RulePack, packs_found, packs_in_force, read_rule_pack
from dutydesk_drills.rules.pack import PACK_KIND


@dataclass(frozen=True, slots=True)
class ListedPack:
    """A pack by its name, whether it is in force, and what is wrong with it, if anything."""

    code: str
    pack: RulePack | None
    is_in_force: bool
    problem: str = ""


def listed_packs(desk: Desk) -> tuple[ListedPack, ...]:
    """Return the packs in force, then those of files that could be named in ``drills.toml``."""
    in_force = {each.code: each for each in packs_found(desk).packs}
    found = [ListedPack(code, pack, is_in_force=True) for code, pack in in_force.items()]
    for name in desk.pack_names(PACK_KIND):
        if name not in in_force:
            try:
                found.append(ListedPack(name, read_rule_pack(desk, name), is_in_force=False))
            except DataProblem as problem:
                found.append(ListedPack(name, None, is_in_force=False, problem=str(problem)))
    return tuple(found)


def packs_asked(desk: Desk, name: str | None) -> tuple[RulePack, ...]:
    """Return the packs in force, or the one with this name alone, as it would hold beside them.

    Raises:
        DataProblem: there is no such pack, or something is wrong with one that is to hold.
    """
    if name is None:
        return packs_in_force(desk)
    in_force = packs_in_force(desk)
    codes = [each.code for each in in_force]
    if name not in codes and name not in desk.pack_names(PACK_KIND):
        raise DataProblem(
            _("--pack: there is no rule pack {name!r}; expected one of {known}").format(
                name=name, known=", ".join(sorted({*codes, *desk.pack_names(PACK_KIND)}))
            )
        )
    found = in_force if name in codes else packs_in_force(desk, [name])
    return tuple(each for each in found if each.code == name)
