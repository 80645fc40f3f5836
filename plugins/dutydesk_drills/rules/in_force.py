"""The rule packs that hold at a desk: those named in ``drills.toml``, its own rules, and those of kinds."""

from collections.abc import Iterator
from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _, language
from dutydesk_drills.kinds import drill_kinds
from dutydesk_drills.rules.pack import PACK_KIND, Observance, RulePackFile, pack_faults
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.settings import OWN_PACK, DrillsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """What one authority, one kind of drill, or the school itself asks for.

    `replaces` names rules of other packs, as ``PACK:RULE``, that do not hold beside this pack.
    """

    code: str
    name: str
    source: str = ""
    rules: tuple[DrillRule, ...] = ()
    observances: tuple[Observance, ...] = ()
    replaces: tuple[str, ...] = ()


def packs_in_force(desk: Desk) -> tuple[RulePack, ...]:
    """Return the packs that hold, in the order of ``drills.toml``, with replaced rules left out.

    Raises:
        DataProblem: a pack that ``drills.toml`` names is not there, or something is wrong with its file.
    """
    found = tuple(_all(desk))
    replaced = {each for pack in found for each in pack.replaces}
    return tuple(
        RulePack(
            code=pack.code,
            name=pack.name,
            source=pack.source,
            rules=tuple(each for each in pack.rules if f"{pack.code}:{each.code}" not in replaced),
            observances=pack.observances,
        )
        for pack in found
    )


def read_rule_pack(desk: Desk, name: str) -> RulePack:
    """Return the pack of the file ``config/packs/drill_rules/NAME.toml``.

    Raises:
        DataProblem: there is no such pack, or something is wrong with its file.
    """
    file = desk.pack(PACK_KIND, name, RulePackFile)
    for fault in pack_faults(file):
        where = " ".join(f"[[{part}]]" if isinstance(part, str) else str(part + 1) for part in fault.path)
        raise DataProblem(
            _("{file}, {where}: {problem}").format(
                file=f"config/packs/{PACK_KIND}/{name}.toml", where=where, problem=fault.problem
            )
        )
    words = file.pack.translations.get(language())
    return RulePack(
        code=name,
        name=words.name if words else file.pack.name,
        source=file.pack.source,
        rules=file.rule,
        observances=file.observance,
        replaces=file.pack.replaces,
    )


def _all(desk: Desk) -> Iterator[RulePack]:
    settings = desk.settings(DrillsFile)
    for name in settings.packs:
        yield read_rule_pack(desk, name)
    if settings.rule:
        yield RulePack(code=OWN_PACK, name=_("The school's own"), rules=settings.rule)
    for kind in drill_kinds(desk).values():
        if kind.rules:
            yield RulePack(code=kind.code, name=kind.name, source=kind.source, rules=kind.rules)
    yield from desk.ask("drill_rule_packs", RulePack)
