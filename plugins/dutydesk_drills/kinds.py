"""Every kind of drill that the desk knows: those that come with it, its own files, and those of plugins."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk, SettingsFault
from dutydesk.api.sound_packs import faulty_toml_plugins, sound_packs
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.kind import SORT, DrillKind, DrillKindFile, kind_file_faults
from dutydesk_drills.settings import DrillsFile

_PREFIX = "drill-"


def activity_kind(code: str) -> str:
    """Return the code of the activity kind of a kind of drill."""
    return f"{_PREFIX}{code}"


def is_drill(activity_kind_code: str) -> bool:
    """Tell whether an activity kind stands for a kind of drill, one that nobody knows any more too."""
    return activity_kind_code.startswith(_PREFIX)


def kind_code(activity_kind_code: str) -> str:
    """Return the code of the kind of drill that an activity kind stands for."""
    return activity_kind_code.removeprefix(_PREFIX)


@dataclass(frozen=True, slots=True)
class KindsFound:
    """The kinds that were found, by code, and in a line each what is wrong with files of kinds."""

    kinds: Mapping[str, DrillKind]
    faults: tuple[str, ...] = ()


def drill_kinds(desk: Desk) -> dict[str, DrillKind]:
    """Return every kind by its code, in the reader's language.

    A desk's own file ``config/packs/drill/NAME.toml`` takes the place of the one that comes with the program;
    a kind of a plugin whose code is taken already is passed over. So is a file in which something is wrong,
    for a drill must not stop the desk: in place of the desk's own, the program's holds, and `kinds_found`
    tells of it.
    """
    return dict(kinds_found(desk).kinds)


def kinds_found(desk: Desk) -> KindsFound:
    """Return every kind, and what is wrong with those that are passed over."""
    found: dict[str, DrillKind] = {}
    faults = list(faulty_toml_plugins(desk, SORT))
    for kind in (
        *sound_packs(desk, SORT, lambda name, shipped: _sound(desk, name, shipped=shipped), faults),
        *_local(desk),
        *desk.ask("drill_kinds", DrillKind),
    ):
        taken = found.setdefault(kind.code, kind)
        if taken is not kind:
            faults.append(
                _("{file}: the code {code} is that of {other} already, so this kind is passed over").format(
                    file=kind.source or _("a plugin"), code=kind.code, other=taken.source or _("a plugin")
                )
            )
    return KindsFound(found, tuple(faults))


def unknown_kinds(desk: Desk) -> tuple[str, ...]:
    """Return in a line each where ``drills.toml`` or a kind names a kind that the desk does not know."""
    kinds = drill_kinds(desk)
    named: list[tuple[str, str]] = []
    for kind in kinds.values():
        file = kind.source or _("a plugin")
        named += [(f"{file}, counts_as", code) for code in kind.counts_as]
        named += [(f"{file}, [[rule]] {rule.code}", code) for rule in kind.rules for code in rule.kinds]
    return (
        *map(str, unknown_of_drills(desk, kinds)),
        *(f"{place}: {unknown_kind(code, kinds)}" for place, code in named if code not in kinds),
    )


def unknown_of_drills(desk: Desk, kinds: Collection[str]) -> Iterator[DataProblem]:
    """Yield a problem for each drill of ``drills.toml`` whose kind is none of `kinds`."""
    for index, drill in enumerate(desk.settings(DrillsFile).drill):
        if drill.kind not in kinds:
            fault = SettingsFault(("drill", index, "kind"), unknown_kind(drill.kind, kinds))
            yield desk.settings_problem("drills.toml", fault)


def unknown_kind(code: str, kinds: Collection[str]) -> str:
    """Say that nobody knows a kind with this code, and which `kinds` there are."""
    return _("{code!r} is no kind of drill; expected one of {known}").format(
        code=code, known=", ".join(sorted(kinds)) or _("none")
    )


def _sound(desk: Desk, name: str, *, shipped: bool) -> DrillKind:
    file = desk.pack(SORT, name, DrillKindFile, shipped=shipped)
    for fault in kind_file_faults(file):
        raise desk.pack_problem(SORT, name, fault)
    return file.kind(f"config/packs/{SORT}/{name}.toml")


def _local(desk: Desk) -> Iterator[DrillKind]:
    for name, file in desk.toml_plugins(DrillKindFile).items():
        yield file.kind(f"plugins/{name}.toml")


def known_kind(desk: Desk, code: str) -> DrillKind:
    """Return the kind with this code.

    Raises:
        DataProblem: there is none.
    """
    kinds = drill_kinds(desk)
    if code not in kinds:
        raise DataProblem(unknown_kind(clean_line(code, 60), kinds))
    return kinds[code]


def counts_as(kind: DrillKind, wanted: Iterable[str]) -> bool:
    """Tell whether a drill of this kind counts where drills of the kinds `wanted` do; of none: any drill."""
    codes = frozenset(wanted)
    return not codes or kind.code in codes or not codes.isdisjoint(kind.counts_as)
