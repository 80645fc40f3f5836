"""Packs and TOML plugins of a sort, with those left out in which something is wrong."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem

T = TypeVar("T")


def sound_packs(desk: Desk, kind: str, read: Callable[[str, bool], T], faults: list[str]) -> Iterator[T]:
    """Yield what `read` makes of each pack of a kind; what is wrong with one is added to `faults` in a line.

    ``read(name, shipped)`` raises a `DataProblem` where something is wrong. In place of a faulty pack of the
    desk, the program's of the same name holds.
    """
    for name in desk.pack_names(kind):
        try:
            found = read(name, False)  # noqa: FBT003 - the second argument says which of the two packs
        except DataProblem as problem:
            faults.append(str(problem))
            with suppress(DataProblem):
                yield read(name, True)  # noqa: FBT003 - likewise
        else:
            yield found


def faulty_toml_plugins(desk: Desk, sort: str) -> Iterator[str]:
    """Yield in a line each the TOML plugins of a sort in which something is wrong.

    Those that say of themselves that they are something else are for others to tell of.
    """
    for each in desk.plugins():
        if each.state == "faulty" and each.source.endswith(".toml") and each.sort in {sort, ""}:
            yield each.fault
