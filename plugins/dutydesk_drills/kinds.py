"""Every kind of drill that the desk knows: those that come with it, its own files, and those of plugins."""

from collections.abc import Iterable

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_drills.kind import SORT, DrillKind, DrillKindFile

_PREFIX = "drill-"


def activity_kind(code: str) -> str:
    """Return the code of the activity kind of a kind of drill."""
    return f"{_PREFIX}{code}"


def kind_code(activity_kind_code: str) -> str:
    """Return the code of the kind of drill that an activity kind stands for."""
    return activity_kind_code.removeprefix(_PREFIX)


def drill_kinds(desk: Desk) -> dict[str, DrillKind]:
    """Return every kind by its code, in the reader's language.

    A desk's own file ``config/packs/drill/NAME.toml`` takes the place of the one that comes with the program;
    a kind of a plugin whose code is taken already is passed over.
    """
    found: dict[str, DrillKind] = {}
    for kind in (*_packed(desk), *_local(desk), *desk.ask("drill_kinds", DrillKind)):
        found.setdefault(kind.code, kind)
    return found


def _packed(desk: Desk) -> Iterable[DrillKind]:
    for name in desk.pack_names(SORT):
        yield desk.pack(SORT, name, DrillKindFile).kind(f"config/packs/{SORT}/{name}.toml")


def _local(desk: Desk) -> Iterable[DrillKind]:
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
