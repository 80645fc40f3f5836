"""The figures of drills for the annual summary."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName, NamedRecord
from dutydesk.api.holding import HELD
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_drills.after.figures import after_figure_names, time_figures
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import EVER, drill_occurrences
from dutydesk_drills.kinds import activity_kind, drill_kinds
from dutydesk_drills.rules.in_force import packs_found
from dutydesk_drills.rules.rule_standing import RuleState
from dutydesk_drills.rules.standing import stretch_standings


def drill_figure_names(desk: Desk) -> Iterator[FigureName]:
    """Name every figure of drills, those of each kind too."""
    yield FigureName("drills.held", _("Drills held"))
    for code, kind in drill_kinds(desk).items():
        yield FigureName(f"drills.{code}", _("{kind}: held").format(kind=kind.name))
    yield from after_figure_names()
    yield FigureName("drills.rules", _("Rules for drills"))
    yield FigureName("drills.rules_kept", _("Rules for drills that were kept"))


def named_drills(desk: Desk, keys: Sequence[str]) -> Iterator[NamedRecord]:
    """Yield what the drills among `keys` are called; whoever may read figures may know of each."""
    wanted = frozenset(keys)
    for each in drill_occurrences(desk, *EVER):
        key = drill_subject(each.key)
        if key in wanted:
            yield NamedRecord(
                key=key,
                title=each.activity.title,
                day=each.start.date(),
                screen="drills",
                action=f"go_to({each.key!r})",
            )


def drill_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return how many drills were held in a year, in all and of each kind, and how many rules were kept."""
    return [*_held_figures(desk, year), *time_figures(desk, year), *_rule_figures(desk, year)]


def _held_figures(desk: Desk, year: int) -> Iterator[Figure]:
    held = [
        each
        for each in drill_occurrences(desk, date(year, 1, 1), date(year, 12, 31))
        if each.state == HELD and each.start.year == year
    ]
    if not held:
        return
    yield Figure("drills.held", _("Drills held"), len(held), _records(held))
    for code, kind in drill_kinds(desk).items():
        of_kind = [each for each in held if each.activity.kind == activity_kind(code)]
        if of_kind:
            title = _("{kind}: held").format(kind=kind.name)
            yield Figure(f"drills.{code}", title, len(of_kind), _records(of_kind))


def _rule_figures(desk: Desk, year: int) -> Iterator[Figure]:
    """Yield how many rules asked for something in times that ended in the year, and how many were kept."""
    packs = packs_found(desk).packs
    today = desk.today()
    kept: dict[tuple[str, str], bool] = {}
    for each in (*stretch_standings(desk, year - 1, packs), *stretch_standings(desk, year, packs)):
        ended = each.last is not None and each.last.year == year
        if ended and each.needed and (each.state is RuleState.MET or (each.last or today) < today):
            code = (each.pack.code, each.rule.code)
            kept[code] = kept.get(code, True) and each.state is RuleState.MET
    if kept:
        yield Figure("drills.rules", _("Rules for drills"), len(kept))
        yield Figure("drills.rules_kept", _("Rules for drills that were kept"), sum(kept.values()))


def _records(held: Iterable[Occurrence]) -> tuple[str, ...]:
    return tuple(drill_subject(each.key) for each in held)
