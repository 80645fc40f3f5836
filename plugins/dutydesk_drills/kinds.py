"""Every kind of drill that the desk knows: those that come with it, its own files, and those of plugins."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk, KeyPath
from dutydesk.wording import _
from dutydesk_drills.kind import SORT, DrillKind, DrillKindFile, kind_file_faults
from dutydesk_drills.settings import DrillsFile

_PREFIX = "drill-"


def activity_kind(code: str) -> str:
    """Return the code of the activity kind of a kind of drill."""
    return f"{_PREFIX}{code}"


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
    faults: list[str] = []
    for kind in (*_packed(desk, faults), *_local(desk), *desk.ask("drill_kinds", DrillKind)):
        taken = found.setdefault(kind.code, kind)
        if taken is not kind:
            faults.append(
                _("{file}: the code {code} is that of {other} already, so this kind is passed over").format(
                    file=kind.source or _("a plugin"), code=kind.code, other=taken.source or _("a plugin")
                )
            )
    return KindsFound(found, tuple(faults))


def unknown_kinds(desk: Desk) -> tuple[str, ...]:
    """Return in a line each the drills of ``drills.toml`` whose kind is none that the desk knows."""
    kinds = drill_kinds(desk)
    return tuple(
        _("config/drills.toml, [[drill]] {code}: {kind!r} is no kind of drill; expected {known}").format(
            code=each.code, kind=each.kind, known=", ".join(kinds)
        )
        for each in desk.settings(DrillsFile).drill
        if each.kind not in kinds
    )


def _packed(desk: Desk, faults: list[str]) -> Iterator[DrillKind]:
    for name in desk.pack_names(SORT):
        source = f"config/packs/{SORT}/{name}.toml"
        try:
            yield _sound(desk.pack(SORT, name, DrillKindFile), source)
            continue
        except DataProblem as problem:
            faults.append(str(problem))
        with suppress(DataProblem):
            yield _sound(desk.pack(SORT, name, DrillKindFile, shipped=True), source)


def _sound(file: DrillKindFile, source: str) -> DrillKind:
    for fault in kind_file_faults(file):
        raise DataProblem(f"{source}, {_place(fault.path)}: {fault.problem}")
    return file.kind(source)


def _place(path: KeyPath) -> str:
    """Return where something is wrong, such as ``[[stage]] 1, per``."""
    *tables, key = path if isinstance(path[-1], str) else (*path, "")
    words = [f"[[{part}]]" if isinstance(part, str) else str(part + 1) for part in tables]
    return ", ".join(filter(None, (" ".join(words), str(key))))


def _local(desk: Desk) -> Iterator[DrillKind]:
    for name, file in desk.toml_plugins(DrillKindFile).items():
        yield file.kind(f"plugins/{name}.toml")


def drill_kind(desk: Desk, code: str) -> DrillKind:
    """Return the kind with this code; one whose file is gone has its code for a name and nothing in it."""
    return drill_kinds(desk).get(code) or DrillKind(code=code, name=code)


def known_kind(desk: Desk, code: str) -> DrillKind:
    """Return the kind with this code.

    Raises:
        DataProblem: there is none.
    """
    kinds = drill_kinds(desk)
    if code not in kinds:
        raise DataProblem(
            _("{code!r} is no kind of drill; expected one of {known}").format(
                code=code, known=", ".join(kinds)
            )
        )
    return kinds[code]


def counts_as(kind: DrillKind, wanted: Iterable[str]) -> bool:
    """Tell whether a drill of this kind counts where drills of the kinds `wanted` do; of none: any drill."""
    codes = frozenset(wanted)
    return not codes or kind.code in codes or not codes.isdisjoint(kind.counts_as)
