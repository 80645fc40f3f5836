"""The rule packs that hold at a desk: those named in ``drills.toml``, its own rules, and those of kinds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dutydesk.api import DataProblem, Desk, SettingsFault
from dutydesk.wording import _, language
from dutydesk_drills.kinds import drill_kinds, unknown_kind, unknown_of_drills
from dutydesk_drills.rules.pack import PACK_KIND, Observance, RulePackFile, pack_faults
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.settings import OWN_PACK, DrillsFile

_FILE = "drills.toml"


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


@dataclass(frozen=True, slots=True)
class PacksFound:
    """The packs that hold, and what is wrong with those that were to hold and with what names kinds."""

    packs: tuple[RulePack, ...]
    problems: tuple[DataProblem, ...] = ()


def packs_in_force(desk: Desk, more: Iterable[str] = ()) -> tuple[RulePack, ...]:
    """Return the packs that hold, in the order of ``drills.toml``, with replaced rules left out.

    `more` are names of packs that are to be looked at as if they held too.

    Raises:
        DataProblem: a pack that ``drills.toml`` names is not there, something is wrong with its file, or a
            rule or drill names a kind that nobody knows.
    """
    found = packs_found(desk, more)
    if found.problems:
        raise found.problems[0]
    return found.packs


def packs_found(desk: Desk, more: Iterable[str] = ()) -> PacksFound:
    """Return the packs that hold as far as they are sound, and what is wrong with the others."""
    problems: list[DataProblem] = []
    settings, kinds = desk.settings(DrillsFile), drill_kinds(desk)
    packs: list[RulePack] = []
    known = desk.pack_names(PACK_KIND)
    for index, name in enumerate(settings.packs):
        if name not in known:
            problems.append(
                desk.settings_problem(_FILE, SettingsFault(("packs", index), _unknown(name, known)))
            )
    for name in dict.fromkeys((*(each for each in settings.packs if each in known), *more)):
        try:
            packs.append(read_rule_pack(desk, name, kinds))
        except DataProblem as problem:
            problems.append(problem)
    problems += [desk.settings_problem(_FILE, fault) for fault in _unknown_kinds(settings.rule, kinds)]
    problems += unknown_of_drills(desk, kinds)
    if settings.rule:
        packs.append(RulePack(code=OWN_PACK, name=_("The school's own"), rules=settings.rule))
    packs += [
        RulePack(code=kind.code, name=kind.name, source=kind.source, rules=kind.rules)
        for kind in kinds.values()
        if kind.rules
    ]
    packs += desk.ask("drill_rule_packs", RulePack)
    problems += _replacing_nothing(desk, packs)
    return PacksFound(tuple(_without_replaced(packs)), tuple(problems))


def read_rule_pack(desk: Desk, name: str, kinds: Collection[str] | None = None) -> RulePack:
    """Return the pack of the file ``config/packs/drill_rules/NAME.toml``; `kinds` are those that are known.

    Raises:
        DataProblem: there is no such pack, or something is wrong with its file.
    """
    file = desk.pack(PACK_KIND, name, RulePackFile)
    known = drill_kinds(desk) if kinds is None else kinds
    for fault in (*pack_faults(file), *_unknown_kinds(file.rule, known)):
        raise desk.pack_problem(PACK_KIND, name, fault)
    words = file.pack.translations.get(language())
    return RulePack(
        code=name,
        name=words.name if words else file.pack.name,
        source=file.pack.source,
        rules=file.rule,
        observances=file.observance,
        replaces=file.pack.replaces,
    )


def _unknown(name: str, known: Sequence[str]) -> str:
    return _("there is no rule pack {name!r}; expected one of {known}").format(
        name=name, known=", ".join(known) or _("none")
    )


def _unknown_kinds(rules: Iterable[DrillRule], kinds: Collection[str]) -> Iterator[SettingsFault]:
    for index, rule in enumerate(rules):
        for place, kind in enumerate(rule.kinds):
            if kind not in kinds:
                yield SettingsFault(("rule", index, "kinds", place), unknown_kind(kind, kinds))


def _replacing_nothing(desk: Desk, packs: Sequence[RulePack]) -> Iterator[DataProblem]:
    """Yield a problem for each rule that a pack replaces in another that holds, and that is not there."""
    rules = {f"{pack.code}:{rule.code}" for pack in packs for rule in pack.rules}
    codes, files = {pack.code for pack in packs}, desk.pack_names(PACK_KIND)
    for pack in packs:
        for index, replaced in enumerate(pack.replaces):
            if replaced in rules or (":" in replaced and replaced.partition(":")[0] not in codes):
                continue
            said = _("{name!r} is no rule of a pack; it is written PACK:RULE").format(name=replaced)
            if pack.code in files:
                fault = SettingsFault(("pack", "replaces", index), said)
                yield desk.pack_problem(PACK_KIND, pack.code, fault)
            else:
                yield DataProblem(f"{pack.name}: {said}")


def _without_replaced(packs: Sequence[RulePack]) -> Iterator[RulePack]:
    replaced = {each for pack in packs for each in pack.replaces}
    for pack in packs:
        kept = tuple(each for each in pack.rules if f"{pack.code}:{each.code}" not in replaced)
        yield replace(pack, rules=kept, replaces=())
